package toml

import "strings"

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
