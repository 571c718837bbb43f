package schema

import (
	"fmt"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/suggest"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// longestName is how many bytes of a name a message quotes.
const longestName = 48

// note remembers a mistake that is told once per file.
type note struct {
	finding int // index in validator.out
	times   int
}

// unknown reports a key that no schema has (S5). clnrm ignores it silently. It
// returns the bit of the key that was meant, if any, for which the finding
// speaks when that is missing.
func (v *validator) unknown(n *toml.Node, t *Table, e *toml.Entry) uint64 {
	if len(v.out) >= MaxFindings || t.claims != nil && t.claims(n, e) {
		return 0
	}
	f := finding.Finding{
		Location: at(e.KeySpan), Code: finding.SchemaUnknownKey, Severity: finding.Warning,
		Message: shown(e.Key) + " is no key of " + title(t) + " and is ignored",
	}
	m := t.index.mistakes[e.Key]
	if m == nil {
		near := suggest.Nearest(e.Key, t.index.names)
		if near == "" {
			f.Message += "; " + choices(t) + "."
			v.report(f)
			return 0
		}
		f.Message += "; did you mean " + near + "?"
		return v.misspelt(n, t, e, near, f)
	}
	f.Message += ": " + m.Why
	if m.Drop {
		f.Message += "; remove it"
	}
	f.Message += "."
	if m.Harmless {
		f.Severity = finding.Information
	}
	if m.Meant != "" {
		return v.misspelt(n, t, e, m.Meant, f)
	}
	v.once(m, f)
	return 0
}

// misspelt reports an unknown key that stands for another. It is an error
// when the table needs that other key.
func (v *validator) misspelt(n *toml.Node, t *Table, e *toml.Entry, meant string, f finding.Finding) uint64 {
	bit := uint64(1) << t.index.keys[meant]
	if f.Fixes = rename(n, t, e, meant); f.Fixes == nil {
		bit = 0
	} else if t.index.required&bit != 0 && !v.in.Partial {
		f.Severity = finding.Error
		f.Message += " " + sentenceTitle(t) + " needs " + meant + "."
	}
	v.report(f)
	return bit
}

// once reports a mistake that cannot be renamed at its first place only.
func (v *validator) once(m *Mistake, f finding.Finding) {
	if seen, ok := v.noted[m]; ok {
		seen.times++
		v.noted[m] = seen
		return
	}
	before := len(v.out)
	v.report(f)
	if len(v.out) == before {
		return // hidden: the next place may be visible
	}
	if v.noted == nil {
		v.noted = make(map[*Mistake]note)
	}
	v.noted[m] = note{finding: before, times: 1}
}

// count says how often the mistakes that were told once occur.
func (v *validator) count() {
	for _, n := range v.noted {
		if n.times > 1 {
			v.out[n.finding].Message += fmt.Sprintf(" It is written in %d places of this file.", n.times)
		}
	}
}

// rename is the fix that writes another key in every place where the key is
// written. There is none when the table has that key already.
func rename(n *toml.Node, t *Table, e *toml.Entry, to string) []finding.Fix {
	key := t.Key(to)
	if key == nil || n.Get(to) != nil {
		return nil
	}
	for _, alias := range key.Aliases {
		if n.Get(alias) != nil {
			return nil
		}
	}
	return renameTo(e, toml.QuoteKey(to))
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

// shown is a key for a message.
func shown(key string) string {
	if len(key) > longestName {
		cut := longestName
		for cut > 0 && key[cut]&0xC0 == 0x80 {
			cut--
		}
		return toml.QuoteKey(key[:cut]) + "…"
	}
	return toml.QuoteKey(key)
}

// choices lists the keys of a table that has few.
func choices(t *Table) string {
	names := t.index.names
	if len(names) == 0 || len(names) > 8 {
		return "correct the spelling or remove it"
	}
	return "it has " + strings.Join(names, ", ")
}
