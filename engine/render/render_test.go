package render_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/clnrm-ls/clnrm-ls/engine/builtin"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/render"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// vars is the context of all cases here.
var vars = map[string]value.Value{
	"svc": "clnrm", "image": "alpine", "port": int64(8080), "half": 0.5, "one": 1.0,
	"big": uint64(1 << 63), "yes": true, "no": false, "null": nil, "empty": "",
	"list": []value.Value{int64(1), int64(2), int64(3)},
	"map":  map[string]value.Value{"b": int64(2), "a": int64(1), "dotted.key": "d"},
	"rows": []value.Value{map[string]value.Value{"id": "x"}, map[string]value.Value{"id": "y"}},
	"vars": map[string]value.Value{"svc": "clnrm", "lost": "l"},
	"bad":  render.Poison,
}

// example is one template, its output and its findings, written as
// "code: marked text".
type example struct {
	name     string
	in       string
	files    map[string]string
	opts     render.Options
	want     string
	findings []string
	dropped  bool
	fixed    string // in, after the first fix of the first finding that has one
	says     string // part of the first finding's message
}

func check(t *testing.T, cases []example) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			res, loader := renderText(c.in, c.files, c.opts)
			if res.Text != c.want {
				t.Errorf("%s\n got %q\nwant %q", c.in, res.Text, c.want)
			}
			got := marks(c.in, loader, res.Findings)
			if strings.Join(got, "\n") != strings.Join(c.findings, "\n") {
				t.Errorf("%s\nfindings %q\n    want %q", c.in, got, c.findings)
			}
			if res.Dropped != c.dropped {
				t.Errorf("%s\nDropped is %v, want %v", c.in, res.Dropped, c.dropped)
			}
			if fixed := applyFirst(c.in, res.Findings); c.fixed != "" && fixed != c.fixed {
				t.Errorf("%s\nfixed to %q\n    want %q", c.in, fixed, c.fixed)
			}
			if c.says != "" && (len(res.Findings) == 0 || !strings.Contains(res.Findings[0].Message, c.says)) {
				t.Errorf("%s\nno %q in %v", c.in, c.says, res.Findings)
			}
			checkMap(t, c.in, loader, res)
		})
	}
}

// applyFirst applies the first fix that there is.
func applyFirst(in string, findings []finding.Finding) string {
	for _, f := range findings {
		if len(f.Fixes) == 0 {
			continue
		}
		edits := slices.Clone(f.Fixes[0].Edits)
		slices.SortFunc(edits, func(a, b finding.Edit) int { return b.Span.Start - a.Span.Start })
		for _, e := range edits {
			in = in[:e.Span.Start] + e.Text + in[e.Span.End:]
		}
		return in
	}
	return ""
}

func renderText(in string, files map[string]string, opts render.Options) (*render.Result, *templates) {
	file, _ := template.Parse(in)
	loader := &templates{texts: files}
	opts.Loader = loader
	return render.Render(context.Background(), render.NewUnit("/w/main.toml", file), vars, opts), loader
}

// marks shows findings by code and the text that they mark, prefixed by the
// unit when that is not the main one.
func marks(in string, loader *templates, findings []finding.Finding) []string {
	var out []string
	for _, f := range findings {
		text := unitText(in, loader, f.Unit)
		mark := fmt.Sprintf("%s: %s", f.Code, text[f.Span.Start:f.Span.End])
		if f.Unit != "" {
			mark = f.Unit + " " + mark
		}
		out = append(out, mark)
	}
	return out
}

func unitText(in string, loader *templates, unit string) string {
	if unit == "" {
		return in
	}
	if unit == finding.BuiltinUnit {
		return builtin.MacroLibrary
	}
	return loader.units[unit].File.Text
}

