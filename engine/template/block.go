package template

import (
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// opening reads a tag that has a body. When its head cannot be read the body
// is kept all the same, so that its end tag finds it.
func (p *parser) opening(name string) int {
	switch name {
	case "if":
		return p.ifTag()
	case "for":
		return p.forTag()
	case "block":
		return p.blockTag()
	case "macro":
		return p.macroTag()
	}
	n := &FilterSection{Name: p.ident("the name of a filter")}
	if p.tok.kind == tokLParen {
		n.Args, _, _ = p.args()
	}
	d := p.finish()
	if d.bad {
		n.Args = nil
	}
	n.Tag, n.Range = Tag{d.span}, d.span
	return p.push(filterFrame, n, d)
}

func (p *parser) ifTag() int {
	cond := p.condition()
	d := p.finish()
	n := &If{Branches: []Branch{p.branch(cond, d)}}
	n.Range = d.span
	return p.push(ifFrame, n, d)
}

func (p *parser) branch(cond Expr, d delims) Branch {
	if d.bad {
		at := p.failure.Span.Start
		cond = &BadExpr{span{source.Span{Start: at, End: at}}}
		p.clampBad(cond, d)
	}
	return Branch{Tag: Tag{d.span}, Cond: cond}
}

func (p *parser) forTag() int {
	n := &For{}
	if p.keyword("in") {
		p.unexpected("the name of the loop variable")
	}
	n.Value = p.ident("the name of the loop variable")
	if p.tok.kind == tokComma {
		if p.tok.start > n.Value.Range.End {
			p.superset(p.tok.span(), "Tera 1.x allows no white space before this comma; remove it.")
		}
		p.next()
		n.Key = n.Value
		n.Value = p.ident("the name of the variable for the values")
	}
	if p.keyword("in") {
		p.next()
		o := p.logic()
		o = p.require(o, asFiltered|asArray, "Tera 1.x iterates a variable, a call or an array, with filters; assign the value with {% set %} first.")
		n.Iterable = o.expr
	} else {
		p.unexpected("`in` and what to iterate")
	}
	d := p.finish()
	if d.bad {
		n.Iterable = p.branch(nil, d).Cond
	}
	n.Tag, n.Range = Tag{d.span}, d.span
	return p.push(forFrame, n, d)
}

func (p *parser) blockTag() int {
	n := &Block{Name: p.ident("the name of the block")}
	d := p.finish()
	if c := p.container(); !d.bad && (c == macroFrame || c == forFrame) {
		p.syntax(d.span, "A block may not stand inside {% "+frameNames[c]+" %}; move it out.")
	}
	n.Tag, n.Range = Tag{d.span}, d.span
	p.blocks = append(p.blocks, n)
	return p.push(blockFrame, n, d)
}

func (p *parser) macroTag() int {
	n := &Macro{Name: p.ident("the name of the macro")}
	if p.expect(tokLParen, "`(` and the parameters") {
		p.brackets++
		n.Params = p.params()
	}
	d := p.finish()
	if !d.bad && len(p.frames) > 1 {
		p.syntax(d.span, "Macros are defined at the top level of a file only; move it out of {% "+
			frameNames[p.top().kind]+" %}.")
	}
	n.Tag, n.Range = Tag{d.span}, d.span
	for _, param := range n.Params {
		p.clampBad(param.Default, d)
	}
	p.macros = append(p.macros, n)
	return p.push(macroFrame, n, d)
}

// params reads `a, b=1)`.
func (p *parser) params() []Param {
	var list []Param
	for p.tok.kind != tokRParen && p.tok.kind != tokFail {
		param := Param{Name: p.ident("the name of a parameter")}
		if p.tok.kind == tokAssign {
			p.paramDefault(&param)
		}
		if param.Name.Name != "" {
			list = append(list, param)
		}
		if !p.accept(tokComma) {
			break
		}
	}
	if p.expect(tokRParen, "`,`, `=` or `)`") {
		p.brackets--
	}
	return list
}

// paramDefault reads `=literal`. Tera takes strings, numbers and booleans, and
// no white space around the sign.
func (p *parser) paramDefault(param *Param) {
	sign := p.tok
	p.next()
	gap := source.Span{Start: param.Name.Range.End, End: p.tok.start}
	if p.tok.kind != tokFail && gap.Len() > 1 {
		f := p.superset(sign.span(), "Tera 1.x allows no white space around `=` in the parameters of a macro; remove it.")
		f.Fixes = []finding.Fix{{Title: "Remove the white space", Preferred: true,
			Edits: []finding.Edit{{Span: gap, Text: "="}}}}
	}
	o := p.logic()
	if _, ok := o.expr.(*Literal); !ok && p.tok.kind != tokFail {
		if _, isMap := o.expr.(*Map); !isMap {
			p.superset(o.span(), "Tera 1.x takes only strings, numbers and booleans as defaults; make the parameter mandatory, or test it in the macro.")
		}
	}
	param.Default = o.expr
}

// elif reads elif and its names in other languages.
func (p *parser) elif(word token, name string) int {
	if name != "elif" {
		p.misspeltElif(word.span(), name)
	}
	return p.elifBranch(p.condition())
}

func (p *parser) misspeltElif(at source.Span, name string) {
	f := p.syntax(at, "There is no `"+name+"`; write `elif`.")
	f.Fixes = []finding.Fix{{Title: "Change to elif", Preferred: true,
		Edits: []finding.Edit{{Span: at, Text: "elif"}}}}
}

func (p *parser) elifBranch(cond Expr) int {
	d := p.finish()
	i := p.enclosing(ifFrame)
	if i == 0 || p.frames[i].inElse {
		return p.stray(d, "elif", "if", i)
	}
	p.unwind(i, d.span.Start)
	p.trimBefore(d.left)
	f := p.top()
	n := f.node.(*If)
	n.Branches[len(n.Branches)-1].Body = p.takeBody(f.base)
	n.Branches = append(n.Branches, p.branch(cond, d))
	f.trim = d.right
	return d.span.End
}

// otherwise reads else, of an if or a for.
func (p *parser) otherwise() int {
	if p.keyword("if") {
		p.misspeltElif(source.Span{Start: p.prevEnd - len("else"), End: p.tok.end}, "else if")
		p.next()
		return p.elifBranch(p.condition())
	}
	d := p.finish()
	i := max(p.enclosing(ifFrame), p.enclosing(forFrame))
	if i == 0 || p.frames[i].inElse && p.frames[i].kind == ifFrame {
		return p.stray(d, "else", "if` or `for", i)
	}
	p.unwind(i, d.span.Start)
	f := p.top()
	switch n := f.node.(type) {
	case *If:
		p.trimBefore(d.left)
		n.Branches[len(n.Branches)-1].Body = p.takeBody(f.base)
		n.HasElse, n.ElseTag = true, Tag{d.span}
		f.trim = d.right
	case *For:
		if f.inElse {
			return p.secondElse(n, d)
		}
		// Tera ignores white space control of the else of a for, and in it
		f.first = p.takeBody(f.base)
		n.HasElse, n.ElseTag = true, Tag{d.span}
		f.trim, f.kept = false, true
	}
	f.inElse = true
	return d.span.End
}

// secondElse reports another else of a for. Upstream lets it pass.
func (p *parser) secondElse(n *For, d delims) int {
	f := p.report(finding.TemplateSyntax, finding.Warning, d.span, "This `for` has an `else` already; remove one of them.")
	f.Related = append(f.Related, p.related(n.ElseTag.Range, "the first one"))
	return p.addBroken(d)
}

// ending reads an end tag.
func (p *parser) ending(name string) int {
	opener := name[len("end"):]
	word := p.tok
	named := p.tok.kind == tokIdent && (opener == "block" || opener == "macro")
	if named {
		p.next()
	}
	d := p.finish()
	i := 0
	for k := ifFrame; k <= filterFrame; k++ {
		if frameNames[k] == opener {
			i = p.enclosing(k)
		}
	}
	if i == 0 {
		return p.stray(d, name, opener, 0)
	}
	p.unwind(i, d.span.Start)
	if named && !d.bad {
		p.checkEndName(p.top().node, word)
	}
	p.pop(d)
	return d.span.End
}

// checkEndName warns about an end tag with another name, which Tera ignores.
func (p *parser) checkEndName(n Node, word token) {
	var name Ident
	switch n := n.(type) {
	case *Block:
		name = n.Name
	case *Macro:
		name = n.Name
	}
	if text := p.text[word.start:word.end]; name.Name != "" && text != name.Name {
		f := p.report(finding.TemplateSyntax, finding.Warning, word.span(),
			"This tag closes `"+name.Name+"`, not `"+text+"`; correct the name or leave it out.")
		f.Related = append(f.Related, p.related(name.Range, "opened here"))
		f.Fixes = []finding.Fix{{Title: "Change to " + name.Name, Preferred: true,
			Edits: []finding.Edit{{Span: word.span(), Text: name.Name}}}}
	}
}

// stray reports a tag that belongs to none that is open; frame is one that is
// open and has its else already, or 0.
func (p *parser) stray(d delims, name, opener string, frame int) int {
	if !d.bad {
		message := "`" + name + "` belongs to no open `" + opener + "`; remove it."
		if frame > 0 {
			message = "`" + name + "` comes after `else`; remove it or move it before."
		}
		f := p.syntax(d.span, message)
		f.Fixes = []finding.Fix{{Title: "Remove the tag", Edits: []finding.Edit{{Span: d.span}}}}
		if frame > 0 {
			f.Related = append(f.Related, p.related(p.frames[frame].node.(*If).ElseTag.Range, "the `else`"))
		}
	}
	return p.addBroken(d)
}
