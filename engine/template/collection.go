package template

import (
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// member parses `.name` behind o; a name may begin with a digit.
func (p *parser) member(o operand) operand {
	dot := p.tok
	end := identEnd(p.text, dot.end)
	name := source.Span{Start: dot.end, End: end}
	gap := dot.start > o.span().End
	if end == dot.end {
		t := scan(p.text, dot.end, p.braces > 0)
		if t.kind != tokIdent && t.kind != tokInt {
			p.tok = t
			p.unexpected("a name after `.`")
			return p.bad()
		}
		name, gap = t.span(), true
	}
	p.tok = token{tokIdent, name.Start, name.End}
	p.next()
	m := p.members.alloc()
	*m = Member{span{source.Span{Start: o.span().Start, End: name.End}}, o.expr,
		Ident{p.text[name.Start:name.End], name}}
	out := operand{m, o.fits, p.grow(o.height)}
	return p.attached(out, o, source.Span{Start: o.span().End, End: name.Start}, gap)
}

// index parses `[key]` behind o.
func (p *parser) index(o operand) operand {
	if !p.enter() {
		return p.bad()
	}
	defer p.leave()
	open := p.tok
	p.brackets++
	p.next()
	keyStart, after := p.tok.start, p.prevEnd
	key := p.logic()
	keyEnd := p.prevEnd
	end := p.tok.end
	if !p.expect(tokRBracket, "`]`") {
		return p.bad()
	}
	p.brackets--
	if key.fits&asPath == 0 && !isKey(key.expr) {
		p.require(key, asPath, "Tera 1.x takes a string, an integer or a variable as index; assign the key with {% set %} first.")
	}
	x := &Index{span{source.Span{Start: o.span().Start, End: end}}, o.expr, key.expr}
	gap := open.start > o.span().End || keyStart > after || end-1 > keyEnd
	return p.attached(operand{x, o.fits, p.grow(o.height, key.height)}, o,
		source.Span{Start: open.start, End: end}, gap)
}

func isKey(e Expr) bool {
	l, ok := e.(*Literal)
	if !ok {
		return false
	}
	switch l.Value.(type) {
	case string, int64:
		return true
	}
	return false
}

// attached judges a member or an index: Tera has them on variables only, and
// without white space.
func (p *parser) attached(out, o operand, at source.Span, gap bool) operand {
	switch {
	case p.tok.kind == tokFail:
	case o.fits&asPath == 0:
		p.superset(at, "Tera 1.x reads members of variables only; assign the value with {% set %} first.")
		out.fits = fitsAll
	case gap && o.fits != fitsAll:
		p.superset(out.span(), "Tera 1.x allows no white space inside a path; remove it.")
		out.fits = fitsAll
	}
	return out
}

// array parses [a, b]. Tera's arrays hold no arrays.
func (p *parser) array() operand {
	if !p.enter() {
		return p.bad()
	}
	defer p.leave()
	start := p.tok.start
	p.brackets++
	p.next()
	a := &Array{}
	height, reported := 0, false
	for p.tok.kind != tokRBracket && p.tok.kind != tokFail {
		item := p.logic()
		if !reported && item.fits&asLogicValue == 0 {
			message := "Tera 1.x takes no such item in an array literal; pass the value in as a variable."
			if _, nested := item.expr.(*Array); nested {
				message = "Tera 1.x has no nested arrays; pass the value in as a variable."
			}
			p.require(item, asLogicValue, message)
			reported = true
		}
		a.Items = append(a.Items, item.expr)
		height = max(height, item.height)
		if !p.accept(tokComma) {
			break
		}
	}
	a.Range = source.Span{Start: start, End: p.tok.end}
	if !p.expect(tokRBracket, "`,` or `]`") {
		return p.bad()
	}
	p.brackets--
	f := fitsArray
	if reported {
		f = fitsAll // an array around this one need not repeat it
	}
	return operand{a, f, p.grow(height)}
}

// mapLiteral parses {"k": v}, which Tera lacks.
func (p *parser) mapLiteral() operand {
	if !p.enter() {
		return p.bad()
	}
	defer p.leave()
	start := p.tok.start
	outermost := p.braces == 0
	mark := len(p.findings)
	p.brackets++
	p.braces++
	p.next()
	m := &Map{}
	height := 0
	for p.tok.kind != tokRBrace && p.tok.kind != tokFail {
		key := p.logic()
		if p.tok.kind == tokAssign {
			p.fail(p.tok.span(), "A map in a tag separates key and value by `:`.")
		}
		if !p.expect(tokColon, "`:` and a value") {
			return p.bad()
		}
		value := p.logic()
		m.Entries = append(m.Entries, MapEntry{key.expr, value.expr})
		height = max(height, key.height, value.height)
		if !p.accept(tokComma) {
			break
		}
	}
	if p.tok.kind != tokRBrace {
		p.unexpected("`,` or `}`")
		return p.bad()
	}
	m.Range = source.Span{Start: start, End: p.tok.end}
	p.brackets--
	p.braces--
	p.next()
	if outermost {
		p.noteMap(mark, m.Range)
	}
	return operand{m, fitsAll, p.grow(height)}
}

// noteMap reports a map literal before what was found inside it.
func (p *parser) noteMap(mark int, at source.Span) {
	mark = min(mark, len(p.findings))
	kept := p.findings[:mark:mark]
	for _, f := range p.findings[mark:] {
		if f.Code != finding.TemplateSuperset {
			kept = append(kept, f)
		}
	}
	p.findings = kept
	p.record(newFinding(finding.TemplateMapLiteral, finding.Information, at,
		"Tera 1.x has no map literals, so upstream rejects the file; pass the map in as a variable."))
}

// stringRefs parses "file" or, for include, ["a", "b"].
func (p *parser) stringRefs() []StringRef {
	if !p.accept(tokLBracket) {
		return []StringRef{p.stringRef()}
	}
	p.brackets++
	var refs []StringRef
	for p.tok.kind != tokRBracket && p.tok.kind != tokFail {
		refs = append(refs, p.stringRef())
		if !p.accept(tokComma) {
			break
		}
	}
	if p.expect(tokRBracket, "`,` or `]`") {
		p.brackets--
	}
	return refs
}

func (p *parser) stringRef() StringRef {
	t := p.tok
	switch t.kind {
	case tokString:
		p.next()
		return StringRef{p.text[t.start+1 : t.end-1], t.span()}
	case tokEscaped:
		p.escapedQuotes(t)
		p.next()
		return StringRef{strings.Trim(p.text[t.start:t.end], `\"'`), t.span()}
	}
	p.unexpected("a file name in quotes")
	return StringRef{Range: source.Span{Start: t.start, End: t.start}}
}
