package render

import (
	"math"
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// The default limits: generous for a test file, small against what a hostile
// one asks for.
const (
	DefaultTime         = time.Second
	DefaultSteps        = 2_000_000
	DefaultOutputBytes  = 8 << 20
	DefaultDepth        = 1000
	DefaultIncludeDepth = 32
	DefaultValueSize    = 1 << 20
)

// What the limits themselves may be: the depths keep the Go stack small, the
// output fits the 32-bit offsets of the map.
const (
	maxDepth        = 10_000
	maxIncludeDepth = 1_000
	maxOutputBytes  = 1 << 30
)

// MaxFindings is how many findings of one render are kept.
const MaxFindings = 1000

// Limits bound one render. A field that is zero or negative has its default;
// Depth is at most 10,000, IncludeDepth 1,000 and OutputBytes 1 GiB.
type Limits struct {
	Time         time.Duration // wall clock
	Steps        int           // nodes and expressions evaluated, loop turns, and work on long values
	OutputBytes  int           // rendered text, and the text a macro or section builds
	Depth        int           // expressions, bodies and calls inside each other
	IncludeDepth int           // includes inside each other, and templates that extend each other
	ValueSize    int           // elements and bytes of one value, counted deeply (value.Measure)
}

// DefaultLimits are the limits of a render that is not told otherwise.
func DefaultLimits() Limits {
	return Limits{DefaultTime, DefaultSteps, DefaultOutputBytes, DefaultDepth, DefaultIncludeDepth, DefaultValueSize}
}

func (l Limits) orDefaults() Limits {
	d := DefaultLimits()
	if l.Time <= 0 {
		l.Time = d.Time
	}
	for _, f := range []struct {
		field   *int
		usual   int
		highest int
	}{
		{&l.Steps, d.Steps, math.MaxInt},
		{&l.OutputBytes, d.OutputBytes, maxOutputBytes},
		{&l.Depth, d.Depth, maxDepth},
		{&l.IncludeDepth, d.IncludeDepth, maxIncludeDepth},
		{&l.ValueSize, d.ValueSize, maxOutputBytes},
	} {
		if *f.field <= 0 {
			*f.field = f.usual
		}
		*f.field = min(*f.field, f.highest)
	}
	return l
}

// Loader finds the templates that a template names in include, import and
// extends. It is called by the goroutine that called Render.
type Loader interface {
	// Load returns the unit that name means inside from. Errors wrap
	// fs.ErrNotExist when it is found nowhere.
	Load(from *Unit, name string) (*Unit, error)
}

// Options are the inputs of a render besides template and variables.
type Options struct {
	Limits Limits
	// Strict ends the render at the first error, as a plain renderer does;
	// else a placeholder takes the place of what failed.
	Strict bool
	// Tera switches the superset off: the filters that clnrm replaces are
	// Tera's own, and default rescues nothing but variables.
	Tera bool
	// AutoEscape says whether the output of a template of that name is HTML
	// escaped. It is asked once, for the main unit. nil: never.
	AutoEscape func(unitName string) bool
	Seed       *uint64    // [determinism] seed
	Clock      *time.Time // [determinism] freeze_clock
	// LookupEnv reads the environment; nil: it is empty.
	LookupEnv func(string) (string, bool)
	// Loader may be nil: then nothing can be included.
	Loader Loader
	// Record keeps the first value of each expression, for hover.
	Record bool
}

// poison is the type of Poison.
type poison struct{}

// Poison is the value of an expression whose failure has been reported
// already: everything computed from it is Poison too, silently. It may be put
// into the variables of a render and never reaches a built-in function.
var Poison value.Value = poison{}

func isPoison(v value.Value) bool {
	_, ok := v.(poison)
	return ok
}

// recorded keeps the first value of an expression when the render records.
func (r *run) recorded(e template.Expr, v value.Value) {
	if _, seen := r.result.Values[e]; !seen && !isPoison(v) {
		r.result.Values[e] = v
	}
}
