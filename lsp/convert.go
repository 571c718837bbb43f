package lsp

import (
	"fmt"

	"github.com/clnrm-ls/clnrm-ls/engine"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
)

// This file is the one place where the engine's byte offsets and findings meet
// the positions and diagnostics of the protocol. It also hides the names of
// the generated code, which shares unions: a diagnostic's code is a
// ProgressToken there, its message an InlayHintTooltip.

// diagnosticSource is shown by clients beside every diagnostic.
const diagnosticSource = "clnrm"

// converter translates for one client and one state of the workspace.
type converter struct {
	client *client
	snap   *snapshot
}

func (s *server) converter(snap *snapshot) converter { return converter{&s.client, snap} }

func position(p source.Position) protocol.Position {
	return protocol.Position{Line: uint32(p.Line), Character: uint32(p.Character)}
}

// span translates a byte span of text.
func (c converter) span(text *source.Text, span source.Span) protocol.Range {
	r := text.Range(span, c.client.encoding)
	return protocol.Range{Start: position(r.Start), End: position(r.End)}
}

// offset is the byte offset of a position from the client, clamped: for reads.
func (c converter) offset(text *source.Text, p protocol.Position) int {
	return text.Clamp(source.Position{Line: int(p.Line), Character: int(p.Character)}, c.client.encoding)
}

// bytes is the byte span of a range from the client, clamped.
func (c converter) bytes(text *source.Text, r protocol.Range) source.Span {
	start := c.offset(text, r.Start)
	return source.Span{Start: start, End: max(start, c.offset(text, r.End))}
}

// diagnostics translates the findings of an analysis, as many as the settings
// allow; one more then says how many are left out.
func (c converter) diagnostics(r resource, a *engine.Analysis) []protocol.Diagnostic {
	findings, limit := a.Findings, c.snap.settings.Diagnostics.Limit
	shown := min(len(findings), limit)
	all := make([]protocol.Diagnostic, 0, shown+1)
	for i := range findings[:shown] {
		all = append(all, c.diagnostic(r, a.Document.Text, &findings[i]))
	}
	if more := len(findings) - shown; more > 0 {
		last := protocol.Range{}
		if shown > 0 {
			last = all[shown-1].Range
		}
		all = append(all, sessionDiagnostic(last, finding.SessionMoreFindings, protocol.DiagnosticSeverityInformation,
			fmt.Sprintf("%d more findings are not shown. Fix those above first, or raise clnrm.diagnostics.limit.", more)))
	}
	return all
}

func (c converter) diagnostic(r resource, text *source.Text, f *finding.Finding) protocol.Diagnostic {
	d := protocol.Diagnostic{
		Range:    c.span(text, f.Span),
		Severity: protocol.DiagnosticSeverity(f.Severity),
		Code:     protocol.String(f.Code),
		Source:   protocol.NewOptional(diagnosticSource),
		Message:  protocol.String(f.Message),
	}
	for _, tag := range []struct {
		of finding.Tag
		is protocol.DiagnosticTag
	}{{finding.Unnecessary, protocol.DiagnosticTagUnnecessary}, {finding.Deprecated, protocol.DiagnosticTagDeprecated}} {
		if f.Tags&tag.of != 0 && c.client.tags[tag.is] {
			d.Tags = protocol.NewDiagnosticTags(append(d.Tags.Slice(), tag.is)...)
		}
	}
	if c.client.relatedInformation {
		d.RelatedInformation = c.related(r, text, f.Related)
	}
	if c.client.diagnosticData && len(f.Fixes) > 0 {
		d.Data = encode(fixData{Fixes: c.fixes(text, f.Fixes)})
	}
	return d
}

// related translates other places. One whose text cannot be read any more, or
// that is no file, is left out.
func (c converter) related(r resource, text *source.Text, related []finding.Related) []protocol.DiagnosticRelatedInformation {
	var all []protocol.DiagnosticRelatedInformation
	for _, rel := range related {
		name, at := r.uri, text
		if rel.Unit != "" && rel.Unit != r.key {
			doc, err := c.snap.files(r).Read(rel.Unit)
			if err != nil {
				continue
			}
			name, at = c.snap.spelling(rel.Unit), doc.Text
		}
		all = append(all, protocol.DiagnosticRelatedInformation{
			Location: protocol.Location{URI: uri.URI(name), Range: c.span(at, rel.Span)},
			Message:  rel.Message,
		})
	}
	return all
}

// spelling is how the client writes the URI of a file.
func (sn *snapshot) spelling(key string) string {
	if d, open := sn.documents[key]; open {
		return d.uri
	}
	return fileURI(key)
}

// fixData travels with a diagnostic, so that a client can offer its fixes
// without asking.
type fixData struct {
	Fixes []wireFix `json:"fixes"`
}

// wireFix is a finding.Fix in positions.
type wireFix struct {
	Title     string              `json:"title"`
	Preferred bool                `json:"preferred,omitempty"`
	Edits     []protocol.TextEdit `json:"edits"`
}

func (c converter) fixes(text *source.Text, fixes []finding.Fix) []wireFix {
	all := make([]wireFix, len(fixes))
	for i, f := range fixes {
		all[i] = wireFix{Title: f.Title, Preferred: f.Preferred, Edits: c.edits(text, f.Edits)}
	}
	return all
}

func (c converter) edits(text *source.Text, edits []finding.Edit) []protocol.TextEdit {
	all := make([]protocol.TextEdit, len(edits))
	for i, e := range edits {
		all[i] = protocol.TextEdit{Range: c.span(text, e.Span), NewText: e.Text}
	}
	return all
}

// outOfSync is the one diagnostic of a document that was lost.
func outOfSync(d *document) protocol.Diagnostic {
	return sessionDiagnostic(protocol.Range{}, finding.SessionOutOfSync, protocol.DiagnosticSeverityWarning,
		fmt.Sprintf("This file is not checked: an edit could not be followed (%s). Close the file and open it again.", d.lost))
}

func sessionDiagnostic(at protocol.Range, code finding.Code, severity protocol.DiagnosticSeverity, message string) protocol.Diagnostic {
	return protocol.Diagnostic{Range: at, Severity: severity, Code: protocol.String(code),
		Source: protocol.NewOptional(diagnosticSource), Message: protocol.String(message)}
}
