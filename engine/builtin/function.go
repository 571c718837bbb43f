package builtin

import (
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// Function, Filter and Test all have this shape: one table serves evaluation,
// argument checking, completion, hover and the documentation.
type Function struct {
	Name   string
	Doc    string  // one or two sentences, Markdown
	Params []Param // also the order of positional arguments, a superset form
	Result string  // type in words: "string", "integer", "array", …
	Purity Purity
	// Call computes the result. For a filter or a test, Call.Input is the
	// value on the left. Errors are *Error.
	Call func(c *Call) (value.Value, error)
}

// Param describes one argument.
type Param struct {
	Name     string
	Type     string // "string", "integer", "number", "bool", "array", "map", "any"
	Required bool
	Default  value.Value // when not Required; nil: simply absent
	Doc      string
}

// Purity says what a result depends on besides the arguments.
type Purity uint8

// Pure results depend on arguments alone; Env reads environment variables;
// Clock reads the time; Random draws numbers; Counter keeps state in a render.
const (
	Pure    Purity = 0
	ReadEnv Purity = 1 << iota
	ReadClock
	ReadRandom
	Counter
)

// Call is one evaluation.
type Call struct {
	Input value.Value // filters and tests
	Args  []Arg       // in source order; positional ones have been named by the caller
	Host  Host
	// Undefined says that Input (of a test, or of the default filter) is an
	// undefined variable; Input is nil then.
	Undefined bool
}

// Arg is an evaluated argument.
type Arg struct {
	Name  string
	Value value.Value
}

// Host is what a render lends to the functions it calls. It is used by one
// goroutine at a time.
type Host interface {
	// LookupEnv reads an environment variable and records the read.
	LookupEnv(name string) (string, bool)
	// Now is the frozen instant when the render has one, else the real time
	// (and the render is then flagged non-deterministic).
	Now() time.Time
	// Seed yields the seed of this call position when [determinism] gives
	// one; otherwise ok is false, the render is flagged non-deterministic and
	// seed is freshly drawn.
	Seed() (seed uint64, ok bool)
	// Count returns the next value of the named counter (function seq).
	Count(name string, start, step int64) int64
	// Grow asks for n more bytes (or elements) of value; an error ends the
	// render with a limit finding. Call before building large results.
	Grow(n int) error
}

// Error is a failed call. Arg names the argument at fault, "" for the call as
// a whole. Code is one of the template codes.
type Error struct {
	Code    finding.Code
	Arg     string
	Message string
}

func (e *Error) Error() string { return e.Message }
