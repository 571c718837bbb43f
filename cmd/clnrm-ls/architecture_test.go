package main_test

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

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
