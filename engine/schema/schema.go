package schema

import "github.com/clnrm-ls/clnrm-ls/engine/toml"

// Type is the shape a key wants. The zero Type accepts anything.
type Type struct {
	Kind  Kind
	Elem  *Type  // Array and Map: the element; nil accepts anything
	Table *Table // Object: its keys
}

// Kind of a Type.
type Kind uint8

// Kinds. Number accepts integer and float; Map is a table with free keys.
const (
	Any Kind = iota
	String
	Integer
	Number
	Bool
	Array
	Map
	Object   // a table with known keys
	Duration // a string as ParseDuration reads it
)

// Table describes the keys of one TOML table.
type Table struct {
	Name string // as in format.md: "service.NAME", "expect.span[]"
	Doc  string // Markdown
	Keys []Key
	Open bool // free-form: unknown keys are fine
	// Mistakes are keys that people write here although no schema has them.
	Mistakes []Mistake

	title string // of the root, which has no name
	// shorthand is the TOML text of the table that a value of another type
	// stands for, or "": "/a:/b" for a volume. For fixes only.
	shorthand func(*toml.Node) string
	// proviso is what has to be added to such a table by hand, or "".
	proviso func(*toml.Node) string
	// check reports what the keys alone do not say. Runs after the keys.
	check func(*validator, *toml.Node)
	// claims says that check speaks for an unknown key.
	claims func(*toml.Node, *toml.Entry) bool
	index  index
}

// Key is one key of a Table: the single source for validation, completion,
// hover and documentation.
type Key struct {
	Name     string
	Aliases  []string // other spellings that upstream accepts
	Type     Type
	Required bool
	Default  string // as TOML text; "" when there is none
	// Allowed lists the permitted strings. Of an Array or Map it is the
	// elements that are limited, by Min and Max too.
	Allowed  []string
	FoldCase bool     // Allowed is compared ignoring case
	Min, Max *float64 // bounds of a number or, in seconds, of a Duration; inclusive
	// Lenient says that upstream documents Allowed, Min and Max without
	// enforcing them: what breaks them is a warning, not an error.
	Lenient  bool
	NonBlank bool             // a string must have more than white space
	Doubtful map[string]Doubt // permitted values that not every command of upstream accepts
	Unit     string           // of a number: "s" or "ms"
	Sample   string           // TOML text of a plausible value, for fixes and completion
	Env      string           // the environment variable that overrides it (project configuration)
	Doc      string           // Markdown, one paragraph
	Since    string           // generation: "0.4", "0.6", "1.0", "HEAD"
	Until    string           // last generation that knows it, "" for still there
	Effect   Effect
	Note     string // what upstream really does with it, when that surprises
	Legacy   string // not empty: an old spelling; what to write instead

	label string // the name with that of the table where it may be ambiguous: "attrs.all"
	// commandLine says that a string and an array of words mean the same here.
	commandLine bool
	// fails is what upstream says to a table in which this Honoured key must do
	// for others, or "". A warning, not an information.
	fails func(table *toml.Node) string
	// alias reports what is wrong with a value under an alias, and whether
	// that settles it.
	alias func(v *validator, table *toml.Node, e *toml.Entry) bool
}

// Effect is what the original program does with a key (format.md, sections 2 and 4).
type Effect uint8

// Effects. Ignored and Honoured keys are told once per file as information.
const (
	Used     Effect = iota
	Ignored         // parsed and never read, to the surprise of many
	Honoured        // never read by clnrm, but honoured by clnrm-ls (format.md 8.3)
	Unread          // parsed and never read, which is not worth telling
)

// Mistake is a key that is often written where no schema has it.
type Mistake struct {
	Name  string
	Meant string // the key of the same table that was meant, "" when there is none
	Why   string // one sentence: what to do instead
	Drop  bool   // there is nothing to do but to remove it
	// Harmless keys only describe: nothing is lost when they are ignored.
	Harmless bool

	// convert is the value under Meant that a value stands for, as TOML text,
	// or "" for the same value. For fixes only.
	convert func(*toml.Node) string
	// fits limits the values for which Meant holds; nil for all.
	fits func(*toml.Node) bool
	// refutes is a sentence for a value that comes to the opposite of what it
	// says when it is ignored, or "".
	refutes func(*toml.Node) string
}

// Doubt is a reservation about a permitted value: a warning.
type Doubt struct {
	Why string
}

// Shorthands of the tables below.
var (
	anything    = Type{}
	text        = Type{Kind: String}
	integer     = Type{Kind: Integer}
	number      = Type{Kind: Number}
	boolean     = Type{Kind: Bool}
	duration    = Type{Kind: Duration}
	texts       = array(text)
	edges       = array(texts)
	textMap     = mapOf(text)
	anythingMap = Type{Kind: Map}
)

func array(elem Type) Type     { return Type{Kind: Array, Elem: &elem} }
func mapOf(elem Type) Type     { return Type{Kind: Map, Elem: &elem} }
func object(table *Table) Type { return Type{Kind: Object, Table: table} }

func bound(x float64) *float64 { return &x }

// Bounds of the integer types of upstream (format.md 2.1).
var (
	zero      = bound(0)
	one       = bound(1)
	maxPort   = bound(65535)
	minInt32  = bound(-1 << 31)
	maxInt32  = bound(1<<31 - 1)
	maxUint32 = bound(1<<32 - 1)
)
