package template

import (
	"slices"

	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// Walk calls visit for every Node and Expr of f in source order, parents
// first. When visit returns false the children of that item are left out.
func Walk(f *File, visit func(item any) bool) {
	for _, n := range f.Nodes {
		walk(n, visit)
	}
}

func walk(item any, visit func(any) bool) {
	if visit(item) {
		children(item, func(child any) { walk(child, visit) })
	}
}

// children calls each for the direct children of a Node or Expr, in source
// order.
func children(item any, each func(any)) {
	switch n := item.(type) {
	case Node:
		nodeChildren(n, each)
	case Expr:
		exprChildren(n, each)
	}
}

func nodeChildren(n Node, each func(any)) {
	expr := func(e Expr) {
		if e != nil {
			each(e)
		}
	}
	body := func(list []Node) {
		for _, n := range list {
			each(n)
		}
	}
	switch n := n.(type) {
	case *Output:
		expr(n.Value)
	case *If:
		for _, b := range n.Branches {
			expr(b.Cond)
			body(b.Body)
		}
		body(n.Else)
	case *For:
		expr(n.Iterable)
		body(n.Body)
		body(n.Else)
	case *Set:
		expr(n.Value)
	case *Block:
		body(n.Body)
	case *Macro:
		for _, param := range n.Params {
			expr(param.Default)
		}
		body(n.Body)
	case *FilterSection:
		for _, a := range n.Args {
			expr(a.Value)
		}
		body(n.Body)
	}
}

func exprChildren(e Expr, each func(any)) {
	args := func(list []Arg) {
		for _, a := range list {
			each(a.Value)
		}
	}
	switch e := e.(type) {
	case *Member:
		each(e.X)
	case *Index:
		each(e.X)
		each(e.Key)
	case *Array:
		for _, item := range e.Items {
			each(item)
		}
	case *Map:
		for _, entry := range e.Entries {
			each(entry.Key)
			each(entry.Value)
		}
	case *Unary:
		each(e.X)
	case *Binary:
		each(e.X)
		each(e.Y)
	case *Filter:
		each(e.X)
		args(e.Args)
	case *Test:
		each(e.X)
		for _, a := range e.Args {
			each(a)
		}
	case *Call:
		args(e.Args)
	case *Paren:
		each(e.X)
	}
}

// Path lists the Nodes and Exprs at a byte offset, outermost first. Inside a
// tag an offset at either edge of an expression counts, so that a cursor
// behind a name finds it; between two nodes the one that begins there wins.
func Path(f *File, offset int) []any {
	i, found := slices.BinarySearchFunc(f.Nodes, offset, func(n Node, offset int) int {
		s := n.Span()
		switch {
		case s.End <= offset:
			return -1
		case s.Start > offset:
			return 1
		}
		return 0
	})
	if !found {
		// the end of the text belongs to the last node
		if i--; i < 0 || f.Nodes[i].Span().End != offset {
			return nil
		}
	}
	path := []any{f.Nodes[i]}
	for {
		child := childAt(path[len(path)-1], offset)
		if child == nil {
			return path
		}
		path = append(path, child)
	}
}

func childAt(item any, offset int) any {
	var at any
	children(item, func(child any) {
		s := child.(interface{ Span() source.Span }).Span()
		if _, isExpr := child.(Expr); isExpr && s.Touches(offset) && at == nil || s.Contains(offset) {
			at = child
		}
	})
	return at
}