func TestExpressions(t *testing.T) {
	var cases []example
	for in, want := range map[string]string{
		`{{ 1 }}{{ 1.0 }}{{ 1.5 }}{{ "s" }}{{ true }}`: "111.5strue",
		`{{ list }}{{ map }}{{ null }}`:                "[1, 2, 3][object]",
		`{{ 1 + 2 * 3 }}`:                              "7",
		`{{ 7 / 2 }} {{ 6 / 2 }} {{ 1 / 0 }}`:          "3.5 3 NaN",
		`{{ 7 % 4 }} {{ 7.5 % 2 }}`:                    "3 1.5",
		`{{ big + 1 }}`:                                "9223372036854775809",
		`{{ 2 - half }}`:                               "1.5",
		`{{ "a" ~ 1 ~ one ~ 1.0 }}`:                    "a11.01",
		`{{ 1 == 1.0 }} {{ 1 == "1" }} {{ 1 != "1" }}`: "true false false",
		`{{ "a" != "b" }} {{ list == [1, 2, 3] }}`:     "true true",
		`{{ 2 in list }} {{ 2 not in list }}`:          "true false",
		`{{ "l" in svc }} {{ "a" in map }}`:            "true true",
		`{{ 1.0 in list }}`:                            "false",
		`{{ yes and not no }} {{ no or empty }}`:       "true false",
		`{{ not nope }} {{ nope is defined }}`:         "true false",
		`{{ map.a }}{{ map["b"] }}{{ rows.1.id }}`:     "12y",
		`{{ map["dotted.key"] }}{{ rows[0]["id"] }}`:   "dx",
		`{{ nope | default(value="d") }}`:              "d",
		`{{ map.c | default(value="d") | upper }}`:     "D",
		`{{ null | default(value=1) }}`:                "1",
		`{{ rows[9] | default(value="d") }}`:           "d",
		`{{ svc | upper }}{{ "a" | upper | lower }}`:   "CLNRMa",
		`{{ list | length + 1 }}`:                      "4",
		`{{ env }}`:                                    "0",
		`{{ vars.svc }}`:                               "clnrm",
		"{{ `back` }}{{ 'single' }}":                   "backsingle",
	} {
		c := example{name: in, in: in, want: want}
		if in == `{{ env }}` {
			c.findings, c.want, c.dropped = []string{"template/undefined-variable: env"}, "", true
		}
		cases = append(cases, c)
	}
	check(t, cases)
}

