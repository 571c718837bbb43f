package schema

import (
	"fmt"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// unused tells, once per file, that clnrm never reads a key (S6). A key that
// repeats the default is left alone: nothing is lost.
func (v *validator) unused(n *toml.Node, t *Table, e *toml.Entry, k *Key) {
	if k.fails != nil && !v.partial(n) {
		if why := k.fails(n); why != "" {
			v.once(note{table: t, key: k.Name}, finding.Finding{
				Location: at(e.KeySpan), Code: finding.SchemaUnused, Severity: finding.Warning, Message: why,
			})
			return
		}
	}
	if v.told[k] || k.Default != "" && e.Value != nil && plain(e.Value.Value) == k.Default {
		return
	}
	f := finding.Finding{
		Location: at(e.KeySpan), Code: finding.SchemaUnused, Severity: finding.Information,
		Message: fmt.Sprintf("clnrm accepts %s but never uses it: %s.", k.label, k.Note),
	}
	if k.Effect == Honoured {
		f.Message = fmt.Sprintf("clnrm ignores %s: %s. clnrm-ls honours it.", k.label, k.Note)
	}
	v.tell(k, f)
}

// legacy tells, once per file, that a key is an old spelling (S9).
func (v *validator) legacy(n *toml.Node, e *toml.Entry, k *Key) {
	if v.told[k] {
		return
	}
	v.tell(k, finding.Finding{
		Location: at(e.KeySpan), Code: finding.SchemaLegacy, Severity: finding.Information, Tags: finding.Deprecated,
		Message: fmt.Sprintf("[%s] is a form of early drafts that clnrm ignores; clnrm-ls accepts it.", k.Name) + draftAdvice(n, e, k.Legacy),
		Fixes:   topLevel(n, e),
	})
}

func (v *validator) tell(k *Key, f finding.Finding) {
	before := len(v.out)
	v.report(f)
	if len(v.out) == before {
		return
	}
	if v.told == nil {
		v.told = make(map[*Key]bool)
	}
	v.told[k] = true
}

// duplicate reports a key next to its alias, which upstream's decoder takes
// for the same field twice.
func (v *validator) duplicate(n *toml.Node, k *Key, e *toml.Entry) {
	other := k.Name
	if e.Key == k.Name {
		for _, alias := range k.Aliases {
			if n.Get(alias) != nil {
				other = alias
				break
			}
		}
	}
	f := finding.Finding{
		Location: at(e.KeySpan), Code: finding.SchemaDuplicate, Severity: finding.Error,
		Message: fmt.Sprintf("%s and %s are the same key, which can be written only once; remove one of them.", e.Key, other),
	}
	if first := n.Get(other); first != nil {
		f.Related = []finding.Related{{Location: at(first.KeySpan), Message: other + " is here"}}
	}
	v.report(f)
}
