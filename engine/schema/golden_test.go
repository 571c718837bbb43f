package schema

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden checks testdata/*.txtar: in.toml against the findings, and the
// text after the first fix of every finding. The first line of the comment
// sets the mode.
func TestGolden(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { check(t, path) })
	}
}

func check(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	mode, _, _ := strings.Cut(string(archive.Comment), "\n")
	text := string(archive.Files[0].Data)
	table, in := Test(), Input{}
	switch mode {
	case "partial":
		in.Partial = true
	case "project":
		table = Project()
	case "crlf":
		text = strings.ReplaceAll(text, "\n", "\r\n")
	case "placeholder @@":
		text, in.Placeholders = placeholders(text)
	}
	in.Text = text
	document, _ := toml.Parse(text, nil)
	found := Validate(document.Root, table, in)
	got := []txtar.File{
		archive.Files[0],
		{Name: "findings", Data: []byte(show(text, found))},
		{Name: "fixed.toml", Data: []byte(strings.ReplaceAll(applyAll(text, found), "\r", "<CR>"))},
	}
	if *update {
		archive.Files = got
		if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if len(archive.Files) != len(got) {
		t.Fatalf("%s has %d files, want %d; run with -update", path, len(archive.Files), len(got))
	}
	for i := range got {
		if want := string(archive.Files[i].Data); string(got[i].Data) != want {
			t.Errorf("%s: got\n%s\nwant\n%s", got[i].Name, got[i].Data, want)
		}
	}
}

// placeholders takes the ranges between pairs of @@ out of a text.
func placeholders(text string) (string, []source.Span) {
	var out strings.Builder
	var spans []source.Span
	for i, part := range strings.Split(text, "@@") {
		if i%2 == 1 {
			spans = append(spans, source.Span{Start: out.Len(), End: out.Len() + len(part)})
		}
		out.WriteString(part)
	}
	return out.String(), spans
}

// show writes findings with 1-based lines and byte columns.
func show(text string, found []finding.Finding) string {
	var b strings.Builder
	for _, f := range found {
		fmt.Fprintf(&b, "%s-%s %s %s %s\n", position(text, f.Span.Start), position(text, f.Span.End), f.Severity, f.Code, f.Message)
		for _, r := range f.Related {
			fmt.Fprintf(&b, "    see %s %s\n", position(text, r.Span.Start), r.Message)
		}
		for _, fix := range f.Fixes {
			if fix.Preferred {
				fmt.Fprintf(&b, "    fix %s\n", fix.Title)
			} else {
				fmt.Fprintf(&b, "    offer %s\n", fix.Title)
			}
		}
	}
	return b.String()
}

func position(text string, offset int) string {
	line := strings.Count(text[:offset], "\n") + 1
	return fmt.Sprintf("%d:%d", line, offset-strings.LastIndexByte(text[:offset], '\n'))
}

// applyAll applies the first fix of every finding, as long as they do not
// overlap with those before.
func applyAll(text string, found []finding.Finding) string {
	var edits []finding.Edit
next:
	for _, f := range found {
		if len(f.Fixes) == 0 {
			continue
		}
		for _, e := range f.Fixes[0].Edits {
			for _, other := range edits {
				if e.Span.Start < other.Span.End && other.Span.Start < e.Span.End {
					continue next
				}
			}
		}
		edits = append(edits, f.Fixes[0].Edits...)
	}
	return apply(text, edits)
}

func apply(text string, edits []finding.Edit) string {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b finding.Edit) int { return b.Span.Start - a.Span.Start })
	for _, e := range sorted {
		text = text[:e.Span.Start] + e.Text + text[e.Span.End:]
	}
	return text
}

// goldenInputs are the texts of all cases, by file name.
func goldenInputs(t testing.TB) map[string]string {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	texts := map[string]string{}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.Base(path)] = strings.ReplaceAll(string(archive.Files[0].Data), "@@", "")
	}
	return texts
}
