package template

import (
	"fmt"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// invariants is the first promise of doc.go that f and its findings break.
func invariants(f *File, findings []finding.Finding) error {
	whole := source.Span{End: len(f.Text)}
	if err := tiles(f.Nodes, whole); err != nil {
		return err
	}
	var err error
	var check func(item any, outer source.Span)
	check = func(item any, outer source.Span) {
		s := item.(interface{ Span() source.Span }).Span()
		if err == nil && (s.Start > s.End || !outer.Covers(s)) {
			err = fmt.Errorf("%T %v leaves its parent %v", item, s, outer)
		}
		if n, ok := item.(Node); ok && err == nil {
			err = nodeInvariants(n)
		}
		if err == nil {
			children(item, func(child any) { check(child, s) })
		}
	}
	for _, n := range f.Nodes {
		check(n, whole)
	}
	if err != nil {
		return err
	}
	return findingInvariants(findings, whole)
}

func tiles(nodes []Node, in source.Span) error {
	at := in.Start
	for _, n := range nodes {
		if s := n.Span(); s.Start != at || s.End <= s.Start {
			return fmt.Errorf("%T %v does not begin at %d or is empty", n, s, at)
		}
		at = n.Span().End
	}
	if at != in.End && (len(nodes) > 0 || in.Start != in.End) {
		return fmt.Errorf("nodes end at %d, not at %d", at, in.End)
	}
	return nil
}

// nodeInvariants checks that the bodies of n fill the room between its tags.
func nodeInvariants(n Node) error {
	between := func(body []Node, a, b Tag) error {
		return tiles(body, source.Span{Start: a.Range.End, End: b.Range.Start})
	}
	switch n := n.(type) {
	case *Text:
		if !n.Range.Covers(n.Output) || n.Output.Start > n.Output.End {
			return fmt.Errorf("text %v writes %v", n.Range, n.Output)
		}
	case *If:
		for i, b := range n.Branches {
			end := n.EndTag
			if i+1 < len(n.Branches) {
				end = n.Branches[i+1].Tag
			} else if n.HasElse {
				end = n.ElseTag
			}
			if err := between(b.Body, b.Tag, end); err != nil {
				return err
			}
		}
		if n.HasElse {
			return between(n.Else, n.ElseTag, n.EndTag)
		}
	case *For:
		if !n.HasElse {
			return between(n.Body, n.Tag, n.EndTag)
		}
		if err := between(n.Body, n.Tag, n.ElseTag); err != nil {
			return err
		}
		return between(n.Else, n.ElseTag, n.EndTag)
	case *Block:
		return between(n.Body, n.Tag, n.EndTag)
	case *Macro:
		return between(n.Body, n.Tag, n.EndTag)
	case *FilterSection:
		return between(n.Body, n.Tag, n.EndTag)
	}
	return nil
}

func findingInvariants(findings []finding.Finding, whole source.Span) error {
	for _, x := range findings {
		spans := []source.Span{x.Span}
		for _, r := range x.Related {
			spans = append(spans, r.Span)
		}
		for _, fix := range x.Fixes {
			for i, e := range fix.Edits {
				spans = append(spans, e.Span)
				if i > 0 && e.Span.Start < fix.Edits[i-1].Span.End {
					return fmt.Errorf("%s: edits overlap", x.Message)
				}
			}
		}
		for _, s := range spans {
			if s.Start > s.End || !whole.Covers(s) {
				return fmt.Errorf("%s: span %v outside of the text", x.Message, s)
			}
		}
		if entry, ok := finding.Lookup(x.Code); !ok || entry.What == "" || entry.Fix == "" {
			return fmt.Errorf("code %s has no complete entry", x.Code)
		}
		if x.Message == "" || x.Severity == 0 {
			return fmt.Errorf("empty finding %s", x.Code)
		}
	}
	return nil
}
