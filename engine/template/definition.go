package template

import "github.com/clnrm-ls/clnrm-ls/engine/source"

// DefinitionKind says what gives a name its meaning.
type DefinitionKind uint8

// The ways to define a name in a template.
const (
	DefinedBySet DefinitionKind = iota + 1
	DefinedBySetGlobal
	DefinedByLoop // the variables of a for
	DefinedByParam
	DefinedByMacro
	DefinedByImport // the namespace of an import
	DefinedByBlock
)

// Definition is one name that a template defines. Scope is the range of bytes
// in which it can be used; Node is the tag that defines it.
type Definition struct {
	Name  Ident
	Kind  DefinitionKind
	Scope source.Span
	Node  Node
}

// Definitions lists every name that f defines, in source order. As in Tera, a
// set inside a for or a macro ends with it, and set_global reaches to the end
// of the file.
func Definitions(f *File) []Definition {
	c := collector{whole: source.Span{End: len(f.Text)}}
	c.collect(f.Nodes, c.whole)
	return c.found
}

type collector struct {
	whole source.Span
	found []Definition
}

func (c *collector) add(n Node, name Ident, k DefinitionKind, scope source.Span) {
	if name.Name != "" {
		c.found = append(c.found, Definition{name, k, scope, n})
	}
}

// collect adds what the nodes of a body define; scope is the room of that
// body's own variables.
func (c *collector) collect(list []Node, scope source.Span) {
	for _, n := range list {
		inner := scope
		switch n := n.(type) {
		case *Set:
			if n.Global {
				c.add(n, n.Name, DefinedBySetGlobal, source.Span{Start: n.Range.End, End: c.whole.End})
			} else {
				c.add(n, n.Name, DefinedBySet, source.Span{Start: n.Range.End, End: scope.End})
			}
		case *For:
			inner = source.Span{Start: n.Tag.Range.End, End: n.EndTag.Range.Start}
			body := inner
			if n.HasElse {
				body.End = n.ElseTag.Range.Start
			}
			c.add(n, n.Key, DefinedByLoop, body)
			c.add(n, n.Value, DefinedByLoop, body)
		case *Macro:
			inner = source.Span{Start: n.Tag.Range.End, End: n.EndTag.Range.Start}
			c.add(n, n.Name, DefinedByMacro, c.whole)
			for _, param := range n.Params {
				c.add(n, param.Name, DefinedByParam, inner)
			}
		case *Import:
			c.add(n, n.Alias, DefinedByImport, c.whole)
		case *Block:
			c.add(n, n.Name, DefinedByBlock, c.whole)
		}
		for _, body := range bodies(n) {
			c.collect(body, inner)
		}
	}
}

// bodies lists the bodies of a node, in source order.
func bodies(n Node) [][]Node {
	switch n := n.(type) {
	case *If:
		var out [][]Node
		for _, b := range n.Branches {
			out = append(out, b.Body)
		}
		return append(out, n.Else)
	case *For:
		return [][]Node{n.Body, n.Else}
	case *Block:
		return [][]Node{n.Body}
	case *Macro:
		return [][]Node{n.Body}
	case *FilterSection:
		return [][]Node{n.Body}
	}
	return nil
}
