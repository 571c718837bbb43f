package engine

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// minRendered is the share of the real template files, in percent, that must
// render to the end without losing a construct.
const minRendered = 90

// TestCorpus analyses real files: every analysis ends, every range lies in
// its text, and nearly all templates render leniently.
func TestCorpus(t *testing.T) {
	root, err := filepath.Abs("../../shared/corpus")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(root); err != nil {
		t.Skip("SKIPPED: no corpus of real files beside the checkout")
	}
	e, files := New(DefaultSettings()), NewWorkspace([]string{root})
	templates, rendered := 0, 0
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".toml") && !strings.HasSuffix(path, ".tera") {
			return err
		}
		doc, err := files.Read(path)
		if err != nil {
			return err
		}
		a, err := e.Analyze(t.Context(), files, doc)
		if err != nil {
			return err
		}
		checkRanges(t, a)
		if a.Render != nil {
			templates++
			if !a.Render.Truncated && !a.Render.Dropped {
				rendered++
			} else {
				t.Logf("%s: truncated %v, dropped %v", strings.TrimPrefix(path, root), a.Render.Truncated, a.Render.Dropped)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d of %d templates render leniently", rendered, templates)
	if 100*rendered < minRendered*templates {
		t.Errorf("%d of %d templates render leniently, want at least %d %%", rendered, templates, minRendered)
	}
}

// checkRanges holds the promises that every analysis makes.
func checkRanges(t *testing.T, a *Analysis) {
	t.Helper()
	for i, f := range a.Findings {
		if f.Span.Start < 0 || f.Span.End < f.Span.Start || f.Span.End > a.Document.Text.Len() {
			t.Errorf("%s: %s has the range %v in a text of %d bytes", a.Document.Path, f.Code, f.Span, a.Document.Text.Len())
		}
		if f.Message == "" || f.Severity == 0 || f.Unit != "" {
			t.Errorf("%s: incomplete finding %+v", a.Document.Path, f)
		}
		if i > 0 && a.Findings[i-1].Span.Start > f.Span.Start {
			t.Errorf("%s: findings are not sorted", a.Document.Path)
		}
	}
}
