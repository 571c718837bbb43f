package schema

import (
	"fmt"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/suggest"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// longestName is how many bytes of a name a message quotes.
const longestName = 48

// unknown reports a key that no schema has (S5). clnrm ignores it silently. It
// returns the bit of the key that was meant, if any, for which the finding
// speaks when that is missing.
func (v *validator) unknown(n *toml.Node, t *Table, e *toml.Entry) uint64 {
	if len(v.out) >= MaxFindings || v.foreign && t.title != "" || t.claims != nil && t.claims(n, e) {
		return 0
	}
	f := finding.Finding{
		Location: at(e.KeySpan), Code: finding.SchemaUnknownKey, Severity: finding.Warning,
		Message: shown(e.Key) + " is no key of " + title(t) + " and is ignored",
	}
	if v.quiet > 0 {
		f.Severity = finding.Information
	}
	m := t.index.mistakes[e.Key]
	if m != nil {
		return v.mistake(n, t, e, m, f)
	}
	what := note{table: t, key: e.Key}
	near := ""
	if _, told := v.noted[what]; !told {
		near = suggest.Nearest(e.Key, t.index.near)
	}
	if near == "" {
		f.Message += "; " + choices(t) + "."
		v.once(what, f)
		return 0
	}
	if m = t.index.mistakes[near]; m != nil && (m.Meant == "" || m.fits != nil) {
		return v.mistake(n, t, e, m, f)
	}
	if m != nil {
		near = m.Meant
	} else {
		near = t.Key(near).Name
	}
	f.Message += "; did you mean " + near + "?"
	return v.misspelt(n, t, e, Mistake{Meant: near}, f)
}

// mistake completes the finding on a key that is often written.
func (v *validator) mistake(n *toml.Node, t *Table, e *toml.Entry, m *Mistake, f finding.Finding) uint64 {
	f.Message += ": " + m.Why
	against := ""
	if m.refutes != nil && e.Value != nil {
		against = m.refutes(e.Value)
	}
	switch {
	case against != "":
		f.Message += ". " + against
	case m.Drop:
		f.Message += "; remove it"
	}
	f.Message += "."
	if m.Harmless && against == "" {
		f.Severity = finding.Information
	}
	if m.Meant != "" && (m.fits == nil || m.fits(e.Value)) {
		return v.misspelt(n, t, e, *m, f)
	}
	v.once(note{table: t, key: e.Key, against: against != ""}, f)
	return 0
}

// misspelt reports an unknown key that stands for another. It is an error
// when the table needs that other key.
func (v *validator) misspelt(n *toml.Node, t *Table, e *toml.Entry, m Mistake, f finding.Finding) uint64 {
	bit := uint64(1) << t.index.keys[m.Meant]
	f.Fixes = v.rename(n, t, e, m)
	if f.Fixes == nil {
		v.once(note{table: t, key: e.Key, meant: true}, f)
		return 0
	}
	if t.index.required&bit != 0 && !v.partial(n) {
		f.Severity = finding.Error
		f.Message += " " + sentenceTitle(t) + " needs " + m.Meant + "."
	}
	v.report(f)
	return bit
}

// note is what is told once per file: a key of a table.
type note struct {
	table   *Table
	key     string
	against bool // it comes to the opposite of what it says
	meant   bool // it stands for a key that the table has
}

// times says where a note was told and how often it holds.
type times struct {
	finding int // index in validator.out
	count   int
}

// once reports what cannot be renamed at its first place only.
func (v *validator) once(what note, f finding.Finding) {
	if seen, ok := v.noted[what]; ok {
		seen.count++
		v.noted[what] = seen
		return
	}
	before := len(v.out)
	v.report(f)
	if len(v.out) == before {
		return // hidden: the next place may be visible
	}
	if v.noted == nil {
		v.noted = make(map[note]times)
	}
	v.noted[what] = times{finding: before, count: 1}
}

// count says how often what was told once occurs.
func (v *validator) count() {
	for _, n := range v.noted {
		if n.count > 1 {
			v.out[n.finding].Message += fmt.Sprintf(" It occurs %d times.", n.count)
		}
	}
}

// foreign reports whether nothing at the top level is of the clnrm format, or
// nearly so: its keys are then no mistakes, the whole file is.
func foreign(root *toml.Node, t *Table) bool {
	for _, e := range root.Entries {
		if m := t.index.mistakes[e.Key]; t.Key(e.Key) != nil || m != nil && m.Meant != "" {
			return false
		}
		if suggest.Nearest(e.Key, t.index.names) != "" {
			return false
		}
		if e.KeySpan.Start > maxForeign {
			return true
		}
	}
	return true
}

// maxForeign bounds how many bytes of a file are looked at by foreign.
const maxForeign = 1 << 16

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

// choices says which keys a table has, if they are few.
func choices(t *Table) string {
	names := t.index.names
	if len(names) == 0 || len(names) > 8 {
		return "correct the spelling or remove it"
	}
	if len(names) == 1 {
		return title(t) + " has only " + names[0]
	}
	return title(t) + " has " + conjunction(names)
}
