package render_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine/render"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
)

// lines is a test file with one tag every five lines; every hundredth line
// opens a condition.
func lines(n int) string {
	var b strings.Builder
	for i := range n {
		switch {
		case i%100 == 50:
			b.WriteString("{% if yes %}a = 1\n{% endif %}")
		case i%5 == 0:
			fmt.Fprintf(&b, "name_%d = \"{{ svc }}\"\n", i)
		default:
			fmt.Fprintf(&b, "key_%d = \"some value of a usual length\"\n", i)
		}
	}
	return b.String()
}

func BenchmarkRender(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		text := lines(n)
		file, _ := template.Parse(text)
		unit := render.NewUnit("m", file)
		b.Run(fmt.Sprintf("execute/%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if res := render.Render(context.Background(), unit, vars, render.Options{}); len(res.Findings) > 0 {
					b.Fatal(res.Findings)
				}
			}
		})
		b.Run(fmt.Sprintf("compile/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				render.Render(context.Background(), render.NewUnit("m", file), vars, render.Options{})
			}
		})
	}
}

// FuzzRender: whatever the template, rendering ends within its limits and the
// map keeps its properties.
func FuzzRender(f *testing.F) {
	for _, c := range hostile {
		if len(c.in) < 1000 {
			f.Add(c.in)
		}
	}
	for _, in := range []string{
		"a = {{ svc | upper }}\n{% for k, v in map %}{{ k }}{% endfor %}",
		"{% import 'm' as m %}{{ m::f(1, x='2') }}{% include 'm' %}",
		"{% extends 'm' %}{% block a %}{{ super() }}{% endblock %}",
		"{% macro f(a=[1]) %}{{ a }}{% endmacro %}{{ self::f() ~ 1 }}",
		"{{ {'a': [1, 2.5]}.a[0] + -1 % 3 }}{{ x is defined and not y }}",
		"{% filter indent(prefix='x') %}{{ list | join(sep=',') }}{% endfilter %}",
	} {
		f.Add(in)
	}
	limits := render.Limits{Time: 100 * time.Millisecond, Steps: 20_000, OutputBytes: 64 << 10, ValueSize: 16 << 10}
	f.Fuzz(func(t *testing.T, in string) {
		file, _ := template.Parse(in)
		loader := &templates{texts: map[string]string{"m": "{% macro f(a, x=1) %}{{ a }}{{ x }}{% endmacro %}{% block a %}A{% endblock %}", "me": in}}
		res := render.Render(context.Background(), render.NewUnit("main", file), vars, render.Options{Limits: limits, Loader: loader, Record: true})
		if len(res.Text) > limits.OutputBytes {
			t.Fatalf("%d bytes of output", len(res.Text))
		}
		checkMap(t, in, loader, res)
	})
}
