package check

import (
	"fmt"
	"strings"
)

// tomlString writes a basic string of TOML on one line.
func tomlString(s string) string { return `"` + tomlEscape(s, `\n`) + `"` }

// tomlLines writes a basic string of TOML with its line ends as they are.
func tomlLines(s string) string { return `"""` + tomlEscape(s, "\n") + `"""` }

func tomlEscape(s, newline string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(newline)
		case r == '\t':
			b.WriteString(`\t`)
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// tomlKey writes a key of TOML, bare where that is allowed.
func tomlKey(s string) string {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != '-' && c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return tomlString(s)
		}
	}
	if s == "" {
		return `""`
	}
	return s
}
