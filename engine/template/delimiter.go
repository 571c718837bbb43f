package template

import (
	"slices"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// delims describes one tag that has been read to its end.
type delims struct {
	span        source.Span
	left, right bool // whitespace control on that side
	bad         bool // the tag failed; its finding has been added
}

// begin enters the tag at open, which ends with a token of kind closer.
func (p *parser) begin(open int, closer kind) {
	p.open, p.closer = open, closer
	p.brackets, p.braces, p.depth = 0, 0, 0
	p.mark = len(p.findings)
	p.suspect = source.Span{}
	pos := open + len("{{")
	if pos < len(p.text) && p.text[pos] == '-' {
		pos++
	}
	p.prevEnd = pos
	p.tok = scan(p.text, pos, false)
	p.watch()
}

// next consumes the current token.
func (p *parser) next() {
	if p.tok.kind == tokFail {
		return
	}
	p.prevEnd = p.tok.end
	p.tok = scan(p.text, p.tok.end, p.braces > 0)
	p.watch()
}

// watch looks at a token that has just become current.
func (p *parser) watch() {
	if p.tok.kind == tokString {
		p.noteSuspect(p.tok)
	}
}

// accept consumes the current token when it is of kind k.
func (p *parser) accept(k kind) bool {
	if p.tok.kind != k {
		return false
	}
	p.next()
	return true
}

// expect consumes a token of kind k or fails; want names it in the message.
func (p *parser) expect(k kind, want string) bool {
	if p.accept(k) {
		return true
	}
	p.unexpected(want)
	return false
}

// finish ends the tag: its last token must be current.
func (p *parser) finish() delims {
	if p.tok.kind != p.closer {
		p.misplacedEnd()
	}
	left := p.open+2 < len(p.text) && p.text[p.open+2] == '-'
	if p.tok.kind == tokFail {
		d := p.abandon()
		d.left = left
		return d
	}
	return delims{
		span:  source.Span{Start: p.open, End: p.tok.end},
		left:  left,
		right: p.text[p.tok.start] == '-',
	}
}

// misplacedEnd fails at a token that stands where the tag should end.
func (p *parser) misplacedEnd() {
	want := "`}}` or an operator"
	if p.closer == tokCloseTag {
		want = "`%}`"
	}
	switch p.tok.kind {
	case tokCloseValue, tokCloseTag:
		opener, right := "{{", "}}"
		if p.closer == tokCloseTag {
			opener, right = "{%", "%}"
		}
		f := newFinding(finding.TemplateSyntax, finding.Error, p.tok.span(),
			"A tag that begins with `"+opener+"` ends with `"+right+"`; write that here.")
		at := source.Span{Start: p.tok.end - 2, End: p.tok.end}
		f.Fixes = []finding.Fix{{Title: "Replace by " + right, Preferred: true,
			Edits: []finding.Edit{{Span: at, Text: right}}}}
		p.failAs(f)
	default:
		p.unexpected(want)
		if p.tok.kind == tokFail {
			p.hint()
		}
	}
}

// foreignOperators holds operators of other languages and what Tera has for them.
var foreignOperators = map[string]string{
	"=": "Compare with `==`.", "&": "Write `and`.", "|": "Write `or`.", "!": "Write `not`.",
	"?": "Tera has no conditional expression: use {% if %}.", "if": "Tera has no conditional expression: use {% if %}.",
	"(": "Only functions and macros can be called.", "::": "A macro call has one namespace, as in `m::name(…)`.",
}

// hint adds to the failure what another language's author should write.
func (p *parser) hint() {
	f := &p.failure
	first := scan(p.text, p.open+len("{{"), false)
	word := p.text[first.start:first.end]
	if p.closer == tokCloseValue && first.end <= f.Span.Start && slices.Contains(tagNames, word) {
		f.Message += " `" + word + "` is a tag: write `{% " + word + " … %}`."
	} else if more := foreignOperators[p.text[f.Span.Start:f.Span.End]]; more != "" {
		f.Message += " " + more
	}
}

// abandon ends a tag that failed and adds its one finding. Information about
// the parts that were read is withdrawn: it would only distract.
func (p *parser) abandon() delims {
	kept := p.findings[:p.mark]
	for _, f := range p.findings[p.mark:] {
		if f.Severity <= finding.Warning {
			kept = append(kept, f)
		}
	}
	p.findings = kept
	if s := p.suspect; s.End > 0 && s.Start < p.failure.Span.Start {
		back := p.failure.Span.Start - s.Start
		if back <= maxRewind && p.rewound+back <= len(p.text)+maxRewind {
			p.rewound += back
			p.prevEnd = min(p.prevEnd, s.Start)
			p.failure = newFinding(finding.TemplateSyntax, finding.Error, s,
				"The string is not closed: add the missing quote.")
		}
	}
	end, closed := p.resync()
	d := delims{span: source.Span{Start: p.open, End: end}, bad: true}
	d.right = closed && end-3 > p.open && p.text[end-3] == '-'
	p.explain(d.span, closed)
	p.record(p.failure)
	return d
}

// explain completes the failure once the extent of the tag is known.
func (p *parser) explain(tag source.Span, closed bool) {
	f := &p.failure
	if !closed {
		p.explainUnclosed(tag)
		return
	}
	if f.Span.End > tag.End {
		f.Span.End = max(tag.End, f.Span.Start)
	}
	p.line.advance(p.text, tag.Start)
	if p.line.comment && f.Code == finding.TemplateSyntax {
		f.Message += CommentAdvice
		f.Fixes = append(f.Fixes, RawFix(tag))
	}
}

func (p *parser) explainUnclosed(tag source.Span) {
	f := &p.failure
	if f.Code != finding.TemplateSyntax {
		f.Span.End = min(f.Span.End, max(tag.End, f.Span.Start))
		return
	}
	opener, closer := "{{", "}}"
	if p.closer == tokCloseTag {
		opener, closer = "{%", "%}"
	}
	if f.Span.Start >= tag.End {
		at := min(p.prevEnd, tag.End)
		f.Span = source.Span{Start: at, End: at}
	}
	f.Span.End = min(f.Span.End, max(tag.End, f.Span.Start))
	f.Message = "The tag is not closed: `" + opener + "` needs `" + closer + "` on this line."
	f.Related = append(f.Related, p.related(source.Span{Start: tag.Start, End: tag.Start + 2}, "the tag begins here"))
	text := closer
	if tag.End > tag.Start && !strings.HasSuffix(p.text[tag.Start:tag.End], " ") {
		text = " " + closer
	}
	f.Fixes = []finding.Fix{{Title: "Close the tag with " + closer, Edits: []finding.Edit{insert(tag.End, text)}}}
}
