package render_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/clnrm-ls/clnrm-ls/engine/render"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// checkMap tests the properties of a source map: every byte has an origin
// inside its unit, an exact one holds the same byte, and going there and back
// is the identity.
func checkMap(t testing.TB, in string, loader *templates, res *render.Result) {
	t.Helper()
	if res.Map.Len() != len(res.Text) {
		t.Fatalf("map of %d bytes for a text of %d", res.Map.Len(), len(res.Text))
	}
	stride := 1 + len(res.Text)/512
	for i := 0; i < len(res.Text); i += stride {
		s := source.Span{Start: i, End: i + 1}
		o := res.Map.Source(s)
		text := unitText(in, loader, o.Unit)
		if o.Span.Start < 0 || o.Span.End > len(text) || o.Span.Start >= o.Span.End {
			t.Fatalf("byte %d maps to %v of a unit of %d bytes", i, o.Span, len(text))
		}
		if !o.Exact {
			continue
		}
		if got := text[o.Span.Start:o.Span.End]; got != res.Text[i:i+1] {
			t.Fatalf("byte %d is %q, its origin %q", i, res.Text[i:i+1], got)
		}
		if !covers(res.Map.RenderedFrom(o.Unit, o.Span), s) {
			t.Fatalf("byte %d maps to %v, which does not map back", i, o.Span)
		}
	}
	for _, p := range res.Placeholders {
		if p.Start < 0 || p.End > len(res.Text) || p.Start >= p.End {
			t.Fatalf("placeholder %v in a text of %d bytes", p, len(res.Text))
		}
	}
	whole := res.Map.Source(source.Span{Start: 0, End: len(res.Text)})
	if n := len(unitText(in, loader, whole.Unit)); whole.Span.End > n {
		t.Fatalf("the whole text maps to %v of a unit of %d bytes", whole.Span, n)
	}
}

func covers(list []source.Span, s source.Span) bool {
	for _, r := range list {
		if r.Covers(s) {
			return true
		}
	}
	return false
}

// mapUnits are what the templates of TestSource refer to.
var mapUnits = map[string]string{
	"m":    "{% macro f(name) %}n = \"{{ name }}\"!{% endmacro %}{% macro g() %}{{ self::f(name='deep') }}{% endmacro %}",
	"inc":  "included",
	"base": "top={% block a %}{% endblock %}",
}

const lib = "{% import 'm' as m %}"

var origins = []struct {
	name, in, find string
	want           string // the text of the origin
	exact          bool
	unit           string
	calls          int
}{
	{name: "literal text", in: "abc = {{ svc }} def", find: "bc", want: "bc", exact: true},
	{name: "output of an expression", in: "a = {{ svc }}", find: "lnr", want: "svc"},
	{name: "text and expression", in: "a = {{ svc }}z", find: "clnrmz", want: "svc }}z"},
	{name: "string literal", in: "a = {{ 'xyz' }}", find: "yz", want: "yz", exact: true},
	{name: "number literal", in: "a = {{ 4711 }}", find: "4711", want: "4711", exact: true},
	{name: "default literal", in: "a = {{ nope | default(value='xyz') }}", find: "xyz", want: "xyz", exact: true},
	{name: "changed literal", in: "a = {{ 'xyz' | upper }}", find: "XYZ", want: "'xyz' | upper"},
	{name: "variable from a literal", in: "{% set v = 'xyz' %}a = {{ v }}", find: "xyz", want: "xyz", exact: true},
	{name: "across a silent tag", in: "ab{# c #}cd", find: "bc", want: "b{# c #}c"},
	{name: "loop", in: "{% for i in list %}({{ i }}){% endfor %}", find: ")(", want: "({{ i }})"},
	{name: "macro text", in: lib + "{{ m::f(name='foo') }}", find: "n = ", want: "n = ", exact: true, unit: "m", calls: 1},
	{name: "macro argument", in: lib + "{{ m::f(name='foo') }}", find: "foo", want: "foo", exact: true, calls: 1},
	{name: "macro text and argument", in: lib + "{{ m::f(name='foo') }}", find: "\"foo\"", want: "\"{{ name }}\"", unit: "m", calls: 1},
	{name: "macro and what follows", in: lib + "{{ m::f(name='foo') }}xy", find: "!x", want: "m::f(name='foo') }}x"},
	{name: "two calls deep", in: lib + "{{ m::g() }}", find: "deep", want: "deep", exact: true, unit: "m", calls: 2},
	{name: "include", in: "{% include 'inc' %}", find: "clud", want: "clud", exact: true, unit: "inc", calls: 1},
	{name: "text of a parent", in: "{% extends 'base' %}{% block a %}mine{% endblock %}", find: "top", want: "top", exact: true, unit: "base", calls: 1},
	{name: "own block", in: "{% extends 'base' %}{% block a %}mine{% endblock %}", find: "mine", want: "mine", exact: true},
	{name: "parent and block", in: "{% extends 'base' %}{% block a %}mine{% endblock %}", find: "p=m", want: "{% extends 'base' %}{% block a %}m"},
}

