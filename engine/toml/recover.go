package toml

import (
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// Recovery. A broken one-line value ends with its line. A container or a
// multi-line string that is never closed would take the rest of the file with
// it; so, once something inside it cannot be right, a line that looks like a
// whole [header], or starts like key =, and is indented no deeper than the
// line on which the statement began, is taken as the next statement. Valid
// text is never looked at in this way.

// maxUnclosed is how many strings in three quotes may search the rest of the
// text for their end in vain; it keeps the time linear.
const maxUnclosed = 8

// restart tells whether the line that offset is on starts a new statement,
// though a container is open, and then makes the statement loop go on there.
// Only blanks and opening brackets may stand in front of offset.
func (p *parser) restart(offset int) bool {
	if p.container == 0 || p.line == p.checked || p.line <= p.first {
		return false
	}
	p.checked = p.line
	start := spaces(p.text, p.line)
	if start-p.line > p.indent || strings.Trim(p.text[start:max(offset, start)], "[ \t") != "" {
		return false
	}
	if _, ok := p.pairAt(start); !ok && !p.headerAt(start) {
		return false
	}
	p.resync = p.line
	return true
}

// headerLine finds the first line after start and before limit that looks
// like a header in the sense of restart; limit when there is none.
func (p *parser) headerLine(start, limit int) int {
	for at := start; ; {
		i := strings.IndexByte(p.text[at:limit], '\n')
		if i < 0 {
			return limit
		}
		at += i + 1
		if text := spaces(p.text, at); text < limit && p.text[text] == '[' && text-at <= p.indent && p.headerAt(text) {
			return at
		}
	}
}

// swallowed tells whether the quotes that seem to end a multi-line string, up
// to pos, are in truth those that open the next one: they stand behind key =
// and text follows them. It returns the start of that line.
func (p *parser) swallowed(start int) (line int, ok bool) {
	next := spaces(p.text, p.pos)
	if next >= len(p.text) || strings.IndexByte("\n\r#,]}", p.text[next]) >= 0 {
		return 0, false
	}
	i := strings.LastIndexByte(p.text[start:p.pos], '\n')
	if i < 0 {
		return 0, false
	}
	line = start + i + 1
	key := spaces(p.text, line)
	end, ok := p.pairAt(key)
	if !ok || key-line > p.indent {
		return 0, false
	}
	value := spaces(p.text, spaces(p.text, end)+1)
	return line, value < p.pos && p.pos-value <= 5
}

// spansLines handles a one-line string in which a line end was meant: the
// next quote of its kind closes it, in that a separator, a bracket or a line
// end follows, and no line before that looks like a statement in the sense of
// restart. pos is at the end of the first line.
func (p *parser) spansLines(start int, quote byte) bool {
	for at := p.pos; at < len(p.text); at++ {
		switch p.text[at] {
		case quote:
			next := spaces(p.text, at+1)
			if next < len(p.text) && strings.IndexByte(",]}#\r\n", p.text[next]) < 0 {
				return false
			}
			p.severalLines(start, at, quote)
			return true
		case '\n':
			text := spaces(p.text, at+1)
			if text-at-1 <= p.indent && (p.headerAt(text) || p.looksLikePair(text)) {
				return false
			}
		}
	}
	return false
}

// severalLines reports a one-line string that closes on another line.
func (p *parser) severalLines(start, closing int, quote byte) {
	p.pos = closing + 1
	p.line = strings.LastIndexByte(p.text[:closing], '\n') + 1
	if !p.admit() {
		return
	}
	three := strings.Repeat(string(quote), 3)
	p.fail(finding.TOMLUnclosed, source.Span{Start: start, End: start + 1},
		"A string over several lines needs three quotes on each side; write "+three+".",
		finding.Fix{Title: "Use three quotes", Preferred: true, Edits: []finding.Edit{
			{Span: source.Span{Start: start, End: start + 1}, Text: three},
			{Span: source.Span{Start: closing, End: closing + 1}, Text: three},
		}})
}

// startsValue tells whether a value can start at pos, behind one that ended
// at end: a string that touches the value before it is rather its rest.
func (p *parser) startsValue(end int) bool {
	c := p.text[p.pos]
	return p.pos > end && (classes[c]&bareValue != 0 || strings.IndexByte("\"'[{", c) >= 0)
}

// valueOnNextLine moves pos to a value on the line after its key, where it
// does not belong, and reports that. What could be a statement is left alone.
func (p *parser) valueOnNextLine() bool {
	if p.text[p.pos] == '#' {
		return false
	}
	at := p.pos
	if p.text[at] == '\r' {
		at++
	}
	if at >= len(p.text) || p.text[at] != '\n' {
		return false
	}
	next := spaces(p.text, at+1)
	if next >= len(p.text) || strings.IndexByte("\"'[{", p.text[next]) < 0 {
		return false
	}
	if p.headerAt(next) && (next-at-1 <= p.indent || strings.IndexByte("0123456789\"'", p.text[next+1]) < 0) {
		return false
	}
	if _, ok := p.pairAt(next); ok {
		return false
	}
	span := p.token(next)
	from := trimEnd(p.text, 0, p.pos)
	p.line, p.pos = at+1, next
	if p.admit() {
		p.fail(finding.TOMLSyntax, span, "A value starts on the line of its key; join the lines.",
			preferred(replace("Join the lines", source.Span{Start: from, End: next}, " ")))
	}
	return true
}

// orphan skips a line of closing brackets whose opening ones were given up.
func (p *parser) orphan() bool {
	if p.orphans == 0 {
		return false
	}
	end := p.pos
	for end < len(p.text) && strings.IndexByte(" \t,]}", p.text[end]) >= 0 {
		end++
	}
	if end < len(p.text) && strings.IndexByte("\n\r#", p.text[end]) < 0 {
		return false
	}
	p.orphans = 0
	p.pos = end
	return true
}
