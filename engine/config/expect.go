package config

import (
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// Expect is [expect], or the expect_* tables of [otel_validation]
// (format.md 2.8, 5.3).
type Expect struct {
	Entry       *toml.Entry // the key expect; nil when absent
	Spans       []Span
	Graph       Graph
	Counts      Counts
	Windows     []Window
	Order       Order
	Status      Status
	Hermeticity Hermeticity
}

// Span is one [[expect.span]].
type Span struct {
	Node        *toml.Node
	Name        String
	Parent      String
	Kind        String
	AttrsAll    Pairs
	AttrsAny    Pairs // from a table, or from an array of "key=value"
	EventsAny   Strings
	EventsAll   Strings
	MinDuration Float // milliseconds
	MaxDuration Float // milliseconds
}

// Edge is one array of span names: parent and child in a graph, first and
// second in an order. Names has any length; format.md 2.8 wants two.
type Edge struct {
	Node  *toml.Node
	Names Strings
}

// Graph is [expect.graph].
type Graph struct {
	Node         *toml.Node
	MustInclude  []Edge
	MustNotCross []Edge
	Acyclic      Bool
}

// Bound limits a number; Eq alone decides when it is set (format.md 5.3).
type Bound struct {
	Node    *toml.Node
	KeySpan source.Span
	Gte     Int
	Lte     Int
	Eq      Int
}

// NamedBound is a bound on the number of spans of one name.
type NamedBound struct {
	Name string
	Bound
}

// Counts is [expect.counts].
type Counts struct {
	Node        *toml.Node
	SpansTotal  Bound
	EventsTotal Bound
	ErrorsTotal Bound
	ByName      []NamedBound
}

// Window is one [[expect.window]].
type Window struct {
	Node     *toml.Node
	Outer    String
	Contains Strings
}

// Order is [expect.order].
type Order struct {
	Node        *toml.Node
	MustPrecede []Edge
	MustFollow  []Edge
}

// Status is [expect.status]; the keys of ByName are globs.
type Status struct {
	Node   *toml.Node
	All    String
	ByName Pairs
}

// Hermeticity is [expect.hermeticity]. The flat aliases, which upstream loads
// and then never looks at, are read for what they say (format.md 8.3).
type Hermeticity struct {
	Node               *toml.Node
	NoExternalServices Bool
	ResourceAttrs      Pairs
	ForbidKeys         Strings
}
