package lsp

import (
	"context"

	"go.lsp.dev/protocol"
)

// hoverParams are those of textDocument/hover, with the URI as it was sent.
type hoverParams struct {
	TextDocument textDocumentID    `json:"textDocument"`
	Position     protocol.Position `json:"position"`
}

// hover answers textDocument/hover: what the engine knows about the place.
func (s *server) hover(ctx context.Context, snap *snapshot, p *hoverParams) (any, error) {
	d, ok := snap.find(p.TextDocument.URI)
	if !ok {
		return nil, nil
	}
	c := s.converter(snap)
	info, ok := snap.engine.Hover(ctx, snap.files(d.resource), d.text, c.offset(d.text.Text, p.Position))
	if err := ctx.Err(); err != nil || !ok {
		return nil, err
	}
	kind := protocol.MarkupKindPlainText
	if s.client.markdown {
		kind = protocol.MarkupKindMarkdown
	}
	return &protocol.Hover{
		Contents: &protocol.MarkupContent{Kind: kind, Value: info.Markdown},
		Range:    new(c.span(d.text.Text, info.Span)),
	}, nil
}
