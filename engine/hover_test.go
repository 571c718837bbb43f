package engine

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// TestHover asks at the mark ^ of each text; every part must be in the answer.
func TestHover(t *testing.T) {
	dir := t.TempDir()
	config := "[containers]\ndefault_image = \"alpine:3.20\"\n"
	if err := os.WriteFile(filepath.Join(dir, "cleanroom.toml"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, file, text string
		want             []string // empty: no hover
	}{
		{"default", "a.clnrm.toml", `n = "{{ s^vc }}"`, []string{`"clnrm"`, "string", "SERVICE_NAME"}},
		{"environment", "a.clnrm.toml", `n = "{{ ^env }}"`, []string{`"prod"`, "environment variable `ENV`"}},
		{"file", "a.clnrm.toml", "[vars]\nport = 80\n[meta]\nname = \"{{ po^rt }}\"", []string{"`80`", "`[vars]`"}},
		{"settings", "a.clnrm.toml", `n = "{{ t^op }}"`, []string{`"set"`, "settings"}},
		{"loop", "a.clnrm.toml", `{% for x in [7, 8] %}{{ x^ }}{% endfor %}`, []string{"`7`", "`for`"}},
		{"parameter", "a.clnrm.toml", "{% macro f(x) %}{{ x^ }}{% endmacro f %}{{ self::f(x=1) }}", []string{"macro `f`"}},
		{"set", "a.clnrm.toml", `{% set svc = "x" %}{{ s^vc }}`, []string{`"x"`, "a `set` in this template"}},
		{"before the set", "a.clnrm.toml", `{{ s^vc }}{% set svc = "x" %}`, []string{`"clnrm"`, "SERVICE_NAME"}},
		{"loop itself", "a.clnrm.toml", `{% for x in [7] %}{{ lo^op.index }}{% endfor %}`, []string{"`for`"}},
		{"member", "a.clnrm.toml", "[vars]\na = {b = 1}\n[meta]\nname = \"{{ vars.a.^b }}\"", []string{"`1`"}},
		{"filter", "a.clnrm.toml", `n = "{{ svc | up^per }}"`, []string{"filter upper", `"CLNRM"`}},
		{"function", "a.clnrm.toml", `n = "{{ sha^256(s="x") }}"`, []string{"function sha256(s: string)", `"2d711642`}},
		{"test", "a.clnrm.toml", `{% if svc is de^fined %}{% endif %}`, []string{"test defined", "true"}},
		{"key", "a.clnrm.toml", "[[steps]]\nname = \"s\"\nexpected_outp^ut_regex = \"x\"", []string{"expected_output_regex"}},
		{"header", "a.clnrm.toml", "[met^a]\nname = \"s\"", []string{"meta"}},
		{"rendered key", "a.clnrm.toml", "# {{ svc }} é\n[[steps]]\nna^me = \"{{ svc }}\"", []string{"name"}},
		{"image of a step", "a.clnrm.toml", "[[steps]]\ncom^mand = [\"x\"]", []string{"alpine:3.20", "cleanroom.toml"}},
		{"project setting", "cleanroom.toml", "[cli]\nj^obs = 8\n", []string{"In force: `4`", "default"}},
		{"value", "a.clnrm.toml", "[meta]\nname = \"a^\"", nil},
		{"comment", "a.clnrm.toml", "{# a^ #}", nil},
		{"past the end", "a.clnrm.toml", "^", nil},
	} {
		t.Run(c.name, func(t *testing.T) { checkHover(t, filepath.Join(dir, c.file), c.text, c.want) })
	}
}

func checkHover(t *testing.T, path, text string, want []string) {
	offset := strings.IndexByte(text, '^')
	text = text[:offset] + text[offset+1:]
	s := DefaultSettings()
	s.Variables = map[string]string{"top": "set"}
	s.LookupEnv = func(name string) (string, bool) { return "prod", name == "ENV" }
	w := NewWorkspace([]string{filepath.Dir(path)})
	h, ok := New(s).Hover(t.Context(), w, newDocument(path, text), offset)
	if ok != (len(want) > 0) {
		t.Fatalf("found %v: %+v", ok, h)
	}
	for _, part := range want {
		if !strings.Contains(h.Markdown, part) {
			t.Errorf("no %q in\n%s", part, h.Markdown)
		}
	}
	if ok && (!h.Span.Touches(offset) || h.Span.End > len(text)) {
		t.Errorf("the span %v does not hold %d", h.Span, offset)
	}
}

// TestKind holds which open files are looked at: editors hand over every
// .toml file.
func TestKind(t *testing.T) {
	broken := "[package]\nname = 1\nversion = [\n"
	for _, c := range []struct {
		path, text string
		open, any  bool // any finding
	}{
		{"/w/Cargo.toml", broken, true, false},
		{"/w/a.clnrm.toml", broken, true, true},
		{"/w/a.toml", "[meta]\n" + broken, true, true},
		{"untitled:Untitled-1", broken, true, true},
		{"/w/a.toml", broken, false, true}, // named on the command line
	} {
		doc := NewDocument(c.path, source.New(c.text), 1, c.open)
		a, err := New(DefaultSettings()).Analyze(t.Context(), NewWorkspace([]string{"/w"}), doc)
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Findings) > 0 != c.any {
			t.Errorf("%s, open %v: %d findings", c.path, c.open, len(a.Findings))
		}
	}
}
