package config

import (
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// Operator is a piece of a command line that only a shell understands.
type Operator struct {
	Text string
	Span source.Span // bytes of the command line
}

// ShellOperators lists the control operators, redirections, line ends and
// expansions of a run string that stand outside quotes, in order. SplitCommand
// passes them on as ordinary text, which is seldom what the author meant.
//
// It looks at whole words only ("a && b", "2>&1", "x;"), because `&` and `|`
// inside a word are ordinary in addresses and patterns. A line whose quotes do
// not balance has none: SplitCommand reports that.
func ShellOperators(line string) []Operator {
	start, end := trimmed(line)
	var found []Operator
	for i := start; i < end; {
		switch c := line[i]; {
		case c == '\n':
			found = append(found, operator(line, i, i+1))
			i++
		case c == ' ' || c == '\t' || c == '\r':
			i++
		default:
			next, ok := scanBare(line[:end], i, &found)
			if !ok {
				return nil
			}
			i = next
		}
	}
	return found
}

func operator(line string, start, end int) Operator {
	return Operator{Text: line[start:end], Span: source.Span{Start: start, End: end}}
}

// scanBare looks at the word that starts at i, up to white space outside
// quotes, and returns the offset behind it; ok is false when a quote is open.
func scanBare(line string, i int, found *[]Operator) (next int, ok bool) {
	bare := true // no quote or backslash so far
	j := i
	for j < len(line) && !isBlank(line[j]) {
		switch c := line[j]; c {
		case '\'', '"', '\\':
			bare = false
			var skip strings.Builder
			after, err := piece(line, j, &skip)
			if err != nil {
				return 0, false
			}
			j = after
		case '$', '`':
			if n := expansion(line[j:]); n > 0 {
				*found = append(*found, operator(line, j, j+n))
				j += n
				continue
			}
			j++
		default:
			j++
		}
	}
	word := line[i:j]
	if n := redirection(word); n > 0 {
		*found = append(*found, operator(line, i, i+n))
	} else if bare && isControl(word) {
		*found = append(*found, operator(line, i, j))
	} else if len(word) > 1 && strings.HasSuffix(word, ";") && !strings.HasSuffix(word, `\;`) {
		*found = append(*found, operator(line, j-1, j))
	}
	return j, true
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func isControl(word string) bool {
	switch word {
	case "&&", "||", "|", "|&", ";", ";;", "&":
		return true
	}
	return false
}

// redirection is the length of the redirection operator that word starts
// with: >, >>, <, <<, 2>, &>, 2>&1 …
func redirection(word string) int {
	i := 0
	for i < len(word) && word[i] >= '0' && word[i] <= '9' {
		i++
	}
	if i == 0 && strings.HasPrefix(word, "&>") {
		i = 1
	}
	begin := i
	for i < len(word) && (word[i] == '>' || word[i] == '<') {
		i++
	}
	// "<name>" is a place-holder in prose, not a redirection.
	if i == begin || strings.HasSuffix(word, ">") && i < len(word) {
		return 0
	}
	return i
}

// expansion is the length of the shell expansion that s starts with: $NAME,
// ${…, $(… or a backtick; 0 when it is none (`$` at the end of a pattern).
func expansion(s string) int {
	if s[0] == '`' {
		return 1
	}
	if len(s) < 2 {
		return 0
	}
	switch c := s[1]; {
	case c == '(' || c == '{':
		return 2
	case c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z':
		n := 2
		for n < len(s) && (s[n] == '_' || s[n] >= '0' && s[n] <= '9' || s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z') {
			n++
		}
		return n
	}
	return 0
}
