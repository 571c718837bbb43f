package engine

import "strings"

// feeding are the tables whose unrendered text feeds the render (format.md
// 3.1 and 3.8).
var feeding = []string{"vars", "matrix", "otel", "template", "determinism"}

// sections returns, joined by newlines, the parts of an unrendered text that
// may define variables: what stands before the first table header, and every
// table whose header starts with one of the feeding names. It is empty when
// no such name occurs. One pass over the line starts; a header inside a
// multi-line string is taken for one, which can only define too much.
func sections(text string) string {
	var out strings.Builder
	keep, start := true, 0
	flush := func(end int) {
		if keep && containsAny(text[start:end], feeding) {
			out.WriteString(text[start:end])
			out.WriteByte('\n')
		}
	}
	for pos := 0; pos < len(text); {
		if name, ok := headerName(text[pos:]); ok {
			flush(pos)
			keep, start = isFeeding(name), pos
		}
		next := strings.IndexByte(text[pos:], '\n')
		if next < 0 {
			break
		}
		pos += next + 1
	}
	flush(len(text))
	return out.String()
}

// headerName is the text between the brackets of a [header] that starts the
// line, or false.
func headerName(line string) (string, bool) {
	i := 0
	for i < len(line) && (line[i] == ' ' || line[i] == '\t') {
		i++
	}
	if i >= len(line) || line[i] != '[' {
		return "", false
	}
	line = line[i+1:]
	end := strings.IndexAny(line, "]\n")
	if end < 0 || line[end] != ']' {
		return "", false
	}
	return strings.TrimSpace(line[:end]), true
}

func isFeeding(header string) bool {
	first, _, _ := strings.Cut(header, ".")
	first = strings.Trim(strings.TrimSpace(first), `"'`)
	for _, name := range feeding {
		if first == name {
			return true
		}
	}
	return false
}

func containsAny(text string, words []string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// mask replaces template tags by text of equal length that keeps the TOML
// around them readable: an output tag becomes 0, others become blank.
func mask(text string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	out := []byte(text)
	for i := 0; i+1 < len(out); i++ {
		if text[i] != '{' {
			continue
		}
		var closer string
		switch text[i+1] {
		case '{':
			closer = "}}"
		case '%':
			closer = "%}"
		case '#':
			closer = "#}"
		default:
			continue
		}
		end := tagEnd(text, i+2, closer)
		if end < 0 {
			continue
		}
		for j := i; j < end; j++ {
			out[j] = ' '
		}
		if closer == "}}" {
			out[i] = '0'
		}
		i = end - 1
	}
	return string(out)
}

// tagEnd finds the offset behind the closer, skipping quoted strings, or -1.
func tagEnd(text string, from int, closer string) int {
	var quote byte
	for i := from; i+1 < len(text); i++ {
		c := text[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case closer != "#}" && (c == '"' || c == '\'' || c == '`'):
			quote = c
		case c == closer[0] && text[i+1] == closer[1]:
			return i + 2
		}
	}
	return -1
}
