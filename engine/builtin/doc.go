// Package builtin is the library of the template language: the functions,
// filters and tests that Tera 1.20 and clnrm register, as three tables that
// serve evaluation, argument checking, completion, hover and documentation
// alike, and the text of the built-in macro library.
//
// Invariants:
//   - The tables are made once and never change; a Function is safe for
//     concurrent use as long as each Call has its own Host.
//   - A call never panics. It asks Host.Grow before it builds a result that
//     can be larger than its arguments.
//   - Random numbers come from a stream of an explicit seed or of Host.Seed,
//     the time from Host.Now, the environment from Host.LookupEnv, counters
//     from Host.Count: nothing else is impure, and Purity says which applies.
//   - A wrongly typed argument is an *Error, never taken for absent.
//
// Entry points: LookupFunction, LookupFilter, LookupTest and their …Names,
// Suggestions, MacroLibrary.
//
// It deliberately evaluates no expressions, resolves no variables, checks no
// argument names (callers do, from Params) and knows no positions in text.
package builtin
