package template

import (
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

type frameKind uint8

const (
	fileFrame frameKind = iota
	ifFrame
	forFrame
	blockFrame
	macroFrame
	filterFrame
)

// frameNames are the opening tags; "end" in front gives the closing ones.
var frameNames = [...]string{"", "if", "for", "block", "macro", "filter"}

// frame is a block tag whose end has not been seen; the first one is the file.
type frame struct {
	kind frameKind
	tag  delims
	node Node
	base int // where the current body begins in parser.nodes
	// trim says that the tag before ended with -, so that the next text loses
	// its leading white space.
	trim bool
	// kept says that white space control has no effect: Tera does not look
	// into the else of a for.
	kept   bool
	inElse bool
	// first is the body of a for whose else is being read.
	first []Node
}

func (p *parser) top() *frame { return &p.frames[len(p.frames)-1] }

// add appends a node that is no text to the current body.
func (p *parser) add(n Node, d delims) {
	p.trimBefore(d.left)
	p.nodes = append(p.nodes, n)
	p.top().trim = d.right
	if len(p.frames) == 1 {
		p.prelude.end(n)
	}
}

// push opens a frame for a node that stands in the current body, which
// continues behind the node's end tag. It returns where reading goes on.
func (p *parser) push(k frameKind, n Node, d delims) int {
	if len(p.frames) > MaxBlockDepth {
		p.report(finding.LimitTemplateDepth, finding.Error, d.span,
			"Block tags are nested too deeply; the rest of the file is not read. Move the inner part into a macro.")
		rest := source.Span{Start: d.span.Start, End: len(p.text)}
		p.add(&Broken{span: span{rest}}, delims{span: rest})
		return len(p.text)
	}
	p.add(n, d)
	kept := p.top().kept
	p.frames = append(p.frames, frame{kind: k, tag: d, node: n, base: len(p.nodes), trim: d.right, kept: kept})
	return d.span.End
}

// takeBody cuts the nodes from base into a slice of their own.
func (p *parser) takeBody(base int) []Node {
	if base == len(p.nodes) {
		return nil
	}
	if base == 0 {
		return p.nodes[:len(p.nodes):len(p.nodes)] // the file: nothing comes after it
	}
	body := make([]Node, len(p.nodes)-base)
	copy(body, p.nodes[base:])
	p.nodes = p.nodes[:base]
	return body
}

// pop closes the innermost frame with the tag d.
func (p *parser) pop(d delims) {
	f := p.top()
	if f.kind == forFrame && f.inElse {
		p.trimEnd(f.first, d.left && !p.frames[len(p.frames)-2].kept)
	} else {
		p.trimBefore(d.left)
	}
	body := p.takeBody(f.base)
	end := Tag{d.span}
	switch n := f.node.(type) {
	case *If:
		if f.inElse {
			n.Else = body
		} else {
			n.Branches[len(n.Branches)-1].Body = body
		}
		n.EndTag, n.Range.End = end, d.span.End
	case *For:
		if f.inElse {
			n.Body, n.Else = f.first, body
		} else {
			n.Body = body
		}
		n.EndTag, n.Range.End = end, d.span.End
	case *Block:
		n.Body, n.EndTag, n.Range.End = body, end, d.span.End
	case *Macro:
		n.Body, n.EndTag, n.Range.End = body, end, d.span.End
	case *FilterSection:
		n.Body, n.EndTag, n.Range.End = body, end, d.span.End
	}
	p.frames = p.frames[:len(p.frames)-1]
	p.top().trim = d.right
}

// closeUnended closes the innermost frame, whose end tag is missing, at the
// given offset and reports its opening tag.
func (p *parser) closeUnended(at int) {
	f := p.top()
	name := frameNames[f.kind]
	end := source.Span{Start: at, End: at}
	finding := p.syntax(f.tag.span, "`"+name+"` is not closed: add `{% end"+name+" %}`.")
	finding.Related = append(finding.Related, p.related(end, "it is closed here instead"))
	p.pop(delims{span: end})
}

// enclosing is the innermost open frame of kind k, or 0.
func (p *parser) enclosing(k frameKind) int {
	for i := len(p.frames) - 1; i > 0; i-- {
		if p.frames[i].kind == k {
			return i
		}
	}
	return 0
}

// container is the kind of the innermost open frame other than an if.
func (p *parser) container() frameKind {
	for i := len(p.frames) - 1; i > 0; i-- {
		if k := p.frames[i].kind; k != ifFrame {
			return k
		}
	}
	return fileFrame
}

// unwind closes the frames above i, at an end tag that belongs to frame i.
func (p *parser) unwind(i, at int) {
	for len(p.frames)-1 > i {
		p.closeUnended(at)
	}
}
