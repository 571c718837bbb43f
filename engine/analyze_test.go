package engine

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

var update = flag.Bool("update", false, "rewrite the golden sections of testdata")

// wantSection is the golden section of an archive.
const wantSection = "want"

// TestAnalyze analyses every file of the archives in testdata and compares
// the findings, with their ranges, against the section "want". Lines of the
// archive's comment set inputs: `env NAME=value`, `var NAME=value`, `steps N`.
func TestAnalyze(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { checkArchive(t, path) })
	}
}

func checkArchive(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	settings := archiveSettings(string(archive.Comment))
	got, want := "", -1
	var files []string
	for i, f := range archive.Files {
		if f.Name == wantSection {
			want = i
			continue
		}
		name := filepath.Join(dir, f.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, name)
	}
	for _, enabled := range []bool{true, false} {
		settings.Cache.Enabled = enabled
		e := New(settings)
		for pass := range 2 { // the second one from the caches
			found := describeAll(t, e, dir, files)
			if got != "" && found != got {
				t.Errorf("cache %v, pass %d differs:\n%s\nbefore:\n%s", enabled, pass, found, got)
			}
			got = found
		}
	}
	if *update {
		if want < 0 {
			archive.Files = append(archive.Files, txtar.File{Name: wantSection})
			want = len(archive.Files) - 1
		}
		archive.Files[want].Data = []byte(got)
		if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want < 0 || got != string(archive.Files[want].Data) {
		t.Errorf("got\n%s", got)
	}
}

func archiveSettings(comment string) Settings {
	s := DefaultSettings()
	s.Variables = map[string]string{}
	s.Limits.Time = time.Minute // other limits come first, on any machine
	env := map[string]string{}
	for line := range strings.Lines(comment) {
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		name, val, _ := strings.Cut(rest, "=")
		switch kind {
		case "env":
			env[name] = val
		case "steps":
			s.Limits.Steps, _ = strconv.Atoi(rest)
		case "var":
			s.Variables[name] = val
		}
	}
	s.LookupEnv = func(name string) (string, bool) { v, ok := env[name]; return v, ok }
	return s
}

// describeAll prints the findings of all files, one a line, related places
// and fixes indented below.
func describeAll(t *testing.T, e *Engine, dir string, files []string) string {
	t.Helper()
	var out strings.Builder
	w := NewWorkspace([]string{dir})
	for _, path := range files {
		doc, err := w.Read(path)
		if err != nil {
			t.Fatal(err)
		}
		a, err := e.Analyze(context.Background(), w, doc)
		if err != nil {
			t.Fatal(err)
		}
		checkRanges(t, a)
		name, _ := filepath.Rel(dir, path)
		for _, f := range a.Findings {
			fmt.Fprintf(&out, "%s:%s %s %s: %s\n", name, at(doc.Text, f.Span), f.Severity, f.Code, f.Message)
			for _, r := range f.Related {
				text, unit := doc.Text, name
				if r.Unit != "" {
					text, unit = unitOf(t, w, r.Unit), strings.TrimPrefix(r.Unit, dir+"/")
				}
				fmt.Fprintf(&out, "    %s:%s %s\n", unit, at(text, r.Span), r.Message)
			}
			for _, fix := range f.Fixes {
				fmt.Fprintf(&out, "    fix: %s\n", fix.Title)
			}
		}
	}
	return out.String()
}

func unitOf(t *testing.T, w *Workspace, unit string) *source.Text {
	t.Helper()
	if text, ok := BuiltinText(unit); ok {
		return source.New(text)
	}
	doc, err := w.Read(unit)
	if err != nil {
		t.Fatal(err)
	}
	return doc.Text
}

func at(text *source.Text, s source.Span) string {
	r := text.Range(s, source.UTF32)
	return fmt.Sprintf("%d:%d-%d:%d", r.Start.Line+1, r.Start.Character+1, r.End.Line+1, r.End.Character+1)
}

func newDocument(path, text string) *Document {
	return NewDocument(path, source.New(text), 1, true)
}
