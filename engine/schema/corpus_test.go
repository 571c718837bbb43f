package schema

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// corpus reads the real files next to the repository, if they are there.
func corpus(t *testing.T) map[string]string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Skip("no repository root above the package")
		}
		dir = filepath.Dir(dir)
	}
	root := filepath.Join(dir, "..", "shared", "corpus")
	files := map[string]string{}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(path, ".toml") {
			return err
		}
		data, err := os.ReadFile(path)
		files[strings.TrimPrefix(path, root)] = string(data)
		return err
	})
	if err != nil || len(files) == 0 {
		t.Skipf("the corpus of real files is not at %s", root)
	}
	return files
}

func tableFor(path string) *Table {
	if filepath.Base(path) == "cleanroom.toml" {
		return Project()
	}
	return Test()
}

// TestCorpus checks every real file, templates as they are: findings are well
// formed, and a fix does away with its finding without making a new error.
func TestCorpus(t *testing.T) {
	for path, text := range corpus(t) {
		verify(t, path, text, tableFor(path))
	}
}

func verify(t *testing.T, path, text string, table *Table) {
	t.Helper()
	document, problems := toml.Parse(text, nil)
	found := Validate(document.Root, table, Input{Text: text})
	seen := map[string]bool{}
	for _, f := range found {
		id := fmt.Sprint(f.Span, f.Code)
		if seen[id] || f.Span.Start < 0 || f.Span.End > len(text) || f.Span.Len() <= 0 || f.Message == "" {
			t.Errorf("%s: reported twice or at no place: %v %s", path, f.Span, f.Message)
		}
		seen[id] = true
		for _, fix := range f.Fixes {
			verifyFix(t, path, text, table, f, fix, errorCount(problems))
		}
	}
}

func errorCount(list []finding.Finding) int {
	n := 0
	for _, f := range list {
		if f.Severity == finding.Error {
			n++
		}
	}
	return n
}

func verifyFix(t *testing.T, path, text string, table *Table, f finding.Finding, fix finding.Fix, before int) {
	t.Helper()
	for i, e := range fix.Edits {
		if e.Span.Start < 0 || e.Span.Start > e.Span.End || e.Span.End > len(text) {
			t.Errorf("%s: %q edits %v", path, fix.Title, e.Span)
			return
		}
		for _, other := range fix.Edits[:i] {
			if e.Span.Start < other.Span.End && other.Span.Start < e.Span.End {
				t.Errorf("%s: the edits of %q overlap", path, fix.Title)
			}
		}
	}
	fixed := apply(text, fix.Edits)
	document, problems := toml.Parse(fixed, nil)
	if errorCount(problems) > before {
		t.Errorf("%s: %q for %q breaks the TOML", path, fix.Title, f.Message)
	}
	for _, left := range Validate(document.Root, table, Input{Text: fixed}) {
		if left.Span.Start == f.Span.Start && left.Message == f.Message && left.Code == f.Code {
			t.Errorf("%s: %q leaves %q", path, fix.Title, f.Message)
		}
	}
}

// TestGoldenFixes holds the cases of testdata to what the corpus is held to.
func TestGoldenFixes(t *testing.T) {
	for name, text := range goldenInputs(t) {
		verify(t, name, text, Test())
		verify(t, name, text, Project())
	}
}
