package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/cache"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/render"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// Plain is the input of a plain Tera 1.x render.
type Plain struct {
	Variables map[string]value.Value // exactly the context
	// TemplateDir is where further templates are looked up by name; nothing
	// outside it is read. Empty: there are none.
	TemplateDir string
}

// DecodeContext reads the JSON object of a plain context. Numbers keep their
// kind: integers stay integers.
func DecodeContext(data []byte) (map[string]value.Value, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var raw map[string]any
	if err := dec.Decode(&raw); err != nil {
		return nil, fmt.Errorf("context must be a JSON object: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("context must be one JSON object and nothing behind it")
	}
	vars := make(map[string]value.Value, len(raw))
	for name, x := range raw {
		v, err := value.From(x)
		if err != nil {
			return nil, fmt.Errorf("context variable %q: %w", name, err)
		}
		vars[name] = v
	}
	return vars, nil
}

// escapedSuffixes are the template names that Tera escapes by default.
var escapedSuffixes = []string{".html", ".htm", ".xml"}

func autoEscape(name string) bool {
	return slices.ContainsFunc(escapedSuffixes, func(s string) bool { return strings.HasSuffix(name, s) })
}

// RenderPlain renders as Tera 1.x does: no clnrm variables, no superset
// forms, auto-escaping by name, and the first error ends it.
func (e *Engine) RenderPlain(ctx context.Context, doc *Document, p Plain) Rendering {
	name := filepath.Base(doc.Path)
	main := e.unit(name, doc.Text.String(), doc.Hash())
	r := Rendering{Findings: strictTera(main.problems)}
	if hasErrors(r.Findings) {
		return r
	}
	load := &plainLoader{engine: e, dir: p.TemplateDir, texts: map[string]string{}}
	defer load.close()
	opts := e.renderOptions(load)
	opts.Strict, opts.Tera, opts.AutoEscape = true, true, autoEscape
	result := render.Render(ctx, main.Unit, p.Variables, opts)
	r.Text, r.result, r.texts = result.Text, result, load.texts
	r.Findings = append(r.Findings, result.Findings...)
	return r
}

// strictTera turns the superset forms, which are information to a user of
// clnrm-ls, into the errors that Tera 1.x makes of them.
func strictTera(problems []finding.Finding) []finding.Finding {
	out := slices.Clone(problems)
	for i, f := range out {
		switch f.Code {
		case finding.TemplateMapLiteral, finding.TemplateLateImport,
			finding.TemplateSuperset, finding.TemplateAccidentalTag:
			out[i].Severity = finding.Error
		}
	}
	return out
}

// plainLoader finds templates by name below one directory.
type plainLoader struct {
	engine *Engine
	dir    string
	root   *os.Root
	texts  map[string]string // what was read, by name
}

func (l *plainLoader) close() {
	if l.root != nil {
		l.root.Close()
	}
}

// Load implements render.Loader. A template with parse errors is an error, as
// it is in Tera.
func (l *plainLoader) Load(_ *render.Unit, name string) (*render.Unit, error) {
	if l.dir == "" || !fs.ValidPath(path.Clean(name)) {
		return nil, fmt.Errorf("template %q: %w", name, fs.ErrNotExist)
	}
	if l.root == nil {
		root, err := os.OpenRoot(l.dir)
		if err != nil {
			return nil, fmt.Errorf("template directory: %w", err)
		}
		l.root = root
	}
	file, err := l.root.Open(path.Clean(name))
	if err != nil {
		return nil, fmt.Errorf("template %q: %w", name, err)
	}
	defer file.Close()
	data, err := io.ReadAll(file)
	if err != nil {
		return nil, fmt.Errorf("template %q: %w", name, err)
	}
	text := string(data)
	l.texts[name] = text
	u := l.engine.unit(name, text, cache.Sum(text))
	for _, f := range strictTera(u.problems) {
		if f.Severity == finding.Error {
			return nil, fmt.Errorf("template %q does not parse: %s", name, f.Message)
		}
	}
	return u.Unit, nil
}
