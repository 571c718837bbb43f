// Package template reads the template language of clnrm files: Tera 1.x and
// the superset of it that real files use (format.md 3.2 and 3.7).
//
// The parser is tolerant. A construct that is wrong is lost alone: it becomes
// a Broken node (or a BadExpr inside a block tag) with one finding, and the
// rest of the file is read as if it had been right. What Tera 1.x would reject
// but is unambiguous is accepted with an information finding.
//
// Invariants: Parse never fails, never panics and takes time linear in the
// text; the spans of File.Nodes tile the text, the spans of a body tile the
// text between the tags around it, and every child span lies in its parent's;
// the height of every tree is bounded by MaxExpressionDepth and MaxBlockDepth.
// Whitespace control is resolved here: Text.Output is what is written.
//
// Entry points: Parse, IsTemplate, Walk, Path, Definitions.
//
// The package deliberately does not evaluate, does not know which functions,
// filters, tests or variables exist, and reads no other file.
package template
