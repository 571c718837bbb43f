package template

import (
	"strconv"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

const wantValue = "a value: a name, a string, a number, a call or an array"

// primary parses one value with what is attached to it: members, indexes and
// a test.
func (p *parser) primary() operand {
	start := p.tok.start
	o := p.atom()
	for p.tok.kind != tokFail {
		switch {
		case p.tok.kind == tokDot && p.sameLine(o):
			o = p.member(o)
		case p.tok.kind == tokLBracket && p.sameLine(o):
			o = p.index(o)
		case p.keyword("is"):
			p.require(o, asPath, "Tera 1.x tests variables only; assign the value with {% set %} first.")
			return p.test(o)
		default:
			if v, ok := o.expr.(*Var); ok && o.fits&asPath != 0 && p.tok.kind != tokTilde {
				p.boolPrefix(v, start)
			}
			return o
		}
	}
	return o
}

// sameLine reports whether the current token stands on the line where o ends:
// a bracket on a later one is a table header behind an unclosed tag.
func (p *parser) sameLine(o operand) bool {
	return strings.IndexByte(p.text[o.span().End:p.tok.start], '\n') < 0
}

// atom parses a value without anything behind it.
func (p *parser) atom() operand {
	switch t := p.tok; t.kind {
	case tokString, tokEscaped:
		return p.stringLiteral()
	case tokInt, tokFloat, tokMalformed:
		return p.number(t.start)
	case tokMinus:
		return p.negative()
	case tokLParen:
		return p.paren()
	case tokLBracket:
		return p.array()
	case tokLBrace:
		return p.mapLiteral()
	case tokIdent:
		return p.word()
	}
	p.unexpected(wantValue)
	return p.bad()
}

// word parses what begins with a name.
func (p *parser) word() operand {
	t := p.tok
	name := p.text[t.start:t.end]
	switch name {
	case "or", "and", "not", "in", "is":
		p.unexpected(wantValue)
		return p.bad()
	}
	p.next()
	switch p.tok.kind {
	case tokLParen:
		return p.call(Ident{name, t.span()})
	case tokScope:
		return p.macroCall(Ident{name, t.span()})
	}
	switch name {
	case "true", "True":
		return p.constant(t, true, fitsBasic)
	case "false", "False":
		return p.constant(t, false, fitsBasic)
	case "none", "None":
		p.superset(t.span(), "Tera 1.x has no `"+name+"` and takes it for a variable; leave the argument out, or use an empty string.")
		return p.constant(t, nil, fitsAll)
	}
	v := p.vars.alloc()
	*v = Var{span{t.span()}, name}
	return operand{v, fitsPath, 1}
}

// boolPrefix warns about a variable whose name begins like a constant, which
// Tera's grammar cuts in two.
func (p *parser) boolPrefix(v *Var, start int) {
	if len(v.Name) < len("true ") || v.Range.Start != start {
		return
	}
	for _, c := range [...]string{"true", "false", "True", "False"} {
		if strings.HasPrefix(v.Name, c) {
			p.superset(v.Range, "Tera 1.x reads the beginning of this name as `"+c+"` and stops; rename the variable.")
			return
		}
	}
}

func (p *parser) constant(t token, value any, f fits) operand {
	l := p.literals.alloc()
	*l = Literal{span{t.span()}, value}
	return operand{l, f, 1}
}

// stringLiteral parses a string; Tera has no escapes in any of the three
// kinds of quotes.
func (p *parser) stringLiteral() operand {
	t := p.tok
	if t.kind == tokEscaped {
		p.escapedQuotes(t)
		p.next()
		return p.constant(t, p.text[t.start+2:t.end-2], asOperand|fitsString)
	}
	value := p.text[t.start+1 : t.end-1]
	if strings.Contains(value, "{{") {
		p.nestedTag(t, value)
	}
	p.next()
	return p.constant(t, value, asOperand|fitsString)
}

func (p *parser) escapedQuotes(t token) {
	quote := "'"
	if strings.Contains(p.text[t.start:t.end], "'") {
		quote = "`"
	}
	f := p.syntax(t.span(), "A tag has no backslash escapes, even inside a TOML string, because it is evaluated before TOML is read; use "+quote+"…"+quote+".")
	f.Fixes = []finding.Fix{{Title: "Use " + quote + " as quotes", Preferred: true, Edits: []finding.Edit{
		{Span: source.Span{Start: t.start, End: t.start + 2}, Text: quote},
		{Span: source.Span{Start: t.end - 2, End: t.end}, Text: quote},
	}}}
}

// nestedTag warns about "{{ x }}.y" as an argument: nothing is evaluated in a
// string.
func (p *parser) nestedTag(t token, value string) {
	before, rest, _ := strings.Cut(value, "{{")
	name, after, ok := strings.Cut(rest, "}}")
	name = strings.Trim(name, " \t")
	if !ok || name == "" || !isIdentStart(name[0]) {
		return
	}
	for end := 0; end < len(name); end++ {
		if !isIdentPart(name[end]) && name[end] != '.' {
			return
		}
	}
	f := p.report(finding.TemplateAccidentalTag, finding.Warning, t.span(),
		"Tags inside a string are not evaluated; join the parts with `~`.")
	if strings.Contains(after, "{{") {
		return
	}
	quote, text := p.text[t.start:t.start+1], name
	if before != "" {
		text = quote + before + quote + " ~ " + text
	}
	if after != "" {
		text += " ~ " + quote + after + quote
	}
	f.Fixes = []finding.Fix{{Title: "Write " + text, Edits: []finding.Edit{{Span: t.span(), Text: text}}}}
}

// number parses the current token as a number that begins at start, which is
// the sign's offset for a negative one.
func (p *parser) number(start int) operand {
	t := token{p.tok.kind, start, p.tok.end}
	text := p.text[t.start:t.end]
	var value any
	var err error
	switch t.kind {
	case tokInt:
		value, err = strconv.ParseInt(text, 10, 64)
	case tokFloat:
		value, err = strconv.ParseFloat(text, 64)
	default:
		p.fail(t.span(), "Tera cannot read this number: write plain decimal digits without leading zeros, underscores or exponent.")
		return p.bad()
	}
	if err != nil && t.kind == tokInt {
		p.fail(t.span(), "The number does not fit into 64 bits; write it as a string.")
		return p.bad()
	}
	p.next()
	return p.constant(t, value, asOperand|fitsBasic)
}

// negative parses a sign. Tera has signed numbers only, no minus operator.
func (p *parser) negative() operand {
	sign := p.tok
	p.next()
	if k := p.tok.kind; p.tok.start == sign.end && (k == tokInt || k == tokFloat || k == tokMalformed) {
		return p.number(sign.start)
	}
	if !p.enter() {
		return p.bad()
	}
	defer p.leave()
	x := p.primary()
	o := operand{&Unary{span{source.Span{Start: sign.start, End: x.span().End}}, Neg, x.expr}, fitsAll, p.grow(x.height)}
	if p.tok.kind != tokFail {
		p.superset(o.span(), "Tera 1.x has no minus sign before a value; write `0 - …`.")
	}
	return o
}

func (p *parser) paren() operand {
	if !p.enter() {
		return p.bad()
	}
	defer p.leave()
	start := p.tok.start
	p.brackets++
	p.next()
	x := p.logic()
	end := p.tok.end
	if !p.expect(tokRParen, "`)` or an operator") {
		return p.bad()
	}
	p.brackets--
	out := operand{&Paren{span{source.Span{Start: start, End: end}}, x.expr}, 0, p.grow(x.height)}
	switch {
	case x.fits == fitsAll:
		out.fits = fitsAll
	case x.fits&asBasic != 0:
		out.fits = fitsBasic
	case x.fits&asLogic != 0:
		out.fits = fitsLogic
	}
	return out
}
