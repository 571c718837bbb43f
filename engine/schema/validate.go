package schema

import (
	"cmp"
	"slices"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// MaxFindings is how many findings of one tree are kept: enough for every
// file that people write, a bound for those they do not.
const MaxFindings = 1000

// Input is what Validate takes into account besides the tree.
type Input struct {
	// Partial says that parts of the text may be missing: absence proves
	// nothing, so that no missing key is reported.
	Partial bool
	// Drops are the offsets, ascending, at which text is missing. A table that
	// reaches over one may lack a key for that reason; others may not.
	Drops []int
	// Placeholders are ranges of the text, sorted and disjoint, that stand for
	// values which could not be computed. No finding touches one.
	Placeholders []source.Span
	// Text is what the spans of the tree refer to. It may be empty; fixes
	// that need it are then left out or written less neatly.
	Text string
}

// Validate compares a tree with a table: rules S3 to S9 of format.md 8.4.
// Findings are in the order of the text, never nil, at most MaxFindings.
// Safe for concurrent use.
func Validate(root *toml.Node, t *Table, in Input) []finding.Finding {
	v := validator{in: in, out: []finding.Finding{}}
	if root != nil && t != nil && root.Kind == toml.Table {
		v.foreign = t.title != "" && foreign(root, t)
		v.table(root, t, root.Span)
	}
	v.count()
	byStart := func(a, b finding.Finding) int { return cmp.Compare(a.Span.Start, b.Span.Start) }
	if !slices.IsSortedFunc(v.out, byStart) {
		slices.SortStableFunc(v.out, byStart)
	}
	return v.out
}

// validator is the state of one Validate. Used by one goroutine.
type validator struct {
	in    Input
	out   []finding.Finding
	quiet int           // depth of subtrees of which Ignored was told already
	told  map[*Key]bool // keys whose effect or age was told
	noted map[note]times
	// claims are the keys that fixes rename to: two must not write one.
	claims map[claimed]bool
	// foreign says that the file is none of the format; see foreign.
	foreign bool
}

// table checks the keys of one table. at is where to report what concerns the
// table as a whole, when it has no header.
func (v *validator) table(n *toml.Node, t *Table, at source.Span) {
	var seen, meant uint64
	for _, e := range n.Entries {
		i, ok := t.index.keys[e.Key]
		if !ok {
			if !t.Open {
				meant |= v.unknown(n, t, e)
			}
			continue
		}
		k := &t.Keys[i]
		if seen&(1<<i) != 0 {
			v.duplicate(n, k, e)
			continue
		}
		seen |= 1 << i
		v.key(n, e, t, k)
	}
	if missing := t.index.required &^ seen &^ meant; missing != 0 && !v.partial(n) {
		v.missing(n, t, missing, at)
	}
	if t.check != nil {
		t.check(v, n)
	}
}

// partial reports whether keys of the table n may be missing because text is.
func (v *validator) partial(n *toml.Node) bool {
	if v.in.Partial || len(v.in.Drops) == 0 {
		return v.in.Partial
	}
	if n.Form != toml.Header && n.Form != toml.Element && n.Form != toml.Inline {
		return true // written in several places, or all over the file
	}
	extent := n.Extent
	if n.Form == toml.Inline {
		extent = n.Span
	}
	i, _ := slices.BinarySearch(v.in.Drops, extent.Start)
	return i < len(v.in.Drops) && v.in.Drops[i] <= extent.End
}

// key checks one key of the table n and what is below it.
func (v *validator) key(n *toml.Node, e *toml.Entry, t *Table, k *Key) {
	if k.alias != nil && e.Key != k.Name && k.alias(v, n, e) {
		return
	}
	if k.Legacy != "" {
		v.legacy(n, e, k)
	}
	ignored := k.Effect == Ignored
	if ignored {
		v.quiet++
	}
	before := len(v.out)
	fits := v.value(e.Value, &k.Type, place{table: t, key: k, span: e.KeySpan, entry: e})
	if ignored {
		v.quiet--
	}
	for _, f := range v.out[before:] {
		fits = fits && f.Span != e.KeySpan // one finding for one place
	}
	if fits && (ignored || k.Effect == Honoured) && v.quiet == 0 {
		v.unused(n, t, e, k)
	}
}

// place is where in the table a value stands.
type place struct {
	table  *Table
	key    *Key
	span   source.Span // of the key part, or of the nearest one outside
	within Kind        // Array or Map for their elements, Any for the value itself
	entry  *toml.Entry // of the value itself; nil for elements
}

// value checks a value and what is below it. Nothing is said below a value of
// the wrong type, for which fits is false.
func (v *validator) value(n *toml.Node, t *Type, p place) (fits bool) {
	if n == nil || n.Kind == toml.Invalid || t == nil || t.Kind == Any {
		return true
	}
	switch {
	case t.Kind == Array && n.Kind == toml.Array:
		return v.elements(n, t, p)
	case t.Kind == Map && n.Kind == toml.Table:
		if t.Elem == nil {
			return true
		}
		for _, e := range n.Entries {
			v.value(e.Value, t.Elem, place{table: p.table, key: p.key, span: e.KeySpan, within: Map})
		}
	case t.Kind == Object && n.Kind == toml.Table:
		v.table(n, t.Table, p.span)
	case scalar(t.Kind, n.Kind):
		v.limits(n, t.Kind, p.key)
	default:
		v.mismatch(n, t, p)
		return false
	}
	return true
}

func (v *validator) elements(n *toml.Node, t *Type, p place) (fits bool) {
	if t.Elem == nil {
		return true
	}
	if k := t.Elem.Kind; flat(n, t) || n.Form == toml.ArrayOfTables && k != Object && k != Map && k != Any {
		v.mismatch(n, t, p)
		return false
	}
	for _, item := range n.Items {
		v.value(item, t.Elem, place{table: p.table, key: p.key, span: elementSpan(item), within: Array})
	}
	return true
}

// flat reports whether an array that should hold arrays of strings holds
// strings only: one finding says it better than one for each.
func flat(n *toml.Node, t *Type) bool {
	if t.Elem.Kind != Array || len(n.Items) == 0 {
		return false
	}
	for _, item := range n.Items {
		if item.Kind != toml.String {
			return false
		}
	}
	return true
}

// elementSpan is where to report what concerns an inline table in an array as
// a whole: its name, or the first key, because the table may be long.
func elementSpan(n *toml.Node) source.Span {
	if n.Kind != toml.Table || n.Form != toml.Inline || len(n.Entries) == 0 {
		return n.Span
	}
	if e := n.Get("name"); e != nil {
		return e.KeySpan
	}
	return n.Entries[0].KeySpan
}

// scalar reports whether a value of the scalar kind have is accepted where
// want is (format.md 2.1: an integer is accepted where a float is wanted).
func scalar(want Kind, have toml.Kind) bool {
	switch want {
	case String, Duration:
		return have == toml.String
	case Integer:
		return have == toml.Integer
	case Number:
		return have == toml.Integer || have == toml.Float
	case Bool:
		return have == toml.Bool
	}
	return false
}

// report adds a finding, unless it touches a placeholder. Fixes that would
// rewrite one are dropped.
func (v *validator) report(f finding.Finding) {
	if len(v.out) >= MaxFindings || v.hidden(f.Span) {
		return
	}
	for _, r := range f.Related {
		if v.hidden(r.Span) {
			return
		}
	}
	if len(v.in.Placeholders) > 0 {
		f.Fixes = v.keepFixes(f.Fixes)
	}
	v.out = append(v.out, f)
}

func (v *validator) keepFixes(fixes []finding.Fix) []finding.Fix {
	var kept []finding.Fix
next:
	for _, fix := range fixes {
		for _, e := range fix.Edits {
			if e.Span.Len() > 0 && v.hidden(e.Span) {
				continue next
			}
		}
		kept = append(kept, fix)
	}
	return kept
}

// hidden reports whether a range touches a placeholder.
func (v *validator) hidden(s source.Span) bool { return s.TouchesAny(v.in.Placeholders) }

func at(s source.Span) finding.Location { return finding.Location{Span: s} }
