package template

import (
	"strings"
	"testing"
	"time"
)

// hostile are repeated units that provoke quadratic scanning or deep recursion.
var hostile = []struct{ name, head, unit, tail string }{
	{name: "values", unit: "{{"},
	{name: "tags", unit: "{%"},
	{name: "comments", unit: "{#"},
	{name: "shell lengths", unit: "${#"},
	{name: "values on lines", unit: "{{ a\n"},
	{name: "tags on lines", unit: "{% if a\n"},
	{name: "parentheses", head: "{{ ", unit: "("},
	{name: "brackets", head: "{{ ", unit: "["},
	{name: "braces", head: "{{ ", unit: "{"},
	{name: "map keys", head: "{{ ", unit: `{"a":`},
	{name: "filters", head: "{{ a", unit: "|b", tail: " }}"},
	{name: "sum", head: "{{ a", unit: "+b", tail: " }}"},
	{name: "or", head: "{{ a", unit: " or b", tail: " }}"},
	{name: "members", head: "{{ a", unit: ".b", tail: " }}"},
	{name: "indexes", head: "{{ a", unit: "[0]", tail: " }}"},
	{name: "not", head: "{{ ", unit: "not ", tail: "a }}"},
	{name: "minus", head: "{{ ", unit: "- ", tail: "a }}"},
	{name: "double quotes", unit: `{{ "`},
	{name: "single quotes", unit: `{{ '`},
	{name: "mixed quotes", unit: "{{ \"a 'b `c "},
	{name: "escaped quotes", unit: `{{ \" `},
	{name: "runaway strings", unit: "{{ f(a=\" }}\n"},
	{name: "runaway arguments", unit: "{{ f(a=\" }}\n\",b=' }}\n',c=` }}\n"},
	{name: "if", unit: "{% if a %}"},
	{name: "if lines", unit: "{% if a %}\n"},
	{name: "for", unit: "{% for a in b %}"},
	{name: "macro", unit: "{% macro m() %}"},
	{name: "endif", unit: "{% endif %}"},
	{name: "raw", unit: "{% raw %}"},
	{name: "raw pairs", unit: "{% raw %}{{{% endraw %}"},
	{name: "unknown", unit: "{% foo %}"},
	{name: "imports", unit: "{% import 'a' as b %}\n"},
	{name: "elif", head: "{% if a %}", unit: "{% elif b %}"},
	{name: "array items", head: "{{ [", unit: "1,", tail: "] }}"},
	{name: "arguments", head: "{{ f(", unit: "a=1,", tail: ") }}"},
	{name: "go templates", unit: "{{.A}}"},
	{name: "formats", unit: "{%s}"},
	{name: "closers", head: "{{ a b", unit: "}", tail: ""},
	{name: "spaces", unit: "{{ \n\n\n\n"},
	{name: "newlines in parentheses", unit: "{{ f(\n\n\n"},
	{name: "not only", unit: "{% set x = {% "},
	{name: "nested tags in strings", head: "{{ '", unit: "{{ a }}", tail: "' }}"},
	{name: "nul", unit: "{{\x00}}"},
	{name: "no utf-8", unit: "{{ \xff }}"},
}

// TestHostile bounds the time of a quarter of a megabyte of each: what is linear
// takes milliseconds, what is quadratic takes minutes.
func TestHostile(t *testing.T) {
	const size, limit = 1 << 18, 60 * time.Second
	for _, c := range hostile {
		t.Run(c.name, func(t *testing.T) {
			text := c.head + strings.Repeat(c.unit, size/len(c.unit)) + c.tail
			start := time.Now()
			f, findings := Parse(text)
			if took := time.Since(start); took > limit {
				t.Errorf("took %v", took)
			}
			if err := invariants(f, findings); err != nil {
				t.Error(err)
			}
		})
	}
}
