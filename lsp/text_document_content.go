package lsp

import (
	"context"
	"net/url"
	"strings"
	"sync"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// renderedScheme names documents that show what a template renders to. A URI
// is that of the template with this scheme in place of file; for any other
// scheme the template's URI stands, percent-encoded, in the query.
const renderedScheme = "clnrm-rendered"

// textDocumentContent answers workspace/textDocumentContent.
func (s *server) textDocumentContent(ctx context.Context, snap *snapshot, p *textDocumentID) (any, error) {
	of, err := renderedSource(p.URI)
	if err != nil {
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, err.Error())
	}
	result, err := s.render(ctx, snap, of, false)
	if err != nil {
		return nil, err
	}
	s.views.shown(of.key, p.URI, result.Text)
	return &protocol.TextDocumentContentResult{Text: result.Text}, nil
}

// renderedSource is the template behind a rendered document.
func renderedSource(name string) (resource, error) {
	rest, ok := strings.CutPrefix(name, renderedScheme+":")
	if !ok {
		return resource{}, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "%q has not the scheme %s", name, renderedScheme)
	}
	if _, query, ok := strings.Cut(rest, "?"); ok {
		of, err := url.QueryUnescape(query)
		if err != nil {
			return resource{}, err
		}
		return parseURI(of)
	}
	return parseURI("file:" + rest)
}

// maxViews bounds the rendered documents that are kept up to date.
const maxViews = 100

// views knows the rendered documents that the client holds, so that it can be
// told when one is out of date.
type views struct {
	mu    sync.Mutex // guards byKey
	byKey map[string]*view
}

type view struct {
	uri     string
	text    string // as the client has it
	telling bool   // a refresh has been asked for and is not answered
}

func (v *views) shown(key, name, text string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.byKey == nil {
		v.byKey = map[string]*view{}
	}
	if len(v.byKey) < maxViews || v.byKey[key] != nil {
		v.byKey[key] = &view{uri: name, text: text}
	}
}

// forget ends the care for a template that was closed.
func (v *views) forget(key string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	delete(v.byKey, key)
}

// stale is the view of a template if it shows another text than this.
func (v *views) stale(key, text string) (name string, ok bool) {
	v.mu.Lock()
	defer v.mu.Unlock()
	known := v.byKey[key]
	if known == nil || known.telling || known.text == text {
		return "", false
	}
	known.telling = true
	return known.uri, true
}

// refreshView asks the client to read a rendered document again. The answer is
// waited for, so that at most one request per document is on its way.
func (s *server) refreshView(key, text string) {
	name, ok := s.views.stale(key, text)
	if !ok {
		return
	}
	s.spawn("refresh", func(ctx context.Context) {
		err := s.callouts.call(ctx, protocol.MethodWorkspaceTextDocumentContentRefresh,
			&protocol.TextDocumentContentRefreshParams{URI: uri.URI(name)}, nil)
		if err != nil {
			s.log.Info("the client did not refresh a rendered document", "uri", name, "error", err)
		}
		s.views.told(key)
	})
}

func (v *views) told(key string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if known := v.byKey[key]; known != nil {
		known.telling = false
	}
}
