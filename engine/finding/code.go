package finding

// Code identifies a kind of finding, for ever: clients, settings and
// suppressions key on it. Form: group/kebab-name.
type Code string

// Entry documents one code; README's table is generated from these.
type Entry struct {
	Code     Code
	Severity Severity // the usual one
	What     string   // what it says, one line
	Why      string   // why it matters
	Fix      string   // what to do
	Rule     string   // the id in format.md 8.4 and 6.3 it stands for, "" when none
}

// Table lists every code, grouped, in the order of the README.
func Table() []Entry {
	var all []Entry
	for _, group := range [][]Entry{templateCodes, tomlCodes, schemaCodes, ruleCodes, limitCodes, sessionCodes} {
		all = append(all, group...)
	}
	return all
}

// Lookup finds the entry of a code.
func Lookup(c Code) (Entry, bool) {
	e, ok := index[c]
	return e, ok
}

var index = func() map[Code]Entry {
	m := make(map[Code]Entry)
	for _, e := range Table() {
		m[e.Code] = e
	}
	return m
}()
