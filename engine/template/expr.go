package template

import (
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// Precedence of the arithmetic operators, which climb in one production.
// Everything looser is a production of its own, because Tera's filters bind
// between: `1 + a | f` filters the sum, `a | f + b | g` adds two filtered
// values.
const (
	precConcat = iota + 1
	precSum
	precProduct
)

// expression parses logic_expr or array_filter, what an output, a set or a
// keyword argument takes.
func (p *parser) expression() Expr {
	o := p.logic()
	return p.require(o, asLogic|asArray, "Tera 1.x has no such value here; assign it with {% set %} or pass it in as a variable.").expr
}

// condition parses what if and elif take: anything but an array.
func (p *parser) condition() Expr {
	return p.require(p.logic(), asLogic, "Tera 1.x takes no array as a condition; test `array | length > 0`.").expr
}

// keyword reports whether the current token is the given word.
func (p *parser) keyword(word string) bool {
	return p.tok.kind == tokIdent && p.text[p.tok.start:p.tok.end] == word
}

// spaced consumes a word operator, behind which Tera wants white space.
func (p *parser) spaced() source.Span {
	at := p.tok.span()
	p.next()
	p.wantSpace(at)
	return at
}

func (p *parser) wantSpace(word source.Span) {
	if word.End < len(p.text) && !isSpace(p.text[word.End]) && p.tok.kind != tokFail {
		name := p.text[word.Start:word.End]
		f := p.superset(word, "Tera 1.x wants white space after `"+name+"`; insert a space.")
		f.Fixes = []finding.Fix{{Title: "Insert a space", Preferred: true,
			Edits: []finding.Edit{insert(word.End, " ")}}}
	}
}

// logic parses `or`, looser than `and`.
func (p *parser) logic() operand {
	left := p.conjunction()
	for p.keyword("or") {
		at := p.spaced()
		left = p.logical(Or, at, left, p.conjunction())
	}
	return left
}

func (p *parser) conjunction() operand {
	left := p.negation()
	for p.keyword("and") {
		at := p.spaced()
		left = p.logical(And, at, left, p.negation())
	}
	return left
}

func (p *parser) logical(op Op, at source.Span, left, right operand) operand {
	const message = "Tera 1.x takes no array beside `and` and `or`; test `array | length > 0`."
	if !isLogical(left.expr) {
		left = p.require(left, asLogicValue, message)
	}
	if !isLogical(right.expr) {
		right = p.require(right, asLogicValue, message)
	}
	return operand{
		&Binary{join(left.expr, right.expr), op, at, left.expr, right.expr},
		asLogic, p.grow(left.height, right.height),
	}
}

func isLogical(e Expr) bool {
	b, ok := e.(*Binary)
	return ok && (b.Op == And || b.Op == Or)
}

func (p *parser) negation() operand {
	if !p.keyword("not") {
		return p.comparison()
	}
	if !p.enter() {
		return p.bad()
	}
	defer p.leave()
	at := p.spaced()
	x := p.negation()
	x = p.require(x, asNegatable, "Tera 1.x applies `not` to a single comparison or value only; negate each part instead.")
	return operand{
		&Unary{span{source.Span{Start: at.Start, End: x.span().End}}, Not, x.expr},
		fitsLogic, p.grow(x.height),
	}
}

var comparisons = [...]struct {
	kind kind
	op   Op
}{{tokEq, Eq}, {tokNe, Ne}, {tokLt, Lt}, {tokLe, Le}, {tokGt, Gt}, {tokGe, Ge}}

func (p *parser) comparisonOp() Op {
	if k := p.tok.kind; k >= tokEq && k <= tokGe {
		for _, c := range comparisons {
			if c.kind == k {
				return c.op
			}
		}
	}
	if p.keyword("in") {
		return In
	}
	if p.keyword("not") {
		if t := scan(p.text, p.tok.end, p.braces > 0); t.kind == tokIdent && p.text[t.start:t.end] == "in" {
			return NotIn
		}
	}
	return 0
}

// comparison parses one comparison or `in`; Tera does not chain them.
func (p *parser) comparison() operand {
	left := p.math(true, precConcat)
	op := p.comparisonOp()
	if op == 0 {
		return left
	}
	at := p.tok.span()
	if op == NotIn {
		p.spaced()
		at.End = p.tok.end
	}
	p.next()
	right := p.math(true, precConcat)
	if op == In || op == NotIn {
		left = p.require(left, asString|asFiltered, "Tera 1.x has no such value on the left of `in`; assign it with {% set %} first.")
		right = p.require(right, asContainer, "Tera 1.x takes a variable, a string or an array after `in`; assign the value with {% set %} first.")
	} else {
		const message = "Tera 1.x does not compare such a value; assign it with {% set %} first."
		left = p.require(left, asComparable, message)
		right = p.require(right, asComparable, message)
	}
	if p.comparisonOp() != 0 {
		p.fail(p.tok.span(), "Comparisons cannot be chained; join them with `and`.")
	}
	return operand{
		&Binary{join(left.expr, right.expr), op, at, left.expr, right.expr},
		fitsNot, p.grow(left.height, right.height),
	}
}

func (p *parser) mathOp() (op Op, prec int) {
	switch p.tok.kind {
	case tokTilde:
		return Concat, precConcat
	case tokPlus:
		return Add, precSum
	case tokMinus:
		return Sub, precSum
	case tokStar:
		return Mul, precProduct
	case tokSlash:
		return Div, precProduct
	case tokPercent:
		return Mod, precProduct
	}
	return 0, 0
}

// math climbs the arithmetic operators of at least the given precedence, over
// plain values or, one level up, over filtered ones.
func (p *parser) math(filtered bool, least int) operand {
	left := p.mathOperand(filtered)
	for {
		op, prec := p.mathOp()
		if op == 0 || prec < least {
			return left
		}
		at := p.tok.span()
		p.next()
		left = p.combine(op, at, left, p.math(filtered, prec+1))
	}
}

func (p *parser) mathOperand(filtered bool) operand {
	if filtered {
		return p.filtered()
	}
	return p.primary()
}

func (p *parser) combine(op Op, at source.Span, left, right operand) operand {
	out := operand{height: p.grow(left.height, right.height)}
	if op == Concat {
		const message = "Tera 1.x joins only variables, strings, numbers and function calls with `~`; assign the value with {% set %} first."
		if b, ok := left.expr.(*Binary); !ok || b.Op != Concat {
			left = p.require(left, asOperand, message)
		}
		p.require(right, asOperand, message)
		out.fits = fitsString
	} else {
		p.numeric(at, left, right)
		const message = "Tera 1.x does not calculate with such a value; assign it with {% set %} first."
		left = p.require(left, asMath, message)
		right = p.require(right, asMath, message)
		out.fits = fitsMath
		if left.fits&right.fits&asBasic != 0 {
			out.fits = fitsBasic
		}
	}
	out.expr = &Binary{join(left.expr, right.expr), op, at, left.expr, right.expr}
	return out
}

// numeric fails on arithmetic with a string literal: Tera's grammar has none,
// and it could never succeed.
func (p *parser) numeric(at source.Span, left, right operand) {
	f := newFinding(finding.TemplateSyntax, finding.Error, at,
		"`"+p.text[at.Start:at.End]+"` calculates with numbers only; join strings with `~`.")
	if p.text[at.Start] == '+' {
		f.Fixes = []finding.Fix{{Title: "Join with ~", Preferred: true,
			Edits: []finding.Edit{{Span: at, Text: "~"}}}}
	}
	if isText(left) {
		p.failAs(f)
	} else if isText(right) {
		f.Span = right.span()
		p.failAs(f)
	}
}

func isText(o operand) bool { return o.fits != fitsAll && o.fits&asString != 0 }
