package template

import (
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// accidental reports an opener that was hardly meant as one (format.md 1.3):
// shell's ${#VAR}, Go's template syntax, a lone {{ in a pattern. It is kept as
// text, which is what the author wanted, so that the rest of the file stays
// checkable.
func (p *parser) accidental(open int) bool {
	var at source.Span
	var message string
	switch p.text[open+1] {
	case '#':
		at, message = p.shellLength(open)
	case '{':
		at, message = p.strayValue(open)
	default:
		at, message = p.strayTag(open)
	}
	if message == "" {
		return false
	}
	f := p.report(finding.TemplateAccidentalTag, finding.Warning, at, message)
	f.Fixes = []finding.Fix{RawFix(at)}
	return true
}

// shellLength recognises ${#VAR} when no comment ends on the same line.
func (p *parser) shellLength(open int) (source.Span, string) {
	eol := p.lineEnd(open)
	if open == 0 || p.text[open-1] != '$' || p.nextEnd.find(p.text, "#}", open+2) < eol {
		return source.Span{}, ""
	}
	end := open + 2
	for end < eol && (isIdentPart(p.text[end]) || strings.IndexByte("[]@*", p.text[end]) >= 0) {
		end++
	}
	if end < eol && p.text[end] == '}' {
		end++
	}
	effect := "upstream drops what follows"
	if p.nextEnd.find(p.text, "#}", open+2) == len(p.text) {
		effect = "upstream rejects the file because the comment never ends"
	}
	return source.Span{Start: open, End: end},
		"`{#` opens a template comment, so " + effect + "; wrap the shell's `${#…}` in {% raw %}. It is read as text here."
}

// strayValue recognises {{ before what can begin no value.
func (p *parser) strayValue(open int) (source.Span, string) {
	pos := open + 2
	if pos < len(p.text) && p.text[pos] == '-' {
		pos++
	}
	rest := p.text[skipSpace(p.text, pos):]
	if rest == "" {
		return source.Span{}, ""
	}
	if isGoTemplate(rest) {
		return p.strayExtent(open, "}}"),
			"This is the syntax of Go templates, but upstream reads `{{` as its own tag and rejects the file; wrap it in {% raw %}. It is read as text here."
	}
	const message = "`{{` opens a template tag, and upstream rejects the file here; wrap it in {% raw %} if it is meant as text. It is read as text here."
	c := p.text[pos]
	opener := source.Span{Start: open, End: open + 2}
	switch {
	case isIdentPart(c) || isSpace(c) || strings.IndexByte("([{}-", c) >= 0:
		return source.Span{}, ""
	case strings.IndexByte("\"'`\\", c) < 0:
		return opener, message
	}
	// a quote directly behind: the end of the string that holds {{, unless the
	// tag ends on this line
	if p.endsOnLine(open) {
		return source.Span{}, ""
	}
	return opener, message
}

// endsOnLine reports whether the tag at open has its end on the same line and
// before any other opener.
func (p *parser) endsOnLine(open int) bool {
	var end int
	if p.text[open+1] == '{' {
		end = p.nextValue.find(p.text, "}}", open+2)
	} else {
		end = p.nextTag.find(p.text, "%}", open+2)
	}
	return end < p.lineEnd(open) && nextOpener(p.text[:end+1], open+2) > end
}

// isGoTemplate recognises {{.Name}} and {{json .Name}}, {{range $i := …}}.
func isGoTemplate(rest string) bool {
	if rest[0] == '.' || rest[0] == '$' {
		return true
	}
	n := identEnd(rest, 0)
	if n == 0 || isDigit(rest[0]) || n >= len(rest) || !isSpace(rest[n]) {
		return false
	}
	after := rest[skipSpace(rest, n):]
	if after == "" || after[0] == '$' {
		return after != ""
	}
	return after[0] == '.' && len(after) > 1 && (isIdentStart(after[1]) || isSpace(after[1]) || after[1] == '}')
}

// strayExtent is the tag up to closer when that is on the same line, else the
// opener alone.
func (p *parser) strayExtent(open int, closer string) source.Span {
	end := p.nextValue.find(p.text, closer, open+2)
	if end >= p.lineEnd(open) {
		return source.Span{Start: open, End: open + 2}
	}
	return source.Span{Start: open, End: end + len(closer)}
}

// strayTag recognises {% before what can be no tag, such as the formats {%s}
// and {%.2f}.
func (p *parser) strayTag(open int) (source.Span, string) {
	pos := open + 2
	if pos < len(p.text) && p.text[pos] == '-' {
		pos++
	}
	start := skipSpace(p.text, pos)
	if start >= len(p.text) {
		return source.Span{}, ""
	}
	if isIdentStart(p.text[start]) {
		end := identEnd(p.text, start)
		if start > pos || end-start > 2 || p.text[start:end] == "if" || p.endsOnLine(open) {
			return source.Span{}, ""
		}
	} else if start > pos || p.endsOnLine(open) {
		return source.Span{}, ""
	}
	return source.Span{Start: open, End: open + 2},
		"`{%` opens a template tag, and upstream rejects the file here; wrap it in {% raw %} if it is meant as text. It is read as text here."
}
