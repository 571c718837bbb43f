package render_test

import "testing"

func TestCommented(t *testing.T) {
	lib := map[string]string{"m": "{% macro two() %}a\nb{% endmacro %}", "inc": "x\ny\n"}
	const undefined, accidental = "template/undefined-variable: ", "template/accidental-tag: "
	check(t, []example{
		{name: "undefined", in: "# say {{ nope }}!\n", want: "# say 0!\n", findings: []string{undefined + "nope"}, says: "is not defined. Tags are evaluated inside TOML comments too", fixed: "# say {% raw %}{{ nope }}{% endraw %}!\n"},
		{name: "undefined key", in: "# {{ map.nope }}", want: "# 0", findings: []string{undefined + "nope"}, says: "no key `nope`. Tags", fixed: "# {% raw %}{{ map.nope }}{% endraw %}"},
		{name: "unknown function", in: "# {{ nosuchthing() }} {{ svc }}", want: "# 0 clnrm", findings: []string{"template/unknown-function: nosuchthing"}, says: "inside TOML comments", fixed: "# {% raw %}{{ nosuchthing() }}{% endraw %} {{ svc }}"},
		{name: "not in a comment", in: "a = '# {{ nope }}'", want: "a = '# 0'", findings: []string{undefined + "nope"}, says: "Define it"},
		{name: "one line", in: "# {{ svc }}", want: "# clnrm"},
		{name: "two lines", files: lib, in: "{% import 'm' as m %}# {{ m::two() }}", want: "# a\nb", findings: []string{accidental + "{{ m::two() }}"}, fixed: "{% import 'm' as m %}# {% raw %}{{ m::two() }}{% endraw %}"},
		{name: "two lines in a value", files: lib, in: "{% import 'm' as m %}# {{ m::two() | upper }}", want: "# A\nB", findings: []string{accidental + "{{ m::two() | upper }}"}},
		{name: "include", files: lib, in: "# {% include 'inc' %}", want: "# x\ny\n", findings: []string{accidental + "{% include 'inc' %}"}},
		{name: "two lines elsewhere", files: lib, in: "{% import 'm' as m %}{{ m::two() }}", want: "a\nb"},
	})
}
