package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
)

// TestCodesAreUsed holds the table of codes against the sources: every
// constant has a row, every row a constant, and every constant a use.
func TestCodesAreUsed(t *testing.T) {
	declared, used := map[string]finding.Code{}, map[string]bool{}
	err := filepath.WalkDir(repository, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() && (entry.Name() == ".git" || entry.Name() == "node_modules") {
			return fs.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ValueSpec:
				if id, ok := n.Type.(*ast.Ident); ok && id.Name == "Code" && file.Name.Name == "finding" {
					text, _ := strconv.Unquote(n.Values[0].(*ast.BasicLit).Value)
					declared[n.Names[0].Name] = finding.Code(text)
				}
			case *ast.SelectorExpr:
				if id, ok := n.X.(*ast.Ident); ok && id.Name == "finding" {
					used[n.Sel.Name] = true
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(declared) != len(finding.Table()) {
		t.Errorf("%d constants, %d rows", len(declared), len(finding.Table()))
	}
	for name, code := range declared {
		if _, ok := finding.Lookup(code); !ok {
			t.Errorf("%s (%s) has no row in the table", name, code)
		}
		if !used[name] {
			t.Errorf("%s (%s) is reported nowhere", name, code)
		}
	}
}
