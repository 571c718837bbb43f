// Package schema holds the clnrm format as one table, and what is derived
// from it: structural validation, lookup and documentation for hover and
// completion, and the layers of the project configuration.
//
// Test describes test definitions of every generation (0.4 to HEAD), Project
// describes cleanroom.toml. Both are built once, on first use, and are
// immutable afterwards: everything here is safe for concurrent use.
//
// Invariants: a key that is in no Table is unknown everywhere; nothing is
// reported below a node of the wrong type, for a node of kind Invalid, or
// where a Placeholder is touched; one place gets one structural finding per
// code. Spans are byte offsets of the text that the tree was parsed from.
//
// Entry points: Validate, At, Documentation, MergeProject.
//
// It deliberately knows nothing of references between keys (a step that names
// a service, an order that has a cycle): those are rules of engine/check. It
// does not decode test files either, which is done by engine/config.
package schema
