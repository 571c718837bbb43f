package main_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
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

// noSleep lets tests sleep only where time is virtual: beside testing/synctest.
func noSleep(f goFile) (wrong []string) {
	if !f.isTest() {
		return nil
	}
	virtual := false
	f.imports(func(path string, _ token.Pos) { virtual = virtual || path == "testing/synctest" })
	if virtual {
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
