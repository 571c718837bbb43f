package toml

import (
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// What is in this file looks at text without moving pos and without reporting
// anything.

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

// contentEnd is the end of the last text in front of stop, white space left
// out.
func (p *parser) contentEnd(start, stop int) int {
	return start + len(strings.TrimRight(p.text[start:max(stop, start)], " \t\r\n"))
}

// token is the range of the token at offset, for a finding: a string with its
// quotes when it is short and whole, else a word.
func (p *parser) token(offset int) source.Span {
	if c := p.text[offset]; c == '"' || c == '\'' {
		near := p.text[offset+1 : min(offset+200, len(p.text))]
		if i := strings.IndexByte(near[:lineEnd(near, 0)], c); i >= 0 {
			return source.Span{Start: offset, End: offset + i + 2}
		}
	}
	return p.word(offset)
}
