// Package check holds the semantic rules of the clnrm format: what a file may
// say in valid TOML of the right types and still not mean (format.md 2.15,
// 4.3 to 4.6, 5, 6.2, 6.3, 8.4).
//
// Every rule is one small function, registered in one table together with its
// code. Invariants: a rule never repeats a structural finding of
// engine/schema; a rule that concludes from the absence of something stays
// silent when part of the file is unknown; no finding touches text that stands
// for a value which could not be computed; a range and a code are reported
// once. False alarms are worse than silence here.
//
// Entry point: Run, which calls engine/schema too, so that it gives every
// finding on a parsed document. UnusedVars is separate because it needs to
// know what the template read.
//
// All spans are byte offsets into the text of the document; engine.Analyze
// maps them back to the template. The package reads no files and keeps no
// state, so it is safe for concurrent use.
package check
