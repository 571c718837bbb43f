package schema

import (
	"fmt"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// longestAdvice is how many bytes of replacement text a message quotes.
const longestAdvice = 72

// mismatch reports a value of the wrong type (S3), or a table that was
// written as an array of tables or the other way round (S7).
func (v *validator) mismatch(n *toml.Node, t *Type, p place) {
	if v.shapeMixup(n, t, p) {
		return
	}
	span := n.Span
	if n.Form == toml.ArrayOfTables && len(n.Items) > 0 {
		span = n.Items[0].Span
	}
	f := finding.Finding{
		Location: at(span), Code: finding.SchemaType, Severity: finding.Error,
		Message: fmt.Sprintf("%s must be %s, not %s", subject(p), want(t, p.key), have(n, t)),
	}
	if fix, ok := v.quoteDottedKeys(n, t, p); ok {
		f.Fixes = []finding.Fix{fix}
		f.Message += "; put a key that has dots in quotes."
	} else if text := v.rewrite(n, t, p.key); text != "" {
		f.Fixes = []finding.Fix{{
			Title:     "Replace by " + brief(text, t, p.key),
			Edits:     []finding.Edit{{Span: n.Span, Text: text}},
			Preferred: proviso(n, t) == "",
		}}
		f.Message += "; " + instruction(text)
		if s := proviso(n, t); s != "" {
			f.Message += "; " + s
		}
		f.Message += "."
	} else {
		f.Message += "; " + advice(n, t, p) + "."
	}
	v.report(f)
}

// proviso is what has to be added by hand to what rewrite makes of a value.
func proviso(n *toml.Node, t *Type) string {
	for t.Kind == Array && t.Elem != nil {
		t = t.Elem
	}
	if t.Kind != Object || t.Table.proviso == nil {
		return ""
	}
	return t.Table.proviso(n)
}

// brief is the replacement itself when it is short, else what it is.
func brief(text string, t *Type, k *Key) string {
	if len(text) <= longestAdvice && !strings.ContainsAny(text, "\n\r") {
		return text
	}
	return want(t, k)
}

// instruction tells what to write; a long replacement is left to the fix.
func instruction(text string) string {
	if len(text) <= longestAdvice && !strings.ContainsAny(text, "\n\r") {
		return "write " + text
	}
	return "the quick fix rewrites it"
}

// header is the key as it is written in a header.
func (p place) header() string {
	name := strings.ReplaceAll(p.table.Name, "[]", "")
	if name == "" {
		return p.key.Name
	}
	return name + "." + p.key.Name
}

// advice says how to write a value when nothing can be made of what is there.
func advice(n *toml.Node, t *Type, p place) string {
	switch {
	case p.within == Any && t.Kind == String && p.key.commandLine && n.Kind == toml.Array:
		return "write one scenario for each command"
	case p.within == Map && t.Kind == String && hasBounds(n) && !strings.HasPrefix(p.table.Name, "service"):
		return "attributes are compared for equality; only [expect.counts] has bounds"
	case p.within == Any && p.key.Sample != "":
		return "write for example " + p.key.Name + " = " + p.key.Sample
	case t.Kind == Array && elemKind(t) == Object:
		return "write [[" + p.header() + "]] for each"
	case t.Kind == Object || t.Kind == Map:
		return "write a table: { key = value } or a [header] of its own"
	case t.Kind == Bool:
		return "write true or false without quotes"
	case (t.Kind == Integer || t.Kind == Number) && n.Kind == toml.String:
		return "write a number, without quotes"
	case t.Kind == Integer:
		return "write a whole number"
	case t.Kind == Number:
		return "write a number"
	case t.Kind == Duration:
		return `write a number and a unit, as in "30s"`
	case t.Kind == Array:
		return "write the values between [ and ]"
	}
	if n.Kind == toml.Array || n.Kind == toml.Table {
		return "write one text in quotes"
	}
	return "write it in quotes"
}

// hasBounds reports whether a table limits something, as in { gte = 1 }.
func hasBounds(n *toml.Node) bool {
	if n.Kind != toml.Table {
		return false
	}
	for _, key := range [...]string{"gte", "lte", "eq", "gt", "lt", "min", "max"} {
		if n.Get(key) != nil {
			return true
		}
	}
	return false
}

// shapeMixup reports [[x]] where [x] is wanted and the other way round.
func (v *validator) shapeMixup(n *toml.Node, t *Type, p place) bool {
	switch {
	case n.Form == toml.ArrayOfTables && (t.Kind == Object || t.Kind == Map):
		v.singleTable(n, t, p)
	case n.Kind == toml.Table && t.Kind == Array && elemKind(t) == Object:
		v.arrayOfTables(n, p)
	default:
		return false
	}
	return true
}

func elemKind(t *Type) Kind {
	if t.Elem == nil {
		return Any
	}
	return t.Elem.Kind
}

// singleTable reports an array of tables where one table is wanted.
func (v *validator) singleTable(n *toml.Node, t *Type, p place) {
	name := p.header()
	f := finding.Finding{
		Location: at(p.span), Code: finding.SchemaTableShape, Severity: finding.Error,
		Message: fmt.Sprintf("%s is one table, not an array of tables; write [%s] instead of [[%s]].", name, name, name),
	}
	if len(n.Items) > 0 {
		f.Span = n.Items[0].Span
	}
	switch {
	case t.Kind == Map && elemKind(t) == Object:
		f.Message = fmt.Sprintf("%s is a table of tables by name, not an array of tables; write [%s.NAME] instead of [[%s]].", name, name, name)
		f.Fixes = namedHeaders(n)
	case len(n.Items) == 1:
		s := n.Items[0].Span
		f.Fixes = []finding.Fix{{Title: "Write one table with single brackets", Preferred: true, Edits: []finding.Edit{
			{Span: source.Span{Start: s.Start, End: s.Start + 1}}, {Span: source.Span{Start: s.End - 1, End: s.End}},
		}}}
	default:
		f.Message = fmt.Sprintf("%s is one table, not an array of tables; merge the %d tables into one [%s].", name, len(n.Items), name)
		for i, item := range n.Items {
			if i > 0 && i < 10 {
				f.Related = append(f.Related, finding.Related{Location: at(item.Span), Message: "another [[" + name + "]]"})
			}
		}
	}
	v.report(f)
}

// namedHeaders turns [[services]] with a name into [services.NAME].
func namedHeaders(n *toml.Node) []finding.Fix {
	seen := map[string]bool{}
	var edits []finding.Edit
	for _, item := range n.Items {
		name := item.Get("name")
		if name == nil || name.Value == nil || name.Value.Kind != toml.String {
			return nil
		}
		key, ok := name.Value.Value.(string)
		if !ok || seen[key] || item.Form != toml.Element {
			return nil
		}
		seen[key] = true
		s := item.Span
		edits = append(edits,
			finding.Edit{Span: source.Span{Start: s.Start, End: s.Start + 1}},
			finding.Edit{Span: source.Span{Start: s.End - 2, End: s.End}, Text: "." + toml.QuoteKey(key) + "]"})
	}
	if edits == nil {
		return nil
	}
	return []finding.Fix{{Title: "Move the names into the headers", Edits: edits, Preferred: true}}
}

// arrayOfTables reports one table where an array of tables is wanted.
func (v *validator) arrayOfTables(n *toml.Node, p place) {
	name := p.header()
	f := finding.Finding{
		Location: at(p.span), Code: finding.SchemaTableShape, Severity: finding.Error,
		Message: fmt.Sprintf("%s is an array of tables, not one table; write [[%s]] instead of [%s].", name, name, name),
	}
	start, end := source.Span{Start: n.Span.Start, End: n.Span.Start}, source.Span{Start: n.Span.End, End: n.Span.End}
	brackets := []finding.Edit{{Span: start, Text: "["}, {Span: end, Text: "]"}}
	switch n.Form {
	case toml.Header:
		f.Span = n.Span
		if v.headers(p.entry) > 1 {
			f.Message = fmt.Sprintf("%s is an array of tables, not one table; write [[%s]] instead of [%s] in every place.", name, name, name)
		}
		f.Fixes = []finding.Fix{{Title: "Write an array of tables with double brackets", Edits: brackets, Preferred: true}}
	case toml.Inline:
		f.Message = fmt.Sprintf("%s is an array of tables, not one table; put the table in brackets.", name)
		f.Fixes = []finding.Fix{{Title: "Put the table in an array", Edits: brackets, Preferred: true}}
	default:
		f.Message = fmt.Sprintf("%s is an array of tables, not a table of tables; write [[%s]] for each.", name, name)
	}
	v.report(f)
}

// headers counts the headers that end in a key: those of its sub-tables are
// not to be changed with them.
func (v *validator) headers(e *toml.Entry) int {
	count := 0
	if e == nil {
		return 0
	}
	for _, s := range e.Appearances {
		if s.End >= 0 && s.End < len(v.in.Text) && v.in.Text[s.End] == ']' {
			count++
		}
	}
	return count
}
