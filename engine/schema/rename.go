package schema

import (
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// rename is the fix that writes the key that was meant in every place where
// another is written, and a value that fits it. There is none when the table
// has that key already, or another finding renames to it.
func (v *validator) rename(n *toml.Node, t *Table, e *toml.Entry, m Mistake) []finding.Fix {
	key := t.Key(m.Meant)
	if key == nil || n.Get(key.Name) != nil {
		return nil
	}
	for _, alias := range key.Aliases {
		if n.Get(alias) != nil {
			return nil
		}
	}
	claim := claimed{n, key}
	if v.claims[claim] {
		return nil
	}
	if v.claims == nil {
		v.claims = make(map[claimed]bool)
	}
	v.claims[claim] = true
	fixes := renameTo(e, toml.QuoteKey(m.Meant))
	v.convert(&fixes[0], e, place{table: t, key: key, span: e.KeySpan}, m)
	return fixes
}

// claimed is a key that a fix gives to a table.
type claimed struct {
	table *toml.Node
	key   *Key
}

func renameTo(e *toml.Entry, text string) []finding.Fix {
	fix := finding.Fix{Title: "Rename to " + text, Preferred: true}
	for _, s := range e.Appearances {
		fix.Edits = append(fix.Edits, finding.Edit{Span: s, Text: text})
	}
	if len(fix.Edits) == 0 {
		fix.Edits = []finding.Edit{{Span: e.KeySpan, Text: text}}
	}
	return []finding.Fix{fix}
}

// maxConversions bounds how many edits a rename adds for its value.
const maxConversions = 32

// convert adds what the value needs to fit the key that the fix writes. When
// something remains wrong the fix is not the obvious way out.
func (v *validator) convert(fix *finding.Fix, e *toml.Entry, p place, m Mistake) {
	if e.Value == nil {
		return
	}
	if m.convert != nil {
		if text := m.convert(e.Value); text != "" {
			fix.Edits = append(fix.Edits, finding.Edit{Span: e.Value.Span, Text: text})
			fix.Title += " and convert the value"
			return
		}
	}
	under := validator{in: v.in}
	under.value(e.Value, &p.key.Type, p)
	renamed := len(fix.Edits)
	for _, f := range under.out {
		if f.Severity != finding.Error && f.Code != finding.SchemaUnknownKey || f.Code == finding.SchemaMissingKey {
			continue // has a finding of its own once the key is renamed
		}
		if len(f.Fixes) == 0 || !f.Fixes[0].Preferred || !apart(fix.Edits, f.Fixes[0].Edits) || len(fix.Edits) > renamed+maxConversions {
			if f.Severity == finding.Error {
				fix.Preferred = false
			}
			continue
		}
		fix.Edits = append(fix.Edits, f.Fixes[0].Edits...)
	}
	if len(fix.Edits) > renamed {
		fix.Title += " and convert the value"
	}
}

// apart reports whether no edit of b touches one of a.
func apart(a, b []finding.Edit) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Span.Start <= y.Span.End && y.Span.Start <= x.Span.End {
				return false
			}
		}
	}
	return true
}
