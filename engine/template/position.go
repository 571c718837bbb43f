package template

import "strings"

// position remembers the last answer of a forward search, so that a question
// asked at every one of many offsets costs one pass over the text in all.
type position struct {
	from, at int
	known    bool
}

// find is the offset of the next sep at or after pos, or the length of text.
func (m *position) find(text, sep string, pos int) int {
	if m.known && m.from <= pos && pos <= m.at {
		return m.at
	}
	at := len(text)
	if n := strings.Index(text[pos:], sep); n >= 0 {
		at = pos + n
	}
	*m = position{from: pos, at: at, known: true}
	return at
}

// lineEnd is the offset of the end of the line that holds pos, its line break
// excluded.
func (p *parser) lineEnd(pos int) int {
	end := p.nextLine.find(p.text, "\n", pos)
	if end > pos && end < len(p.text) && p.text[end-1] == '\r' {
		end--
	}
	return end
}

// lineState is what TOML would think at an offset, judged from the line alone:
// inside which quotes, or in a comment. Offsets must not decrease, which makes
// all calls together linear.
type lineState struct {
	pos     int
	quote   byte // '"' or '\'' inside a string, else 0
	comment bool
}

func (s *lineState) advance(text string, pos int) {
	if pos < s.pos {
		return
	}
	from := s.pos
	if n := strings.LastIndexByte(text[from:pos], '\n'); n >= 0 {
		from += n + 1
		s.quote, s.comment = 0, false
	}
	for i := from; i < pos && !s.comment; i++ {
		switch c := text[i]; {
		case s.quote == 0 && c == '#':
			s.comment = true
		case s.quote == 0 && (c == '"' || c == '\''):
			s.quote = c
		case s.quote == '"' && c == '\\':
			i++
		case c == s.quote:
			s.quote = 0
		}
	}
	s.pos = pos
}
