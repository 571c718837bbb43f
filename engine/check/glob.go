package check

import (
	"fmt"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/config"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// findInvalidGlobs is R11 as corrected: only the keys of status.by_name are
// globs (format.md 5.3).
func findInvalidGlobs(p *pass) {
	p.expects(func(e *config.Expect) {
		for _, pair := range e.Status.ByName.Items {
			if wrong := globFault(pair.Key); wrong != "" {
				p.report(finding.Finding{Location: at(pair.KeySpan), Message: wrong})
			}
		}
	})
}

// globFault says what is wrong with a glob; "" when nothing is.
func globFault(glob string) string {
	if glob == "" {
		return "The pattern is empty; write a span name, with * for any text."
	}
	for i := 0; i < len(glob); {
		switch glob[i] {
		case '*':
			n := 1
			for i+n < len(glob) && glob[i+n] == '*' {
				n++
			}
			component := (i == 0 || glob[i-1] == '/') && (i+n == len(glob) || glob[i+n] == '/')
			if n > 2 || n == 2 && !component {
				return "The pattern " + glob + " is invalid: ** stands only between slashes; write a single *."
			}
			i += n
		case '[':
			from := i + 2 // a ] in first place is a character
			if i+1 < len(glob) && glob[i+1] == '!' {
				from++
			}
			end := -1
			if from <= len(glob) {
				end = strings.IndexByte(glob[from:], ']')
			}
			if end < 0 {
				return "The pattern " + glob + " is invalid: the class [ is not closed; add ], or write [[] for the character."
			}
			i = from + end + 1
		default:
			i++
		}
	}
	return ""
}

// findSpanNameGlobs reports patterns where names are compared exactly, which
// is everywhere but in the keys of status.by_name (format.md 2.8, 5.3).
func findSpanNameGlobs(p *pass) {
	visit := func(name string, span source.Span) {
		if likeGlob(name) {
			p.report(finding.Finding{
				Location: at(span),
				Message:  fmt.Sprintf("Span names are compared exactly, so the pattern %q never matches; write the whole name. Only the keys of expect.status.by_name are patterns.", name),
			})
		}
	}
	for i := range p.cfg.Expect.Spans {
		if name := p.cfg.Expect.Spans[i].Name; name.Set() {
			visit(name.Value, name.Span())
		}
	}
	p.eachSpanName(visit)
}

// likeGlob reports whether a span name is meant as a pattern. Instrumented
// servers name spans after their routes, "GET /files/*", which are names.
func likeGlob(name string) bool {
	route := strings.HasPrefix(name, "/") || strings.Contains(name, " /")
	return !route && strings.ContainsAny(name, "*?")
}
