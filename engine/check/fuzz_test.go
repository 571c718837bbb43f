package check_test

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/clnrm-ls/clnrm-ls/engine/check"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// FuzzRun checks any text with a placeholder anywhere in it: no panic, every
// range inside the text, every code documented, nothing on the placeholder,
// nothing twice.
func FuzzRun(f *testing.F) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for i, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".toml") {
				f.Add(string(file.Data), len(file.Data)*i/len(archive.Files), 3)
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string, at, n int) {
		doc, _ := toml.Parse(text, nil)
		in := check.Input{Document: doc}
		hole := source.Span{}
		if at >= 0 && n > 0 && at <= len(text) && n <= len(text)-at {
			hole = source.Span{Start: at, End: at + n}
			in.Placeholders = []source.Span{hole}
		}
		type key struct {
			span source.Span
			code finding.Code
		}
		seen := make(map[key]bool)
		for _, f := range check.Run(in) {
			if f.Span.Start < 0 || f.Span.End < f.Span.Start || f.Span.End > len(text) {
				t.Errorf("%s has the range %v of %d bytes", f.Code, f.Span, len(text))
			}
			if _, ok := finding.Lookup(f.Code); !ok {
				t.Errorf("undocumented code %s", f.Code)
			}
			if f.Span.Start < hole.End && hole.Start < f.Span.End {
				t.Errorf("%s at %v touches the placeholder %v", f.Code, f.Span, hole)
			}
			if seen[key{f.Span, f.Code}] {
				t.Errorf("%s is reported twice at %v", f.Code, f.Span)
			}
			seen[key{f.Span, f.Code}] = true
		}
	})
}
