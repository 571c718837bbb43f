package toml

import (
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// junk reports text at pos that follows a finished statement on its line. It
// tells whether the statement loop goes on at pos, because another statement
// starts there; otherwise pos is at the line end.
func (p *parser) junk(after string, value *Node) bool {
	at := p.pos
	reported := after == "value" && (value == nil || value.Kind == Invalid)
	if c := p.text[at]; c == ';' || c == ',' {
		p.separated(at)
		return true
	}
	if _, ok := p.pairAt(at); ok {
		if p.admit() {
			p.fail(finding.TOMLSyntax, p.token(at), "A new key starts on a line of its own; break the line here.",
				preferred(replace("Break the line", source.Span{Start: trimEnd(p.text, 0, at), End: at}, "\n"+p.indentation())))
		}
		return true
	}
	end := p.pos
	for end < len(p.text) && strings.IndexByte("\n\r", p.text[end]) < 0 &&
		!(p.text[end] == '#' && strings.IndexByte(" \t", p.text[end-1]) >= 0) {
		end++
	}
	p.pos = end
	if !reported && p.admit() {
		p.reportJunk(source.Span{Start: at, End: trimEnd(p.text, at, end)}, after, value)
	}
	return p.pos < len(p.text) && p.text[p.pos] == '#'
}

func (p *parser) reportJunk(span source.Span, after string, value *Node) {
	text := p.text[span.Start:span.End]
	if strings.HasPrefix(text, "//") {
		p.fail(finding.TOMLSyntax, span, "Comments start with `#` in TOML.",
			preferred(replace("Write #", source.Span{Start: span.Start, End: span.Start + 2}, "#")))
		return
	}
	var fixes []finding.Fix
	if fix, ok := p.innerQuotes(span, value); ok {
		fixes = append(fixes, preferred(fix))
	}
	fixes = append(fixes, insert("Make it a comment", span.Start, "# "))
	p.fail(finding.TOMLSyntax, span, excerpt(text)+" cannot follow the "+after+" on its line; remove it, or write # in front of it.", fixes...)
}

// innerQuotes repairs 'it's' and "say "hi"": a string whose quotes stand in
// it too.
func (p *parser) innerQuotes(junk source.Span, value *Node) (finding.Fix, bool) {
	if value == nil || value.Kind != String || value.Span.End != junk.Start {
		return finding.Fix{}, false
	}
	text := p.text[value.Span.Start:junk.End]
	mark := text[:1]
	if !strings.HasSuffix(text, mark) || strings.HasPrefix(text, mark+mark+mark) || strings.Contains(text, "\n") {
		return finding.Fix{}, false
	}
	body := text[1 : len(text)-1]
	if !quotable(body) || mark == `"` && strings.Contains(body, `\`) {
		return finding.Fix{}, false
	}
	return replace("Make it one string", source.Span{Start: value.Span.Start, End: junk.End}, quote(body)), true
}

// separated reports a semicolon or a comma between statements.
func (p *parser) separated(at int) {
	p.pos = spaces(p.text, at+1)
	mark := p.text[at : at+1]
	span := source.Span{Start: at, End: at + 1}
	if !p.admit() {
		return
	}
	if p.pos >= len(p.text) || strings.IndexByte("\n\r#", p.text[p.pos]) >= 0 {
		p.fail(finding.TOMLSyntax, span, "No `"+mark+"` ends a line in TOML; remove it.",
			preferred(replace("Remove it", span, "")))
		return
	}
	p.fail(finding.TOMLSyntax, span, "Pairs are not separated by `"+mark+"`; write each on a line of its own.",
		preferred(replace("Break the line", source.Span{Start: at, End: p.pos}, "\n"+p.indentation())))
}

// indentation is the white space in front of the current line.
func (p *parser) indentation() string {
	if p.line < 0 || p.line > len(p.text) {
		return ""
	}
	return p.text[p.line:min(spaces(p.text, p.line), p.pos)]
}
