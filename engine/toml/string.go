package toml

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// stringValue reads a string in any of the four notations.
func (p *parser) stringValue(quote byte) *Node {
	start := p.pos
	if p.triple(quote) {
		return p.multiline(quote)
	}
	ok, _ := p.quoted(quote, p.container)
	span := source.Span{Start: start, End: p.pos}
	if !ok || !p.clean(span) {
		return p.newNode(Invalid, Value, span)
	}
	return p.scalar(String, span)
}

func plainIn(quote byte) class {
	if quote == '"' {
		return basicPlain
	}
	return literalPlain
}

// quoted reads a one-line string. end is what an unclosed one must leave in
// place: '=' in a key, ']' in a header, '[' or '{' in such a container, 0
// elsewhere. It tells whether the string is right and whether it has escapes.
func (p *parser) quoted(quote, end byte) (ok, escaped bool) {
	start, plain := p.pos, plainIn(quote)
	p.pos++
	ok = true
	for {
		p.pos = run(p.text, p.pos, plain)
		if p.pos >= len(p.text) || p.text[p.pos] == '\n' {
			p.unclosedString(start, quote, end)
			return false, escaped
		}
		switch c := p.text[p.pos]; {
		case c == quote:
			p.pos++
			return ok, escaped
		case c == '\\':
			escaped = true
			ok = p.escape(start, false) && ok
		case c == '\r' && p.pos+1 < len(p.text) && p.text[p.pos+1] == '\n':
			p.unclosedString(start, quote, end)
			return false, escaped
		default:
			p.controlCharacters()
			ok = false
		}
	}
}

// unclosedString ends a string without closing quote on its own line, in
// front of what looks like the end of the surrounding construct.
func (p *parser) unclosedString(start int, quote, end byte) {
	if end != '=' && end != ']' && p.spansLines(start, quote) {
		return
	}
	stop := trimEnd(p.text, start+1, p.pos)
	switch end {
	case '=':
		if i := strings.IndexByte(p.text[start:stop], '='); i >= 0 {
			stop = trimEnd(p.text, start+1, start+i)
		}
	case '[', '{', ']':
		for stop > start+1 && strings.IndexByte(" \t,]}", p.text[stop-1]) >= 0 {
			stop--
		}
	}
	p.pos = stop
	if p.admit() {
		p.fail(finding.TOMLUnclosed, source.Span{Start: start, End: stop},
			"This string is not closed on its line; write the missing "+string(quote)+".",
			preferred(insert("Close the string", stop, string(quote))))
	}
}

// multiline reads a string in three quotes.
func (p *parser) multiline(quote byte) *Node {
	start, plain, ok := p.pos, plainIn(quote), true
	limit := len(p.text)
	if p.unclosed >= maxUnclosed {
		limit = lineEnd(p.text, start)
	}
	p.pos += 3
	for p.pos < limit {
		p.pos = run(p.text, p.pos, plain)
		if p.pos >= limit {
			break
		}
		switch c := p.text[p.pos]; {
		case c == quote:
			n := 1
			for n < 5 && p.pos+n < len(p.text) && p.text[p.pos+n] == quote {
				n++
			}
			p.pos += n
			if n >= 3 {
				return p.multilineEnd(start, quote, ok)
			}
		case c == '\n':
			p.pos++
		case c == '\r' && p.pos+1 < len(p.text) && p.text[p.pos+1] == '\n':
			p.pos += 2
		case c == '\\':
			ok = p.escape(start, true) && ok
		default:
			p.controlCharacters()
			ok = false
		}
	}
	p.unclosed++
	return p.unclosedMultiline(start, quote, min(p.pos, len(p.text)))
}

// multilineEnd makes the node of a string in three quotes that ends at pos.
func (p *parser) multilineEnd(start int, quote byte, ok bool) *Node {
	if line, swallowed := p.swallowed(start); swallowed {
		return p.unclosedMultiline(start, quote, line)
	}
	span := source.Span{Start: start, End: p.pos}
	if i := strings.LastIndexByte(p.text[start:p.pos], '\n'); i >= 0 {
		p.line = start + i + 1
	}
	if !ok || !p.clean(span) {
		return p.newNode(Invalid, Value, span)
	}
	return p.scalar(String, span)
}

