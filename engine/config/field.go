package config

import (
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// Field is an optional value of a table, or an element of an array.
type Field[T any] struct {
	Value T
	Node  *toml.Node  // nil when absent or wrongly typed
	Entry *toml.Entry // the key; nil when absent, and for elements of arrays
}

// The scalar fields. A Float accepts an integer, as upstream does
// (format.md 2.1).
type (
	String = Field[string]
	Int    = Field[int64]
	Float  = Field[float64]
	Bool   = Field[bool]
)

// Set reports whether there is a value of the right type.
func (f Field[T]) Set() bool { return f.Node != nil }

// Present reports whether the key is written, whatever its type: a rule that
// concludes from absence asks this, so as not to repeat a type error.
func (f Field[T]) Present() bool { return f.Entry != nil || f.Node != nil }

// Span is the byte range of the value; the zero Span when it is not Set.
func (f Field[T]) Span() source.Span {
	if f.Node == nil {
		return source.Span{}
	}
	return f.Node.Span
}

// Strings is an array of strings.
type Strings struct {
	Items []String
	Node  *toml.Node
	Entry *toml.Entry
	// Broken says that an element was wrongly typed and is not in Items.
	Broken bool
}

// Set reports whether there is an array.
func (s Strings) Set() bool { return s.Node != nil }

// Present reports whether the key is written, whatever its type.
func (s Strings) Present() bool { return s.Entry != nil || s.Node != nil }

// Values copies the strings out.
func (s Strings) Values() []string {
	out := make([]string, len(s.Items))
	for i, item := range s.Items {
		out[i] = item.Value
	}
	return out
}

// Pair is a key with a string value. Value is not Set when it is wrongly typed.
type Pair struct {
	Key     string
	KeySpan source.Span
	Value   String
}

// Pairs is a table of strings, in the order written.
type Pairs struct {
	Items []Pair
	Node  *toml.Node
	Entry *toml.Entry
}

// Set reports whether there is a table.
func (p Pairs) Set() bool { return p.Node != nil }

// Lookup finds a string by key.
func (p Pairs) Lookup(key string) (string, bool) {
	for _, pair := range p.Items {
		if pair.Key == key {
			return pair.Value.Value, pair.Value.Set()
		}
	}
	return "", false
}

// scalar decodes a key whose value has exactly the Go type T.
func scalar[T any](table *toml.Node, key string) Field[T] {
	entry := table.Get(key)
	if entry == nil {
		return Field[T]{}
	}
	f := Field[T]{Entry: entry}
	if entry.Value != nil {
		if v, ok := entry.Value.Value.(T); ok {
			f.Value, f.Node = v, entry.Value
		}
	}
	return f
}

func text(table *toml.Node, key string) String  { return scalar[string](table, key) }
func integer(table *toml.Node, key string) Int  { return scalar[int64](table, key) }
func boolean(table *toml.Node, key string) Bool { return scalar[bool](table, key) }

func number(table *toml.Node, key string) Float {
	f := scalar[float64](table, key)
	if f.Entry != nil && f.Node == nil {
		if i := scalar[int64](table, key); i.Node != nil {
			f.Value, f.Node = float64(i.Value), i.Node
		}
	}
	return f
}

// subtable is the table behind a key, or nil.
func subtable(table *toml.Node, key string) *toml.Node {
	if entry := table.Get(key); entry != nil {
		return onlyTable(entry.Value)
	}
	return nil
}

func onlyTable(n *toml.Node) *toml.Node {
	if n != nil && n.Kind == toml.Table {
		return n
	}
	return nil
}

// list is the elements of the array behind a key.
func list(table *toml.Node, key string) []*toml.Node {
	entry := table.Get(key)
	if entry == nil || entry.Value == nil || entry.Value.Kind != toml.Array {
		return nil
	}
	return entry.Value.Items
}

// tables is list without the elements that are no tables.
func tables(table *toml.Node, key string) []*toml.Node {
	items := list(table, key)
	for i, item := range items {
		if onlyTable(item) != nil {
			continue
		}
		kept := append([]*toml.Node(nil), items[:i]...)
		for _, rest := range items[i+1:] {
			if onlyTable(rest) != nil {
				kept = append(kept, rest)
			}
		}
		return kept
	}
	return items
}

func texts(table *toml.Node, key string) Strings {
	entry := table.Get(key)
	if entry == nil {
		return Strings{}
	}
	s := elements(entry.Value)
	s.Entry = entry
	return s
}

// elements decodes an array of strings that may itself be an element.
func elements(n *toml.Node) Strings {
	if n == nil || n.Kind != toml.Array {
		return Strings{}
	}
	s := Strings{Node: n, Items: make([]String, 0, len(n.Items))}
	for _, item := range n.Items {
		if v, ok := item.Value.(string); ok {
			s.Items = append(s.Items, String{Value: v, Node: item})
		} else {
			s.Broken = true
		}
	}
	return s
}

func pairs(table *toml.Node, key string) Pairs {
	entry := table.Get(key)
	if entry == nil {
		return Pairs{}
	}
	p := pairsOf(onlyTable(entry.Value))
	p.Entry = entry
	return p
}

func pairsOf(n *toml.Node) Pairs {
	if n == nil {
		return Pairs{}
	}
	p := Pairs{Node: n, Items: make([]Pair, 0, len(n.Entries))}
	for _, entry := range n.Entries {
		pair := Pair{Key: entry.Key, KeySpan: entry.KeySpan, Value: String{Entry: entry}}
		if entry.Value != nil {
			if v, ok := entry.Value.Value.(string); ok {
				pair.Value.Value, pair.Value.Node = v, entry.Value
			}
		}
		p.Items = append(p.Items, pair)
	}
	return p
}