// TestSource shows where a piece of rendered text comes from.
func TestSource(t *testing.T) {
	for _, c := range origins {
		t.Run(c.name, func(t *testing.T) {
			res, loader := renderText(c.in, mapUnits, render.Options{})
			at := strings.Index(res.Text, c.find)
			if at < 0 {
				t.Fatalf("%q is not in %q", c.find, res.Text)
			}
			o := res.Map.Source(source.Span{Start: at, End: at + len(c.find)})
			if got := unitText(c.in, loader, o.Unit)[o.Span.Start:o.Span.End]; got != c.want {
				t.Errorf("%q comes from %q, want %q", c.find, got, c.want)
			}
			if o.Exact != c.exact || o.Unit != c.unit || len(o.Chain) != c.calls {
				t.Errorf("exact %v in %q by %d calls, want %v in %q by %d", o.Exact, o.Unit, len(o.Chain), c.exact, c.unit, c.calls)
			}
			if n := len(o.Chain); n > 0 && o.Chain[n-1].Unit != "" {
				t.Errorf("the outermost call stands in %q", o.Chain[n-1].Unit)
			}
			checkMap(t, c.in, loader, res)
		})
	}
}

// TestRendered shows what became of a piece of the template.
func TestRendered(t *testing.T) {
	for _, c := range []struct{ in, find, want string }{
		{"abc{{ svc }}", "bc", "bc"},
		{"abc{{ svc }}", "svc", "clnrm"},
		{"{% for i in list %}({{ i }}){% endfor %}", "i }}", "1,2,3"},
		{"{% for i in list %}({{ i }}){% endfor %}", "(", "(,(,("},
		{"a{# c #}", "c #", ""},
		{"{% set v = 'xyz' %}{{ v }}", "xyz", "xyz"},
		{"{% set v = 'xyz' %}{{ v }}", "v }", "xyz"},
	} {
		res, _ := renderText(c.in, nil, render.Options{})
		at := strings.Index(c.in, c.find)
		var got []string
		for _, s := range res.Map.Rendered(source.Span{Start: at, End: at + len(c.find)}) {
			got = append(got, res.Text[s.Start:s.End])
		}
		if strings.Join(got, ",") != c.want {
			t.Errorf("%s: %q became %q, want %q", c.in, c.find, got, c.want)
		}
	}
}

func TestMapJSON(t *testing.T) {
	res, _ := renderText("a{{ svc }}", nil, render.Options{})
	data, err := json.Marshal(res.Map)
	want := `{"units":[""],"segments":[{"rendered":[0,1],"unit":0,"source":[0,1],"exact":true},{"rendered":[1,6],"unit":0,"source":[4,7],"exact":false}]}`
	if err != nil || string(data) != want {
		t.Errorf("got %s, %v\nwant %s", data, err, want)
	}
}
