// Package render evaluates a parsed template: Tera 1.x with the superset of
// format.md 3.7, driven by pongo2. It is the only package that imports pongo2.
//
// A Unit's syntax tree is turned once into a skeleton that consists of this
// package's own pongo2 tags and node numbers; pongo2 compiles and executes the
// skeleton, the tags call the evaluator, and the evaluator writes through an
// output that keeps the source map. No byte of a user's text reaches pongo2's
// lexer.
//
// Invariants: Render is a pure function of the units, the variables and the
// options; what else a template read (environment, clock, random numbers) is
// listed in the Result. It never panics, and time, memory and stack are bounded
// by Limits on any input. Every rendered byte belongs to one segment of the
// Map, and mapping an exact range there and back is the identity. One failed
// value gives one finding: what is computed from it fails silently (Poison).
//
// Entry points: NewUnit and Render. The package deliberately knows no file
// system (Loader does), no TOML, and no line numbers.
package render
