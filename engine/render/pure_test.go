package render_test

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine/render"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

func seeded(seed uint64) render.Options {
	at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	return render.Options{Seed: &seed, Clock: &at}
}

// TestSeeded: equal inputs give equal text, every call draws another value,
// and an edit elsewhere does not shift any of them.
func TestSeeded(t *testing.T) {
	const in = "{{ rand_hex() }}\n{{ rand_hex() }}\n{% for i in list %}{{ rand_hex() }}\n{% endfor %}{{ now_rfc3339() }}"
	first, _ := renderText(in, nil, seeded(7))
	again, _ := renderText(in, nil, seeded(7))
	if first.Text != again.Text || len(first.Impure) != 0 {
		t.Errorf("%q and %q, impure %v", first.Text, again.Text, first.Impure)
	}
	lines := strings.Split(first.Text, "\n")
	if unique := slices.Compact(slices.Sorted(slices.Values(lines))); len(unique) != len(lines) {
		t.Errorf("values repeat: %q", lines)
	}
	if other, _ := renderText(in, nil, seeded(8)); other.Text == first.Text {
		t.Error("the seed changes nothing")
	}
	edited, _ := renderText("# x {{ fake_name() }} {{ svc }}\n"+in, nil, seeded(7))
	if _, rest, _ := strings.Cut(edited.Text, "\n"); rest != first.Text {
		t.Errorf("an edit shifts values:\n%q\n%q", rest, first.Text)
	}
}

// TestSeededMacro: what a macro draws depends on the call, not on the calls
// before it.
func TestSeededMacro(t *testing.T) {
	files := map[string]string{"m": "{% macro f(a) %}{{ rand_hex() }}{% endmacro %}"}
	const lib = "{% import 'm' as m %}"
	one, _ := renderText(lib+"{{ m::f(a=2) }}", files, seeded(7))
	two, _ := renderText(lib+"{{ m::f(a=1) }} {{ m::f(a=2) }}", files, seeded(7))
	if before, after, _ := strings.Cut(two.Text, " "); after != one.Text || before == after {
		t.Errorf("%q then %q", one.Text, two.Text)
	}
}

func TestReads(t *testing.T) {
	const in = `{{ svc }}{{ vars.lost }}{{ vars["image"] | default(value="") }}{% if no %}{{ port }}{% endif %}{{ get_env(name="A", default="") }}{{ env(name="B") }}{{ env(name="B") }}{{ rand_hex() }}`
	res, _ := renderText(in, nil, render.Options{LookupEnv: func(name string) (string, bool) { return map[string]string{"B": "b"}[name], name == "B" }})
	if want := []render.EnvRead{{Name: "A"}, {Name: "B", Value: "b", Set: true}}; !slices.Equal(res.EnvReads, want) {
		t.Errorf("environment %v, want %v", res.EnvReads, want)
	}
	if got, want := slices.Sorted(maps.Keys(res.VarReads)), []string{"image", "lost", "no", "port", "svc", "vars"}; !slices.Equal(got, want) {
		t.Errorf("variables %q, want %q", got, want)
	}
	if len(res.Impure) != 1 || res.Impure[0].Name != "rand_hex" || in[res.Impure[0].Span.Start:res.Impure[0].Span.End] != "rand_hex()" {
		t.Errorf("impure %v", res.Impure)
	}
}

// TestVarReads: a look at one key is no use of the others, found or not.
func TestVarReads(t *testing.T) {
	for in, want := range map[string][]string{
		`{{ vars.svc }}`:                              {"svc", "vars"},
		`{{ vars.nope }}`:                             {"nope", "vars"},
		`{{ vars["nope"] | default(value="") }}`:      {"nope", "vars"},
		`{% if vars.nope %}{{ vars.svc }}{% endif %}`: {"nope", "svc", "vars"},
		`{{ vars | json_encode }}`:                    {"lost", "svc", "vars"},
	} {
		res, _ := renderText(in, nil, render.Options{})
		if got := slices.Sorted(maps.Keys(res.VarReads)); !slices.Equal(got, want) {
			t.Errorf("%s reads %q, want %q", in, got, want)
		}
	}
}

