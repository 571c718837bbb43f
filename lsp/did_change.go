package lsp

import (
	"context"
	"fmt"

	"go.lsp.dev/protocol"
)

// didChange handles textDocument/didChange, on the reader: each change applies
// to the result of the one before (golang/go#32348).
func (s *server) didChange(_ context.Context, raw []byte) error {
	var params changeParams
	if err := decodeParams(raw, &params); err != nil {
		return s.undecodable(raw, err)
	}
	d, err := s.openDocument(params.TextDocument.URI)
	if err != nil {
		return err
	}
	v, err := version(params.TextDocument.Version, d.text.Version)
	if err != nil {
		s.put(d.lose(err.Error()))
		return err
	}
	changes, err := decodeChanges(params.ContentChanges)
	if err != nil {
		s.put(d.lose(err.Error()))
		return err
	}
	s.put(d.edit(v, changes, s.client.encoding))
	return nil
}

// openDocument is the open document of that name, in sync or not.
func (s *server) openDocument(uri string) (*document, error) {
	name, err := parseURI(uri)
	if err != nil {
		return nil, err
	}
	d, ok := s.store.snapshot().documents[name.key]
	if !ok {
		return nil, fmt.Errorf("the document is not open: %s", uri)
	}
	return d, nil
}

// undecodable marks the document that a broken change is about, if that much
// can be read: the change is lost, so the text is not the client's any more.
func (s *server) undecodable(raw []byte, cause error) error {
	var params struct {
		TextDocument textDocumentID `json:"textDocument"`
	}
	if decodeParams(raw, &params) != nil {
		return cause
	}
	if d, err := s.openDocument(params.TextDocument.URI); err == nil {
		s.put(d.lose(cause.Error()))
	}
	return cause
}

// put makes d the current version of its document and has it diagnosed.
func (s *server) put(d *document) {
	before := s.store.snapshot().documents[d.key]
	if before == d {
		return
	}
	s.store.update(func(next *snapshot) { next.documents[d.key] = d })
	if d.lost != "" && before.lost == "" {
		s.log.Warn("document out of sync", "uri", d.uri, "reason", d.lost)
		s.logMessage(protocol.MessageTypeWarning, fmt.Sprintf("%s is out of sync: %s", d.uri, d.lost))
	}
	s.changed(d.key)
}
