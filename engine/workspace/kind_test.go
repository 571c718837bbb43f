package workspace

import (
	"strings"
	"testing"
)

func TestClassify(t *testing.T) {
	const test = "# c\n[meta]\nname = 'x'\n"
	cases := []struct {
		path, text   string
		found, named Kind
	}{
		{"/w/a.clnrm.toml", "", Test, Test},
		{"/w/a.clnrm.toml.tera", "", Template, Template},
		{"/w/a.toml.tera", "", Template, Template},
		{"/w/_macros.toml.tera", test, Library, Library},
		{"/w/_part.tera", "", Library, Library},
		{"/w/cleanroom.toml", test, Project, Project},
		{"/w/sub/cleanroom.toml", "", Project, Project},
		{"/w/my-cleanroom.toml", "", Other, Test},
		{"/w/a.toml", test, Test, Test},
		{"/w/a.toml", "[test]", Test, Test},
		{"/w/a.toml", "\t[ test .\"metadata\" ] # c", Test, Test},
		{"/w/a.toml", "['meta']\r\n", Test, Test},
		{"/w/a.toml", "x = 1\r[meta]\n", Other, Test}, // a lone CR ends no line in TOML
		{"/w/a.toml", "[[meta]]\n[[test]]\n", Other, Test},
		{"/w/a.toml", "[meta.x]\n[package.metadata]\n[test.metadata.x]\n", Other, Test},
		{"/w/a.toml", "# [meta]\nx = '[meta]'\n", Other, Test},
		{"/w/a.toml", "[meta", Other, Test},
		{"/w/a.toml", strings.Repeat("#\n", headBytes/2) + test, Other, Test},
		{"/w/_a.toml", test, Test, Test},
		{"/w/page.tera", test, Other, Template},
		{"/w/a.txt", test, Other, Other},
		{"/w/a.toml.bak", test, Other, Other},
		{"", "", Other, Other},
	}
	for _, c := range cases {
		if got := Classify(c.path, c.text); got != c.found {
			t.Errorf("%s, %.30q: %v, want %v", c.path, c.text, got, c.found)
		}
		if got := ClassifyNamed(c.path, c.text); got != c.named {
			t.Errorf("%s, %.30q, by name: %v, want %v", c.path, c.text, got, c.named)
		}
	}
	names := map[string]bool{}
	for k := Other; k <= Project; k++ {
		names[k.String()] = true
	}
	if len(names) != int(Project)+1 {
		t.Errorf("two kinds share a name: %v", names)
	}
}
