package schema

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// volumeShorthand reads "/host:/container" and "/host:/container:ro".
func volumeShorthand(n *toml.Node) string {
	s, ok := n.Value.(string)
	if !ok {
		return ""
	}
	parts := strings.Split(s, ":")
	if len(parts) < 2 || len(parts) > 3 || parts[0] == "" || parts[1] == "" {
		return ""
	}
	text := "{ host_path = " + toml.Quote(parts[0]) + ", container_path = " + toml.Quote(parts[1])
	if len(parts) == 3 {
		switch parts[2] {
		case "ro":
			text += ", read_only = true"
		case "rw":
		default:
			return ""
		}
	}
	return text + " }"
}

// volumeProviso names what clnrm refuses in the table of volumeShorthand.
func volumeProviso(n *toml.Node) string {
	if s, ok := n.Value.(string); ok && !strings.HasPrefix(s, "/") {
		return "host_path must be absolute"
	}
	return ""
}

// quotedRegex is the regular expression that matches a text.
func quotedRegex(n *toml.Node) string {
	if s, ok := n.Value.(string); ok && regexp.QuoteMeta(s) != s {
		return toml.Quote(regexp.QuoteMeta(s))
	}
	return ""
}

// wantsNoSpan speaks for count = { eq = 0 }, exists = false and their like in
// a table whose span must exist.
func wantsNoSpan(n *toml.Node) string {
	none := n.Value == int64(0) || n.Value == false
	for _, key := range [...]string{"eq", "lte", "max", "exact"} {
		none = none || n.Kind == toml.Table && n.Lookup(key) != nil && n.Lookup(key).Value == int64(0)
	}
	if !none {
		return ""
	}
	return `As written, the span must exist; forbid it with by_name = { "NAME" = { eq = 0 } } in [expect.counts] instead`
}

// likeAttrs reports whether a table is an attrs under another name: one with
// other keys holds the attributes themselves.
func likeAttrs(n *toml.Node) bool {
	if n == nil || n.Kind != toml.Table || len(n.Entries) == 0 {
		return false
	}
	for _, e := range n.Entries {
		if e.Key != "all" && e.Key != "any" {
			return false
		}
	}
	return true
}

// healthCheckShorthand reads a command line, or an array of its words.
func healthCheckShorthand(n *toml.Node) string {
	if s, ok := n.Value.(string); ok && strings.TrimSpace(s) != "" {
		return "{ cmd = " + tomlStrings(commandWords(s)) + " }"
	}
	return arrayShorthand("cmd")(n)
}

// arrayShorthand reads an array of strings that should stand under key.
func arrayShorthand(key string) func(*toml.Node) string {
	return func(n *toml.Node) string {
		if s, ok := n.Value.(string); ok {
			return "{ " + key + " = " + tomlStrings([]string{s}) + " }"
		}
		items, ok := stringItems(n)
		if !ok {
			return ""
		}
		return "{ " + key + " = " + tomlStrings(items) + " }"
	}
}

// boundShorthand reads a number as an exact one.
func boundShorthand(n *toml.Node) string {
	if x, ok := n.Value.(int64); ok && x >= 0 {
		return "{ eq = " + strconv.FormatInt(x, 10) + " }"
	}
	return ""
}

// maxLeaves bounds how many dotted keys one fix puts in quotes.
const maxLeaves = 32

// quoteDottedKeys puts the dotted keys that made a table in quotes, where a
// table of strings is wanted: service.name = "x" means "service.name" = "x".
func (v *validator) quoteDottedKeys(n *toml.Node, t *Type, p place) (finding.Fix, bool) {
	if p.within != Map || t.Kind != String || n.Kind != toml.Table || n.Form != toml.Dotted || p.span.Len() == 0 {
		return finding.Fix{}, false
	}
	q := quoter{text: v.in.Text, first: p.span}
	if !q.leaves(n, nil) || len(q.edits) == 0 {
		return finding.Fix{}, false
	}
	return finding.Fix{Title: "Put the dotted key in quotes", Edits: q.edits, Preferred: true}, true
}

// quoter collects the edits of quoteDottedKeys.
type quoter struct {
	text  string
	first source.Span // the first part of the first key
	edits []finding.Edit
}

// leaves visits the strings below a dotted table. Only keys on one line whose
// first part can be found from the text are quoted.
func (q *quoter) leaves(n *toml.Node, path []string) bool {
	for _, e := range n.Entries {
		if e.Value == nil || len(q.edits) >= maxLeaves {
			return false
		}
		here := append(path[:len(path):len(path)], e.Key)
		if e.Value.Kind == toml.Table && e.Value.Form == toml.Dotted {
			if !q.leaves(e.Value, here) {
				return false
			}
			continue
		}
		if e.Value.Kind != toml.String {
			return false
		}
		start, ok := q.keyStart(e.KeySpan, len(here))
		if !ok {
			return false
		}
		span := source.Span{Start: start, End: e.KeySpan.End}
		q.edits = append(q.edits, finding.Edit{Span: span, Text: toml.Quote(q.text[span.Start:span.End])})
	}
	return true
}

// keyStart goes back over dots bare parts in the text before a key part.
func (q *quoter) keyStart(last source.Span, dots int) (int, bool) {
	i := last.Start
	if i < 0 || last.End > len(q.text) || i > last.End {
		return 0, false
	}
	for ; dots > 0; dots-- {
		if i == 0 || q.text[i-1] != '.' {
			return 0, false
		}
		i--
		for i > 0 && bareKeyByte(q.text[i-1]) {
			i--
		}
	}
	return i, !strings.ContainsAny(q.text[i:last.End], "\"'\\")
}

func bareKeyByte(c byte) bool {
	return c == '-' || c == '_' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}
