package template

import (
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

func newFinding(code finding.Code, severity finding.Severity, at source.Span, message string) finding.Finding {
	return finding.Finding{
		Location: finding.Location{Span: at},
		Code:     code,
		Severity: severity,
		Message:  message,
	}
}

// report adds a finding that does not end the tag and returns its place, which
// is valid until the next one.
func (p *parser) report(code finding.Code, severity finding.Severity, at source.Span, message string) *finding.Finding {
	return p.record(newFinding(code, severity, at, message))
}

// record adds f, up to MaxFindings of them.
func (p *parser) record(f finding.Finding) *finding.Finding {
	if len(p.findings) >= MaxFindings {
		if !p.full {
			p.full = true
			p.cut = f.Span
		}
		p.spare = f
		return &p.spare
	}
	p.findings = append(p.findings, f)
	return &p.findings[len(p.findings)-1]
}

// syntax adds an error about a construct that is kept.
func (p *parser) syntax(at source.Span, message string) *finding.Finding {
	return p.report(finding.TemplateSyntax, finding.Error, at, message)
}

// superset says that Tera 1.x, and so upstream, rejects a form that is
// accepted here.
func (p *parser) superset(at source.Span, message string) *finding.Finding {
	return p.report(finding.TemplateSuperset, finding.Information, at, message)
}

// fail ends the tag: the first failure counts, and the token that stands from
// now on matches nothing, so that every production returns.
func (p *parser) fail(at source.Span, message string) {
	p.failAs(newFinding(finding.TemplateSyntax, finding.Error, at, message))
}

func (p *parser) failAs(f finding.Finding) {
	if p.tok.kind == tokFail {
		return
	}
	p.failure = f
	p.tok = token{tokFail, f.Span.Start, f.Span.Start}
}

// unexpected fails at the current token.
func (p *parser) unexpected(want string) {
	p.fail(p.tok.span(), p.describe()+"; expected "+want+".")
}

// describe begins a sentence about the current token.
func (p *parser) describe() string {
	switch p.tok.kind {
	case tokEOF:
		return "The file ends inside a tag"
	case tokCloseValue, tokCloseTag:
		return "The tag ends too early"
	case tokUnended:
		return "The string is not closed: add the missing quote"
	case tokBad:
		if p.text[p.tok.start] == '\\' {
			return "A tag has no backslash escapes"
		}
	}
	word := p.text[p.tok.start:p.tok.end]
	if n := strings.IndexByte(word, '\n'); n >= 0 {
		word = strings.TrimRight(word[:n], " \t\r") + "…"
	}
	if len(word) > 40 {
		word = strings.ToValidUTF8(word[:40], "") + "…"
	}
	return "Unexpected `" + word + "`"
}

func insert(at int, text string) finding.Edit {
	return finding.Edit{Span: source.Span{Start: at, End: at}, Text: text}
}

func (p *parser) related(at source.Span, message string) finding.Related {
	return finding.Related{Location: finding.Location{Span: at}, Message: message}
}

// RawFix wraps a range, in bytes of the text, in a raw section.
func RawFix(at source.Span) finding.Fix {
	return finding.Fix{
		Title: "Wrap in {% raw %} so that it is kept as text",
		Edits: []finding.Edit{insert(at.Start, "{% raw %}"), insert(at.End, "{% endraw %}")},
	}
}
