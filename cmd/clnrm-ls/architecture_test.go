package main_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// module is the import path of the root, with a slash.
const module = "github.com/clnrm-ls/clnrm-ls/"

// layers are the top-level directories with packages, from top to bottom. A
// package imports its own layer and those below, never one above.
var layers = []string{"cmd", "lsp", "engine", "cache"}

// topLevel is what the root holds, files whose names start with a dot aside.
var topLevel = []string{"README.md", "cache", "cmd", "editors", "engine", "go.mod", "go.sum", "lsp", "testdata"}

// reserved are libraries that one directory alone may import.
var reserved = map[string]string{
	"github.com/flosch/pongo2": "engine/render",
	"go.lsp.dev/":              "lsp",
}

// maxLines is the hard stop for a source file that is no test.
const maxLines = 400

// goFile is one source file. name is relative to the root, with slashes.
type goFile struct {
	name   string
	text   string
	syntax *ast.File
	lines  *token.FileSet
}

func parse(name, text string) (goFile, error) {
	set := token.NewFileSet()
	syntax, err := parser.ParseFile(set, name, text, parser.ParseComments|parser.SkipObjectResolution)
	return goFile{name: name, text: text, syntax: syntax, lines: set}, err
}

func (f goFile) isTest() bool { return strings.HasSuffix(f.name, "_test.go") }

// within reports whether the file lies in a directory or below.
func (f goFile) within(dir string) bool { return strings.HasPrefix(f.name, dir+"/") }

// at is a complaint about a place in the file.
func (f goFile) at(pos token.Pos, format string, args ...any) string {
	return fmt.Sprintf("%s:%d: %s", f.name, f.lines.Position(pos).Line, fmt.Sprintf(format, args...))
}

// rules look at one file each; what they return is wrong with it.
var rules = map[string]func(goFile) []string{
	"arrows":   arrows,
	"reserved": reservedImports,
	"quiet":    quiet,
	"length":   length,
	"sleep":    noSleep,
	"words":    noWords,
}

// imports calls visit with each import path of a file.
func (f goFile) imports(visit func(path string, pos token.Pos)) {
	for _, spec := range f.syntax.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil {
			visit(p, spec.Pos())
		}
	}
}

func layer(name string) int {
	first, _, _ := strings.Cut(name, "/")
	return slices.Index(layers, first)
}

func arrows(f goFile) (wrong []string) {
	f.imports(func(p string, pos token.Pos) {
		local, ours := strings.CutPrefix(p, module)
		if ours && (layer(local) < layer(f.name) || layer(local) < 0) {
			wrong = append(wrong, f.at(pos, "%s must not import %s: arrows go %s", path.Dir(f.name), local, strings.Join(layers, " -> ")))
		}
	})
	return wrong
}

func reservedImports(f goFile) (wrong []string) {
	f.imports(func(p string, pos token.Pos) {
		for library, owner := range reserved {
			if strings.HasPrefix(p, library) && !f.within(owner) {
				wrong = append(wrong, f.at(pos, "only %s may import %s", owner, p))
			}
		}
	})
	return wrong
}

// loud are the uses that engine and cache, which speak by return values only,
// must not make of a standard package; nil stands for all.
var loud = map[string][]string{
	"fmt":      {"Print", "Printf", "Println"},
	"log":      nil,
	"log/slog": nil,
	"os":       {"Exit", "Stdout", "Stderr"},
}

func quiet(f goFile) (wrong []string) {
	if f.isTest() || !f.within("engine") && !f.within("cache") {
		return nil
	}
	f.imports(func(p string, pos token.Pos) {
		if names, known := loud[p]; known && names == nil {
			wrong = append(wrong, f.at(pos, "no %s here: return what there is to say", p))
		}
	})
	f.uses(func(p, name string, pos token.Pos) {
		if slices.Contains(loud[p], name) {
			wrong = append(wrong, f.at(pos, "no %s.%s here: return what there is to say", p, name))
		}
	})
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if name, ok := call.Fun.(*ast.Ident); ok && (name.Name == "print" || name.Name == "println") {
				wrong = append(wrong, f.at(call.Pos(), "no %s here", name.Name))
			}
		}
		return true
	})
	return wrong
}

// uses calls visit with each name of an imported package that a file uses.
func (f goFile) uses(visit func(importPath, name string, pos token.Pos)) {
	paths := map[string]string{}
	for _, spec := range f.syntax.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil {
			name := path.Base(p)
			if spec.Name != nil {
				name = spec.Name.Name
			}
			paths[name] = p
		}
	}
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		if selector, ok := n.(*ast.SelectorExpr); ok {
			if name, ok := selector.X.(*ast.Ident); ok && paths[name.Name] != "" {
				visit(paths[name.Name], selector.Sel.Name, selector.Pos())
			}
		}
		return true
	})
}

