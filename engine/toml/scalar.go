package toml

import (
	"strings"
	"unicode/utf8"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// scalar makes the node of a checked scalar and queues it for decoding.
func (p *parser) scalar(kind Kind, span source.Span) *Node {
	n := p.newNode(kind, Value, span)
	text := p.text[span.Start:span.End]
	p.buffer = append(append(p.buffer, text...), ',')
	p.leaves = append(p.leaves, leaf{n, len(p.buffer)})
	if p.cutHere(text) {
		p.cutRun()
	}
	return n
}

// bare reads a value that is neither string nor container.
func (p *parser) bare() *Node {
	start := p.pos
	end := run(p.text, start, bareValue)
	if end == start {
		return p.unquoted(start)
	}
	end = p.withTime(start, end)
	token := p.text[start:end]
	kind, newer := classify(token)
	if kind == Invalid || p.continues(end) {
		return p.unquoted(start)
	}
	p.pos = end
	if newer && p.room() {
		at := start + strings.IndexByte(token, ':') + 3
		p.newer(source.Span{Start: start, End: end},
			"A time without seconds is TOML 1.1, which clnrm does not read; write the seconds.",
			preferred(insert("Add :00", at, ":00")))
	}
	return p.scalar(kind, source.Span{Start: start, End: end})
}

// withTime extends a date over a time that is set off by a space.
func (p *parser) withTime(start, end int) int {
	if end-start != len("2006-01-02") || p.text[start+4] != '-' || p.text[start+7] != '-' {
		return end
	}
	rest := p.text[end:]
	if len(rest) < 4 || rest[0] != ' ' || !isDigit(rest[1]) || !isDigit(rest[2]) || rest[3] != ':' {
		return end
	}
	return run(p.text, end+1, bareValue)
}

// continues tells whether a valid token is only the first word of text that
// misses its quotes: 5 minutes. A key or a value that follows is another
// mistake, and reported as such.
func (p *parser) continues(end int) bool {
	next := spaces(p.text, end)
	if next == end || next >= len(p.text) || classes[p.text[next]]&bareValue == 0 {
		return false
	}
	stop := run(p.text, next, bareValue)
	after := spaces(p.text, stop)
	if after < len(p.text) && strings.IndexByte("=\"'", p.text[after]) >= 0 {
		return false
	}
	kind, _ := classify(p.text[next:stop])
	return kind == Invalid
}

// missing reports that there is no value at pos. equals is the offset of the
// sign that announced it; the empty value stands right behind it.
func (p *parser) missing(equals int) *Node {
	if p.admit() {
		p.fail(finding.TOMLSyntax, source.Span{Start: equals, End: equals + 1},
			"There is no value after `=`; write one on this line, or remove the key.")
	}
	return p.newNode(Invalid, Value, source.Span{Start: equals + 1, End: equals + 1})
}

// unquoted reads text that is no value and reports it.
func (p *parser) unquoted(start int) *Node {
	p.pos = p.unquotedEnd(start)
	span := source.Span{Start: start, End: p.pos}
	text := p.text[start:p.pos]
	if p.restart(start) {
		return p.newNode(Invalid, Value, span)
	}
	if text == "" { // a comma or a bracket
		p.pos += p.word(start).Len()
		text, span.End = p.text[start:p.pos], p.pos
	}
	if p.admit() {
		message, fixes := p.diagnose(text, span)
		p.fail(finding.TOMLInvalidValue, span, message, fixes...)
	}
	return p.newNode(Invalid, Value, span)
}

// unquotedEnd finds where text without quotes ends: in front of a comment, a
// separator or the line end.
func (p *parser) unquotedEnd(start int) int {
	if open, n := typographic(p.text[start:]); n > 0 {
		if end := closingQuote(p.text[:lineEnd(p.text, start)], start+n, open); end > 0 {
			return end
		}
	}
	stops := "\n\r;"
	switch p.container {
	case '[':
		stops = "\n\r;,]#"
	case '{':
		stops = "\n\r;,}#"
	}
	end := start
	for end < len(p.text) && strings.IndexByte(stops, p.text[end]) < 0 {
		if p.text[end] != '\t' && classes[p.text[end]]&commentPlain == 0 {
			break // reported as a control character
		}
		if p.text[end] == '#' && end > start && (p.text[end-1] == ' ' || p.text[end-1] == '\t') {
			break
		}
		end++
	}
	return trimEnd(p.text, start, end)
}

// typographic recognises quotes that are none for TOML and tells which
// characters close them, and the length of the opening one.
func typographic(text string) (closing string, n int) {
	for _, pair := range [...][2]string{
		{"“", "”“\""}, {"”", "”“\""}, {"„", "“”\""}, {"«", "»"},
		{"‘", "’‘'"}, {"’", "’‘'"}, {"`", "`"},
	} {
		if strings.HasPrefix(text, pair[0]) {
			return pair[1], len(pair[0])
		}
	}
	return "", 0
}

// closingQuote finds the end of the first of the closing characters at or
// after from that is no apostrophe: nothing of a word follows it. 0: none.
func closingQuote(line string, from int, closing string) int {
	for {
		i := strings.IndexAny(line[from:], closing)
		if i < 0 {
			return 0
		}
		_, n := utf8.DecodeRuneInString(line[from+i:])
		from += i + n
		if from == len(line) || strings.IndexByte(" \t,;]}#", line[from]) >= 0 {
			return from
		}
	}
}

func isDigit(b byte) bool { return classes[b]&digit != 0 }
