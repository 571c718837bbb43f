package check_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/clnrm-ls/clnrm-ls/engine/check"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// TestRules runs testdata/<rule>.txtar, one archive per code. Its files are
// named fires*.toml and silent*.toml; NAME.want holds every finding of the
// rules on NAME.toml. Text between « and » is a placeholder; a first line
// "# partial" makes the input partial, "# computed" makes everything computed.
func TestRules(t *testing.T) {
	for _, entry := range finding.Table() {
		if !strings.HasPrefix(string(entry.Code), "rule/") {
			continue
		}
		t.Run(string(entry.Code), func(t *testing.T) { checkRule(t, entry.Code) })
	}
}

func checkRule(t *testing.T, code finding.Code) {
	path := filepath.Join("testdata", strings.TrimPrefix(string(code), "rule/")+".txtar")
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatalf("every rule needs cases: %v", err)
	}
	want := make(map[string]string)
	for _, f := range archive.Files {
		if name, ok := strings.CutSuffix(f.Name, ".want"); ok {
			want[name] = string(f.Data)
		}
	}
	fires, silent := 0, 0
	fresh := &txtar.Archive{Comment: archive.Comment}
	for _, f := range archive.Files {
		name, ok := strings.CutSuffix(f.Name, ".toml")
		if !ok {
			continue
		}
		got := render(run(t, string(f.Data)))
		has := strings.Contains(got, " "+string(code)+" ")
		switch {
		case strings.HasPrefix(name, "fires"):
			fires++
			if !has {
				t.Errorf("%s: %s did not fire:\n%s", name, code, got)
			}
		case strings.HasPrefix(name, "silent"):
			silent++
			if has {
				t.Errorf("%s: %s fired:\n%s", name, code, got)
			}
		default:
			t.Errorf("%s: name a case fires… or silent…", name)
		}
		if !*update && got != want[name] {
			t.Errorf("%s: got\n%swant\n%s", name, got, want[name])
		}
		fresh.Files = append(fresh.Files, f, txtar.File{Name: name + ".want", Data: []byte(got)})
	}
	if fires == 0 || silent == 0 {
		t.Errorf("%s: %d firing and %d silent cases; want at least one of each", path, fires, silent)
	}
	if *update {
		if err := os.WriteFile(path, txtar.Format(fresh), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// outcome is the findings of the rules on one text.
type outcome struct {
	text     *source.Text
	findings []finding.Finding
}

func run(t *testing.T, marked string) outcome {
	t.Helper()
	text, placeholders := unmark(marked)
	doc, problems := toml.Parse(text, nil)
	for _, f := range problems {
		if f.Severity == finding.Error {
			t.Fatalf("the case is no TOML: %s\n%s", f.Message, marked)
		}
	}
	in := check.Input{Document: doc, Placeholders: placeholders}
	switch first, _, _ := strings.Cut(text, "\n"); first {
	case "# partial":
		in.Partial = true
	case "# library":
		in.Library = true
	case "# computed":
		in.Computed = func(source.Span) bool { return true }
	}
	o := outcome{text: source.New(text)}
	for _, f := range check.Run(in) {
		if strings.HasPrefix(string(f.Code), "rule/") {
			o.findings = append(o.findings, f)
		}
	}
	return o
}

// unmark takes the guillemets out and returns what stood between them.
func unmark(marked string) (text string, placeholders []source.Span) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(marked, "«")
		b.WriteString(before)
		if !found {
			return b.String(), placeholders
		}
		inside, after, _ := strings.Cut(rest, "»")
		start := b.Len()
		b.WriteString(inside)
		placeholders = append(placeholders, source.Span{Start: start, End: b.Len()})
		marked = after
	}
}

func render(o outcome) string {
	var b strings.Builder
	for _, f := range o.findings {
		fmt.Fprintf(&b, "%s %s %s %s\n", place(o.text, f.Span), f.Severity, f.Code, f.Message)
		for _, r := range f.Related {
			fmt.Fprintf(&b, "\trelated %s %s\n", place(o.text, r.Span), r.Message)
		}
		for _, fix := range f.Fixes {
			fmt.Fprintf(&b, "\tfix %s\n", fix.Title)
			for _, e := range fix.Edits {
				fmt.Fprintf(&b, "\t\t%s %q\n", place(o.text, e.Span), e.Text)
			}
		}
	}
	return b.String()
}

// place is line:col-line:col, counted from 1, columns in bytes.
func place(text *source.Text, s source.Span) string {
	at := func(offset int) string {
		head := text.String()[:offset]
		line := strings.Count(head, "\n")
		return fmt.Sprintf("%d:%d", line+1, offset-strings.LastIndexByte(head, '\n'))
	}
	return at(s.Start) + "-" + at(s.End)
}