func length(f goFile) []string {
	if n := strings.Count(f.text, "\n"); n > maxLines && !f.isTest() {
		return []string{fmt.Sprintf("%s: %d lines, at most %d: split it by theme", f.name, n, maxLines)}
	}
	return nil
}

func noSleep(f goFile) (wrong []string) {
	if !f.isTest() {
		return nil
	}
	f.uses(func(p, name string, pos token.Pos) {
		if p == "time" && name == "Sleep" {
			wrong = append(wrong, f.at(pos, "tests do not sleep: wait for what must happen, or use testing/synctest"))
		}
	})
	return wrong
}

// unfinished is put together so that this file does not complain of itself.
var unfinished = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|X` + `XX)\b`)

func noWords(f goFile) (wrong []string) {
	for number, line := range strings.Split(f.text, "\n") {
		if word := unfinished.FindString(line); word != "" {
			wrong = append(wrong, fmt.Sprintf("%s:%d: no %s: do it, or say why not", f.name, number+1, word))
		}
	}
	return wrong
}

// TestArchitecture holds every source file against the rules.
func TestArchitecture(t *testing.T) {
	files := sources(t)
	for name, rule := range rules {
		t.Run(name, func(t *testing.T) {
			for _, f := range files {
				for _, wrong := range rule(f) {
					t.Error(wrong)
				}
			}
		})
	}
	t.Run("doc", func(t *testing.T) {
		for _, dir := range undocumented(files) {
			t.Errorf("%s has no doc.go with a package comment", dir)
		}
	})
}

// undocumented lists the directories whose package has no comment in doc.go.
func undocumented(files []goFile) (dirs []string) {
	documented := map[string]bool{}
	for _, f := range files {
		dir := path.Dir(f.name)
		if !f.isTest() {
			documented[dir] = documented[dir] || path.Base(f.name) == "doc.go" && f.syntax.Doc != nil
		}
	}
	for dir, ok := range documented {
		if !ok {
			dirs = append(dirs, dir)
		}
	}
	slices.Sort(dirs)
	return dirs
}

// TestTopLevel holds the root against the list; what .gitignore names may lie
// about.
func TestTopLevel(t *testing.T) {
	root := repositoryRoot(t)
	ignored, err := os.ReadFile(filepath.Join(root, ".gitignore"))
	if err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), ".") && !isIgnored(string(ignored), entry.Name()) {
			found = append(found, entry.Name())
		}
	}
	if !slices.Equal(found, topLevel) {
		t.Errorf("the root holds %q, want %q", found, topLevel)
	}
}

func isIgnored(patterns, name string) bool {
	for pattern := range strings.Lines(patterns) {
		if ok, err := path.Match(strings.Trim(strings.TrimSpace(pattern), "/"), name); ok && err == nil {
			return true
		}
	}
	return false
}

func repositoryRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}

// sources parses every Go file of the layers.
func sources(t *testing.T) (files []goFile) {
	t.Helper()
	root := repositoryRoot(t)
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			base := entry.Name()
			if name != "." && (strings.HasPrefix(base, ".") || base == "testdata" || base == "node_modules") {
				return fs.SkipDir
			}
			return nil
		case path.Ext(name) != ".go":
			return nil
		}
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		f, err := parse(name, string(text))
		files = append(files, f)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range layers {
		if !slices.ContainsFunc(files, func(f goFile) bool { return f.within(dir) }) {
			t.Fatalf("no source below %s: the test looks in the wrong place", dir)
		}
	}
	return files
}

// TestRules shows that each rule finds what it is for, and nothing else: the
// comment of an archive lists rule and line, or only the rule's file.
func TestRules(t *testing.T) {
	archive, err := txtar.ParseFile(filepath.Join("testdata", "architecture.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Fields(string(archive.Comment))
	var got []string
	var files []goFile
	for _, source := range archive.Files {
		f, err := parse(source.Name, string(source.Data))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
		for name, rule := range rules {
			for _, wrong := range rule(f) {
				place, _, _ := strings.Cut(wrong, ": ")
				got = append(got, name+"="+place)
			}
		}
	}
	for _, dir := range undocumented(files) {
		got = append(got, "doc="+dir)
	}
	long, err := parse("lsp/long.go", "package lsp\n"+strings.Repeat("\n", maxLines))
	if err != nil || len(length(long)) != 1 {
		t.Errorf("a file of %d lines is accepted, or %v", maxLines+1, err)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
