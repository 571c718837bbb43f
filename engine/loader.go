package engine

import (
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/clnrm-ls/clnrm-ls/cache"
	"github.com/clnrm-ls/clnrm-ls/engine/builtin"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/render"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/clnrm-ls/clnrm-ls/engine/workspace"
)

// macroLibrary is the one name that always resolves (format.md 1.6).
const macroLibrary = "_macros.toml.tera"

// unit is a parsed template with what the parser said of it.
type unit struct {
	*render.Unit
	problems []finding.Finding
}

// loader resolves the file names in a template for one analysis and keeps
// account of every file that was looked for. Used by one goroutine.
type loader struct {
	engine *Engine
	files  Files
	root   string
	reads  map[string]Read
	// broken are loaded units that do not parse: the name as written in the
	// main template, and the first error.
	broken map[string]brokenUnit
}

type brokenUnit struct {
	unit    *render.Unit
	problem finding.Finding
	count   int
}

func (e *Engine) loader(files Files, doc *Document) *loader {
	return &loader{engine: e, files: files, root: files.Root(doc.Path), reads: map[string]Read{}, broken: map[string]brokenUnit{}}
}

// Load implements render.Loader.
func (l *loader) Load(from *render.Unit, name string) (*render.Unit, error) {
	if from.Path == finding.BuiltinUnit {
		return l.builtin(name)
	}
	candidates, err := workspace.Candidates(from.Path, name, l.root)
	if err != nil {
		return nil, err
	}
	for _, candidate := range candidates {
		u, err := l.read(candidate)
		if err == nil {
			l.note(name, u)
			return u.Unit, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	return l.builtin(name)
}

func (l *loader) builtin(name string) (*render.Unit, error) {
	if path.Base(name) != macroLibrary {
		return nil, fmt.Errorf("template %q: %w", name, fs.ErrNotExist)
	}
	return l.engine.unit(finding.BuiltinUnit, builtin.MacroLibrary, cache.Sum(builtin.MacroLibrary)).Unit, nil
}

// read looks at one candidate and records the look.
func (l *loader) read(file string) (unit, error) {
	doc, err := l.files.Read(file)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			l.reads[file] = Read{Path: file, Missing: true}
		}
		return unit{}, err
	}
	l.reads[file] = Read{Path: file, Hash: doc.Hash()}
	return l.engine.unit(doc.Path, doc.Text.String(), doc.Hash()), nil
}

func (l *loader) note(name string, u unit) {
	count := 0
	var first finding.Finding
	for _, p := range u.problems {
		if p.Severity == finding.Error {
			if count == 0 {
				first = p
			}
			count++
		}
	}
	if count > 0 {
		l.broken[name] = brokenUnit{unit: u.Unit, problem: first, count: count}
	}
}

// list returns every file that was looked for, sorted by path.
func (l *loader) list() []Read {
	out := make([]Read, 0, len(l.reads))
	for _, path := range sortedKeys(l.reads) {
		out = append(out, l.reads[path])
	}
	return out
}

// problems reports, at the tag of the main template that names it, each
// loaded file that does not parse: its own findings are shown there, but what
// it should have written is missing here.
func (l *loader) problems(main *template.File) []finding.Finding {
	if len(l.broken) == 0 {
		return nil
	}
	var out []finding.Finding
	check := func(ref template.StringRef) {
		b, ok := l.broken[ref.Value]
		if !ok {
			return
		}
		out = append(out, finding.Finding{
			Location: finding.Location{Span: ref.Range}, Code: finding.TemplateSyntax, Severity: finding.Error,
			Message: fmt.Sprintf("%q has %d template error(s); correct them there. The first: %s", ref.Value, b.count, b.problem.Message),
			Related: []finding.Related{{
				Location: finding.Location{Unit: b.unit.Path, Span: b.problem.Span}, Message: b.problem.Message,
			}},
		})
	}
	template.Walk(main, func(n any) bool {
		switch n := n.(type) {
		case *template.Include:
			for _, ref := range n.Paths {
				check(ref)
			}
		case *template.Import:
			check(n.Path)
		case *template.Extends:
			check(n.Path)
		}
		return true
	})
	return out
}
