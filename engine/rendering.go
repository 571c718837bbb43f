package engine

import (
	"context"
	"slices"

	"github.com/clnrm-ls/clnrm-ls/engine/builtin"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/render"
)

// Rendering is the text of a template with what went wrong on the way.
type Rendering struct {
	Text     string
	Findings []finding.Finding // parser and render; offsets of the document
	result   *render.Result
	texts    map[string]string // of other units, by name; plain renders only
}

// UnitText is the text of another template that took part in a plain render.
func (r Rendering) UnitText(name string) (string, bool) {
	text, ok := r.texts[name]
	return text, ok
}

// Map relates Text to the document; nil when there is no text.
func (r Rendering) Map() *render.Map {
	if r.result == nil {
		return nil
	}
	return r.result.Map
}

// Render renders a document as Analyze does, without looking at the TOML.
func (e *Engine) Render(ctx context.Context, files Files, doc *Document) Rendering {
	main := e.unit(doc.Path, doc.Text.String(), doc.Hash())
	r := Rendering{Findings: slices.Clone(main.problems)}
	load := e.loader(files, doc)
	result := e.render(ctx, doc, main, load, false)
	r.Text, r.result = result.Text, result.Result
	r.Findings = append(r.Findings, result.Findings...)
	return r
}

// BuiltinText is the text of the built-in macro library, when unit names it.
func BuiltinText(unit string) (string, bool) {
	if unit == finding.BuiltinUnit {
		return builtin.MacroLibrary, true
	}
	return "", false
}
