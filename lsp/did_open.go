package lsp

import (
	"context"
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// didOpen handles textDocument/didOpen. A document that is open already is
// replaced: that is how a client repairs one that was lost.
func (s *server) didOpen(_ context.Context, raw []byte) error {
	var params struct {
		TextDocument struct {
			textDocumentID
			Version *float64 `json:"version"`
			Text    string   `json:"text"`
		} `json:"textDocument"`
	}
	if err := decodeParams(raw, &params); err != nil {
		return err
	}
	name, err := parseURI(params.TextDocument.URI)
	if err != nil {
		return err
	}
	v, err := version(params.TextDocument.Version, -1)
	if err != nil {
		return err
	}
	d := &document{resource: name}
	d = d.replace(source.New(params.TextDocument.Text), v)
	s.store.update(func(next *snapshot) { next.documents[name.key] = d })
	s.published.open(name)
	s.changed(name.key)
	return nil
}

// replace is the document with another text, in sync again.
func (d *document) replace(text *source.Text, v int32) *document {
	return &document{resource: d.resource, text: engine.NewDocument(d.key, text, v, true), arrived: time.Now()}
}
