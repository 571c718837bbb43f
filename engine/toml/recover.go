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

// pairAt tells whether text at offset looks like key =, and where the key
// ends.
func (p *parser) pairAt(offset int) (end int, ok bool) {
	end, ok = p.keyAt(offset)
	if !ok {
		return end, false
	}
	next := spaces(p.text, end)
	return end, next < len(p.text) && p.text[next] == '='
}

// headerAt tells whether a whole line at offset looks like a header.
func (p *parser) headerAt(offset int) bool {
	brackets := 0
	for offset < len(p.text) && p.text[offset] == '[' && brackets < 2 {
		offset++
		brackets++
	}
	if brackets == 0 {
		return false
	}
	end, ok := p.keyAt(spaces(p.text, offset))
	if !ok {
		return false
	}
	end = spaces(p.text, end)
	if !strings.HasPrefix(p.text[end:], "]]"[:brackets]) {
		return false
	}
	end = spaces(p.text, end+brackets)
	return end >= len(p.text) || strings.IndexByte("\n\r#", p.text[end]) >= 0
}

// keyAt finds the end of a dotted key at offset without reporting anything.
func (p *parser) keyAt(offset int) (end int, ok bool) {
	for {
		if end, ok = p.keyPartAt(offset); !ok {
			return offset, false
		}
		next := spaces(p.text, end)
		if next >= len(p.text) || p.text[next] != '.' {
			return end, true
		}
		offset = spaces(p.text, next+1)
	}
}

func (p *parser) keyPartAt(offset int) (end int, ok bool) {
	if offset >= len(p.text) {
		return offset, false
	}
	quote := p.text[offset]
	if quote != '"' && quote != '\'' {
		end = run(p.text, offset, bareKey)
		return end, end > offset
	}
	for end = offset + 1; end < len(p.text) && p.text[end] != '\n'; end++ {
		switch {
		case p.text[end] == quote:
			return end + 1, true
		case p.text[end] == '\\' && quote == '"':
			end++
		}
	}
	return offset, false
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

// skipContainer moves over the rest of a container of which level brackets
// are open, without looking into it: behind its closing bracket, or to a line
// that looks like a header, and then the result is false.
func (p *parser) skipContainer(level int) bool {
	for p.pos < len(p.text) {
		switch c := p.text[p.pos]; c {
		case '[', '{':
			level++
		case ']', '}':
			if level--; level == 0 {
				p.pos++
				return true
			}
		case '"', '\'':
			p.skipString(c)
			continue
		case '#':
			p.pos = lineEnd(p.text, p.pos)
			continue
		case '\n':
			p.line = p.pos + 1
			if text := spaces(p.text, p.line); text-p.line <= p.indent && p.headerAt(text) {
				p.resync = p.line
				return false
			}
		}
		p.pos++
	}
	return false
}

// skipString moves over a one-line string, or to the line end when it is not
// closed.
func (p *parser) skipString(quote byte) (closed bool) {
	p.pos++
	for p.pos < len(p.text) && p.text[p.pos] != '\n' {
		c := p.text[p.pos]
		p.pos++
		if c == quote {
			return true
		}
		if c == '\\' && quote == '"' && p.pos < len(p.text) && p.text[p.pos] != '\n' {
			p.pos++
		}
	}
	return false
}

// skipElement moves to the next separator, closing bracket or line end of the
// container that is open.
func (p *parser) skipElement() {
	level := 0
	for p.pos < len(p.text) {
		switch c := p.text[p.pos]; c {
		case '\n', '\r', '#':
			return
		case ',':
			if level == 0 {
				return
			}
		case '[', '{':
			level++
		case ']', '}':
			if level--; level < 0 {
				return
			}
		case '"', '\'':
			start := p.pos
			if !p.skipString(c) { // leave the closing brackets behind it
				for p.pos > start+1 && strings.IndexByte(" \t\r,]}", p.text[p.pos-1]) >= 0 {
					p.pos--
				}
			}
			continue
		}
		p.pos++
	}
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

// contentEnd is the end of the last text in front of stop, white space left
// out.
func (p *parser) contentEnd(start, stop int) int {
	return start + len(strings.TrimRight(p.text[start:max(stop, start)], " \t\r\n"))
}

// token is the range of the token at offset, for a finding: a string with its
// quotes when it is short and whole, else a word.
func (p *parser) token(offset int) source.Span {
	if c := p.text[offset]; c == '"' || c == '\'' {
		end := min(lineEnd(p.text, offset), offset+200)
		if i := strings.IndexByte(p.text[offset+1:end], c); i >= 0 {
			return source.Span{Start: offset, End: offset + i + 2}
		}
	}
	return p.word(offset)
}
