package toml

import (
	"fmt"
	"strings"
)

// Quote writes s as a basic string of TOML on one line. Bytes that are no
// UTF-8 become U+FFFD, because TOML cannot hold them.
func Quote(s string) string { return `"` + escape(s, `\n`) + `"` }

// QuoteLines writes s as a multi-line basic string with its line ends as they
// are. A newline in first place is lost, as TOML has it.
func QuoteLines(s string) string { return `"""` + escape(s, "\n") + `"""` }

// QuoteKey writes s as one part of a TOML key, bare where that is allowed.
func QuoteKey(s string) string {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c != '-' && c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return Quote(s)
		}
	}
	if s == "" {
		return `""`
	}
	return s
}

func escape(s, newline string) string {
	var b strings.Builder
	b.Grow(len(s) + 2)
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
