package toml

import (
	"fmt"
	"strings"
	"testing"
)

// TestAt asks at the mark | of each text; want is the place, the path, the
// text of the span, the kind of the node and the form of the table.
func TestAt(t *testing.T) {
	for _, c := range sites {
		offset := strings.IndexByte(c.text, '|')
		text := strings.Replace(c.text, "|", "", 1)
		document, _ := Parse(text, nil)
		if got := describe(document, offset); got != c.want {
			t.Errorf("%q\n got %s\nwant %s", c.text, got, c.want)
		}
		checkSite(t, document, offset)
	}
}

// sites are texts with a mark | at the offset that is asked for.
var sites = []struct{ text, want string }{
	{"|", "table [] \"\" - root"},
	{"na|", "key [na] \"na\" - root"},
	{"na|me = 1", "key [name] \"name\" integer root"},
	{"|name = 1", "key [name] \"name\" integer root"},
	{"name| = 1", "key [name] \"name\" integer root"},
	{"name |= 1", "key [name] \"\" integer root"},
	{"name =| 1", "value [name] \"\" integer root"},
	{"name = |1", "value [name] \"1\" integer root"},
	{"name = \"a|b\"", "value [name] \"\\\"ab\\\"\" string root"},
	{"name = 1 |", "after [] \"\" - root"},
	{"name = 1 # c|", "comment [] \"# c\" - -"},
	{"name =|", "value [name] \"\" invalid root"},
	{"name = |", "value [name] \"\" invalid root"},
	{"name = |\nb = 1", "value [name] \"\" invalid root"},
	{"name = |# c", "value [name] \"\" invalid root"},
	{"name = x|y", "value [name] \"xy\" invalid root"},
	{"a = 1\n|\nb = 2", "table [] \"\" - root"},
	{"a = 1\n|b = 2", "key [b] \"b\" integer root"},
	{"[a]\n|", "table [a] \"\" - header"},
	{"[a.b]\n  |", "table [a b] \"\" - header"},
	{"[a]\nx = 1\n\n|\n[b]", "table [a] \"\" - header"},
	{"[a] |\nx = 1", "after [a] \"\" - header"},
	{"|[a]", "table [] \"\" - root"},
	{"[|a]", "header [a] \"a\" table root"},
	{"[a|]", "header [a] \"a\" table root"},
	{"[a]|", "after [a] \"\" - header"},
	{"[a.b|]\n", "header [a b] \"b\" table implicit"},
	{"[a|.b]\n", "header [a] \"a\" table root"},
	{"[a.|]\nx = 1", "header [a] \"\" - -"},
	{"[|]", "header [] \"\" - root"},
	{"[serv|", "header [serv] \"serv\" table root"},
	{"[[st|eps]]\n", "header [steps] \"steps\" array root"},
	{"[[steps]]\nna|me = 1\n[[steps]]\n", "key [steps name] \"name\" integer element"},
	{"[[steps]]\n[[steps]]\nna|\n", "key [steps na] \"na\" - element"},
	{"[steps.env]\nA = \"|\"", "value [steps env A] \"\\\"\\\"\" string header"},
	{"a.b|.c = 1", "key [a b] \"b\" table dotted"},
	{"a.b.c| = 1", "key [a b c] \"c\" integer dotted"},
	{"a.b.c = |1", "value [a b c] \"1\" integer dotted"},
	{"a.b = 1\na.|", "key [a] \"\" - root"},
	{"a.b = 1\na.c| = 2", "key [a c] \"c\" integer dotted"},
	{"a.b = 1\na|.c = 2", "key [a] \"a\" table root"},
	{"a = [\"x|\"]", "value [a] \"\\\"x\\\"\" string root"},
	{"a = [\"x\", |]", "value [a] \"\" array root"},
	{"a = [1, [2, 3|]]", "value [a] \"3\" integer root"},
	{"a = { | }", "table [a] \"\" table inline"},
	{"a = { x| = 1 }", "key [a x] \"x\" integer inline"},
	{"a = { x = |1 }", "value [a x] \"1\" integer inline"},
	{"a = { x = 1 | }", "after [a] \"\" table inline"},
	{"a = { x = 1, | }", "table [a] \"\" table inline"},
	{"a = { x = 1, y| }", "key [a y] \"y\" - inline"},
	{"a = { x = 1, y = | }", "value [a y] \"\" invalid inline"},
	{"a = { x.y = { z = |1 } }", "value [a x y z] \"1\" integer inline"},
	{"a = [{ x = 1 }, { y| = 2 }]", "key [a y] \"y\" integer inline"},
	{"a = { x = 1, |\nb = 2", "table [a] \"\" invalid inline"},
	{"a = { x|", "key [a x] \"x\" - inline"},
	{"a = 1\na| = 2", "key [a] \"a\" integer root"},
	{"a = 1\na = { b| = 2 }", "key [a b] \"b\" integer inline"},
	{"[a]\n[a]\nx| = 1", "key [a x] \"x\" integer header"},
	{"my ke|y = 1", "key [my] \"\" integer root"},
	{"a = \"\"\"\nx|\n\"\"\"", "value [a] \"\\\"\\\"\\\"\\nx\\n\\\"\\\"\\\"\" string root"},
	{"a = 1\n  |  # c", "table [] \"\" - root"},
}

func describe(d *Document, offset int) string {
	s := d.At(offset)
	node, table := "-", "-"
	if s.Node != nil {
		node = kindNames[s.Node.Kind]
	}
	if s.Table != nil {
		table = strings.TrimSpace(formNames[s.Table.Form])
	}
	return fmt.Sprintf("%s %v %q %s %s",
		[]string{"table", "key", "header", "value", "comment", "after"}[s.Place], s.Path, d.Text[s.Span.Start:s.Span.End], node, table)
}
