package lsp

import (
	"hash/maphash"
	"sync"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// published knows what the client shows for every file, so that each set that
// was sent is taken back once, and none is sent twice.
type published struct {
	out  *outbox
	seed maphash.Seed

	mu      sync.Mutex // guards entries, and the order of what is queued in out
	entries map[string]*entry
}

// entry is the state of one file at the client.
type entry struct {
	uri     string // the spelling in use
	sent    bool   // anything, since the file was opened or closed
	sum     uint64 // of the last message
	visible bool   // the last set was not empty
}

func (p *published) init(out *outbox) {
	p.out, p.seed, p.entries = out, maphash.MakeSeed(), map[string]*entry{}
}

// open takes over the client's spelling of a file. What was shown under
// another one is taken back.
func (p *published) open(r resource) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if e := p.entries[r.key]; e != nil && e.uri != r.uri && e.visible {
		p.send(e, nil, nil)
	}
	p.entries[r.key] = &entry{uri: r.uri}
}

// close makes the next set of the file go out in any case: what is shown is
// that of a version that no longer exists.
func (p *published) close(key string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if e := p.entries[key]; e != nil {
		e.sent = false
	}
}

// publish sends the diagnostics of a file, unless current says that they are
// out of date or the client has just these. version is nil for a file that is
// not open.
func (p *published) publish(r resource, version *int32, diagnostics []protocol.Diagnostic, current func() bool) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !current() {
		return false
	}
	e := p.entries[r.key]
	if e == nil {
		if version == nil && len(diagnostics) == 0 {
			return false // nothing is shown for this file, so nothing has to go
		}
		e = &entry{uri: r.uri}
		p.entries[r.key] = e
	}
	p.send(e, version, diagnostics)
	if version == nil && len(diagnostics) == 0 {
		delete(p.entries, r.key)
	}
	return true
}

// clear takes back what is shown for a file and forgets it.
func (p *published) clear(key string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	e := p.entries[key]
	if e == nil {
		return
	}
	if e.visible || !e.sent {
		p.send(e, nil, nil)
	}
	delete(p.entries, key)
}

// keys are the files that the client may be showing something for.
func (p *published) keys() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	keys := make([]string, 0, len(p.entries))
	for key := range p.entries {
		keys = append(keys, key)
	}
	return keys
}

// count is the number of files with diagnostics.
func (p *published) count() (n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, e := range p.entries {
		if e.visible {
			n++
		}
	}
	return n
}

func (p *published) send(e *entry, version *int32, diagnostics []protocol.Diagnostic) {
	if diagnostics == nil {
		diagnostics = []protocol.Diagnostic{} // null breaks clients
	}
	params := protocol.PublishDiagnosticsParams{URI: uri.URI(e.uri), Diagnostics: diagnostics}
	if version != nil {
		params.Version = protocol.NewOptional(*version)
	}
	body := jsonrpc2.AppendNotification(nil, protocol.MethodTextDocumentPublishDiagnostics,
		jsonrpc2.RawMessage(encode(&params)))
	sum := maphash.Bytes(p.seed, body)
	if e.sent && e.sum == sum {
		return
	}
	e.sent, e.sum, e.visible = true, sum, len(diagnostics) > 0
	p.out.replace(e.uri, body)
}
