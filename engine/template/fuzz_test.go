package template

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

// seed adds every golden input and a short form of the hostile ones.
func seed(f *testing.F) {
	for _, name := range []string{"expressions", "structure", "superset", "recovery", "accidental"} {
		archive, err := txtar.ParseFile("testdata/" + name + ".txtar")
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".tera") {
				f.Add(string(file.Data))
			}
		}
	}
	for _, c := range hostile {
		f.Add(c.head + strings.Repeat(c.unit, 5) + c.tail)
	}
}

// FuzzParse looks for panics, for trees and findings that break an invariant,
// for time out of proportion, and for lookups that disagree with the tree.
func FuzzParse(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, text string) {
		start := time.Now()
		file, findings := Parse(text)
		if took := time.Since(start); took > time.Minute {
			t.Errorf("%d bytes took %v", len(text), took)
		}
		if err := invariants(file, findings); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if file.HasTags != IsTemplate(text) {
			t.Error("HasTags")
		}
		if !file.HasTags && (len(findings) > 0 || len(file.Nodes) > 1) {
			t.Errorf("%q: plain text was taken for a template", text)
		}
		at := 0
		for _, c := range Comments(text) {
			if c.Start < at || c.End < c.Start || c.End > len(text) || text[c.Start] != '#' {
				t.Fatalf("%q: comment at %v", text, c)
			}
			at = c.End
		}
		Definitions(file)
		Walk(file, func(item any) bool {
			if n, ok := item.(Node); ok {
				if path := Path(file, n.Span().Start); len(path) == 0 {
					t.Fatalf("%q: nothing at %d", text, n.Span().Start)
				}
			}
			return true
		})
	})
}

// FuzzLex checks that tokens advance, do not overlap and stay in the text.
func FuzzLex(f *testing.F) {
	seed(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, inMap := range []bool{false, true} {
			for pos := 0; ; {
				tok := scan(text, pos, inMap)
				if tok.kind == tokEOF {
					break
				}
				if tok.start < pos || tok.end <= tok.start || tok.end > len(text) {
					t.Fatalf("%q: token %v at %d", text, tok, pos)
				}
				pos = tok.end
			}
		}
	})
}
