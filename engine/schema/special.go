package schema

import (
	"fmt"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// checkFlatTest reports [test] without metadata: the flat form, whose keys
// stand directly in [test], or an empty table. Upstream refuses both.
func checkFlatTest(v *validator, n *toml.Node) {
	if n.Get("metadata") != nil || v.partial(n) {
		return
	}
	f := finding.Finding{
		Location: at(n.Span), Code: finding.SchemaLegacy, Severity: finding.Error,
		Message: "[test] has no metadata; name and description stand in [test.metadata].",
	}
	if n.Form == toml.Header {
		end := source.Span{Start: n.Span.End - 1, End: n.Span.End - 1}
		f.Fixes = []finding.Fix{{
			Title: "Write [test.metadata]", Preferred: true,
			Edits: []finding.Edit{{Span: end, Text: ".metadata"}},
		}}
	}
	v.report(f)
}

// flatTestKey says that checkFlatTest speaks for a key of the flat form.
func flatTestKey(n *toml.Node, e *toml.Entry) bool {
	return n.Get("metadata") == nil && (e.Value == nil || e.Value.Kind != toml.Table)
}

// flatAlias reports a flat alias of [expect.hermeticity]: the alias renames
// the outer table, so that what stands directly in it is not seen (format.md
// 2.8). inner is the key that the value was meant for.
func flatAlias(name, inner string) func(*validator, *toml.Node, *toml.Entry) bool {
	return func(v *validator, outer *toml.Node, e *toml.Entry) bool {
		n := e.Value
		if n == nil || n.Kind == toml.Invalid || n.Get(inner) != nil {
			return false
		}
		f := finding.Finding{
			Location: at(e.KeySpan), Code: finding.SchemaHermeticityAlias, Severity: finding.Warning,
			Message: fmt.Sprintf("%s checks nothing: it is another name of the table %s. Write %s.%s.", e.Key, name, name, inner),
		}
		if outer.Get(name) == nil {
			f.Fixes = renameTo(e, name+"."+inner)
		}
		if n.Kind != toml.Table {
			f.Severity = finding.Error
			f.Message = fmt.Sprintf("%s is another name of the table %s, so that clnrm refuses this value. Write %s.%s.", e.Key, name, name, inner)
		}
		v.report(f)
		return true
	}
}

// checkHermeticity reports attributes that stand directly in resource_attrs.
func checkHermeticity(v *validator, n *toml.Node) {
	e := n.Get("resource_attrs")
	if e == nil || e.Value == nil || e.Value.Kind != toml.Table {
		return
	}
	for _, attr := range e.Value.Entries {
		if attr.Key == "must_match" {
			continue
		}
		f := finding.Finding{
			Location: at(attr.KeySpan), Code: finding.SchemaHermeticityAlias, Severity: finding.Warning,
			Message: shown(attr.Key) + " directly in resource_attrs checks nothing; put it in resource_attrs.must_match.",
		}
		if e.Value.Get("must_match") == nil {
			f.Fixes = renameTo(e, "resource_attrs.must_match")
		}
		v.report(f)
		return // one fix moves them all
	}
}

// checkAllTables tells that upstream drops a project configuration that is
// not complete (format.md 1.4), once at its first key.
func checkAllTables(tables []Key) func(*validator, *toml.Node) {
	return func(v *validator, n *toml.Node) {
		var lacks []string
		for i := range tables {
			if name := tables[i].Name; n.Get(name) == nil {
				lacks = append(lacks, "["+name+"]")
			}
		}
		if len(lacks) > 0 && len(n.Entries) > 0 && !v.partial(n) {
			v.incomplete(n, lacks)
		}
	}
}

func (v *validator) incomplete(n *toml.Node, lacks []string) {
	first := n.Entries[0].KeySpan
	for _, e := range n.Entries[1:] {
		if e.KeySpan.Start < first.Start {
			first = e.KeySpan
		}
	}
	v.report(finding.Finding{
		Location: at(first), Code: finding.SchemaMissingKey, Severity: finding.Information,
		Message: fmt.Sprintf("clnrm silently drops a cleanroom.toml that lacks any of its ten tables, as this one lacks %s; clnrm-ls merges it key by key. Add the tables if clnrm must read it.",
			strings.Join(lacks, ", ")),
	})
}