func TestFailures(t *testing.T) {
	check(t, []example{
		{name: "undefined", in: "a = {{ imge }}\n", want: "a = 0\n", findings: []string{"template/undefined-variable: imge"}},
		{name: "undefined in string", in: `a = "x{{ nope }}y"`, want: `a = "x0y"`, findings: []string{"template/undefined-variable: nope"}},
		{name: "undefined member", in: "a = {{ map.aa }}", want: "a = 0", findings: []string{"template/undefined-variable: aa"}},
		{name: "undefined index", in: "a = {{ list[7] }}", want: "a = 0", findings: []string{"template/undefined-variable: 7"}},
		{name: "undefined index variable", in: "a = {{ list[nope] }}", want: "a = 0", findings: []string{"template/undefined-variable: nope"}},
		{name: "alone on its line", in: "a = 1\n  {{ nope }}\nb = 2", want: "a = 1\n  \nb = 2", findings: []string{"template/undefined-variable: nope"}, dropped: true},
		{name: "no follow-ups", in: "a = {{ nope | upper | length + 1 }}", want: "a = 0", findings: []string{"template/undefined-variable: nope"}},
		{name: "poison by set", in: "{% set x = nope %}a = {{ x }}{{ x + 1 }}", want: "a = 00", findings: []string{"template/undefined-variable: nope"}},
		{name: "poison variable", in: "a = {{ bad }}", want: "a = 0"},
		{name: "poison condition", in: "{% if bad %}x{% else %}y{% endif %}z", want: "z", dropped: true},
		{name: "poison loop", in: "{% for x in nope %}x{% endfor %}z", want: "z", findings: []string{"template/undefined-variable: nope"}, dropped: true},
		{name: "failed comparison", in: `{% if nope == 1 %}x{% endif %}`, findings: []string{"template/undefined-variable: nope"}, dropped: true},
		{name: "undefined is false", in: `{% if nope %}x{% else %}y{% endif %}`, want: "y"},
		{name: "undefined is false but similar", in: `{% if imag %}x{% endif %}`, findings: []string{"template/undefined-variable: imag"}},
		{name: "once per place", in: "{% for i in list %}x{{ nope }}{% endfor %}", want: "x0x0x0", findings: []string{"template/undefined-variable: nope"}},
		{name: "unknown filter", in: "a = {{ svc | uper }}", want: "a = 0", findings: []string{"template/unknown-filter: uper"}},
		{name: "unknown function", in: "a = {{ envv(name='X') }}", want: "a = 0", findings: []string{"template/unknown-function: envv"}},
		{name: "unknown test", in: "a = {{ svc is strin }}", want: "a = 0", findings: []string{"template/unknown-test: strin"}},
		{name: "missing argument", in: "a = {{ range() }}", want: "a = 0", findings: []string{"template/missing-argument: range"}},
		{name: "misnamed argument", in: "a = {{ sha256(input='x') }}", want: "a = 0", findings: []string{"template/unknown-argument: input"}, fixed: "a = {{ sha256(s='x') }}"},
		{name: "unrelated argument", in: "a = {{ sha256(zebra='x') }}", want: "a = 0", findings: []string{"template/unknown-argument: zebra", "template/missing-argument: sha256"}, says: "Remove it."},
		{name: "unknown argument", in: "a = {{ range(end=2, foo=3) }}", want: "a = [0, 1]", findings: []string{"template/unknown-argument: foo"}},
		{name: "too many arguments", in: "a = {{ svc is string(1) }}", want: "a = 0", findings: []string{"template/invalid-argument: 1"}},
		{name: "type", in: "a = {{ svc + 1 }}", want: "a = 0", findings: []string{"template/type: svc"}},
		{name: "overflow", in: "a = {{ 9223372036854775807 + 1 }}", want: "a = 0", findings: []string{"template/type: 9223372036854775807 + 1"}},
		{name: "modulo zero", in: "a = {{ 1 % 0 }}", want: "a = 0", findings: []string{"template/type: 0"}},
		{name: "concat array", in: "a = {{ svc ~ list }}", want: "a = 0", findings: []string{"template/type: list"}},
		{name: "loop over number", in: "{% for x in port %}x{% endfor %}", findings: []string{"template/type: port"}, dropped: true},
		{name: "loop over map without key", in: "{% for x in map %}x{% endfor %}", findings: []string{"template/type: map"}, dropped: true},
		{name: "env not set", in: "a = {{ env(name='X') }}", want: "a = 0", findings: []string{"template/env-not-set: 'X'"}, fixed: "a = {{ get_env(name='X', default=\"\") }}"},
		{name: "include not found", in: "{% include 'nope' %}z", want: "z", findings: []string{"template/not-found: 'nope'"}, dropped: true},
		{name: "import not found", in: "{% import 'nope' as m %}a = {{ m::f() }}", want: "a = 0", findings: []string{"template/not-found: 'nope'"}},
		{name: "extends not found", in: "{% extends 'nope' %}{% block a %}x{% endblock %}", want: "x", findings: []string{"template/not-found: 'nope'"}, dropped: true},
		{name: "super without parent", in: "{% block a %}y{{ super() }}{% endblock %}", want: "y0", findings: []string{"template/render: super()"}},
		{name: "strict ends", in: "a{{ nope }}b{{ nope2 }}", opts: render.Options{Strict: true}, want: "a", findings: []string{"template/undefined-variable: nope"}},
	})
}

func TestSuperset(t *testing.T) {
	check(t, []example{
		{name: "default rescues a function", in: `a = {{ env(name="X") | default(value="y") }}`, want: "a = y", findings: []string{"template/not-tera: default"}},
		{name: "not in Tera mode", in: `a = {{ env(name="X") | default(value="y") }}`, opts: render.Options{Tera: true}, want: "a = 0", findings: []string{`template/env-not-set: "X"`}},
		{name: "rescue does not hide an unknown function", in: `a = {{ nosuch() | default(value="y") }}`, want: "a = y", findings: []string{"template/not-tera: default", "template/unknown-function: nosuch"}},
		{name: "env with a default", in: `a = "{{ env(name="X", default="y") }}"`, want: `a = "y"`, findings: []string{"template/not-tera: env"}, fixed: `a = "{{ get_env(name="X", default="y") }}"`},
		{name: "function as filter", in: `a = {{ "a" ~ "b" | sha256 | length }}`, want: "a = 64", findings: []string{"template/not-tera: sha256"}, fixed: `a = {{ sha256(s="a" ~ "b") | length }}`},
		{name: "function as filter of a section", in: `a = {% filter toml_encode %}x{% endfilter %}`, want: `a = "x"`, findings: []string{"template/not-tera: toml_encode"}},
		{name: "map literal", in: `{% set m = {"k": "v"} %}{{ m.k }}`, want: "v"},
		{name: "macro called bare", in: "{% macro f() %}x{% endmacro %}a = {{ f() }}", want: "a = x", findings: []string{"template/not-tera: f"}},
		{name: "late import", in: "# c\n{% import 'm' as m %}{{ m::f() }}", files: map[string]string{"m": "{% macro f() %}x{% endmacro %}"}, want: "# c\nx"},
		{name: "function as condition", in: "{% if get_env(name='X', default='y') %}x{% endif %}", want: "x", findings: []string{"template/not-tera: get_env(name='X', default='y')"}, fixed: "{% if get_env(name='X', default='y') != \"\" %}x{% endif %}"},
		{name: "function as condition that fails", in: "{% if env(name='X') %}x{% endif %}", dropped: true, findings: []string{"template/not-tera: env(name='X')", "template/env-not-set: 'X'"}, fixed: "{% if env(name='X') != \"\" %}x{% endif %}"},
		{name: "condition that is a boolean", in: "{% if fake_bool(ratio=100) %}x{% endif %}", want: "x"},
		{name: "negated variable", in: "{{ -port }}", want: "-8080"},
	})
}

