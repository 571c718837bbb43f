package check_test

import (
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/clnrm-ls/clnrm-ls/engine/check"
	"github.com/clnrm-ls/clnrm-ls/engine/config"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

const head = "[meta]\nname = \"t\"\nversion = \"1\"\ndescription = \"d\"\n"

// TestShellFix applies the fix of rule/shell-operator and reads the result
// back: a shell must get the command line as it was meant.
func TestShellFix(t *testing.T) {
	for _, written := range []string{
		`"echo 'PASSED' && exit 0"`,
		`"a | b \\ \"c\""`,
		`'a > out "q" \n'`,
		"'''\n  a && 'b'\n'''",
		"\"\"\"\n  echo one\n  echo \"two\" \\\\x\n\"\"\"",
		"\"\"\"\n  echo 'one'\n  echo two\\\\n\n\"\"\"",
		`"é && ü"`,
	} {
		text := head + "[[scenario]]\nname = \"a\"\nrun = " + written + "\n"
		before := decode(t, text).Scenarios[0].Run.Value
		fixed := applyFix(t, text, finding.RuleShellOperator)
		run := decode(t, fixed).Scenarios[0].Run.Value
		words, err := config.SplitCommand(run)
		if err != nil || len(words) != 3 || words[0].Text != "sh" || words[1].Text != "-c" {
			t.Errorf("%s: fixed to %q, which splits into %v, %v", written, run, words, err)
			continue
		}
		if got, want := words[2].Text, strings.TrimSpace(before); got != want {
			t.Errorf("%s: the shell gets %q, want %q", written, got, want)
		}
	}
}

// TestFixesSettle applies each fix and checks that its finding is gone.
func TestFixesSettle(t *testing.T) {
	step := "[[steps]]\nname = \"s\"\ncommand = [\"true\"]\n"
	for code, text := range map[finding.Code]string{
		finding.RuleNoName:             "# a comment\n\n[[steps]]\nname = \"s\"\ncommand = [\"true\"]\n",
		finding.RuleUndefinedService:   head + step + "service = \"databse\"\n[services.database]\nimage = \"x\"\n",
		finding.RulePluginNotRunnable:  head + step + "[services.a]\nplugin = \"alpine\"\nimage = \"x\"\n",
		finding.RuleUnexpandedVariable: head + "[[steps]]\nname = \"s\"\ncommand = [\"ls\", \"a \\\"b $HOME\", \"a \\\"b\\\"\"]\n",
		finding.RuleInvalidArtifact:    head + "[[scenario]]\nname = \"a\"\nrun = \"x\"\nartifacts.collect = [\"logs:all\"]\n",
		finding.RuleUndeclaredSpan:     head + step + "[[expect.span]]\nname = \"worker.started\"\nparent = \"worker.startd\"\n",
	} {
		fixed := applyFix(t, text, code)
		for _, f := range run(t, fixed).findings {
			if f.Code == code {
				t.Errorf("%s: still there after its fix:\n%s", code, fixed)
			}
		}
	}
}

func decode(t *testing.T, text string) *config.Config {
	t.Helper()
	doc, problems := toml.Parse(text, nil)
	for _, p := range problems {
		if p.Severity == finding.Error {
			t.Fatalf("no TOML: %s\n%s", p.Message, text)
		}
	}
	return config.Decode(doc.Root)
}

func applyFix(t *testing.T, text string, code finding.Code) string {
	t.Helper()
	all := run(t, text).findings
	i := slices.IndexFunc(all, func(f finding.Finding) bool { return f.Code == code && len(f.Fixes) > 0 })
	if i < 0 {
		t.Fatalf("%s: no fix for\n%s", code, text)
	}
	edits := slices.Clone(all[i].Fixes[0].Edits)
	sort.Slice(edits, func(a, b int) bool { return edits[a].Span.Start > edits[b].Span.Start })
	for _, e := range edits {
		text = text[:e.Span.Start] + e.Text + text[e.Span.End:]
	}
	return text
}

func TestUnusedVars(t *testing.T) {
	text := "[vars]\nused = 1\nunused = 2\n[vars.deep]\nx = 1\n"
	got := check.UnusedVars(decode(t, text), map[string]struct{}{"used": {}, "deep": {}})
	if len(got) != 1 || text[got[0].Span.Start:got[0].Span.End] != "unused" ||
		got[0].Code != finding.TemplateUnusedVariable || got[0].Tags != finding.Unnecessary || got[0].Severity != finding.Hint {
		t.Errorf("got %+v", got)
	}
	if got := check.UnusedVars(decode(t, "x = 1\n"), nil); len(got) != 0 {
		t.Errorf("without [vars]: %+v", got)
	}
}
