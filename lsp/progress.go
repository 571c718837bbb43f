package lsp

import (
	"context"
	"fmt"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
	"go.lsp.dev/protocol"
)

// progress is one work-done progress at the client. A nil progress is one that
// nobody sees: all methods do nothing.
type progress struct {
	out    *outbox
	token  string
	cancel func()

	mu      sync.Mutex // guards all below
	shown   bool       // the client has agreed and knows of the beginning
	percent int
	ended   bool
}

// runningProgress holds the progress that the client can cancel.
type runningProgress struct {
	mu     sync.Mutex // guards all below
	number int
	active map[string]*progress
}

// beginProgress shows a progress, or returns nil when the client has none. It
// does not wait for the client: what is reported before the client has agreed
// is not shown. cancel is called when the user ends it.
func (s *server) beginProgress(title string, cancel func()) *progress {
	if !s.client.progress {
		return nil
	}
	p := &progress{out: s.out, percent: -1, cancel: cancel}
	s.progress.add(p)
	s.spawn("progress", func(ctx context.Context) {
		err := s.callouts.call(ctx, protocol.MethodWindowWorkDoneProgressCreate,
			&protocol.WorkDoneProgressCreateParams{Token: protocol.String(p.token)}, nil)
		if err != nil {
			s.progress.remove(p.token)
			return
		}
		p.begin(title)
	})
	return p
}

func (p *progress) begin(title string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.ended {
		p.shown = true
		p.send(&protocol.WorkDoneProgressBegin{Kind: "begin", Title: title, Cancellable: new(true), Percentage: new(uint32(0))})
	}
}

func (r *runningProgress) add(p *progress) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.active == nil {
		r.active = map[string]*progress{}
	}
	r.number++
	p.token = fmt.Sprintf("clnrm-%d", r.number)
	// One scan at a time: an older entry belongs to a scan that was given up.
	clear(r.active)
	r.active[p.token] = p
}

func (r *runningProgress) remove(token string) *progress {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := r.active[token]
	delete(r.active, token)
	return p
}

// step reports when the percentage has changed, so at most a hundred times.
func (p *progress) step(message string, done, total int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	percent := 100 * done / max(total, 1)
	if p.ended || !p.shown || percent == p.percent {
		return
	}
	p.percent = percent
	p.send(&protocol.WorkDoneProgressReport{Kind: "report", Message: &message, Percentage: new(uint32(percent))})
}

func (p *progress) end(message string) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ended {
		return
	}
	p.ended = true
	if !p.shown {
		return
	}
	end := &protocol.WorkDoneProgressEnd{Kind: "end"}
	if message != "" {
		end.Message = &message
	}
	p.send(end)
}

func (p *progress) send(value any) {
	p.out.notify(protocol.MethodProgress, encode(&protocol.ProgressParams{Token: protocol.String(p.token), Value: encode(value)}))
}

// progressCancel handles window/workDoneProgress/cancel.
func (s *server) progressCancel(_ context.Context, raw []byte) error {
	var params struct {
		Token jsontext.Value `json:"token"`
	}
	if err := decodeParams(raw, &params); err != nil {
		return err
	}
	var token string
	if decodeParams(params.Token, &token) != nil {
		return nil // a number: not one of ours
	}
	if p := s.progress.remove(token); p != nil {
		p.cancel()
	}
	return nil
}
