package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/clnrm-ls/clnrm-ls/cmd/internal/report"
	"github.com/clnrm-ls/clnrm-ls/engine"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/workspace"
)

// check prints the findings of files and of the workspaces below directories.
func check(ctx context.Context, args []string, std streams) int {
	f := flags("check", std)
	format := f.String("format", "text", strings.Join(report.Formats(), ", "))
	deny := f.Bool("deny-warnings", false, "exit 1 on warnings too")
	jobs := f.Int("jobs", runtime.GOMAXPROCS(0), "files checked at once")
	vars := f.StringArray("var", nil, "set a template variable: name=value")
	if code, done := parse(f, args); done {
		return code
	}
	write, err := report.New(*format)
	if err != nil {
		return fail(std, err)
	}
	if err := atLeastOne(*jobs); err != nil {
		return fail(std, err)
	}
	settings, err := settingsWith(*vars)
	if err != nil {
		return fail(std, err)
	}
	t, err := targets(ctx, f.Args())
	if err != nil {
		return fail(std, err)
	}
	files, failed := analyze(ctx, engine.New(settings), t, *jobs)
	if err := write(std.out, files); err != nil {
		return fail(std, err)
	}
	for _, err := range append(t.skipped, failed...) {
		fmt.Fprintf(std.err, "clnrm-ls: %v\n", err)
	}
	return verdict(files, *deny, len(failed)+len(t.skipped) > 0)
}

func atLeastOne(jobs int) error {
	if jobs < 1 {
		return fmt.Errorf("--jobs must be at least 1, got %d", jobs)
	}
	return nil
}

func verdict(files []report.File, deny, failed bool) int {
	worst := exitClean
	for _, file := range files {
		for _, f := range file.Analysis.Findings {
			if f.Severity == finding.Error || deny && f.Severity == finding.Warning {
				worst = exitFindings
			}
		}
	}
	if failed {
		return exitUsage
	}
	return worst
}

// target is what the command line named: files to look at, the roots that
// confine what their templates may include, and what was passed over.
type target struct {
	files, roots []string
	strays       []string // directories of the files that were named
	skipped      []error
}

func below(root, path string) bool {
	rel, err := filepath.Rel(root, path)
	return err == nil && filepath.IsLocal(rel)
}

// targets resolves command line paths: a file stands for itself, a directory
// for the clnrm files below it, nothing for the working directory.
func targets(ctx context.Context, paths []string) (target, error) {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	var t target
	if wd, err := os.Getwd(); err == nil {
		t.roots = append(t.roots, wd)
	}
	for _, path := range paths {
		abs, err := filepath.Abs(path)
		if err != nil {
			return t, err
		}
		info, err := os.Stat(abs)
		if err != nil {
			return t, err
		}
		if !info.IsDir() {
			t.files = append(t.files, abs)
			t.strays = append(t.strays, filepath.Dir(abs))
			continue
		}
		found, err := workspace.Discover(ctx, abs, workspace.DiscoverOptions{Report: func(entry string, err error) {
			t.skipped = append(t.skipped, fmt.Errorf("%s: passed over: %w", display(entry), err))
		}})
		if err != nil {
			return t, fmt.Errorf("%s: %w", path, err)
		}
		t.files = append(t.files, found...)
		t.roots = append(t.roots, abs)
	}
	slices.Sort(t.files)
	t.files = slices.Compact(t.files)
	for _, dir := range t.strays { // a root of its own, unless one holds it
		if !slices.ContainsFunc(t.roots, func(root string) bool { return below(root, dir) }) {
			t.roots = append(t.roots, dir)
		}
	}
	return t, nil
}

// analyze runs the engine over all files, jobs at a time; the order of the
// result is that of t.files. Files that cannot be read are errors.
func analyze(ctx context.Context, e *engine.Engine, t target, jobs int) ([]report.File, []error) {
	files := engine.NewWorkspace(t.roots)
	results := make([]report.File, len(t.files))
	errs := make([]error, len(t.files))
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(jobs, len(t.files)) {
		workers.Go(func() {
			for i := range next {
				results[i], errs[i] = analyzeFile(ctx, e, files, t.files[i])
			}
		})
	}
	for i := range t.files {
		next <- i
	}
	close(next)
	workers.Wait()
	var ok []report.File
	var failed []error
	for i := range results {
		if errs[i] != nil {
			failed = append(failed, errs[i])
			continue
		}
		ok = append(ok, results[i])
	}
	return ok, failed
}

func analyzeFile(ctx context.Context, e *engine.Engine, files engine.Files, path string) (report.File, error) {
	doc, err := files.Read(path)
	if err != nil {
		return report.File{}, err
	}
	a, err := e.Analyze(ctx, files, doc)
	if err != nil {
		return report.File{}, fmt.Errorf("%s: %w", display(path), err)
	}
	return report.File{Name: display(path), Analysis: a, Text: unitText(files), Display: display}, nil
}

// unitText gives reports the text of another file that a finding points to.
func unitText(files engine.Files) func(unit string) (string, bool) {
	return func(unit string) (string, bool) {
		if text, ok := engine.BuiltinText(unit); ok {
			return text, true
		}
		doc, err := files.Read(unit)
		if err != nil {
			return "", false
		}
		return doc.Text.String(), true
	}
}

// display is the path as a person would type it: relative to the working
// directory when the file lies below it.
func display(path string) string {
	wd, err := os.Getwd()
	if err != nil {
		return path
	}
	rel, err := filepath.Rel(wd, path)
	if err != nil || !filepath.IsLocal(rel) {
		return path
	}
	return rel
}

// settingsWith are the defaults with the process environment and the
// variables of --var.
func settingsWith(vars []string) (engine.Settings, error) {
	s := engine.DefaultSettings()
	s.LookupEnv = os.LookupEnv
	s.Variables = make(map[string]string, len(vars))
	for _, v := range vars {
		name, val, ok := strings.Cut(v, "=")
		if !ok || name == "" {
			return s, fmt.Errorf("--var %q: want name=value", v)
		}
		s.Variables[name] = val
	}
	return s, nil
}