// unclosedMultiline reports a string whose closing quotes are missing and
// goes on at the first line in it that looks like a header, or at limit.
func (p *parser) unclosedMultiline(start int, quote byte, limit int) *Node {
	at := p.headerLine(start, limit)
	p.pos = at
	if at < len(p.text) {
		p.resync = at
	}
	if p.admit() {
		quotes := strings.Repeat(string(quote), 3)
		p.fail(finding.TOMLUnclosed, source.Span{Start: start, End: start + 3},
			"This multi-line string is not closed; write "+quotes+" where it ends.")
	}
	return p.newNode(Invalid, Value, source.Span{Start: start, End: max(start+3, p.contentEnd(start, at))})
}

// escape reads the escape sequence at pos in the string that starts at start.
func (p *parser) escape(start int, multi bool) bool {
	at := p.pos
	if at+1 >= len(p.text) || (!multi && (p.text[at+1] == '\n' || p.text[at+1] == '\r')) {
		p.pos++ // the missing quote is the error
		return false
	}
	switch p.text[at+1] {
	case 'b', 't', 'n', 'f', 'r', '"', '\\':
		p.pos += 2
		return true
	case 'e':
		p.pos += 2
		p.newEscape(at, `\u001B`)
		return true
	case 'x':
		return p.hexEscape(start, 2)
	case 'u':
		return p.hexEscape(start, 4)
	case 'U':
		return p.hexEscape(start, 8)
	}
	if multi {
		if i := spaces(p.text, at+1); i < len(p.text) && (p.text[i] == '\n' || strings.HasPrefix(p.text[i:], "\r\n")) {
			p.pos = i
			return true
		}
	}
	_, n := utf8.DecodeRuneInString(p.text[at+1:])
	if classes[p.text[at+1]]&commentPlain == 0 {
		n = 0 // a control character is reported for itself
	}
	p.badEscape(start, at+1+n, multi)
	return false
}

// hexEscape reads \x, \u and \U with that many digits.
func (p *parser) hexEscape(start, digits int) bool {
	at, end := p.pos, p.pos+2
	for end < len(p.text) && end < at+2+digits && strings.IndexByte("0123456789abcdefABCDEF", p.text[end]) >= 0 {
		end++
	}
	if end-at-2 == digits {
		r, _ := strconv.ParseUint(p.text[at+2:end], 16, 32)
		if r <= utf8.MaxRune && utf8.ValidRune(rune(r)) {
			p.pos = end
			if digits == 2 {
				p.newEscape(at, `\u00`+p.text[at+2:end])
			}
			return true
		}
	}
	p.badEscape(start, end, false)
	return false
}

func (p *parser) newEscape(at int, old string) {
	if p.room() {
		span := source.Span{Start: at, End: p.pos}
		p.newer(span, p.text[at:p.pos]+" is TOML 1.1, which clnrm does not read; write "+old+".",
			preferred(replace("Write "+old, span, old)))
	}
}

// badEscape reports the sequence from pos to end.
func (p *parser) badEscape(start, end int, multi bool) {
	at := p.pos
	p.pos = end
	if !p.admit() {
		return
	}
	span := source.Span{Start: at, End: end}
	fixes := []finding.Fix{preferred(insert(`Write \\`, at, `\`))}
	if !multi {
		if stop, ok := literalEnd(p.text, start); ok {
			fixes = append(fixes, finding.Fix{Title: "Use single quotes, in which nothing is escaped", Edits: []finding.Edit{
				{Span: source.Span{Start: start, End: start + 1}, Text: "'"},
				{Span: source.Span{Start: stop, End: stop + 1}, Text: "'"},
			}})
		}
	}
	p.fail(finding.TOMLBadEscape, span,
		excerpt(p.text[at:end])+` is no escape sequence; write \\ for a backslash, or put the string in single quotes.`, fixes...)
}

// literalEnd finds the closing quote of a short one-line string that means
// the same in single quotes, apart from its wrong escapes.
func literalEnd(text string, start int) (int, bool) {
	const longest = 300
	if strings.HasPrefix(text[start:], `"""`) {
		return 0, false
	}
	for i := start + 1; i < min(len(text), start+longest); i++ {
		switch text[i] {
		case '"':
			return i, true
		case '\'', '\n', '\r':
			return 0, false
		case '\\':
			if i+1 < len(text) && strings.IndexByte(`\"tnrfbuUxe`, text[i+1]) >= 0 {
				return 0, false
			}
		}
	}
	return 0, false
}
