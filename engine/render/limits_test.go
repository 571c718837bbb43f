package render_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/render"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
)

// hostile are templates that ask for more than there is. Each ends with a
// limit finding; code "" accepts any.
var hostile = []struct {
	name, in string
	files    map[string]string
	code     finding.Code
	rest     bool // what follows is still rendered
}{
	{name: "macro calls itself", in: "{% macro f() %}x{{ self::f() }}{% endmacro %}{{ self::f() }}after", code: finding.LimitDepth, rest: true},
	{name: "macro calls itself twice", in: "{% macro f() %}{{ self::f() }}{{ self::f() }}{% endmacro %}{{ self::f() }}after", code: finding.LimitDepth, rest: true},
	{name: "macro calls itself in a value", in: "{% macro f() %}{% set x = self::f() %}{{ x }}{% endmacro %}a = {{ self::f() | upper }}after", code: finding.LimitDepth, rest: true},
	{name: "macro calls itself in a condition", in: "{% macro f() %}{% if self::f() %}x{% endif %}{% endmacro %}{% if self::f() %}y{% endif %}after", code: finding.LimitDepth, rest: true},
	{name: "exponential recursion", in: "{% macro f(n) %}{% if n > 0 %}{{ self::f(n=n-1) }}{{ self::f(n=n-1) }}{% endif %}{% endmacro %}{{ self::f(n=60) }}"},
	{name: "include of itself", in: "{% include 'me' %}after", files: map[string]string{"me": "x{% include 'me' %}"}, code: finding.LimitInclude, rest: true},
	{name: "include of itself, twice", in: "{% include 'me' %}after", files: map[string]string{"me": "{% include 'me' %}{% include 'me' %}"}, code: finding.LimitInclude, rest: true},
	{name: "extends in a circle", in: "{% extends 'a' %}after", files: map[string]string{"a": "{% extends 'b' %}", "b": "{% extends 'a' %}after"}, code: finding.LimitInclude, rest: true},
	{name: "shared value doubles", in: "{% set s = [1] %}{% for i in range(end=40) %}{% set_global s = [s, s] %}{% endfor %}after", code: finding.LimitValue, rest: true},
	{name: "value nests", in: "{% set s = [1] %}{% for i in range(end=100000) %}{% set_global s = [s] %}{% endfor %}after", code: finding.LimitValue, rest: true},
	{name: "string doubles", in: "{% set s = 'x' %}{% for i in range(end=80) %}{% set_global s = s ~ s %}{% endfor %}after", code: finding.LimitValue, rest: true},
	{name: "huge range", in: "a = {{ range(end=1000000000000) }}after", code: finding.LimitValue, rest: true},
	{name: "large range", in: "a = {{ range(end=2000000000) }}after", code: finding.LimitValue, rest: true},
	{name: "nested loops", in: strings.Repeat("{% for i in range(end=1000) %}", 3) + "x" + strings.Repeat("{% endfor %}", 3), code: ""},
	{name: "empty nested loops", in: strings.Repeat("{% for i in range(end=1000) %}", 3) + strings.Repeat("{% endfor %}", 3), code: ""},
	{name: "long output", in: "{% set s = 'x' %}{% for i in range(end=18) %}{% set_global s = s ~ s %}{% endfor %}{% for i in range(end=1000) %}{{ s }}{% endfor %}", code: finding.LimitOutput},
	{name: "long capture", in: "{% set s = 'x' %}{% for i in range(end=18) %}{% set_global s = s ~ s %}{% endfor %}{% filter upper %}{% for i in range(end=1000) %}{{ s }}{% endfor %}{% endfilter %}", code: finding.LimitOutput},
	{name: "sort again and again", in: "{% set s = range(end=500000) %}{% for i in range(end=1000000) %}{% set t = s | sort %}{% endfor %}"},
	{name: "compare again and again", in: "{% set s = range(end=500000) %}{% for i in range(end=1000000) %}{% if s == s %}{% endif %}{% endfor %}"},
	{name: "search again and again", in: "{% set s = range(end=500000) %}{% for i in range(end=1000000) %}{% if -1 in s %}{% endif %}{% endfor %}"},
	{name: "deep parentheses", in: "a = {{ " + strings.Repeat("(", 100000) + "1" + strings.Repeat(")", 100000) + " }}after", code: "parser", rest: true},
	{name: "long sum", in: "a = {{ 1" + strings.Repeat("+1", 100000) + " }}after", code: "parser", rest: true},
	{name: "deep bodies", in: strings.Repeat("{% if true %}", 5000) + "x" + strings.Repeat("{% endif %}", 5000), code: "parser"},
}

