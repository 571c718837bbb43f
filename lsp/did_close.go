package lsp

import "context"

// didClose handles textDocument/didClose. The document is forgotten; a file of
// the workspace goes back to what is on disk, anything else loses its
// diagnostics. Whoever includes it reads the disk again.
func (s *server) didClose(_ context.Context, raw []byte) error {
	var params struct {
		TextDocument textDocumentID `json:"textDocument"`
	}
	if err := decodeParams(raw, &params); err != nil {
		return err
	}
	d, err := s.openDocument(params.TextDocument.URI)
	if err != nil {
		return err
	}
	s.store.update(func(next *snapshot) { delete(next.documents, d.key) })
	s.views.forget(d.key)
	s.published.close(d.key)
	s.closed(d)
	return nil
}
