package schema

// Type is the shape a key wants. The zero Type accepts anything.
type Type struct {
	Kind  Kind
	Elem  *Type  // Array and Map: the element
	Table *Table // Table: its keys
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
	Object // a table with known keys
)

// Table describes the keys of one TOML table.
type Table struct {
	Name string // as in format.md: "service.NAME", "expect.span[]"
	Doc  string // Markdown
	Keys []Key
	Open bool // free-form: unknown keys are fine
}

// Key is one key of a Table: the single source for validation, completion,
// hover and documentation.
type Key struct {
	Name     string
	Aliases  []string // other spellings that upstream accepts
	Type     Type
	Required bool
	Default  string   // as TOML text; "" when there is none
	Allowed  []string // permitted strings
	FoldCase bool     // Allowed is compared ignoring case
	Min, Max *float64 // bounds of a number, inclusive
	Doc      string   // Markdown, one paragraph
	Since    string   // generation: "0.4", "0.6", "1.0", "HEAD"
	Until    string   // last generation that knows it, "" for still there
	Effect   Effect
	Note     string // what upstream really does with it, when that surprises
}

// Effect is what the original program does with a key (format.md, sections 2 and 4).
type Effect uint8

// Effects. Ignored keys are parsed and never read: told once per key as information.
const (
	Used Effect = iota
	Ignored
)