func TestHostile(t *testing.T) {
	for _, c := range hostile {
		t.Run(c.name, func(t *testing.T) {
			limits := render.Limits{Time: 300 * time.Millisecond}
			if c.rest {
				limits.Time = time.Minute // the other limit comes first, however slow the machine
			}
			file, problems := template.Parse(c.in)
			start := time.Now()
			res := render.Render(context.Background(), render.NewUnit("/w/main.toml", file), vars,
				render.Options{Limits: limits, Loader: &templates{texts: c.files}})
			// One call of a built-in may overrun the limit, the more so on a
			// loaded machine; without a limit these would take hours.
			if took := time.Since(start); took > time.Minute {
				t.Errorf("took %v", took)
			}
			if c.code == "parser" {
				if len(problems) == 0 {
					t.Error("the parser accepts it")
				}
			} else if !limited(res.Findings, c.code) {
				t.Errorf("no limit %q in %v", c.code, short(res.Findings))
			}
			if after := strings.Contains(res.Text, "after"); c.rest && !after {
				t.Errorf("the rest is lost: %.100q", res.Text)
			}
			if c.rest && res.Truncated {
				t.Error("truncated")
			}
		})
	}
}

func limited(findings []finding.Finding, code finding.Code) bool {
	for _, f := range findings {
		if f.Code == code || code == "" && strings.HasPrefix(string(f.Code), "limit/") {
			return true
		}
	}
	return false
}

func short(findings []finding.Finding) string { return fmt.Sprintf("%.500v", findings) }

// TestLimits sets each limit to a small number; the template needs more.
func TestLimits(t *testing.T) {
	const in = "{% for i in range(end=50) %}0123456789{{ i ~ 'abcdefghijklmnopqrstuvwxyz' }}{% endfor %}"
	for _, c := range []struct {
		limits render.Limits
		code   finding.Code
	}{
		{render.Limits{}, ""},
		{render.Limits{Time: 1}, finding.LimitTime},
		{render.Limits{Steps: 100}, finding.LimitSteps},
		{render.Limits{OutputBytes: 100}, finding.LimitOutput},
		{render.Limits{Depth: 2}, finding.LimitDepth},
		{render.Limits{Depth: 1 << 40, IncludeDepth: 1 << 40, OutputBytes: 1 << 40, Steps: 1 << 40, ValueSize: 1 << 40}, ""},
		{render.Limits{ValueSize: 10}, finding.LimitValue},
	} {
		res, loader := renderText(in, nil, render.Options{Limits: c.limits})
		if c.code == "" && len(res.Findings) > 0 || c.code != "" && !limited(res.Findings, c.code) {
			t.Errorf("%+v: %v", c.limits, short(res.Findings))
		}
		checkMap(t, in, loader, res)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	file, _ := template.Parse("a{{ svc }}")
	res := render.Render(ctx, render.NewUnit("m", file), vars, render.Options{})
	if !res.Truncated || res.Text != "" || len(res.Findings) != 0 {
		t.Errorf("truncated %v, text %q, findings %v", res.Truncated, res.Text, res.Findings)
	}
}

// TestHighestDepth recurses as deep as any setting allows.
func TestHighestDepth(t *testing.T) {
	const in = "{% macro f() %}{% if true %}{{ self::f() }}{% endif %}{% endmacro %}{{ self::f() }}after"
	res, _ := renderText(in, nil, render.Options{Limits: render.Limits{Depth: 1 << 40, Time: time.Minute}})
	if !limited(res.Findings, finding.LimitDepth) || res.Text != "0after" {
		t.Errorf("%.50q, %v", res.Text, short(res.Findings))
	}
}

// TestDrops: where text is missing, in offsets of the rendered text.
func TestDrops(t *testing.T) {
	lib := map[string]string{"m": "{% macro f(a) %}x\n{% include 'none' %}\n{{ a }}{% endmacro %}"}
	for _, c := range []struct {
		in   string
		want []int
	}{
		{"a = {{ nope }}", nil},
		{"a = 1\n{{ nope }}\nb = 2", []int{6}},
		{"{% if nope == 1 %}x{% endif %}ab{% for i in nope %}{% endfor %}", []int{0, 2}},
		{"{{ nope }}", []int{0}},
		{"{% import 'm' as m %}abc\n{{ m::f(a=1) }}", []int{6}},
		{"{% import 'm' as m %}abc\n{{ m::g(a=1) }}", []int{4}},
		{"{% import 'm' as m %}{% import 'none' as n %}abc = {{ n::g() }}", nil},
	} {
		res, _ := renderText(c.in, lib, render.Options{})
		if !slices.Equal(res.Drops, c.want) || res.Dropped != (len(c.want) > 0) {
			t.Errorf("%s\n%q drops %v (%v), want %v", c.in, res.Text, res.Drops, res.Dropped, c.want)
		}
	}
}

// TestMaxFindings: a render keeps a bounded number of findings, says so once,
// and still tells of the limit that ends it.
func TestMaxFindings(t *testing.T) {
	res, _ := renderText(strings.Repeat("{{ x | nope }}\n", 3*render.MaxFindings)+"{% for a in range(end=1000) %}{% for b in range(end=1000) %}{% for c in range(end=1000) %}{% endfor %}{% endfor %}{% endfor %}",
		nil, render.Options{Limits: render.Limits{Steps: 100_000, Time: time.Minute}})
	count := map[finding.Code]int{}
	for _, f := range res.Findings {
		count[f.Code]++
	}
	if len(res.Findings) != render.MaxFindings+2 || count[finding.LimitTemplateFindings] != 1 || count[finding.LimitSteps] != 1 {
		t.Errorf("%d findings: %v", len(res.Findings), count)
	}
}