func TestRecord(t *testing.T) {
	const in = `{% for i in list %}{{ i ~ svc }}{% endfor %}{{ nope }}`
	file, _ := template.Parse(in)
	res := render.Render(t.Context(), render.NewUnit("m", file), vars, render.Options{Record: true})
	got := map[string]value.Value{}
	for e, v := range res.Values {
		got[file.Slice(e.Span())] = v
	}
	want := map[string]value.Value{"list": vars["list"], "i": int64(1), "svc": "clnrm", "i ~ svc": "1clnrm"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestConcurrent renders one unit many times at once; the race detector
// watches.
func TestConcurrent(t *testing.T) {
	file, _ := template.Parse("{% macro f(a) %}<{{ a }}>{% endmacro %}{% for i in list %}{{ self::f(a=i) }}{% endfor %}")
	unit := render.NewUnit("m", file)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if res := render.Render(t.Context(), unit, vars, render.Options{}); res.Text != "<1><2><3>" {
					t.Errorf("got %q", res.Text)
				}
			}
		})
	}
	wg.Wait()
}

func TestPlaceholders(t *testing.T) {
	for _, c := range []struct {
		in   string
		want []source.Span
	}{
		{"a = {{ nope }}{{ svc }}", []source.Span{{Start: 4, End: 5}}},
		{"{% filter upper %}a{{ nope }}{% endfilter %}", []source.Span{{Start: 0, End: 2}}},
		{"a = {{ }}", []source.Span{{Start: 4, End: 5}}},
		{"a = {{ svc }}", nil},
	} {
		if res, _ := renderText(c.in, nil, render.Options{}); !slices.Equal(res.Placeholders, c.want) {
			t.Errorf("%s: %v in %q, want %v", c.in, res.Placeholders, res.Text, c.want)
		}
	}
}

// TestCallChain: what fails in a macro tells who called it, outermost last.
func TestCallChain(t *testing.T) {
	files := map[string]string{
		"m": "{% macro f() %}{{ nope }}{% endmacro %}",
		"i": "{% import 'm' as m %}{{ m::f() }}",
	}
	const in = "{% include 'i' %}"
	res, loader := renderText(in, files, render.Options{})
	if len(res.Findings) != 1 || res.Findings[0].Unit != "m" {
		t.Fatalf("findings %v", res.Findings)
	}
	var got []string
	for _, r := range res.Findings[0].Related {
		got = append(got, unitText(in, loader, r.Unit)[r.Span.Start:r.Span.End])
	}
	if want := []string{"m::f()", "{% include 'i' %}"}; !slices.Equal(got, want) {
		t.Errorf("called from %q, want %q", got, want)
	}
}

// TestFixes applies the first fix of the first finding.
func TestFixes(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"{{ imge }}", "{{ image }}"},
		{"{{ map.aa }}", "{{ map.a }}"},
		{"{{ svc | uper }}", "{{ svc | upper }}"},
		{"{{ sha256(input='x') }}", "{{ sha256(s='x') }}"},
		{"{{ env(name='X') }}", "{{ get_env(name='X', default=\"\") }}"},
		{"{{ env(name='X') | default(value='y') }}", "{{ get_env(name='X', default='y') }}"},
		{"{% macro f() %}{% endmacro %}{{ f() }}", "{% macro f() %}{% endmacro %}{{ self::f() }}"},
	} {
		res, _ := renderText(c.in, nil, render.Options{})
		if len(res.Findings) == 0 || len(res.Findings[0].Fixes) == 0 {
			t.Errorf("%s: no fix in %v", c.in, res.Findings)
			continue
		}
		text := c.in
		for _, e := range slices.Backward(res.Findings[0].Fixes[0].Edits) {
			text = text[:e.Span.Start] + e.Text + text[e.Span.End:]
		}
		if text != c.want {
			t.Errorf("%s: fixed to %s, want %s", c.in, text, c.want)
		}
	}
}
