package template

import (
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// maxRewind bounds how far back one string that swallowed the end of its tag
// may send the parser; all such rewinds together are bounded by the length of
// the text, which keeps Parse linear.
const maxRewind = 4096

// resync finds where the tag that just failed ends. An offending token on a
// later line does not belong to the tag unless brackets are open, and a line
// that looks like TOML ends the search: otherwise one missing brace would
// swallow the next tag's text.
func (p *parser) resync() (end int, closed bool) {
	bad := max(p.failure.Span.Start, p.prevEnd) // never before what was read, so that Parse advances
	anchor := bad
	if strings.IndexByte(p.text[min(p.prevEnd, bad):bad], '\n') >= 0 {
		anchor = p.prevEnd
		if p.brackets == 0 {
			bad = anchor
		}
	}
	own, other := "}}", "%}"
	if p.closer == tokCloseTag {
		own, other = other, own
	}
	limit := bad
scan:
	for limit < len(p.text) {
		switch c := p.text[limit]; c {
		case own[0]:
			if strings.HasPrefix(p.text[limit:], own) {
				return limit + len(own), true
			}
		case '{':
			if nextOpener(p.text[:min(limit+2, len(p.text))], limit) == limit {
				break scan
			}
		case '\n':
			if !p.continues(limit + 1) {
				break scan
			}
		}
		limit++
	}
	limit = max(min(limit, p.lineEnd(anchor)), anchor)
	if n := strings.Index(p.text[anchor:limit], other); n >= 0 {
		return anchor + n + len(other), true
	}
	return p.insideQuotes(anchor, limit), false
}

// continues reports whether the line at pos may be part of an unfinished tag.
// Inside brackets only a table header ends it; outside, whatever TOML has.
func (p *parser) continues(pos int) bool {
	i := pos
	for i < len(p.text) && (p.text[i] == ' ' || p.text[i] == '\t') {
		i++
	}
	if i >= len(p.text) {
		return false
	}
	if p.text[i] == '[' {
		return !p.isHeader(i)
	}
	if p.brackets > 0 {
		return true
	}
	if c := p.text[i]; c == '#' || c == '\r' || c == '\n' {
		return false
	}
	for i < len(p.text) && (isIdentPart(p.text[i]) || p.text[i] == '-' || p.text[i] == '.') {
		i++
	}
	for i < len(p.text) && (p.text[i] == ' ' || p.text[i] == '\t') {
		i++
	}
	return i >= len(p.text) || p.text[i] != '='
}

// isHeader reports whether [ at pos begins a TOML table header with bare keys
// that stands alone on its line.
func (p *parser) isHeader(pos int) bool {
	for pos < len(p.text) && p.text[pos] == '[' {
		pos++
	}
	if pos >= len(p.text) || !isIdentStart(p.text[pos]) {
		return false
	}
	for pos < len(p.text) && p.text[pos] != '\n' && p.text[pos] != ']' && p.text[pos] != ',' {
		pos++
	}
	for pos < len(p.text) && (p.text[pos] == ']' || p.text[pos] == ' ' || p.text[pos] == '\r') {
		pos++
	}
	return pos >= len(p.text) || p.text[pos] == '\n' || p.text[pos] == '#'
}

// insideQuotes ends an unclosed tag within [from, limit): when it stands
// inside a TOML string it ends at the string's closing quote, so that TOML
// still finds the string closed.
func (p *parser) insideQuotes(from, limit int) int {
	p.line.advance(p.text, p.open)
	if p.line.quote == 0 {
		return limit
	}
	for i := from; i < limit; i++ {
		switch {
		case p.line.quote == '"' && p.text[i] == '\\':
			i++
		case p.text[i] == p.line.quote:
			return i
		}
	}
	return limit
}

// noteSuspect remembers the first string of the tag that spans lines although
// its first line holds an end of tag: should the tag fail, the missing quote
// is there and not where the string happened to end.
func (p *parser) noteSuspect(t token) {
	if p.suspect.End > 0 {
		return
	}
	line := p.text[t.start:t.end]
	n := strings.IndexByte(line, '\n')
	if n < 0 {
		return
	}
	line = line[:n]
	if strings.Contains(line, "}}") || strings.Contains(line, "%}") {
		p.suspect = source.Span{Start: t.start, End: t.start + 1}
	}
}
