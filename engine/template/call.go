package template

import (
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// filtered parses a value, a sum or a ~ chain and the filters behind it, which
// apply to all of it.
func (p *parser) filtered() operand {
	o := p.math(false, precConcat)
	for p.tok.kind == tokPipe {
		o = p.filter(o)
	}
	if p.keyword("is") {
		p.require(o, asPath, "Tera 1.x tests variables only, not filtered or computed values; assign the value with {% set %} first.")
		o = p.test(o)
	}
	return o
}

// filter parses `| name(args)` behind o.
func (p *parser) filter(o operand) operand {
	p.next()
	o = p.require(o, asFiltered|asString|asArray, "Tera 1.x applies no filter to a parenthesised filter or condition; leave out the parentheses, or assign the value with {% set %} first.")
	name := p.ident("the name of a filter")
	f := p.filters.alloc()
	*f = Filter{X: o.expr, Name: name}
	end, height := name.Range.End, o.height
	if p.tok.kind == tokLParen {
		var args int
		f.Args, end, args = p.args()
		height = max(height, args)
	}
	f.Range = source.Span{Start: o.span().Start, End: end}
	out := operand{f, fitsFilter, p.grow(height)}
	switch {
	case o.fits == fitsAll:
		out.fits = fitsAll
	case o.fits&asString != 0:
		out.fits = fitsString
	case o.fits&asArray != 0:
		out.fits = fitsArray
	}
	return out
}

// ident consumes a name or fails; the zero Ident stands for a missing one.
func (p *parser) ident(want string) Ident {
	t := p.tok
	if t.kind != tokIdent {
		p.unexpected(want)
		return Ident{Range: source.Span{Start: t.start, End: t.start}}
	}
	p.next()
	return Ident{p.text[t.start:t.end], t.span()}
}

// call parses the arguments of a function; its name has been consumed.
func (p *parser) call(name Ident) operand {
	args, end, height := p.args()
	c := &Call{span: span{source.Span{Start: name.Range.Start, End: end}}, Name: name, Args: args}
	return operand{c, asOperand | fitsBasic, p.grow(height)}
}

// macroCall parses `::name(args)` behind a namespace.
func (p *parser) macroCall(namespace Ident) operand {
	p.next()
	name := p.ident("the name of a macro")
	if p.tok.kind != tokLParen {
		p.unexpected("`(` and the arguments of the macro")
		return p.bad()
	}
	args, end, height := p.args()
	c := &Call{span{source.Span{Start: namespace.Range.Start, End: end}}, namespace, name, args}
	return operand{c, fitsBasic, p.grow(height)}
}

// args parses `(name=value, …)`. A value without a name is the
// superset's; whoever knows the callee reports it.
func (p *parser) args() (args []Arg, end, height int) {
	if !p.enter() {
		return nil, p.tok.start, 0
	}
	defer p.leave()
	p.brackets++
	p.next()
	for p.tok.kind != tokRParen && p.tok.kind != tokFail {
		arg, h := p.arg()
		args = append(args, arg)
		height = max(height, h)
		if !p.accept(tokComma) {
			break
		}
	}
	end = p.tok.end
	if p.expect(tokRParen, "`,`, `)` or a keyword argument") {
		p.brackets--
	}
	return args, end, height
}

func (p *parser) arg() (Arg, int) {
	var arg Arg
	if p.tok.kind == tokIdent && scan(p.text, p.tok.end, p.braces > 0).kind == tokAssign {
		arg.Name = p.ident("")
		p.next()
		o := p.logic()
		p.require(o, asLogic|asArray, "Tera 1.x has no such value as argument; assign it with {% set %} first.")
		arg.Value = o.expr
		return arg, o.height
	}
	switch p.tok.kind {
	case tokCloseTag, tokCloseValue, tokEOF, tokComma:
		p.unexpected("an argument `name=value` or `)`")
		return Arg{Value: p.bad().expr}, 0
	}
	o := p.logic()
	arg.Value = o.expr
	return arg, o.height
}

// test parses `is [not] name(args)` behind o. Arguments are positional.
func (p *parser) test(o operand) operand {
	p.next()
	t := &Test{X: o.expr}
	if p.keyword("not") {
		t.Negated = true
		p.next()
	}
	t.Name = p.ident("the name of a test")
	end, height := t.Name.Range.End, o.height
	if p.tok.kind == tokLParen {
		var h int
		t.Args, end, h = p.testArgs()
		height = max(height, h)
	}
	t.Range = source.Span{Start: o.span().Start, End: end}
	return operand{t, fitsBasic, p.grow(height)}
}

func (p *parser) testArgs() (args []Expr, end, height int) {
	if !p.enter() {
		return nil, p.tok.start, 0
	}
	defer p.leave()
	start := p.tok.start
	p.brackets++
	p.next()
	for p.tok.kind != tokRParen && p.tok.kind != tokFail {
		o := p.logic()
		p.require(o, asLogic|asArray, "Tera 1.x has no such value as argument; assign it with {% set %} first.")
		args = append(args, o.expr)
		height = max(height, o.height)
		if p.tok.kind == tokAssign {
			p.fail(p.tok.span(), "The arguments of a test have no names; write the value alone.")
		}
		if !p.accept(tokComma) {
			break
		}
	}
	end = p.tok.end
	if !p.expect(tokRParen, "`,` or `)`") {
		return args, end, height
	}
	p.brackets--
	if at := (source.Span{Start: start, End: end}); len(args) == 0 {
		f := p.superset(at, "Tera 1.x allows no empty parentheses after a test; remove them.")
		f.Fixes = []finding.Fix{{Title: "Remove the parentheses", Preferred: true, Edits: []finding.Edit{{Span: at}}}}
	}
	return args, end, height
}
