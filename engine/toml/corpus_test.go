package toml

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
)

// TestCorpus parses real files without template tags and compares with the
// decoder: same validity, same values.
func TestCorpus(t *testing.T) {
	root := corpus(t)
	files, newer := 0, 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".toml") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text := string(data)
		if strings.Contains(text, "{{") || strings.Contains(text, "{%") || strings.Contains(text, "{#") {
			return nil
		}
		files++
		document, problems := Parse(text, nil)
		checkShape(t, document, problems)
		compareDecoder(t, text, document, problems)
		for _, f := range problems {
			if f.Severity == finding.Error {
				t.Logf("%s: %s %s: %s", strings.TrimPrefix(path, root), place(text, f.Span), f.Code, f.Message)
			} else {
				newer++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 50 {
		t.Errorf("only %d files", files)
	}
	t.Logf("%d files, %d findings of TOML 1.1", files, newer)
}

// corpus finds the directory of real files, which is not part of the
// repository.
func corpus(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err != nil {
			continue
		}
		path := filepath.Join(filepath.Dir(dir), "shared", "corpus")
		if _, err := os.Stat(path); err != nil {
			t.Skip("no corpus of real files next to the repository")
		}
		return path
	}
	t.Skip("no go.mod above this package")
	return ""
}
