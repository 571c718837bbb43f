package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/clnrm-ls/clnrm-ls/cmd/internal/report"
	"github.com/clnrm-ls/clnrm-ls/engine"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/render"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// renderFile prints the rendered text of one template, or of standard input
// when the file is "-".
func renderFile(ctx context.Context, args []string, std streams) int {
	f := flags("render", std)
	vars := f.StringArray("var", nil, "set a template variable: name=value")
	contextFile := f.String("context", "", "render as plain Tera with exactly the variables of this JSON file")
	templateDir := f.String("template-dir", "", "with --context: where further templates are looked up by name")
	withMap := f.Bool("map", false, "print JSON: the text and its source map")
	if code, done := parse(f, args); done {
		return code
	}
	if f.NArg() != 1 {
		return fail(std, errors.New("render wants exactly one file, or - for standard input"))
	}
	if *templateDir != "" && *contextFile == "" {
		return fail(std, errors.New("--template-dir needs --context"))
	}
	doc, err := readDocument(f.Arg(0), std.in)
	if err != nil {
		return fail(std, err)
	}
	settings, err := settingsWith(*vars)
	if err != nil {
		return fail(std, err)
	}
	e := engine.New(settings)
	files := engine.NewWorkspace([]string{filepath.Dir(doc.Path)})
	if wd, err := os.Getwd(); err == nil {
		files = engine.NewWorkspace([]string{filepath.Dir(doc.Path), wd})
	}
	var r engine.Rendering
	if *contextFile == "" {
		r = e.Render(ctx, files, doc)
	} else {
		plain, err := plainContext(*contextFile, *templateDir)
		if err != nil {
			return fail(std, err)
		}
		r = e.RenderPlain(ctx, doc, plain)
	}
	return printRendering(std, files, doc, r, *withMap)
}

// printRendering writes the text when the render succeeded, else the findings
// to standard error and nothing to standard output.
func printRendering(std streams, files engine.Files, doc *engine.Document, r engine.Rendering, withMap bool) int {
	var failures []finding.Finding
	for _, f := range r.Findings {
		if f.Severity == finding.Error {
			failures = append(failures, f)
		}
	}
	if len(failures) > 0 {
		write, _ := report.New("text")
		other := unitText(files)
		text := func(unit string) (string, bool) {
			if text, ok := r.UnitText(unit); ok {
				return text, true
			}
			return other(unit)
		}
		shown := report.File{Name: display(doc.Path), Text: text, Display: display,
			Analysis: &engine.Analysis{Document: doc, Findings: failures}}
		if err := write(std.err, []report.File{shown}); err != nil {
			return fail(std, err)
		}
		return exitFindings
	}
	var err error
	if withMap {
		enc := json.NewEncoder(std.out)
		enc.SetEscapeHTML(false)
		err = enc.Encode(struct {
			Text string      `json:"text"`
			Map  *render.Map `json:"map"`
		}{r.Text, r.Map()})
	} else {
		_, err = io.WriteString(std.out, r.Text)
	}
	if err != nil {
		return fail(std, err)
	}
	return exitClean
}

// readDocument reads the template; standard input gets a name in the working
// directory, so that includes resolve from there.
func readDocument(name string, stdin io.Reader) (*engine.Document, error) {
	var text []byte
	var err error
	if name == "-" {
		name = "stdin.clnrm.toml.tera"
		text, err = io.ReadAll(stdin)
	} else {
		text, err = os.ReadFile(name)
	}
	if err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		return nil, err
	}
	return engine.NewDocument(abs, source.New(string(text)), 0, false), nil
}

// plainContext reads the variables of a plain Tera render.
func plainContext(file, dir string) (engine.Plain, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return engine.Plain{}, err
	}
	vars, err := engine.DecodeContext(data)
	if err != nil {
		return engine.Plain{}, fmt.Errorf("%s: %w", file, err)
	}
	return engine.Plain{Variables: vars, TemplateDir: dir}, nil
}
