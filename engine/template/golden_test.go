package template

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
)

var update = flag.Bool("update", false, "write the goldens")

// TestGolden parses each NAME.tera of testdata/*.txtar and compares the tree,
// the findings and the fixes with NAME.want.
func TestGolden(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no goldens: %v", err)
	}
	for _, path := range archives {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		fresh := txtar.Archive{Comment: archive.Comment}
		for i, file := range archive.Files {
			name, isInput := strings.CutSuffix(file.Name, ".tera")
			if !isInput {
				continue
			}
			t.Run(filepath.Base(path)+"/"+name, func(t *testing.T) {
				want := ""
				if i+1 < len(archive.Files) && archive.Files[i+1].Name == name+".want" {
					want = string(archive.Files[i+1].Data)
				}
				got := checkGolden(t, string(file.Data))
				if got != want && !*update {
					t.Errorf("got:\n%s\nwant:\n%s", got, want)
				}
				fresh.Files = append(fresh.Files, file, txtar.File{Name: name + ".want", Data: []byte(got)})
			})
		}
		if *update {
			if err := os.WriteFile(path, txtar.Format(&fresh), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// checkGolden is the golden of one text. Invariants hold, and a preferred fix
// does away with its finding.
func checkGolden(t *testing.T, text string) string {
	t.Helper()
	f, findings := Parse(text)
	if err := invariants(f, findings); err != nil {
		t.Error(err)
	}
	for _, x := range findings {
		for _, fix := range x.Fixes {
			if !fix.Preferred {
				continue
			}
			_, after := Parse(apply(text, fix.Edits))
			if count(after, x) >= count(findings, x) {
				t.Errorf("%q leaves %s: %q", fix.Title, x.Code, apply(text, fix.Edits))
			}
		}
	}
	return dumpFile(f, findings)
}

func count(findings []finding.Finding, like finding.Finding) int {
	n := 0
	for _, x := range findings {
		if x.Code == like.Code && x.Message == like.Message {
			n++
		}
	}
	return n
}

func apply(text string, edits []finding.Edit) string {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b finding.Edit) int { return b.Span.Start - a.Span.Start })
	for _, e := range edits {
		text = text[:e.Span.Start] + e.Text + text[e.Span.End:]
	}
	return text
}
