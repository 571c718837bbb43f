package schema

import (
	"math/bits"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// missing reports the required keys that a table lacks (S4): all of them in
// one finding, because they are missing in one place.
func (v *validator) missing(n *toml.Node, t *Table, mask uint64, where source.Span) {
	switch n.Form {
	case toml.Header, toml.Element, toml.Implicit, toml.Dotted:
		where = n.Span
	}
	var names, lines []string
	for rest := mask; rest != 0; rest &= rest - 1 {
		k := &t.Keys[bits.TrailingZeros64(rest)]
		names = append(names, k.Name)
		lines = append(lines, k.Name+" = "+k.Sample)
	}
	f := finding.Finding{
		Location: at(where), Code: finding.SchemaMissingKey, Severity: finding.Error,
		Message: sentenceTitle(t) + " has no " + strings.Join(names, " and no ") + "; add " + strings.Join(lines, " and ") + ".",
	}
	if edit, ok := v.insertion(n, lines); ok {
		f.Fixes = []finding.Fix{{Title: "Add " + strings.Join(names, " and "), Edits: []finding.Edit{edit}, Preferred: true}}
	}
	v.report(f)
}

// title names a table in the middle of a sentence, as it is written in a file.
func title(t *Table) string {
	last := t.Name[strings.LastIndexByte(t.Name, '.')+1:]
	element := strings.HasSuffix(last, "[]")
	nested := strings.Contains(strings.TrimSuffix(t.Name, "[]"), "[]") || strings.Contains(t.Name, "NAME.")
	switch {
	case t.title != "":
		return t.title
	case last == "BOUND":
		return "a bound"
	case element && nested:
		return "an element of " + strings.TrimSuffix(last, "[]")
	case element:
		return "[[" + strings.TrimSuffix(t.Name, "[]") + "]]"
	case nested:
		return last
	}
	return "[" + t.Name + "]"
}

// sentenceTitle names a table at the start of a sentence.
func sentenceTitle(t *Table) string {
	s := title(t)
	if strings.HasPrefix(s, "a ") || strings.HasPrefix(s, "an ") {
		return "A" + s[1:]
	}
	return s
}

// insertion adds lines to a table: after its first scalars, because a line
// behind the last sub-table would belong to that.
func (v *validator) insertion(n *toml.Node, lines []string) (finding.Edit, bool) {
	switch n.Form {
	case toml.Header, toml.Element:
		pos := n.Span.End
		if e := n.Get("name"); e != nil && e.Value != nil && e.Value.Form == toml.Value && e.Value.Span.Start >= n.Span.End {
			pos = e.Value.Span.End
		}
		return v.linesAfter(pos, n.Span.Start, lines), true
	case toml.Inline:
		return inInline(n, lines), true
	case toml.Implicit:
		return v.headerBefore(n, lines)
	}
	return finding.Edit{}, false
}

// linesAfter writes lines below the line of pos, indented as the header.
func (v *validator) linesAfter(pos, header int, lines []string) finding.Edit {
	text, newline, indent := v.in.Text, "\n", ""
	if pos <= len(text) && header <= pos {
		line := strings.LastIndexByte(text[:header], '\n') + 1
		if lead := text[line:header]; strings.Trim(lead, " \t") == "" {
			indent = lead
		}
		if end := strings.IndexByte(text[pos:], '\n'); end >= 0 {
			pos += end
		} else {
			pos = len(text)
		}
		if pos > 0 && text[pos-1] == '\r' {
			pos--
			newline = "\r\n"
		}
	}
	return finding.Edit{Span: source.Span{Start: pos, End: pos}, Text: newline + indent + strings.Join(lines, newline+indent)}
}

func inInline(n *toml.Node, pairs []string) finding.Edit {
	text := strings.Join(pairs, ", ")
	if len(n.Entries) == 0 {
		return finding.Edit{Span: n.Span, Text: "{ " + text + " }"}
	}
	first := n.Entries[0].KeySpan.Start
	return finding.Edit{Span: source.Span{Start: first, End: first}, Text: text + ", "}
}

// headerBefore writes the header that an implicit table does not have before
// the header that implies it.
func (v *validator) headerBefore(n *toml.Node, lines []string) (finding.Edit, bool) {
	text := v.in.Text
	if n.Span.End > len(text) || n.Span.Start > n.Span.End {
		return finding.Edit{}, false
	}
	line := strings.LastIndexByte(text[:n.Span.Start], '\n') + 1
	name := strings.TrimLeft(text[line:n.Span.End], " \t")
	if !strings.HasPrefix(name, "[") {
		return finding.Edit{}, false
	}
	header := "[" + strings.TrimLeft(name, "[ \t") + "]\n" + strings.Join(lines, "\n") + "\n\n"
	return finding.Edit{Span: source.Span{Start: line, End: line}, Text: header}, true
}