func TestControlFlow(t *testing.T) {
	check(t, []example{
		{name: "else chain", in: "{% if no %}a{% elif yes %}b{% else %}c{% endif %}", want: "b"},
		{name: "loop variables", in: "{% for x in list %}{{ loop.index }}{{ loop.index0 }}{{ loop.first }}{{ loop.last }} {% endfor %}", want: "10truefalse 21falsefalse 32falsetrue "},
		{name: "map in order", in: "{% for k, v in map %}{{ k }}={{ v }};{% endfor %}", want: "a=1;b=2;dotted.key=d;"},
		{name: "characters", in: "{% for c in 'aé🇩🇪' %}{{ c }}{{ loop.last }},{% endfor %}", want: "afalse,éfalse,🇩🇪true,"},
		{name: "empty loop", in: "{% for x in [] %}a{% else %}b{% endfor %}", want: "b"},
		{name: "break and continue", in: "{% for x in list %}{% if x == 1 %}{% continue %}{% elif x == 3 %}{% break %}{% endif %}{{ x }}{% endfor %}", want: "2"},
		{name: "set is local to a turn", in: "{% set x = 0 %}{% for i in list %}{{ x }}{% set x = i %}{% endfor %}{{ x }}", want: "0000"},
		{name: "set_global", in: "{% for i in list %}{% set_global x = i %}{% endfor %}{{ x }}", want: "3"},
		{name: "loop variable can be set", in: "{% for i in list %}{% set i = 9 %}{{ i }}{% endfor %}", want: "999"},
		{name: "nested loops", in: "{% for i in list %}{% for j in list %}{{ loop.index }}{% endfor %}{{ loop.index }} {% endfor %}", want: "1231 1232 1233 "},
		{name: "filter section", in: "{% filter upper %}a{{ svc }}{% endfilter %}", want: "ACLNRM"},
		{name: "raw and comments", in: "{# c #}{% raw %}{{ x }}{% endraw %}", want: "{{ x }}"},
		{name: "whitespace", in: "a  {%- if yes -%}  b  {%- endif -%}  c", want: "abc"},
		{name: "escape", in: "{{ '<' }}{{ '<' | safe }}{{ list }}", opts: render.Options{AutoEscape: func(string) bool { return true }}, want: "&lt;<[1, 2, 3]"},
		{name: "escape in an array", in: "{{ ['<', '>' | safe, 1] }}{{ ['<'] | first }}{{ ['<'] | first | safe }}{% set a = ['<'] %}{{ a }}{% for x in ['<'] %}{{ x | safe }}{% endfor %}", opts: render.Options{AutoEscape: func(string) bool { return true }}, want: "[&lt;, >, 1]&amp;lt;&lt;[<]<"},
	})
}

