package finding

import "github.com/clnrm-ls/clnrm-ls/engine/source"

// Severity orders findings from fatal to cosmetic; the numbers are those of
// LSP's DiagnosticSeverity.
type Severity uint8

// The four severities.
const (
	Error Severity = iota + 1
	Warning
	Information
	Hint
)

// String is the lower-case English word used on the command line.
func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	case Information:
		return "info"
	case Hint:
		return "hint"
	}
	return "unknown"
}

// Tag is a set of rendering hints for a finding.
type Tag uint8

// Tags, as in LSP: Unnecessary fades the range out, Deprecated strikes it.
const (
	Unnecessary Tag = 1 << iota
	Deprecated
)

// Location is a range in a unit. Unit is the absolute path of a file, or ""
// for the document that is being analysed. The built-in macro library has the
// unit name BuiltinUnit.
type Location struct {
	Unit string
	Span source.Span
}

// BuiltinUnit names the macro library that is compiled into the program.
const BuiltinUnit = "builtin:_macros.toml.tera"

// Related points at another place that explains a finding.
type Related struct {
	Location
	Message string
}

// Edit replaces the bytes of Span in the analysed document by Text.
type Edit struct {
	Span source.Span
	Text string
}

// Fix is one way out of a finding. Its edits do not overlap.
type Fix struct {
	Title     string
	Edits     []Edit
	Preferred bool // the obvious one: may be applied without asking
}

// Finding is one thing to tell the user about one place.
//
// A package that works on rendered text (engine/toml, engine/check) speaks in
// offsets of that text; engine.Analyze maps every span back to the document
// before anyone else sees it. Message says what is wrong and what to do, in
// one or two sentences, without position and without code.
type Finding struct {
	Location
	Code     Code
	Severity Severity
	Message  string
	Related  []Related
	Fixes    []Fix
	Tags     Tag
}
