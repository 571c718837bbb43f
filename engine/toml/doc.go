// Package toml parses TOML into a concrete syntax tree that has a range for
// every key and value, tolerates every error and reports all of them at once.
//
// The scanner of this package decides structure: ranges, syntax, dotted keys,
// headers and everything about redefinition. github.com/BurntSushi/toml
// decides values: it decodes every scalar that the scanner found right
// (decode.go). TOML 1.1 is accepted, its new forms are told as information.
//
// Invariants: Parse never fails and never panics, in time and memory linear
// in the text; the limits in document.go bound what a consumer must expect.
// A document is immutable once parsed. Every span lies inside the text and
// inside that of the container around it. A value that is wrong is Invalid
// and has exactly one explanation among the findings; an unclosed container
// is Invalid too but keeps the entries that it has, for completion.
//
// Recovery: a broken scalar ends at the next separator or with its line, and
// the lines after it are checked as if nothing had happened. Where something
// is not closed, indentation tells how far it may reach (recover.go). What
// follows from an error that was reported is not reported again.
//
// Entry points: Parse, Document.At, NewMemo.
//
// It deliberately knows nothing of templates, of the clnrm format, of lines
// and columns, and does not write or format TOML.
package toml
