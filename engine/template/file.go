package template

import "github.com/clnrm-ls/clnrm-ls/engine/source"

// File is the syntax tree of one template. It is immutable.
type File struct {
	Text    string // the text that was parsed; spans are offsets into it
	Nodes   []Node // top level, in order; their spans tile the text
	Imports []*Import
	Macros  map[string]*Macro // by name; of two with one name the last wins
	Blocks  map[string]*Block
	Extends *Extends // nil when absent
	// HasTags is false for a file without any {{, {% or {#: it is plain TOML.
	HasTags bool
}

// Slice is the text of a span.
func (f *File) Slice(s source.Span) string { return f.Text[s.Start:s.End] }
