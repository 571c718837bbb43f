package template

import (
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// Bounds on trees. They keep every consumer free to recurse.
const (
	// MaxExpressionDepth bounds the height of an expression tree, chains of
	// operators and filters included.
	MaxExpressionDepth = 500
	// MaxBlockDepth bounds how deep if, for, block, macro and filter nest.
	MaxBlockDepth = 100
	// MaxFindings bounds the findings of one text.
	MaxFindings = 1000
)

// IsTemplate reports whether upstream renders text before it reads it as
// TOML: it contains {{, {% or {# anywhere, in comments and strings too
// (format.md 1.3).
func IsTemplate(text string) bool { return nextOpener(text, 0) < len(text) }

// Parse reads text. It is total: what cannot be read is a Broken node or a
// BadExpr and a finding. Findings are in byte offsets of text, in no
// promised order. Time and memory are linear in the
// length of text. The result is immutable and safe for concurrent use.
func Parse(text string) (*File, []finding.Finding) {
	p := &parser{text: text}
	p.file = &File{Text: text, HasTags: IsTemplate(text)}
	p.frames = append(p.frames, frame{})
	p.run()
	p.file.Nodes = p.takeBody(0)
	p.checkNames()
	if p.full {
		p.findings = append(p.findings, newFinding(finding.LimitTemplateFindings, finding.Information, p.cut,
			"There are more template findings from here on, which are not shown; correct the first ones."))
	}
	return p.file, p.findings
}

// parser holds one pass over a text. The fields of the second group belong to
// the tag being read and are reset by begin.
type parser struct {
	text     string
	file     *File
	findings []finding.Finding
	nodes    []Node // bodies of all open frames, one after the other
	frames   []frame
	macros   []*Macro // in order of definition, duplicates included
	blocks   []*Block
	prelude  prelude
	unknown  map[string]bool // unknown tags seen, whose end tags are not reported again
	line     lineState
	headEnd  int  // end of the last import or extends that stands right
	full     bool // findings were left out, the first one at cut
	cut      source.Span
	spare    finding.Finding // takes what is left out
	noEndRaw bool            // there is no {% endraw %} from here on
	rewound  int             // bytes read again after a string ran away; bounds the total
	texts    slab[Text]
	outputs  slab[Output]
	vars     slab[Var]
	literals slab[Literal]
	members  slab[Member]
	filters  slab[Filter]

	closer    kind // what ends this tag
	open      int  // where this tag starts
	tok       token
	prevEnd   int // end of the last token consumed
	brackets  int // parentheses, brackets and braces that are open
	braces    int // of which map literals
	depth     int // of the descent
	mark      int // len(findings) when the tag began
	failure   finding.Finding
	suspect   source.Span // a string that may have swallowed the end of the tag
	nextValue position    // memo of the next "}}"
	nextTag   position
	nextEnd   position // of a comment
	nextLine  position
}

// run alternates between text and constructs until the text is used up.
func (p *parser) run() {
	start, from := 0, 0
	for {
		open := nextOpener(p.text, from)
		if open >= len(p.text) {
			break
		}
		if p.accidental(open) {
			from = open + len("{{")
			continue
		}
		p.addText(start, open)
		start = p.construct(open)
		from = start
	}
	p.addText(start, len(p.text))
	for len(p.frames) > 1 {
		p.closeUnended(len(p.text))
	}
}

// construct reads what starts at open and returns where it ends.
func (p *parser) construct(open int) int {
	switch p.text[open+1] {
	case '#':
		return p.comment(open)
	case '{':
		return p.output(open)
	}
	return p.statement(open)
}

// nextOpener is the offset of the next {{, {% or {# at or after pos, or the
// length of the text.
func nextOpener(text string, pos int) int {
	for pos < len(text) {
		n := strings.IndexByte(text[pos:], '{')
		if n < 0 {
			break
		}
		pos += n
		if pos+1 < len(text) {
			if c := text[pos+1]; c == '{' || c == '%' || c == '#' {
				return pos
			}
		}
		pos++
	}
	return len(text)
}

// slab hands out addresses of elements that are allocated in chunks.
type slab[T any] []T

func (s *slab[T]) alloc() *T {
	if len(*s) == cap(*s) {
		*s = make([]T, 0, min(max(8, 2*cap(*s)), 512))
	}
	*s = (*s)[:len(*s)+1]
	return &(*s)[len(*s)-1]
}
