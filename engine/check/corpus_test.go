package check_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clnrm-ls/clnrm-ls/engine/check"
	"github.com/clnrm-ls/clnrm-ls/engine/config"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// corpus is the directory of real test files next to the repository.
func corpus(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if filepath.Dir(dir) == dir {
			t.Skip("no go.mod above the package")
		}
		dir = filepath.Dir(dir)
	}
	dir = filepath.Join(dir, "..", "shared", "corpus")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the corpus of real files is not here: " + dir)
	}
	return dir
}

// corpusErrors are the errors of rules on the files that are TOML and no
// templates, each compared with its file by eye. Any other is a false alarm
// until somebody has looked.
var corpusErrors = map[string]string{
	"examples/behaviors.clnrm.toml":                                 "rule/no-name",
	"examples/optimus-prime-platform/optimus-prime-otel.clnrm.toml": "rule/relative-volume rule/relative-volume",
	"examples/optimus-prime-platform/tests/security.clnrm.toml":     "rule/invalid-regex",
}

// TestCorpus checks every real file as it is written; -v shows what the rules
// say.
func TestCorpus(t *testing.T) {
	dir := corpus(t)
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(d.Name(), ".toml") || d.Name() == "cleanroom.toml" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		checkFile(t, name, string(data))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func checkFile(t *testing.T, name, text string) {
	doc, problems := toml.Parse(text, nil)
	broken := false
	for _, f := range problems {
		broken = broken || f.Severity == finding.Error
	}
	all := check.Run(check.Input{Document: doc, Partial: broken || strings.Contains(text, "{%")})
	for i, f := range all {
		if _, ok := finding.Lookup(f.Code); !ok {
			t.Errorf("%s: undocumented code %s", name, f.Code)
		}
		if f.Span.Start < 0 || f.Span.End < f.Span.Start || f.Span.End > len(text) {
			t.Errorf("%s: %s has the range %v of %d bytes", name, f.Code, f.Span, len(text))
		}
		if i > 0 && all[i-1].Span == f.Span && all[i-1].Code == f.Code {
			t.Errorf("%s: %s is reported twice at %v", name, f.Code, f.Span)
		}
	}
	var rules []finding.Finding
	for _, f := range all {
		if strings.HasPrefix(string(f.Code), "rule/") {
			rules = append(rules, f)
		}
	}
	if !broken && !strings.Contains(text, "{{") {
		if got := errorsOf(rules); got != corpusErrors[filepath.ToSlash(name)] {
			t.Errorf("%s: errors %q, want %q", name, got, corpusErrors[filepath.ToSlash(name)])
		}
	}
	t.Logf("%s broken=%v\n%s", name, broken, render(outcome{source.New(text), rules}))
}

func errorsOf(all []finding.Finding) string {
	var codes []string
	for _, f := range all {
		if f.Severity == finding.Error {
			codes = append(codes, string(f.Code))
		}
	}
	return strings.Join(codes, " ")
}

// TestHostile runs the rules on inputs that are large in one dimension.
func TestHostile(t *testing.T) {
	const n = 20000
	long := func(format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i, i+1)
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"chain":   "[expect.order]\nmust_precede = [" + long(`["a%d","a%d"],`) + `["a20000","a0"]]`,
		"loops":   "[expect.order]\nmust_precede = [" + long(`["a%[1]d","b%[1]d"],["b%[1]d","a%[1]d"], #%[2]d`+"\n") + "]",
		"quotes":  "[[scenario]]\nname = \"a\"\nrun = \"" + strings.Repeat("'a' && ", n) + "\"",
		"classes": "[[steps]]\nname = \"a\"\ncommand = [\"x\"]\nexpected_output_regex = '" + strings.Repeat("[[:", n) + "'",
		"groups":  "[[steps]]\nname = \"a\"\ncommand = [\"x\"]\nexpected_output_regex = '" + strings.Repeat("(", n) + "'",
		"braces":  "[[steps]]\nname = \"a\"\ncommand = [\"x\"]\nexpected_output_regex = '" + strings.Repeat("{1", n) + "'",
		"names":   "[services]\n" + long("s%d = {}\n#%d\n") + "[[steps]]\nname = \"a\"\ncommand = [\"x\"]\nservice = \"s\"",
	} {
		t.Run(name, func(t *testing.T) {
			doc, _ := toml.Parse(text, nil)
			if got := check.Run(check.Input{Document: doc}); len(got) == 0 {
				t.Error("nothing was found")
			}
		})
	}
}

func BenchmarkRules(b *testing.B) {
	var text strings.Builder
	text.WriteString(head)
	for i := 0; i < 830; i++ {
		fmt.Fprintf(&text, "[services.s%[1]d]\nplugin = \"generic_container\"\nimage = \"alpine:latest\"\nports = [%[2]d]\nenv = { A = \"1\", RUST_LOG = \"info\" }\n\n"+
			"[[steps]]\nname = \"step %[1]d\"\nservice = \"s%[1]d\"\ncommand = [\"sh\", \"-c\", \"echo step %[1]d\"]\nexpected_output_regex = \"^step \\\\d+ %[1]d$\"\n\n", i, 2000+i)
	}
	doc, _ := toml.Parse(text.String(), nil)
	cfg := config.Decode(doc.Root)
	b.SetBytes(int64(text.Len()))
	b.Run("decode", func(b *testing.B) {
		for b.Loop() {
			config.Decode(doc.Root)
		}
	})
	b.Run("run", func(b *testing.B) {
		for b.Loop() {
			check.Run(check.Input{Document: doc, Config: cfg})
		}
	})
}
