package schema

import (
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// draftAdvice says what to write for the tables of [template] that there are:
// those of the same names at the top level of root, or all when none is known.
func draftAdvice(root *toml.Node, e *toml.Entry, all string) string {
	var write []string
	more := ""
	for _, name := range [...]string{"vars", "matrix", "otel"} {
		var sub *toml.Entry
		if e.Value != nil && e.Value.Kind == toml.Table {
			sub = e.Value.Get(name)
		}
		switch {
		case sub == nil:
		case unfitMatrix(sub):
			more += " [matrix] takes arrays of strings only; put the values of [template.matrix] into [vars]."
		case root.Get(name) != nil:
			more += " Put the keys of [template." + name + "] into the [" + name + "] that is there."
		default:
			write = append(write, "["+name+"]")
		}
	}
	switch {
	case len(write) > 0:
		return " Write " + conjunction(write) + " instead." + more
	case more != "":
		return more
	}
	return " Write " + all + " instead."
}

// conjunction writes a list with "and" before its last word.
func conjunction(words []string) string {
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// unfitMatrix reports whether e is the draft of [matrix] with other values
// than [matrix] accepts, which are arrays of strings (format.md 2.9).
func unfitMatrix(e *toml.Entry) bool {
	if e.Key != "matrix" || e.Value == nil || e.Value.Kind != toml.Table {
		return false
	}
	for _, axis := range e.Value.Entries {
		if axis.Value == nil || axis.Value.Kind == toml.Invalid {
			continue
		}
		if _, ok := stringItems(axis.Value); !ok {
			return true
		}
	}
	return false
}

// topLevel moves [template.vars] and its like to the top level, when every
// place where template is written is the start of such a header, root has none
// of them yet, and every one is accepted there.
func topLevel(root *toml.Node, e *toml.Entry) []finding.Fix {
	n := e.Value
	if n == nil || n.Kind != toml.Table || n.Form != toml.Implicit {
		return nil
	}
	fix := finding.Fix{Title: "Move the tables to the top level"}
	for _, sub := range n.Entries {
		if sub.Value == nil || sub.Value.Form != toml.Header || root.Get(sub.Key) != nil || unfitMatrix(sub) {
			return nil
		}
	}
	for _, outer := range e.Appearances {
		inner, ok := nextPart(n, outer.End)
		if !ok {
			return nil
		}
		fix.Edits = append(fix.Edits, finding.Edit{Span: source.Span{Start: outer.Start, End: inner}})
	}
	return []finding.Fix{fix}
}

// nextPart is where the part behind offset of a header of a sub-table starts.
func nextPart(n *toml.Node, offset int) (int, bool) {
	best := -1
	for _, sub := range n.Entries {
		for _, s := range sub.Appearances {
			if s.Start >= offset && (best < 0 || s.Start < best) {
				best = s.Start
			}
		}
	}
	return best, best >= 0
}
