package lsp

import "context"

// didSave handles textDocument/didSave. The text is that of the last change
// and has been analysed, and dependants read the open text, so there is nothing
// to repeat. But a file that has just been written for the first time belongs
// to the workspace from now on.
func (s *server) didSave(_ context.Context, raw []byte) error {
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
	if s.store.snapshot().belongs(d.key) {
		s.scan.add(d.key)
	}
	return nil
}
