package toml

import "github.com/clnrm-ls/clnrm-ls/engine/source"

// Kind is the type of a value.
type Kind uint8

// Kinds. Invalid is a value that could not be understood; it has a range and
// a finding, and must not cause follow-up findings.
const (
	Invalid Kind = iota
	String
	Integer
	Float
	Bool
	OffsetDateTime
	LocalDateTime
	LocalDate
	LocalTime
	Array
	Table
)

// Form says how a table or an array was written.
type Form uint8

// Forms.
const (
	Value         Form = iota // an ordinary value: scalar or [ … ] array
	Root                      // the document itself
	Header                    // [a.b]
	Implicit                  // a, made by [a.b]
	Dotted                    // a, made by a.b = 1
	Inline                    // { … }
	ArrayOfTables             // the array behind [[a]]
	Element                   // one table of it
)

// Node is a value with its place. Trees are immutable once parsed.
type Node struct {
	Kind Kind
	Form Form
	// Span is the range of the value; for a Header or Element table the range
	// of its [header] line part, brackets included; for Implicit and Dotted
	// tables the key that made it.
	Span source.Span
	// Extent reaches from Span.Start to the end of the last line that belongs
	// to the node (for header tables: up to the next header), for folding and
	// for "which table is the cursor in".
	Extent source.Span
	// Value is string, int64, float64, bool or time.Time as BurntSushi/toml
	// decodes it; nil for containers and Invalid.
	Value   any
	Items   []*Node  // Array: elements in order
	Entries []*Entry // Table: keys in order of first appearance
	index   map[string]*Entry
}

// Entry is a key of a table.
type Entry struct {
	Key string
	// KeySpan is the key part at its first appearance, quotes included.
	KeySpan source.Span
	// Appearances lists every place where the key part is written (headers of
	// sub-tables and dotted keys repeat it), the first included.
	Appearances []source.Span
	Value       *Node
}

// Get finds a key of a table; nil when n is nil, no table, or has no such key.
func (n *Node) Get(key string) *Entry {
	if n == nil {
		return nil
	}
	if n.index != nil {
		return n.index[key]
	}
	for _, e := range n.Entries {
		if e.Key == key {
			return e
		}
	}
	return nil
}

// Lookup follows a path of keys from n; nil when it ends early.
func (n *Node) Lookup(path ...string) *Node {
	for _, key := range path {
		e := n.Get(key)
		if e == nil {
			return nil
		}
		n = e.Value
	}
	return n
}
