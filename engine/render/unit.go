package render

import (
	"path/filepath"
	"sync"

	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
)

// Unit is one parsed template with its compiled program. It is safe for
// concurrent use; make it once per version of a file and keep it.
type Unit struct {
	// Path identifies the unit in findings and maps: an absolute path, or any
	// name that the Loader likes.
	Path string
	File *template.File

	compiling sync.Once
	program   *program

	commenting sync.Once
	comments   []source.Span

	listing  sync.Once
	mentions map[string]struct{}
	ordinals map[source.Span]int
	unnamed  template.Expr // the first positional argument, or nil
}

// NewUnit makes a unit; it is compiled on first use.
func NewUnit(path string, f *template.File) *Unit { return &Unit{Path: path, File: f} }

func (u *Unit) compiled() *program {
	u.compiling.Do(func() { u.program = compile(u.File) })
	return u.program
}

// list walks the tree once for what is known without evaluation.
func (u *Unit) list() {
	u.listing.Do(func() {
		u.mentions = mentions(u.File)
		u.ordinals = ordinals(u.File)
		u.unnamed = unnamed(u.File)
	})
}

// ordinal counts, among the calls of the unit that are written with the same
// text as the one at s, those before it.
func (u *Unit) ordinal(s source.Span) int {
	u.list()
	return u.ordinals[s]
}

func (u *Unit) base() string { return filepath.Base(u.Path) }

// mentions lists the variables that the text can read: bare names, and NAME in
// vars.NAME and vars["NAME"].
func mentions(f *template.File) map[string]struct{} {
	out := map[string]struct{}{}
	template.Walk(f, func(n any) bool {
		switch n := n.(type) {
		case *template.Var:
			out[n.Name] = struct{}{}
		case *template.Member:
			if isVar(n.X, varsName) {
				out[n.Name.Name] = struct{}{}
			}
		case *template.Index:
			if key, ok := n.Key.(*template.Literal); ok && isVar(n.X, varsName) {
				if name, ok := key.Value.(string); ok {
					out[name] = struct{}{}
				}
			}
		}
		return true
	})
	return out
}

// ordinals numbers calls of equal text, in order of appearance.
func ordinals(f *template.File) map[source.Span]int {
	out := map[source.Span]int{}
	seen := map[string]int{}
	template.Walk(f, func(n any) bool {
		if c, ok := n.(*template.Call); ok {
			text := f.Slice(c.Span())
			out[c.Span()] = seen[text]
			seen[text]++
		}
		return true
	})
	return out
}

func isVar(e template.Expr, name string) bool {
	v, ok := e.(*template.Var)
	return ok && v.Name == name
}
