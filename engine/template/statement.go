package template

import (
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// output reads {{ … }}.
func (p *parser) output(open int) int {
	p.begin(open, tokCloseValue)
	if p.tok.kind == tokCloseValue {
		p.fail(source.Span{Start: open, End: p.tok.end}, "The tag is empty: write a value between `{{` and `}}`.")
	}
	value := p.expression()
	d := p.finish()
	if d.bad {
		p.add(&Broken{span{d.span}, true}, d)
		return d.span.End
	}
	o := p.outputs.alloc()
	*o = Output{span{d.span}, value}
	p.add(o, d)
	return d.span.End
}

// statement reads {% … %} and returns where reading goes on.
func (p *parser) statement(open int) int {
	p.begin(open, tokCloseTag)
	word := p.tok
	if word.kind != tokIdent {
		if word.kind == tokCloseTag {
			p.fail(source.Span{Start: open, End: word.end}, "The tag is empty: write the name of a tag, such as `if`.")
		}
		p.unexpected("the name of a tag, such as `if`")
		return p.broken()
	}
	name := p.text[word.start:word.end]
	p.next()
	if takesValue[name] && p.tok.start == word.end && p.tok.kind != tokCloseTag {
		p.wantSpace(word.span())
	}
	switch name {
	case "if", "for", "block", "macro", "filter":
		return p.opening(name)
	case "elif", "elseif", "elsif":
		return p.elif(word, name)
	case "else":
		return p.otherwise()
	case "endif", "endfor", "endblock", "endmacro", "endfilter":
		return p.ending(name)
	case "endraw":
		return p.stray(p.finish(), name, "raw", 0)
	case "set", "set_global":
		return p.set(name == "set_global")
	case "include":
		return p.include()
	case "import":
		return p.importTag()
	case "extends":
		return p.extends()
	case "break", "continue":
		return p.jump(name)
	case "raw":
		d := p.finish()
		if d.bad {
			return p.addBroken(d)
		}
		return p.raw(d)
	}
	return p.unknownTag(word, name)
}

// takesValue holds the tags behind whose name Tera wants white space.
var takesValue = map[string]bool{
	"if": true, "elif": true, "for": true, "block": true, "macro": true, "filter": true,
	"set": true, "set_global": true, "include": true, "import": true, "extends": true,
}

// broken ends a tag of which nothing can be used.
func (p *parser) broken() int { return p.addBroken(p.finish()) }

func (p *parser) addBroken(d delims) int {
	p.add(&Broken{span: span{d.span}}, d)
	return d.span.End
}

func (p *parser) set(global bool) int {
	s := &Set{Global: global, Name: p.ident("the name of a variable")}
	if p.expect(tokAssign, "`=` and a value") {
		s.Value = p.expression()
	}
	d := p.finish()
	if d.bad || s.Value == nil {
		s.Value = &BadExpr{span{source.Span{Start: p.failure.Span.Start, End: p.failure.Span.Start}}}
	}
	s.Range = d.span
	if s.Name.Name == "" {
		return p.addBroken(d)
	}
	p.clampBad(s.Value, d)
	p.add(s, d)
	return d.span.End
}

// clampBad keeps the place of a missing expression inside its tag.
func (p *parser) clampBad(e Expr, d delims) {
	if b, ok := e.(*BadExpr); ok {
		at := min(max(b.Range.Start, d.span.Start), d.span.End)
		b.Range = source.Span{Start: at, End: at}
	}
}

func (p *parser) include() int {
	n := &Include{Paths: p.stringRefs()}
	if p.keyword("ignore") {
		p.next()
		if p.keyword("missing") {
			n.IgnoreMissing = true
			p.next()
		} else {
			p.unexpected("`missing` after `ignore`")
		}
	}
	d := p.finish()
	if d.bad {
		return p.addBroken(d)
	}
	n.Range = d.span
	p.add(n, d)
	return d.span.End
}

func (p *parser) importTag() int {
	n := &Import{Path: p.stringRef()}
	if p.keyword("as") {
		p.next()
		n.Alias = p.ident("the name by which the macros are called")
	} else {
		p.unexpected("`as` and the name by which the macros are called")
	}
	d := p.finish()
	if d.bad {
		return p.addBroken(d)
	}
	n.Range = d.span
	n.Late = len(p.frames) > 1 || !p.prelude.admit(false)
	if n.Late {
		p.lateImport(n)
	} else {
		p.headEnd = d.span.End
	}
	p.file.Imports = append(p.file.Imports, n)
	p.add(n, d)
	return d.span.End
}

// lateImport offers to move the tag behind the imports that stand right.
func (p *parser) lateImport(n *Import) {
	f := p.report(finding.TemplateLateImport, finding.Information, n.Range,
		"Tera 1.x accepts `import` only at the very top, where even a # comment may not stand before it; move it to the first line.")
	tag := p.text[n.Range.Start:n.Range.End]
	gone := n.Range
	if end := gone.End; end < len(p.text) && (gone.Start == 0 || p.text[gone.Start-1] == '\n') {
		if p.text[end] == '\r' && end+1 < len(p.text) {
			end++
		}
		if p.text[end] == '\n' {
			gone.End = end + 1
		}
	}
	text := tag + "\n"
	if p.headEnd > 0 {
		text = "\n" + tag
	}
	f.Fixes = []finding.Fix{{Title: "Move the import to the top", Preferred: len(p.frames) == 1, Edits: []finding.Edit{
		insert(p.headEnd, text), {Span: gone},
	}}}
}

func (p *parser) extends() int {
	n := &Extends{Path: p.stringRef()}
	d := p.finish()
	if d.bad {
		return p.addBroken(d)
	}
	n.Range = d.span
	if len(p.frames) > 1 || !p.prelude.admit(true) {
		p.syntax(d.span, "`extends` must be the first thing in the file, where even a # comment may not stand before it; move it there.")
		return p.addBroken(d)
	}
	p.headEnd = d.span.End
	p.file.Extends = n
	p.add(n, d)
	return d.span.End
}

// jump reads break and continue, which belong to a for with nothing but ifs
// between.
func (p *parser) jump(name string) int {
	d := p.finish()
	if d.bad {
		return p.addBroken(d)
	}
	if p.container() != forFrame {
		p.syntax(d.span, "`"+name+"` stands outside of a loop; put it into {% for %} or remove it.")
		return p.addBroken(d)
	}
	if name == "break" {
		p.add(&Break{span{d.span}}, d)
	} else {
		p.add(&Continue{span{d.span}}, d)
	}
	return d.span.End
}
