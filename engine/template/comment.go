package template

import (
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// CommentAdvice completes the message of any finding on a tag inside a TOML
// comment, where no tag was meant to be.
const CommentAdvice = " Tags are evaluated inside TOML comments too: wrap it in {% raw %}, or write the comment as {# … #}."

// Comments lists the TOML comments in a template's text, each from # to the
// end of its line, in byte offsets and in order. Tags are skipped as a whole;
// what they write is not known here. It takes time linear in the text.
func Comments(text string) []source.Span {
	s := commentScan{text: text, start: -1}
	for s.pos < len(text) {
		s.step()
	}
	s.endLine()
	return s.found
}

// commentScan is one pass of Comments.
type commentScan struct {
	text  string
	pos   int
	quote string // the quotes that end the current string, "" outside
	start int    // of the current comment, or -1
	ends  [3]position
	found []source.Span
}

func (s *commentScan) step() {
	switch c := s.text[s.pos]; {
	case c == '{' && s.tag():
		return
	case c == '\n':
		s.endLine()
	case s.start >= 0:
	case c == '\\' && strings.HasPrefix(s.quote, `"`):
		s.pos++
	case s.quote == "" && c == '#':
		s.start = s.pos
	case s.quote == "" && (c == '"' || c == '\''):
		s.quote = s.text[s.pos : s.pos+1]
		if triple := strings.Repeat(s.quote, 3); strings.HasPrefix(s.text[s.pos:], triple) {
			s.quote = triple
		}
		s.pos += len(s.quote)
		return
	case s.quote != "" && strings.HasPrefix(s.text[s.pos:], s.quote):
		s.pos += len(s.quote)
		s.quote = ""
		return
	}
	s.pos++
}

// tag skips the tag at pos. Shell's ${#VAR} is none.
func (s *commentScan) tag() bool {
	if s.pos+1 >= len(s.text) || s.text[s.pos+1] == '#' && s.pos > 0 && s.text[s.pos-1] == '$' {
		return false
	}
	kind := strings.IndexByte("{%#", s.text[s.pos+1])
	if kind < 0 {
		return false
	}
	end := s.ends[kind].find(s.text, [...]string{"}}", "%}", "#}"}[kind], s.pos+2)
	if end == len(s.text) {
		return false
	}
	s.pos = end + 2
	return true
}

// endLine ends a comment, and a string that cannot go on.
func (s *commentScan) endLine() {
	if s.start >= 0 {
		s.found = append(s.found, source.Span{Start: s.start, End: min(s.pos, len(s.text))})
		s.start = -1
	}
	if len(s.quote) == 1 {
		s.quote = ""
	}
}
