// Package finding holds what every stage of the pipeline reports: a Finding
// with a range, a severity, a stable code, a message, related places and
// fixes, and the one table (Table) that documents every code.
//
// Invariants: a code, once released, never changes meaning; every code used
// anywhere has an entry; Message always says what to do.
//
// Entry points: Finding, Table, Lookup. It deliberately knows nothing of the
// protocol, of positions in lines and columns, or of how findings are shown.
package finding
