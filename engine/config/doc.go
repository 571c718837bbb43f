// Package config is the typed view of one clnrm test file: the TOML tree of
// engine/toml decoded into the tables of format.md section 2, both the 0.4
// generation ([test.metadata], services, steps, otel_validation) and the later
// one ([meta], service, scenario, expect).
//
// Invariants: decoding never fails and never reports; a part that is missing
// or wrongly typed is absent and everything around it is still there
// (engine/schema reports the wrong type). Every value keeps the node it came
// from, so that rules and run results can point at it. Spans are byte offsets
// into the text that the tree was parsed from, which is rendered text when the
// file is a template. A Config is immutable and safe for concurrent use.
//
// Entry points: Decode, SplitCommand and ShellOperators (format.md 4.4).
//
// It deliberately applies no defaults, checks no values, resolves no
// references and knows nothing of where files are.
package config
