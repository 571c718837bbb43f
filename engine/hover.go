package engine

import (
	"context"
	"fmt"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/builtin"
	"github.com/clnrm-ls/clnrm-ls/engine/schema"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
	"github.com/clnrm-ls/clnrm-ls/engine/workspace"
)

// maxShown bounds the value that a hover shows, in bytes of JSON.
const maxShown = 600

// Hover is what is known of the thing at a place, as Markdown.
type Hover struct {
	Span     source.Span // of the document
	Markdown string
}

// Hover explains the place at a byte offset: in a template tag the value, type
// and origin of the expression or the documentation of the name, elsewhere
// the documentation of the TOML key. ok is false when there is nothing to say.
func (e *Engine) Hover(ctx context.Context, files Files, doc *Document, offset int) (h Hover, ok bool) {
	a, err := e.Analyze(ctx, files, doc)
	if err != nil {
		return Hover{}, false
	}
	if a.Template != nil && a.Template.HasTags {
		if path := template.Path(a.Template, offset); inTag(path) {
			return e.hoverTag(ctx, files, doc, path)
		}
	}
	return e.hoverKey(files, a, offset)
}

// inTag reports whether a path leads into a tag rather than literal text.
func inTag(path []any) bool {
	if len(path) == 0 {
		return false
	}
	_, text := path[len(path)-1].(*template.Text)
	return !text
}

// hoverTag explains the innermost construct that has something to say.
func (e *Engine) hoverTag(ctx context.Context, files Files, doc *Document, path []any) (Hover, bool) {
	main := e.unit(doc.Path, doc.Text.String(), doc.Hash())
	var r rendered
	var values map[template.Expr]value.Value
	evaluate := func() {
		if values != nil {
			return
		}
		r = e.render(ctx, doc, main, e.loader(files, doc), true)
		values = r.Values
	}
	for i := len(path) - 1; i >= 0; i-- {
		switch n := path[i].(type) {
		case *template.Var:
			evaluate()
			return Hover{n.Span(), e.variable(main.File, n, r)}, true
		case *template.Member:
			evaluate()
			return Hover{n.Span(), describe("expression", values, n)}, true
		case *template.Index:
			evaluate()
			return Hover{n.Span(), describe("expression", values, n)}, true
		case *template.Filter:
			f, found := builtin.LookupFilter(n.Name.Name, false)
			evaluate()
			return named(n.Name, "filter", f, found, values, n)
		case *template.Test:
			f, found := builtin.LookupTest(n.Name.Name, false)
			evaluate()
			return named(n.Name, "test", f, found, values, n)
		case *template.Call:
			evaluate()
			if n.Namespace.Name != "" {
				return Hover{n.Span(), describe("macro `"+n.Namespace.Name+"::"+n.Name.Name+"`", values, n)}, true
			}
			f, found := builtin.LookupFunction(n.Name.Name, false)
			return named(n.Name, "function", f, found, values, n)
		case *template.Binary:
			evaluate()
			return Hover{n.Span(), describe("expression", values, n)}, true
		}
	}
	return Hover{}, false
}

// variable explains a bare name: its value and where it comes from.
func (e *Engine) variable(file *template.File, n *template.Var, r rendered) string {
	return describe("`"+n.Name+"`", r.Values, n) + "\n\nFrom " + e.origin(file, n, r) + "."
}

// origin says which layer of format.md 3.1 a name comes from.
func (e *Engine) origin(file *template.File, n *template.Var, r rendered) string {
	name := n.Name
	if from, ok := local(file, n); ok {
		return from
	}
	if _, ok := e.settings.Variables[name]; ok {
		return "the settings (`clnrm.variables`, `--var`)"
	}
	if _, ok := r.file[name]; ok {
		return "`[vars]` of this file"
	}
	for _, d := range defaultVariables {
		if d.name != name {
			continue
		}
		if _, set := e.lookupEnv(d.env); set {
			return "the environment variable `" + d.env + "`"
		}
		return "the default; the environment variable `" + d.env + "`, which overrides it, is not set"
	}
	switch name {
	case "vars", "matrix", "otel":
		return "the namespace of that name"
	}
	return "the file that includes this one, if any"
}

// local says which tag of the template gives a name its meaning at a place:
// of all that do, the last one before it.
func local(file *template.File, n *template.Var) (from string, ok bool) {
	for _, d := range template.Definitions(file) {
		if d.Scope.Start > n.Span().Start || !d.Scope.Covers(n.Span()) {
			continue
		}
		loop := d.Kind == template.DefinedByLoop
		if d.Name.Name != n.Name && !(loop && n.Name == "loop") {
			continue
		}
		switch d.Kind {
		case template.DefinedByLoop:
			from, ok = "the enclosing `for`", true
		case template.DefinedByParam:
			from, ok = "the parameters of the macro `"+d.Node.(*template.Macro).Name.Name+"`", true
		case template.DefinedBySet, template.DefinedBySetGlobal:
			from, ok = "a `set` in this template", true
		}
	}
	return from, ok
}

// named shows a function, filter or test with its result here.
func named(id template.Ident, kind string, f *builtin.Function, found bool, values map[template.Expr]value.Value, n template.Expr) (Hover, bool) {
	if !found {
		return Hover{}, false
	}
	return Hover{id.Range, signature(kind, f) + "\n\n" + f.Doc + "\n\n" + describe("result", values, n)}, true
}

func signature(kind string, f *builtin.Function) string {
	params := make([]string, len(f.Params))
	for i, p := range f.Params {
		params[i] = p.Name + ": " + p.Type
		if !p.Required && p.Default != nil {
			params[i] += " = " + shown(p.Default)
		}
	}
	return fmt.Sprintf("```\n%s %s(%s) -> %s\n```", kind, f.Name, strings.Join(params, ", "), f.Result)
}

// describe shows the value of an expression, as far as the render got there.
func describe(what string, values map[template.Expr]value.Value, n template.Expr) string {
	v, ok := values[n]
	if !ok {
		return what + ": not evaluated with the current variables"
	}
	return fmt.Sprintf("%s: `%s` (%s)", what, shown(v), value.TypeName(v))
}

func shown(v value.Value) string {
	text := string(value.AppendJSON(nil, v, ""))
	if len(text) > maxShown {
		text = strings.ToValidUTF8(text[:maxShown], "") + "…"
	}
	return text
}

// hoverKey documents the TOML key at a place of the document.
func (e *Engine) hoverKey(files Files, a *Analysis, offset int) (Hover, bool) {
	if a.TOML == nil {
		return Hover{}, false
	}
	at := offset
	if a.Render != nil {
		spans := a.Render.Map.Rendered(source.Span{Start: offset, End: offset + 1})
		if len(spans) == 0 {
			return Hover{}, false
		}
		at = spans[0].Start
	}
	site := a.TOML.At(at)
	if site.Place != toml.InKey && site.Place != toml.InHeader {
		return Hover{}, false
	}
	table := schema.Test()
	if a.Kind == workspace.Project {
		table = schema.Project()
	}
	key, _, ok := schema.At(table, site.Path)
	if !ok || key == nil {
		return Hover{}, false
	}
	span := site.Span
	if a.Render != nil {
		o := a.Render.Map.Source(span)
		if o.Unit != "" {
			return Hover{}, false
		}
		span = o.Span
	}
	return Hover{span, schema.Documentation(key) + e.projectNote(files, a, site.Path)}, true
}
