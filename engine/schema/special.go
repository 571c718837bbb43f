package schema

import (
	"fmt"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// checkFlatTest reports [test] without metadata: the flat form, whose keys
// stand directly in [test], or an empty table. Upstream refuses both.
func checkFlatTest(v *validator, n *toml.Node) {
	if n.Get("metadata") != nil || v.in.Partial {
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

// checkServiceType tells that type selects nothing, where the plugin does not
// say the same.
func checkServiceType(v *validator, n *toml.Node) {
	written := n.Get("type")
	if written == nil || written.Value == nil || written.Value.Kind != toml.String {
		return
	}
	kind, _ := written.Value.Value.(string)
	plugin := n.Get("plugin")
	if plugin != nil && (plugin.Value == nil || plugin.Value.Kind != toml.String || plugin.Value.Value == kind) {
		return
	}
	f := finding.Finding{Location: at(written.KeySpan), Code: finding.SchemaUnused, Severity: finding.Information}
	if plugin == nil {
		if v.in.Partial {
			return
		}
		if kind != "generic_container" {
			f.Severity = finding.Warning
		}
		f.Message = fmt.Sprintf("type selects nothing: without plugin the service runs as generic_container. Write plugin = %s.", toml.Quote(kind))
		line := "plugin = " + toml.Quote(kind)
		if edit, ok := v.insertion(n, []string{line}); ok {
			f.Fixes = []finding.Fix{{Title: "Add " + line, Edits: []finding.Edit{edit}, Preferred: true}}
		}
		v.report(f)
		return
	}
	if k := &typeDisagrees; !v.told[k] {
		f.Message = "type selects nothing: plugin does. clnrm 1.0.x requires type, later versions ignore it; keep it only for 1.0.x."
		v.tell(k, f)
	}
}

// typeDisagrees stands for all type keys that disagree with their plugin.
var typeDisagrees = Key{Name: "type"}

// flatAlias reports a flat alias of [expect.hermeticity]: the alias renames
// the outer table, so that what stands directly in it is not seen (format.md
// 2.8). inner is the key that the value was meant for.
func flatAlias(name, inner string) func(*validator, *toml.Entry) bool {
	return func(v *validator, e *toml.Entry) bool {
		n := e.Value
		if n == nil || n.Kind == toml.Invalid || n.Get(inner) != nil {
			return false
		}
		f := finding.Finding{
			Location: at(e.KeySpan), Code: finding.SchemaHermeticityAlias, Severity: finding.Warning,
			Message: fmt.Sprintf("%s checks nothing: it is another name of the table %s. Write %s.%s.", e.Key, name, name, inner),
			Fixes:   renameTo(e, name+"."+inner),
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

// topLevel moves [template.vars] and its like to the top level, when every
// place where template is written is the start of such a header, and root has
// none of them yet.
func topLevel(root *toml.Node, e *toml.Entry) []finding.Fix {
	n := e.Value
	if n == nil || n.Kind != toml.Table || n.Form != toml.Implicit {
		return nil
	}
	fix := finding.Fix{Title: "Move the tables to the top level"}
	for _, sub := range n.Entries {
		if sub.Value == nil || sub.Value.Form != toml.Header || root.Get(sub.Key) != nil {
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
