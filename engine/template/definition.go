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
	var out []Definition
	whole := source.Span{End: len(f.Text)}
	var collect func(list []Node, scope source.Span)
	collect = func(list []Node, scope source.Span) {
		for _, n := range list {
			after := source.Span{Start: n.Span().End, End: scope.End}
			add := func(name Ident, k DefinitionKind, scope source.Span) {
				if name.Name != "" {
					out = append(out, Definition{name, k, scope, n})
				}
			}
			inner := scope
			switch n := n.(type) {
			case *Set:
				if n.Global {
					add(n.Name, DefinedBySetGlobal, source.Span{Start: after.Start, End: whole.End})
				} else {
					add(n.Name, DefinedBySet, after)
				}
			case *For:
				inner = source.Span{Start: n.Tag.Range.End, End: n.EndTag.Range.Start}
				body := inner
				if n.HasElse {
					body.End = n.ElseTag.Range.Start
				}
				add(n.Key, DefinedByLoop, body)
				add(n.Value, DefinedByLoop, body)
			case *Macro:
				inner = source.Span{Start: n.Tag.Range.End, End: n.EndTag.Range.Start}
				add(n.Name, DefinedByMacro, whole)
				for _, param := range n.Params {
					add(param.Name, DefinedByParam, inner)
				}
			case *Import:
				add(n.Alias, DefinedByImport, whole)
			case *Block:
				add(n.Name, DefinedByBlock, whole)
			}
			for _, body := range bodies(n) {
				collect(body, inner)
			}
		}
	}
	collect(f.Nodes, whole)
	return out
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
