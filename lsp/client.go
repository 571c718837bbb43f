package lsp

import (
	"slices"

	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"go.lsp.dev/protocol"
)

// client is what initialize said about the other side, with every absent
// capability as false. It is read-only afterwards.
type client struct {
	name     string
	encoding source.Encoding

	configuration      bool // workspace/configuration
	configurationWatch bool // dynamic registration of its notification
	fileWatch          bool // dynamic registration of watchers
	progress           bool // window/workDoneProgress/create
	contentRefresh     bool // workspace/textDocumentContent

	relatedInformation bool
	diagnosticData     bool
	tags               map[protocol.DiagnosticTag]bool
	codeActionLiterals bool
	preferredActions   bool
	documentChanges    bool // versioned edits
	markdown           bool
}

func yes(b *bool) bool { return b != nil && *b }

// readClient collects the capabilities; every group of them may be missing.
func readClient(p *protocol.InitializeParams) client {
	c := client{name: p.ClientInfo.Name, encoding: source.UTF16}
	if g := p.Capabilities.General; g != nil {
		c.encoding = chooseEncoding(g.PositionEncodings)
	}
	if w := p.Capabilities.Window; w != nil {
		c.progress = yes(w.WorkDoneProgress)
	}
	if w := p.Capabilities.Workspace; w != nil {
		c.readWorkspace(w)
	}
	if t := p.Capabilities.TextDocument; t != nil {
		c.readTextDocument(t)
	}
	return c
}

func (c *client) readWorkspace(w *protocol.WorkspaceClientCapabilities) {
	c.configuration = yes(w.Configuration)
	c.configurationWatch = w.DidChangeConfiguration != nil && yes(w.DidChangeConfiguration.DynamicRegistration)
	c.fileWatch = w.DidChangeWatchedFiles != nil && yes(w.DidChangeWatchedFiles.DynamicRegistration)
	c.contentRefresh = w.TextDocumentContent != nil
	c.documentChanges = w.WorkspaceEdit != nil && yes(w.WorkspaceEdit.DocumentChanges)
}

func (c *client) readTextDocument(t *protocol.TextDocumentClientCapabilities) {
	if d := t.PublishDiagnostics; d != nil {
		c.relatedInformation = yes(d.RelatedInformation)
		c.diagnosticData = yes(d.DataSupport)
		c.tags = map[protocol.DiagnosticTag]bool{}
		for _, tag := range d.TagSupport.ValueSet {
			c.tags[tag] = true
		}
	}
	if a := t.CodeAction; a != nil {
		c.codeActionLiterals = a.CodeActionLiteralSupport.CodeActionKind.ValueSet != nil
		c.preferredActions = yes(a.IsPreferredSupport)
	}
	if h := t.Hover; h != nil {
		c.markdown = slices.Contains(h.ContentFormat, protocol.MarkupKindMarkdown)
	}
}

// chooseEncoding takes the cheapest encoding that the client offers. Texts are
// UTF-8 inside, so that comes first; UTF-16 is what every client must know;
// UTF-32 is taken only by a client that offers nothing else.
func chooseEncoding(offered []protocol.PositionEncodingKind) source.Encoding {
	switch {
	case slices.Contains(offered, protocol.PositionEncodingKindUTF8):
		return source.UTF8
	case len(offered) == 0 || slices.Contains(offered, protocol.PositionEncodingKindUTF16):
		return source.UTF16
	case slices.Contains(offered, protocol.PositionEncodingKindUTF32):
		return source.UTF32
	}
	return source.UTF16
}
