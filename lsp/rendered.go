package lsp

import (
	"context"

	"github.com/clnrm-ls/clnrm-ls/engine"
	"github.com/clnrm-ls/clnrm-ls/engine/render"
	"go.lsp.dev/jsonrpc2"
)

// renderedParams are those of clnrm/rendered.
type renderedParams struct {
	TextDocument textDocumentID `json:"textDocument"`
	// Map asks for the source map too.
	Map bool `json:"map"`
}

// Rendered is the result of clnrm/rendered.
type Rendered struct {
	Text string `json:"text"`
	// Version of the document that was rendered; absent for a file on disk.
	Version *int32 `json:"version,omitempty"`
	// Map relates the text to its sources; offsets are bytes of the UTF-8
	// texts, whatever position encoding was agreed.
	Map *render.Map `json:"map,omitempty"`
}

// rendered answers clnrm/rendered.
func (s *server) rendered(ctx context.Context, snap *snapshot, p *renderedParams) (any, error) {
	r, err := parseURI(p.TextDocument.URI)
	if err != nil {
		return nil, jsonrpc2.NewError(jsonrpc2.InvalidParams, err.Error())
	}
	result, err := s.render(ctx, snap, r, p.Map)
	if err != nil {
		return nil, err
	}
	return result, nil
}

// codeRequestFailed is LSP's RequestFailed: the request is valid and cannot be
// fulfilled.
const codeRequestFailed jsonrpc2.Code = -32803

// Bounds of an answer that are looked at before it is encoded: encoding takes
// several times its size. What passes them and is too large all the same is
// found by stream.Write.
const (
	// maxMapEntries is in segments and frames, of about 100 bytes each.
	maxMapEntries = 200_000
	// maxRenderedText is in bytes; JSON may make more of them.
	maxRenderedText = maxOutbox
)

// render renders an open document, or a file of the workspace.
func (s *server) render(ctx context.Context, snap *snapshot, r resource, withMap bool) (*Rendered, error) {
	result := new(Rendered)
	files := snap.files(r)
	doc, err := files.Read(r.key)
	if err != nil {
		return nil, jsonrpc2.Errorf(codeRequestFailed, "%s cannot be read: %v", r.uri, err)
	}
	if d, open := snap.documents[r.key]; open {
		if d.lost != "" {
			return nil, jsonrpc2.Errorf(codeRequestFailed, "%s is out of sync: %s", r.uri, d.lost)
		}
		doc, result.Version = d.text, &d.text.Version
	}
	a, err := snap.engine.Analyze(ctx, files, doc)
	if err != nil {
		return nil, err
	}
	if result.Text = renderedText(a); len(result.Text) > maxRenderedText {
		return nil, jsonrpc2.Errorf(codeRequestFailed, "the answer is too large: %s renders to %d bytes, at most %d are sent",
			r.uri, len(result.Text), maxRenderedText)
	}
	if withMap && a.Render != nil && a.Render.Map != nil {
		if n := a.Render.Map.Entries(); n > maxMapEntries {
			return nil, jsonrpc2.Errorf(codeRequestFailed,
				"the answer is too large: the source map of %s has %d entries, at most %d are sent; ask without map", r.uri, n, maxMapEntries)
		}
		result.Map = a.Render.Map
	}
	return result, nil
}

// renderedText is what a document renders to: itself when it has no tags.
func renderedText(a *engine.Analysis) string {
	if a.Render != nil {
		return a.Render.Text
	}
	return a.Document.Text.String()
}
