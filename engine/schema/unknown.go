package schema

import (
	"fmt"
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// longestName is the longest unknown key that is compared with the known
// ones; the cost grows with the product of the lengths.
const longestName = 48

// note remembers a mistake that is told once per file.
type note struct {
	finding int // index in validator.out, -1 when it was not reported
	times   int
}

// unknown reports a key that no schema has (S5). clnrm ignores it silently.
func (v *validator) unknown(n *toml.Node, t *Table, e *toml.Entry) {
	if t.claims != nil && t.claims(n, e) {
		return
	}
	if m := t.index.mistakes[e.Key]; m != nil {
		v.mistake(n, t, m, e)
		return
	}
	f := unknownKey(e)
	near := nearest(e.Key, t.index.names)
	if near == "" {
		f.Message = fmt.Sprintf("%s is no key of %s and is ignored; %s.", shown(e.Key), tableName(t), choices(t))
		v.report(f)
		return
	}
	f.Message = fmt.Sprintf("%s is no key of %s and is ignored; did you mean %s?", shown(e.Key), tableName(t), near)
	f.Fixes = rename(n, t, e, near)
	v.report(f)
}

func unknownKey(e *toml.Entry) finding.Finding {
	return finding.Finding{Location: at(e.KeySpan), Code: finding.SchemaUnknownKey, Severity: finding.Warning}
}

// mistake reports a key that is known to be written by mistake: at every
// place when it can be renamed, else once.
func (v *validator) mistake(n *toml.Node, t *Table, m *Mistake, e *toml.Entry) {
	f := unknownKey(e)
	if m.Harmless {
		f.Severity = finding.Information
	}
	f.Message = fmt.Sprintf("%s is no key of %s and is ignored; %s.", shown(e.Key), tableName(t), m.Why)
	if m.Meant != "" {
		f.Fixes = rename(n, t, e, m.Meant)
		v.report(f)
		return
	}
	if seen, ok := v.noted[m]; ok {
		seen.times++
		v.noted[m] = seen
		return
	}
	before := len(v.out)
	v.report(f)
	if v.noted == nil {
		v.noted = make(map[*Mistake]note)
	}
	if len(v.out) == before {
		return // hidden: the next place may be visible
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
	return renameTo(e, tomlKey(to))
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

// nearest is the name that key is probably a misspelling of, or "": at most a
// third of the letters differ.
func nearest(key string, names []string) string {
	if len(key) > longestName {
		return ""
	}
	best, limit := "", max(1, len(key)/3)
	for _, name := range names {
		if len(name)-len(key) > limit || len(key)-len(name) > limit {
			continue
		}
		if d := levenshtein.ComputeDistance(strings.ToLower(key), strings.ToLower(name)); d <= limit && d < len(name) {
			best, limit = name, d-1
		}
	}
	return best
}

// shown is a key for a message.
func shown(key string) string {
	if len(key) > longestName {
		cut := longestName
		for cut > 0 && key[cut]&0xC0 == 0x80 {
			cut--
		}
		return tomlKey(key[:cut]) + "…"
	}
	return tomlKey(key)
}

// tableName is title for the middle of a sentence.
func tableName(t *Table) string {
	if t.Name == "" {
		return "a clnrm file"
	}
	return strings.Replace(title(t), "this ", "a ", 1)
}

// choices lists the keys of a table that has few.
func choices(t *Table) string {
	names := t.index.names
	if len(names) == 0 || len(names) > 8 {
		return "remove it"
	}
	return "it has " + strings.Join(names, ", ")
}
