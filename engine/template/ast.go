package template

import "github.com/clnrm-ls/clnrm-ls/engine/source"

// Node is one element of a template body. Its Span covers the whole
// construct, delimiters included, in bytes of the file's text.
type Node interface {
	Span() source.Span
	node()
}

// Expr is an expression inside a tag.
type Expr interface {
	Span() source.Span
	expr()
}

type span struct{ Range source.Span }

// Span is the range of the construct in bytes.
func (s span) Span() source.Span { return s.Range }

// Ident is a name with its place.
type Ident struct {
	Name  string
	Range source.Span
}

// Tag is the range of one {% … %} or {{ … }}, delimiters included.
type Tag struct{ Range source.Span }

type (
	// Text is literal output: Output is the part of Span that is written,
	// after whitespace control has trimmed it. Raw sections become Text with
	// Raw set; their Span includes the {% raw %} and {% endraw %} tags.
	Text struct {
		span
		Output source.Span
		Raw    bool
	}

	// Comment is {# … #}; it writes nothing.
	Comment struct{ span }

	// Output is {{ Value }}.
	Output struct {
		span
		Value Expr
	}

	// If is a chain of conditions; Else is nil when absent. EndTag, here and
	// below, is {% end… %}; it is empty, and at the end of the construct, when
	// that tag is missing.
	If struct {
		span
		Branches []Branch
		Else     []Node
		ElseTag  Tag
		HasElse  bool
		EndTag   Tag
	}

	// For is {% for Value in Iterable %} or {% for Key, Value in Iterable %}.
	For struct {
		span
		Tag      Tag
		Key      Ident // zero Name when absent
		Value    Ident
		Iterable Expr
		Body     []Node
		Else     []Node // runs when the iterable is empty
		ElseTag  Tag
		HasElse  bool
		EndTag   Tag
	}

	// Set is {% set Name = Value %}, or set_global.
	Set struct {
		span
		Name   Ident
		Value  Expr
		Global bool
	}

	// Include is {% include "a" %} or {% include ["a", "b"] ignore missing %}.
	Include struct {
		span
		Paths         []StringRef
		IgnoreMissing bool
	}

	// Import is {% import "file" as Alias %}. Late marks one that Tera 1.x
	// rejects because text stands before it.
	Import struct {
		span
		Path  StringRef
		Alias Ident
		Late  bool
	}

	// Extends is {% extends "file" %}.
	Extends struct {
		span
		Path StringRef
	}

	// Block is {% block name %}…{% endblock %}.
	Block struct {
		span
		Tag    Tag
		Name   Ident
		Body   []Node
		EndTag Tag
	}

	// Macro is {% macro name(params) %}…{% endmacro %}.
	Macro struct {
		span
		Tag    Tag
		Name   Ident
		Params []Param
		Body   []Node
		EndTag Tag
	}

	// FilterSection is {% filter name(args) %}…{% endfilter %}.
	FilterSection struct {
		span
		Tag    Tag
		Name   Ident
		Args   []Arg
		Body   []Node
		EndTag Tag
	}

	// Break and Continue act on the innermost For.
	Break    struct{ span }
	Continue struct{ span }

	// Broken is a construct that could not be parsed; it writes nothing.
	// Value says that it stands where a value is written ({{ … }}), so that a
	// placeholder keeps the text behind it checkable.
	Broken struct {
		span
		Value bool
	}
)

// Branch is one `if` or `elif` with its body.
type Branch struct {
	Tag  Tag
	Cond Expr
	Body []Node
}

// Param is a macro parameter; Default is nil for a mandatory one.
type Param struct {
	Name    Ident
	Default Expr
}

// StringRef is a string literal used as a file name; Range covers the quotes.
type StringRef struct {
	Value string
	Range source.Span
}

// Arg is an argument of a call. Name is empty for a positional argument (a
// superset form; Tera 1.x takes keyword arguments only).
type Arg struct {
	Name  Ident
	Value Expr
}

type (
	// Literal is a constant: Value is string, bool, int64, float64 or, for
	// the superset literal none, nil.
	Literal struct {
		span
		Value any
	}

	// Var is a bare name.
	Var struct {
		span
		Name string
	}

	// Member is X.Name; Name may be a number (a.0).
	Member struct {
		span
		X    Expr
		Name Ident
	}

	// Index is X[Key].
	Index struct {
		span
		X, Key Expr
	}

	// Array is [a, b].
	Array struct {
		span
		Items []Expr
	}

	// Map is {"k": v}, a superset form.
	Map struct {
		span
		Entries []MapEntry
	}

	// Unary is Not or Neg applied to X.
	Unary struct {
		span
		Op Op
		X  Expr
	}

	// Binary is X Op Y; OpSpan is the operator's own range.
	Binary struct {
		span
		Op     Op
		OpSpan source.Span
		X, Y   Expr
	}

	// Filter is X | Name(Args).
	Filter struct {
		span
		X    Expr
		Name Ident
		Args []Arg
	}

	// Test is X is [not] Name(Args); arguments are positional in Tera.
	Test struct {
		span
		X       Expr
		Name    Ident
		Args    []Expr
		Negated bool
	}

	// Call is Name(Args), or Namespace::Name(Args) for a macro; Namespace.Name
	// is empty for a function.
	Call struct {
		span
		Namespace Ident
		Name      Ident
		Args      []Arg
	}

	// Paren keeps the parentheses of (X).
	Paren struct {
		span
		X Expr
	}

	// BadExpr stands for an expression that could not be parsed.
	BadExpr struct{ span }
)

// MapEntry is one pair of a Map.
type MapEntry struct {
	Key   Expr
	Value Expr
}

// Op is an operator.
type Op uint8

// Operators, loosest first as in Tera's grammar: or, and, not, in and the
// comparisons, ~ (string concatenation), + -, * / %, unary minus.
const (
	Or Op = iota + 1
	And
	Not
	In
	NotIn
	Eq
	Ne
	Lt
	Le
	Gt
	Ge
	Concat
	Add
	Sub
	Mul
	Div
	Mod
	Neg
)

func (*Text) node()          {}
func (*Comment) node()       {}
func (*Output) node()        {}
func (*If) node()            {}
func (*For) node()           {}
func (*Set) node()           {}
func (*Include) node()       {}
func (*Import) node()        {}
func (*Extends) node()       {}
func (*Block) node()         {}
func (*Macro) node()         {}
func (*FilterSection) node() {}
func (*Break) node()         {}
func (*Continue) node()      {}
func (*Broken) node()        {}

func (*Literal) expr() {}
func (*Var) expr()     {}
func (*Member) expr()  {}
func (*Index) expr()   {}
func (*Array) expr()   {}
func (*Map) expr()     {}
func (*Unary) expr()   {}
func (*Binary) expr()  {}
func (*Filter) expr()  {}
func (*Test) expr()    {}
func (*Call) expr()    {}
func (*Paren) expr()   {}
func (*BadExpr) expr() {}
