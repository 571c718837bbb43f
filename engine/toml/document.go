package toml

import (
	"cmp"
	"slices"
	"sync"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// Limits. Beyond them a construct is refused with a limit finding before the
// value decoder sees it: the decoder recurses, and its cost per key part is
// not constant.
const (
	// MaxDepth is how deep arrays and inline tables may nest; the parts of a
	// dotted key in an inline table count too.
	MaxDepth = 200
	// MaxKeyParts is how many parts a dotted key or a header may have.
	MaxKeyParts = 64
	// MaxFindings is how many findings of one text are kept.
	MaxFindings = 1000
)

// Document is one parsed text. It is immutable and safe for concurrent use.
// All spans are byte offsets of Text.
type Document struct {
	Text string
	Root *Node
	// Comments are the ranges of all comments in order, # included, line end
	// excluded.
	Comments []source.Span
	// Headers are the tables of all [header] and [[header]] lines in source
	// order. A header that is in error has a table too, which is not reachable
	// from Root.
	Headers []*Node

	headings []heading // parallel to Headers
	strays   []stray   // by offset
}

// heading is where the key of a header is written.
type heading struct {
	parts []part
	table *Node
}

// stray is a key that is not in the tree: broken, refused or a duplicate.
type stray struct {
	span  source.Span
	table *Node // the table it is written in
	parts []part
	value *Node // nil when there is none
}

// Parse reads a TOML text. It never fails: what cannot be understood becomes
// an Invalid node or is left out, with a finding at the token. Findings are
// ordered by offset. TOML 1.1 is accepted (https://toml.io/en/v1.1.0), its
// new forms are reported as information. memo may be nil; it may be shared
// by concurrent calls.
func Parse(text string, memo *Memo) (*Document, []finding.Finding) {
	p := parsers.Get().(*parser)
	defer p.release()
	p.start(text)
	if p.encoding() {
		p.document()
	}
	p.decode(memo)
	if p.dropped {
		p.findings = append(p.findings, tooMany(len(text)))
	}
	byStart := func(a, b finding.Finding) int { return cmp.Compare(a.Span.Start, b.Span.Start) }
	if !slices.IsSortedFunc(p.findings, byStart) {
		slices.SortStableFunc(p.findings, byStart)
	}
	slices.SortStableFunc(p.doc.strays, func(a, b stray) int { return cmp.Compare(a.span.Start, b.span.Start) })
	return p.doc, p.findings
}

// parsers keeps the scratch space of parsers that are not in use.
var parsers = sync.Pool{New: func() any { return new(parser) }}
