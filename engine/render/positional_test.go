package render_test

import (
	"testing"

	"github.com/clnrm-ls/clnrm-ls/engine/render"
)

func TestPositional(t *testing.T) {
	lib := map[string]string{
		"m":   "{% macro f(a, b='B') %}{{ a }}{{ b }}{% endmacro %}",
		"own": "{{ range(2) }}",
	}
	code := "template/positional-argument: "
	check(t, []example{
		{name: "function", in: "{{ range(2) }}", want: "[0, 1]", findings: []string{code + "2"}, fixed: "{{ range(end=2) }}", says: "write `end=` before the value."},
		{name: "filter", in: "{{ list | join('-') }}", want: "1-2-3", findings: []string{code + "'-'"}, fixed: "{{ list | join(sep='-') }}"},
		{name: "default", in: `{{ nope | default("d") }}`, want: "d", findings: []string{code + `"d"`}, fixed: `{{ nope | default(value="d") }}`},
		{name: "macro, once per call", files: lib, in: "{% import 'm' as m %}{{ m::f(1, 2) }}", want: "12", findings: []string{code + "1, 2"}, fixed: "{% import 'm' as m %}{{ m::f(a=1, b=2) }}", says: "write `a=`, `b=` before the values."},
		{name: "beside names", files: lib, in: "{% import 'm' as m %}{{ m::f(1, a=2) }}", want: "21", findings: []string{code + "1"}, fixed: "{% import 'm' as m %}{{ m::f(b=1, a=2) }}"},
		{name: "not reached", in: "{% if no %}{{ range(2) }}{% endif %}", findings: []string{code + "2"}, fixed: "{% if no %}{{ range(end=2) }}{% endif %}"},
		{name: "unknown callee", in: "a = {{ nosuchthing(2) }}", want: "a = 0", findings: []string{"template/unknown-function: nosuchthing", code + "2"}},
		{name: "unknown macro", files: lib, in: "{% import 'm' as m %}a = {{ m::nosuchthing(2) }}", want: "a = 0", findings: []string{"template/unknown-macro: nosuchthing", code + "2"}},
		{name: "too many", in: "a = {{ range(1, 2, 3, 4) }}", want: "a = 0", findings: []string{"template/invalid-argument: 4", code + "1, 2, 3, 4"}},
		{name: "in another unit", files: lib, in: "{% include 'own' %}", want: "[0, 1]"},
		{name: "a test", in: `{{ svc is starting_with("c") }}`, want: "true"},
	})
	plain := render.Options{Tera: true, Strict: true}
	check(t, []example{
		{name: "plain Tera renders nothing", opts: plain, in: "a{% if no %}{{ range(2) }}{% endif %}", findings: []string{code + "2"}},
		{name: "plain Tera, other unit", opts: plain, files: lib, in: "a{% include 'own' %}", want: "a", findings: []string{"own " + code + "2"}, dropped: true},
	})
}
