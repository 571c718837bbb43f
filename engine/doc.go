// Package engine is the pipeline of one document:
//
//	text(version) -> template AST -> rendered text + source map -> TOML tree -> config -> findings
//
// Each arrow is a pure function of the document, the files that it includes,
// the variables and the settings; each result is a memo keyed by the hash of
// what it read. Engine.Analyze is the entry point; Engine.Hover, Engine.Plain
// and Analysis.RenderedText read from the same results.
//
// Invariants:
//   - Offsets are bytes. Every published span lies inside the text of the
//     version it is published for.
//   - A finding in rendered text is mapped back exactly or anchored at the
//     construct that generated it; it is never guessed.
//   - Follow-ups of a template error are not reported, nothing is reported
//     twice.
//   - Values are immutable once returned; all exported methods are safe for
//     concurrent use.
//
// It deliberately knows no protocol, prints nothing, reads files only through
// Files, and starts no process.
package engine
