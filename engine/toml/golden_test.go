package toml

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
)

var update = flag.Bool("update", false, "write the goldens")

// TestGolden parses each NAME.toml of testdata/*.txtar and compares the
// findings, the fixes and the tree with NAME.want.
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
		var fresh txtar.Archive
		fresh.Comment = archive.Comment
		for i, file := range archive.Files {
			name, isInput := strings.CutSuffix(file.Name, ".toml")
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

// checkGolden is the golden of one text. A preferred fix must do away with its
// finding and bring no error.
func checkGolden(t *testing.T, text string) string {
	t.Helper()
	text = unprintable.Replace(text)
	document, problems := Parse(text, nil)
	checkShape(t, document, problems)
	var b strings.Builder
	for _, f := range problems {
		fmt.Fprintf(&b, "%s %s %s %q\n    %s\n", place(text, f.Span), f.Severity, f.Code, text[f.Span.Start:f.Span.End], f.Message)
		for _, r := range f.Related {
			fmt.Fprintf(&b, "    see %s %q\n", place(text, r.Span), text[r.Span.Start:r.Span.End])
		}
		for _, fix := range f.Fixes {
			fixed, shown := apply(text, fix)
			mark := "fix"
			if fix.Preferred {
				mark = "FIX"
				if _, left := Parse(fixed, nil); errorCount(left) > errorCount(problems) || slices.ContainsFunc(left, func(g finding.Finding) bool {
					return g.Code == f.Code && g.Span == f.Span
				}) {
					t.Errorf("fix %q leaves %+v in %q", fix.Title, left, fixed)
				}
			}
			fmt.Fprintf(&b, "    %s %s: %q\n", mark, fix.Title, shown)
		}
	}
	dump(&b, text, document.Root, "")
	return b.String()
}

func errorCount(problems []finding.Finding) (n int) {
	for _, f := range problems {
		if f.Severity == finding.Error {
			n++
		}
	}
	return n
}

// unprintable lets goldens name what an editor would spoil.
var unprintable = strings.NewReplacer("<CR>", "\r", "<NUL>", "\x00", "<BEL>", "\x07", "<BAD>", "\xff", "<BOM>", "\ufeff", "<TAB>", "\t", "<SP>", " ", "<NOEOL>\n", "")

// apply returns the text after a fix, and the lines of it that changed.
func apply(text string, fix finding.Fix) (fixed, shown string) {
	edits := slices.Clone(fix.Edits)
	slices.SortStableFunc(edits, func(a, b finding.Edit) int { return a.Span.Start - b.Span.Start })
	var b strings.Builder
	at, first, last := 0, -1, 0
	for _, e := range edits {
		b.WriteString(text[at:e.Span.Start])
		if first < 0 {
			first = b.Len()
		}
		b.WriteString(e.Text)
		at, last = e.Span.End, b.Len()
	}
	b.WriteString(text[at:])
	fixed = b.String()
	from := strings.LastIndexByte(fixed[:first], '\n') + 1
	return fixed, fixed[from:lineEnd(fixed, last)]
}

// place writes a range as line:column-line:column, in bytes from 1.
func place(text string, s source.Span) string {
	position := func(offset int) string {
		return fmt.Sprintf("%d:%d", strings.Count(text[:offset], "\n")+1, offset-strings.LastIndexByte(text[:offset], '\n'))
	}
	return position(s.Start) + "-" + position(s.End)
}

var kindNames = []string{"invalid", "string", "integer", "float", "bool", "offset-date-time", "local-date-time", "local-date", "local-time", "array", "table"}
var formNames = []string{"", " root", " header", " implicit", " dotted", " inline", " of tables", " element"}

func dump(b *strings.Builder, text string, n *Node, indent string) {
	for _, e := range n.Entries {
		fmt.Fprintf(b, "%s%s @%s", indent, e.Key, place(text, e.KeySpan))
		for _, again := range e.Appearances[1:] {
			fmt.Fprintf(b, " @%s", place(text, again))
		}
		dumpValue(b, text, e.Value, indent)
	}
	for _, item := range n.Items {
		fmt.Fprintf(b, "%s-", indent)
		dumpValue(b, text, item, indent)
	}
}

func dumpValue(b *strings.Builder, text string, n *Node, indent string) {
	fmt.Fprintf(b, " %s%s %s", kindNames[n.Kind], formNames[n.Form], place(text, n.Span))
	if n.Extent != n.Span {
		fmt.Fprintf(b, " to %s", place(text, n.Extent))
	}
	if n.Value != nil {
		fmt.Fprintf(b, " = %#v", n.Value)
	}
	b.WriteByte('\n')
	dump(b, text, n, indent+"  ")
}

// checkShape is what holds for every text: spans inside the text and inside
// what holds them, findings in order and complete.
func checkShape(t *testing.T, d *Document, problems []finding.Finding) {
	t.Helper()
	whole := source.Span{Start: 0, End: len(d.Text)}
	inside := func(what string, s source.Span) {
		if s.Start > s.End || !whole.Covers(s) {
			t.Errorf("%s: %v is not in %v of %q", what, s, whole, d.Text)
		}
	}
	for i, f := range problems {
		inside("finding", f.Span)
		if _, known := finding.Lookup(f.Code); !known || f.Message == "" || f.Severity == 0 {
			t.Errorf("incomplete finding %+v", f)
		}
		if i > 0 && problems[i-1].Span.Start > f.Span.Start {
			t.Errorf("findings are not in order: %v after %v", f.Span, problems[i-1].Span)
		}
		for _, r := range f.Related {
			inside("related", r.Span)
		}
		for _, fix := range f.Fixes {
			end := 0
			for _, e := range fix.Edits {
				inside("edit", e.Span)
				if e.Span.Start < end {
					t.Errorf("edits of %q overlap", fix.Title)
				}
				end = e.Span.End
			}
		}
	}
	last := 0
	for _, c := range d.Comments {
		inside("comment", c)
		if c.Start < last || d.Text[c.Start] != '#' {
			t.Errorf("comment %v is out of order or none", c)
		}
		last = c.End
	}
	last = 0
	for _, h := range d.Headers {
		if h.Span.Start < last || d.Text[h.Span.Start] != '[' || h.Kind != Table {
			t.Errorf("header %v is out of order or none", h.Span)
		}
		last = h.Span.End
	}
	checkNode(t, d.Root, inside)
}

func checkNode(t *testing.T, n *Node, inside func(string, source.Span)) {
	t.Helper()
	inside("node", n.Span)
	inside("extent", n.Extent)
	if !n.Extent.Covers(n.Span) {
		t.Errorf("extent %v does not cover %v", n.Extent, n.Span)
	}
	nests := n.Form == Inline || n.Form == Value || n.Form == Root
	for _, e := range n.Entries {
		inside("key", e.KeySpan)
		if len(e.Appearances) == 0 || e.Appearances[0] != e.KeySpan || n.Get(e.Key) != e {
			t.Errorf("entry %q is not indexed right", e.Key)
		}
		if nests && !(n.Span.Covers(e.KeySpan) && n.Span.Covers(e.Value.Span)) {
			t.Errorf("%q at %v is not in its table %v", e.Key, e.Value.Span, n.Span)
		}
		checkNode(t, e.Value, inside)
	}
	for _, item := range n.Items {
		if nests && !n.Span.Covers(item.Span) {
			t.Errorf("element %v is not in its array %v", item.Span, n.Span)
		}
		checkNode(t, item, inside)
	}
}
