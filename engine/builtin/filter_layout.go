package builtin

import (
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

var layoutFilters = []*Function{
	define("indent", "string", Pure, "Puts `prefix` before every line but the first and blank ones.",
		[]Param{
			optional("prefix", "string", "    ", "What to put before a line."),
			optional("first", "bool", false, "Indent the first line too."),
			optional("blank", "bool", false, "Indent blank lines too."),
		}, indent),
	define("join", "string", Pure, "Writes the elements of an array as text, `sep` between them; `\\n` and `\\t` in it mean newline and tab.",
		[]Param{optional("sep", "string", "", "What to put between elements.")}, join),
}

// indent works on lines as Rust divides text: a final newline starts no line.
func indent(a *args) value.Value {
	s, prefix := a.inputString(), a.string("prefix", "    ")
	first, blank := a.bool("first", false), a.bool("blank", false)
	if a.err != nil || !a.grow(len(s)) || !a.growProduct(strings.Count(s, "\n")+1, len(prefix)) {
		return nil
	}
	var b strings.Builder
	b.Grow(len(s))
	s = strings.TrimSuffix(s, "\n")
	for i := 0; ; i++ {
		line, rest, more := strings.Cut(s, "\n")
		line = strings.TrimSuffix(line, "\r")
		if i > 0 {
			b.WriteByte('\n')
		}
		if i == 0 && first || i > 0 && (blank || strings.TrimSpace(line) != "") {
			b.WriteString(prefix)
		}
		b.WriteString(line)
		if !more {
			return b.String()
		}
		s = rest
	}
}

func join(a *args) value.Value {
	list, sep := a.inputArray(), unescape(a.string("sep", ""))
	if a.err != nil || !a.grow(a.textSize(list)) || !a.growProduct(len(list), len(sep)) {
		return nil
	}
	var out []byte
	for i, item := range list {
		if i > 0 {
			out = append(out, sep...)
		}
		out = value.AppendString(out, item)
	}
	return string(out)
}
