package render

import (
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// Result is what one render gave. It is immutable once returned.
type Result struct {
	Text string
	Map  *Map
	// Findings are in order of evaluation, each place and code once. Unit ""
	// is the main unit; Related holds the call sites, the outermost last.
	Findings []finding.Finding
	// Placeholders are the rendered ranges that stand for failed values.
	Placeholders []source.Span
	// Dropped says that part of the output is missing because control flow
	// was lost (a failed condition, loop, include, macro or broken block), so
	// the absence of something in Text proves nothing.
	Dropped bool
	// Drops are the rendered offsets where that text is missing, ascending,
	// each once.
	Drops []int
	// Truncated says that a limit, the context or Strict ended the render.
	Truncated bool
	EnvReads  []EnvRead
	// VarReads are the variables that evaluation looked up in vars, found or
	// not, and those that the text of the units taking part can read in
	// branches not taken: a variable that is not in it is unused (format.md
	// 8.4, T9). vars.NAME counts as NAME, and a use of vars as a whole as all
	// of its keys.
	VarReads map[string]struct{}
	// Impure lists the calls whose results change from render to render.
	Impure []Impurity
	// Values holds the first value of each expression, with Options.Record.
	Values map[template.Expr]value.Value
	Steps  int
}

// EnvRead is an environment variable that a render depends on.
type EnvRead struct {
	Name  string
	Value string
	Set   bool
}

// Impurity is a call that used the clock or random numbers without
// [determinism].
type Impurity struct {
	finding.Location
	Name string // of the function
}
