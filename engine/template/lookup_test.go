package template

import (
	"fmt"
	"strings"
	"testing"
)

// TestPath looks up the byte marked by ‸.
func TestPath(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a‸bc", "Text"},
		{"{{ a.b‸ }}", "Output Member"},
		{"{{ ‸a.b }}", "Output Member Var"},
		{"{{ a‸ }}", "Output Var"},
		{"{{ a ‸ }}", "Output"},
		{"{{ f(x=a | g(y=‸1)) }}", "Output Call Filter Literal"},
		{"{% if a %}x{% for b in c‸ %}{% endfor %}{% endif %}", "If For Var"},
		{"{% if a %}x{% else %}y‸y{% endif %}", "If Text"},
		{"{% macro m(a=‸1) %}{% endmacro %}", "Macro Literal"},
		{"{% filter f(a=‸1) %}{% endfilter %}", "FilterSection Literal"},
		{"{% block b %}{% set a = [1, {'k': ‸v}] %}{% endblock %}", "Block Set Array Map Var"},
		{"{{ a[‸b] }}", "Output Index Var"},
		{"{{ not a is ‸ odd(b) or (c) }}", "Output Binary Unary Test"},
		{"abc‸", "Text"},
		{"{{ a }}‸{{ b }}", "Output"},
		{"‸", ""},
	} {
		t.Run(c.in, func(t *testing.T) {
			before, after, _ := strings.Cut(c.in, "‸")
			f, _ := Parse(before + after)
			var got []string
			for _, item := range Path(f, len(before)) {
				got = append(got, strings.TrimPrefix(fmt.Sprintf("%T", item), "*template."))
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}

// TestDefinitions lists names as kind:name with the text of their scope.
func TestDefinitions(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"{% set a = 1 %}x", "1:a=x"},
		{"{% for k, v in m %}{% set b = 1 %}y{% set_global c = 1 %}{% endfor %}z",
			"3:k={% set b = 1 %}y{% set_global c = 1 %} 3:v={% set b = 1 %}y{% set_global c = 1 %} " +
				"1:b=y{% set_global c = 1 %} 2:c={% endfor %}z"},
		{"{% for v in m %}a{% else %}b{% endfor %}", "3:v=a"},
		{"{% macro m(p) %}q{% endmacro %}", "5:m={% macro m(p) %}q{% endmacro %} 4:p=q"},
		{"{% import 'a' as b %}", "6:b={% import 'a' as b %}"},
		{"{% block b %}{% endblock %}", "7:b={% block b %}{% endblock %}"},
		{"{% if a %}{% set b = 1 %}c{% else %}{% set d = 1 %}{% endif %}",
			"1:b=c{% else %}{% set d = 1 %}{% endif %} 1:d={% endif %}"},
		{"{% for in b %}{% endfor %}", ""},
	} {
		t.Run(c.in, func(t *testing.T) {
			f, _ := Parse(c.in)
			var got []string
			for _, d := range Definitions(f) {
				got = append(got, fmt.Sprintf("%d:%s=%s", d.Kind, d.Name.Name, f.Slice(d.Scope)))
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got  %v\nwant %s", got, c.want)
			}
		})
	}
}

// TestLimits meets each bound and goes one beyond.
func TestLimits(t *testing.T) {
	for _, c := range []struct {
		name, in string
		code     string
	}{
		{"filters", "{{ a" + strings.Repeat("|b", MaxExpressionDepth-1) + " }}", ""},
		{"more filters", "{{ a" + strings.Repeat("|b", MaxExpressionDepth) + " }}", "limit/template-depth"},
		{"brackets", "{{ " + strings.Repeat("(", maxDescent) + "1" + strings.Repeat(")", maxDescent) + " }}", ""},
		{"more brackets", "{{ " + strings.Repeat("(", maxDescent+1) + "1" + strings.Repeat(")", maxDescent+1) + " }}", "limit/template-depth"},
		{"blocks", strings.Repeat("{% if a %}", MaxBlockDepth) + strings.Repeat("{% endif %}", MaxBlockDepth), ""},
		{"more blocks", strings.Repeat("{% if a %}", MaxBlockDepth+1) + strings.Repeat("{% endif %}", MaxBlockDepth+1), "limit/template-depth"},
		{"findings", strings.Repeat("{{ }}", MaxFindings), "template/syntax"},
		{"more findings", strings.Repeat("{{ }}", MaxFindings+1), "limit/template-findings"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, findings := Parse(c.in)
			if err := invariants(f, findings); err != nil {
				t.Error(err)
			}
			found := c.code == "" && len(findings) == 0
			for _, x := range findings {
				found = found || string(x.Code) == c.code
			}
			if !found || len(findings) > MaxFindings+1 {
				t.Errorf("want %q, got %d findings", c.code, len(findings))
			}
		})
	}
}
