package lsp

import (
	"context"
	"slices"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// codeActionParams are those of textDocument/codeAction. The diagnostics that
// the client sends back are not needed: the analysis has them.
type codeActionParams struct {
	TextDocument textDocumentID `json:"textDocument"`
	Range        protocol.Range `json:"range"`
	Context      struct {
		Only []protocol.CodeActionKind `json:"only"`
	} `json:"context"`
}

// codeAction answers textDocument/codeAction: the fixes of the findings that
// the range touches.
func (s *server) codeAction(ctx context.Context, snap *snapshot, p *codeActionParams) (any, error) {
	actions := []protocol.CodeAction{}
	d, ok := snap.find(p.TextDocument.URI)
	if !ok || !snap.settings.Diagnostics.Enabled || !wanted(p.Context.Only, protocol.CodeActionKindQuickFix) {
		return actions, nil
	}
	a, err := snap.engine.Analyze(ctx, snap.files(d.resource), d.text)
	if err != nil {
		return nil, err
	}
	c := s.converter(snap)
	at := c.bytes(d.text.Text, p.Range)
	for i := range a.Findings {
		f := &a.Findings[i]
		if len(f.Fixes) == 0 || !touch(f.Span, at) {
			continue
		}
		diagnostic := c.diagnostic(d.resource, d.text.Text, f)
		for _, fix := range c.fixes(d.text.Text, f.Fixes) {
			actions = append(actions, s.quickFix(d, fix, diagnostic))
		}
	}
	return actions, nil
}

// wanted says whether a client that asks for these kinds takes kind; kinds are
// hierarchical.
func wanted(only []protocol.CodeActionKind, kind protocol.CodeActionKind) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(k protocol.CodeActionKind) bool {
		return k == "" || k == kind || strings.HasPrefix(string(kind), string(k)+".")
	})
}

// touch says whether two spans share a byte or an edge.
func touch(a, b source.Span) bool { return a.Start <= b.End && b.Start <= a.End }

func (s *server) quickFix(d *document, fix wireFix, diagnostic protocol.Diagnostic) protocol.CodeAction {
	action := protocol.CodeAction{
		Title:       fix.Title,
		Kind:        new(protocol.CodeActionKindQuickFix),
		Diagnostics: []protocol.Diagnostic{diagnostic},
		Edit:        s.workspaceEdit(d, fix.Edits),
	}
	if fix.Preferred && s.client.preferredActions {
		action.IsPreferred = new(true)
	}
	return action
}

// workspaceEdit edits one document; versioned when the client can tell a text
// that has changed meanwhile.
func (s *server) workspaceEdit(d *document, edits []protocol.TextEdit) *protocol.WorkspaceEdit {
	name := uri.URI(d.uri)
	if !s.client.documentChanges {
		return &protocol.WorkspaceEdit{Changes: map[uri.URI][]protocol.TextEdit{name: edits}}
	}
	elements := make([]protocol.TextDocumentEditElement, len(edits))
	for i := range edits {
		elements[i] = &edits[i]
	}
	return &protocol.WorkspaceEdit{DocumentChanges: []protocol.DocumentChange{&protocol.TextDocumentEdit{
		TextDocument: protocol.OptionalVersionedTextDocumentIdentifier{
			TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: name}, Version: new(d.text.Version)},
		Edits: elements,
	}}}
}