func TestUnits(t *testing.T) {
	lib := map[string]string{
		"m":    "{% import 'n' as n %}{% macro f(a, b='B') %}{{ a }}{{ b }}{% endmacro %}{% macro g() %}{{ self::f(a=1) }}{{ n::h() }}{% endmacro %}{% macro bad() %}x{{ nope }}{% endmacro %}{% macro ctx() %}{{ svc }}{% endmacro %}{% macro late() %}{% set_global z = 1 %}{% endmacro %}",
		"n":    "{% macro h() %}H{% endmacro %}",
		"inc":  "[{{ svc }}{{ local | default(value='-') }}]{% set local = 2 %}",
		"base": "<{% block a %}A{% endblock %}{% block b %}B{% endblock %}>",
		"mid":  "{% extends 'base' %}{% block b %}mid{{ super() }}{% endblock %}",
	}
	old := map[string]string{"_macros.toml.tera": "{% macro mine() %}M{% endmacro %}"}
	check(t, []example{
		{name: "macro", files: lib, in: "{% import 'm' as m %}{{ m::f(a=1) }}{{ m::f(b=2, a=3) }}", want: "1B32"},
		{name: "macro in expression", files: lib, in: "{% import 'm' as m %}{{ m::f(a='x') | upper }}", want: "XB"},
		{name: "chain of imports", files: lib, in: "{% import 'm' as m %}{{ m::g() }}{{ n::h() }}", want: "1BHH"},
		{name: "missing argument", files: lib, in: "{% import 'm' as m %}a={{ m::f() }}", want: "a=0", findings: []string{"template/missing-argument: f"}},
		{name: "misnamed argument", files: lib, in: "{% import 'm' as m %}a={{ m::f(aa=1) }}", want: "a=0", findings: []string{"template/unknown-argument: aa"}, fixed: "{% import 'm' as m %}a={{ m::f(a=1) }}"},
		{name: "unrelated argument", files: lib, in: "{% import 'm' as m %}a={{ m::f(kind=1) }}", want: "a=0", findings: []string{"template/unknown-argument: kind", "template/missing-argument: f"}},
		{name: "unknown argument", files: lib, in: "{% import 'm' as m %}{{ m::f(a=1, c=2) }}", want: "1B", findings: []string{"template/unknown-argument: c"}},
		{name: "unknown macro", files: lib, in: "{% import 'm' as m %}a={{ m::ff(a=1) }}", want: "a=0", findings: []string{"template/unknown-macro: ff"}},
		{name: "unknown namespace", files: lib, in: "{% import 'm' as mm %}a={{ m::f(a=1) }}", want: "a=0", findings: []string{"template/unknown-macro: m"}},
		{name: "library that shadows the built-in one", files: old, in: "{% import '_macros.toml.tera' as m %}{{ m::mine() }}\n{{ m::attrs(pairs=map) }}", want: "M\n{ \"a\" = \"1\", \"b\" = \"2\", \"dotted.key\" = \"d\" }", findings: []string{"template/not-tera: attrs"}, says: "it is taken from the built-in library"},
		{name: "library that lacks what none has", files: old, in: "{% import '_macros.toml.tera' as m %}a={{ m::zzz() }}", want: "a=0", findings: []string{"template/unknown-macro: zzz"}},
		{name: "failure inside", files: lib, in: "{% import 'm' as m %}{{ m::bad() }}{{ m::bad() }}", want: "x0x0", findings: []string{"m template/undefined-variable: nope"}},
		{name: "failure inside a value", files: lib, in: "{% import 'm' as m %}a={{ m::bad() | upper }}", want: "a=0", findings: []string{"m template/undefined-variable: nope"}},
		{name: "context in macro", files: lib, in: "{% import 'm' as m %}{{ m::ctx() }}", want: "clnrm", findings: []string{"m template/undefined-variable: svc"}},
		{name: "macro scope", files: lib, in: "{% import 'm' as m %}{{ m::late() }}{{ z | default(value='-') }}", want: "-"},
		{name: "include sees the scope", files: lib, in: "{% set local = 1 %}{% include 'inc' %}{{ local }}", want: "[clnrm1]1"},
		{name: "include first found", files: lib, in: "{% include ['nope', 'inc'] %}{% include 'nope' ignore missing %}", want: "[clnrm-]"},
		{name: "include in loop", files: lib, in: "{% for local in list %}{% include 'inc' %}{% endfor %}", want: "[clnrm1][clnrm2][clnrm3]"},
		{name: "extends", files: lib, in: "{% extends 'base' %}{% block a %}{{ svc }}{% endblock %}ignored", want: "<clnrmB>"},
		{name: "super", files: lib, in: "{% extends 'mid' %}{% block b %}top{{ super() }}{% endblock %}", want: "<AtopmidB>"},
		{name: "include that extends", files: lib, in: "{% include 'mid' %}", findings: []string{"mid template/render: {% extends 'base' %}", "mid template/render: super()"}, want: "mid0", dropped: true},
	})
}
