// Package value is the data model of templates: the JSON types of Tera, their
// truth, order, equality, output text and JSON encoding.
//
// Invariants: a Value holds only the types named at Value; containers are
// immutable and may be shared; uint64 appears only above math.MaxInt64. Every
// walk is bounded: whoever builds a container checks it with Measure, which
// refuses nesting deeper than MaxDepth.
//
// Entry points: From to enter the model, String and AppendJSON to leave it.
// It deliberately knows no variables, filters or functions, and evaluates
// nothing.
package value
