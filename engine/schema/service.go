package schema

import (
	"fmt"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// checkService reports a service without plugin, else a type that does not
// agree with it. Which release wants which is in format.md 2.4: clnrm 1.0.x
// requires both keys, later versions neither. That a service has a plugin and
// no type is not told, because it is how every newer file is written.
func checkService(v *validator, n *toml.Node) {
	kind, plugin := n.Get("type"), n.Get("plugin")
	switch {
	case plugin == nil && !v.partial(n):
		v.noPlugin(n, kind)
	case plugin == nil || plugin.Value == nil || plugin.Value.Kind != toml.String:
	case kind == nil || kind.Value == nil || kind.Value.Kind != toml.String || kind.Value.Value == plugin.Value.Value:
	case !v.told[&typeDisagrees]:
		v.tell(&typeDisagrees, finding.Finding{
			Location: at(kind.KeySpan), Code: finding.SchemaUnused, Severity: finding.Information,
			Message: "type selects nothing: plugin does. clnrm 1.0.x requires it; keep it.",
		})
	}
}

// typeDisagrees stands for all type keys that disagree with their plugin.
var typeDisagrees = Key{Name: "type"}

// noPlugin reports a service without plugin. It speaks for a missing image,
// too, so that there is one finding on one defect.
func (v *validator) noPlugin(n *toml.Node, kind *toml.Entry) {
	name := "generic_container"
	if kind != nil && kind.Value != nil {
		switch s, _ := kind.Value.Value.(string); s {
		case "surrealdb", "process":
			name = s
		}
	}
	f := finding.Finding{
		Location: at(n.Span), Code: finding.SchemaMissingKey, Severity: finding.Warning,
		Message: "The service has no plugin: clnrm 1.0.x rejects the file; HEAD and clnrm-ls run it as generic_container",
	}
	switch {
	case kind != nil:
		f.Location = at(kind.KeySpan)
	case n.Form == toml.Inline:
		f.Location = at(elementSpan(n))
	}
	line := "plugin = " + toml.Quote(name)
	write := "Write " + line
	if n.Get("image") == nil {
		f.Severity = finding.Error
		f.Message += ", which needs an image"
		if name == "generic_container" {
			write += ` and image = "…"`
		}
	}
	if kind != nil {
		write += "; type selects nothing"
	}
	f.Message += fmt.Sprintf(". %s.", write)
	if edit, ok := v.insertion(n, []string{line}); ok && (name != "generic_container" || f.Severity == finding.Warning) {
		f.Fixes = []finding.Fix{{Title: "Add " + line, Edits: []finding.Edit{edit}, Preferred: true}}
	}
	v.report(f)
}
