package render_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/render"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// shared finds a file of the shared reference material beside the repository,
// or skips the test.
func shared(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for dir != filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	path := filepath.Join(dir, "..", "shared", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("reference material %s is not there", name)
	}
	return path
}

// templates is a Loader over a map; the units are made once. In tera mode a
// template with superset forms cannot be loaded.
type templates struct {
	texts map[string]string
	units map[string]*render.Unit
	tera  bool
}

func (l *templates) Load(_ *render.Unit, name string) (*render.Unit, error) {
	if u := l.units[name]; u != nil {
		return u, nil
	}
	text, ok := l.texts[name]
	if !ok {
		return nil, fmt.Errorf("template %q: %w", name, fs.ErrNotExist)
	}
	file, problems := template.Parse(text)
	if l.tera && rejected(problems) {
		return nil, fmt.Errorf("template %q does not parse: %v", name, problems[0].Message)
	}
	if l.units == nil {
		l.units = map[string]*render.Unit{}
	}
	l.units[name] = render.NewUnit(name, file)
	return l.units[name], nil
}

// rejected reports whether Tera 1.x itself would refuse to parse.
func rejected(problems []finding.Finding) bool {
	for _, f := range problems {
		switch f.Code {
		case finding.TemplatePositional, finding.TemplateMapLiteral, finding.TemplateLateImport,
			finding.TemplateSuperset, finding.TemplateAccidentalTag:
			return true
		}
		if f.Severity == finding.Error {
			return true
		}
	}
	return false
}

type teraCase struct {
	Name      string
	Template  string
	Main      string
	Templates map[string]string
	Context   map[string]any
	Expect    *string
	Error     bool
}

// registered are functions that Tera's own tests define for themselves.
var registered = []string{"get_number(", "get_string("}

// TestTera runs the cases that were taken from the tests of Tera 1.20.
func TestTera(t *testing.T) {
	data, err := os.ReadFile(shared(t, "tera-cases.json"))
	if err != nil {
		t.Fatal(err)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var cases []teraCase
	if err := dec.Decode(&cases); err != nil {
		t.Fatal(err)
	}
	passed, run := 0, 0
	for _, c := range cases {
		if usesRegistered(c) {
			continue
		}
		run++
		if t.Run(c.Name, func(t *testing.T) { checkTera(t, c) }) {
			passed++
		}
	}
	t.Logf("%d of %d cases pass; %d need functions of their own", passed, run, len(cases)-run)
}

func usesRegistered(c teraCase) bool {
	for _, name := range registered {
		if strings.Contains(c.Template, name) {
			return true
		}
	}
	return false
}

func checkTera(t *testing.T, c teraCase) {
	vars := map[string]value.Value{}
	for name, x := range c.Context {
		v, err := value.From(x)
		if err != nil {
			t.Fatal(err)
		}
		vars[name] = v
	}
	file, problems := template.Parse(c.Template)
	if rejected(problems) {
		if !c.Error {
			t.Errorf("%q does not parse: %v", c.Template, problems)
		}
		return
	}
	res := render.Render(context.Background(), render.NewUnit(c.Main, file), vars, render.Options{
		// What the environment of Tera's own tests holds.
		LookupEnv: func(name string) (string, bool) { return "true", name == "TERA_TEST" },
		Strict:    true, Tera: true, Loader: &templates{texts: c.Templates, tera: true},
		AutoEscape: func(name string) bool {
			switch filepath.Ext(name) {
			case ".html", ".htm", ".xml":
				return true
			}
			return false
		},
	})
	failed := rejected(res.Findings)
	switch {
	case failed != c.Error:
		t.Errorf("%q failed: %v, want %v; %v", c.Template, failed, c.Error, res.Findings)
	case c.Expect != nil && res.Text != *c.Expect:
		t.Errorf("%q\n got %q\nwant %q", c.Template, res.Text, *c.Expect)
	}
}
