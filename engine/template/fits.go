package template

import (
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// fits is the set of productions of Tera 1.x's grammar that an expression can
// stand for. The parser itself accepts any expression anywhere; where the
// grammar would not, the set lacks the production asked for and a finding
// says so.
type fits uint16

const (
	asPath       fits = 1 << iota // name, dotted or with square brackets
	asOperand                     // of ~
	asBasic                       // arithmetic without filters, parentheses around itself
	asFiltered                    // asBasic with filters: what for iterates
	asString                      // a string or ~ chain, with filters
	asMath                        // arithmetic over filtered values
	asComparable                  // either side of a comparison
	asNegatable                   // what `not` takes
	asLogicValue                  // an operand of and, or; an array item
	asLogic
	asArray     // with filters
	asContainer // the right side of `in`
)

const (
	fitsLogic  = asLogicValue | asLogic
	fitsNot    = asNegatable | fitsLogic // a comparison or `in`
	fitsMath   = asMath | asComparable | fitsNot
	fitsFilter = asFiltered | fitsMath
	fitsBasic  = asBasic | fitsFilter
	fitsPath   = asPath | asOperand | asContainer | fitsBasic
	fitsString = asString | asContainer | asComparable | fitsNot
	fitsArray  = asArray | asContainer
	fitsAll    = ^fits(0) // already reported: nothing more to say about it
)

// operand is an expression with what the grammar needs to know about it.
type operand struct {
	expr   Expr
	fits   fits
	height int
}

func (o operand) span() source.Span { return o.expr.Span() }

// require reports o when Tera 1.x has no such form in this place. The result
// fits everywhere, so that one form gives one finding.
func (p *parser) require(o operand, want fits, message string) operand {
	if o.fits&want == 0 && p.tok.kind != tokFail {
		f := p.superset(o.span(), message)
		f.Fixes = p.unwrap(o)
		o.fits = fitsAll
	}
	return o
}

// unwrap offers to drop the parentheses around a filtered value, the most
// frequent of the forms Tera lacks.
func (p *parser) unwrap(o operand) []finding.Fix {
	paren, ok := o.expr.(*Paren)
	if !ok {
		return nil
	}
	if _, ok := paren.X.(*Filter); !ok {
		return nil
	}
	s, in := paren.Span(), paren.X.Span()
	return []finding.Fix{{Title: "Remove the parentheses", Edits: []finding.Edit{
		{Span: source.Span{Start: s.Start, End: in.Start}},
		{Span: source.Span{Start: in.End, End: s.End}},
	}}}
}

// grow is the height of a node over children of the given heights; too high a
// tree ends the tag.
func (p *parser) grow(heights ...int) int {
	h := 0
	for _, x := range heights {
		h = max(h, x)
	}
	h++
	if h > MaxExpressionDepth {
		p.tooDeep(p.tok.span())
	}
	return h
}

// enter descends one level of brackets or prefix operators; when it returns
// false the tag has failed. Each enter that returns true needs a leave.
func (p *parser) enter() bool {
	if p.depth >= maxDescent {
		p.tooDeep(p.tok.span())
		return false
	}
	p.depth++
	return true
}

func (p *parser) leave() { p.depth-- }

// maxDescent is lower than MaxExpressionDepth because a level of brackets is
// several calls of the parser.
const maxDescent = 200

func (p *parser) tooDeep(at source.Span) {
	p.failAs(newFinding(finding.LimitTemplateDepth, finding.Error, at,
		"The expression is nested too deeply or too long; split it with {% set %}."))
}

// bad is the operand of a tag that failed.
func (p *parser) bad() operand {
	at := source.Span{Start: p.tok.start, End: p.tok.start}
	return operand{&BadExpr{span{at}}, fitsAll, 1}
}

func join(a, b Expr) span {
	return span{source.Span{Start: a.Span().Start, End: b.Span().End}}
}
