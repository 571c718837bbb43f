package builtin

import (
	"regexp"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// textTests compare text, and membership of containers.
var textTests = []*Function{
	test("starting_with", "Whether a string starts with another.",
		[]Param{required("prefix", "string", "What it must start with.")},
		func(a *args) bool { return strings.HasPrefix(a.inputString(), a.needString("prefix")) }),
	test("ending_with", "Whether a string ends with another.",
		[]Param{required("suffix", "string", "What it must end with.")},
		func(a *args) bool { return strings.HasSuffix(a.inputString(), a.needString("suffix")) }),
	test("containing", "Whether a string contains another, an array an element, or a map a key.",
		[]Param{required("needle", "any", "What must be contained.")}, containing),
	test("matching", "Whether a string matches a regular expression anywhere. Here `\\d`, `\\w`, `\\s` and `\\b` are about ASCII, upstream about Unicode.",
		[]Param{required("pattern", "string", "The regular expression.")}, matching),
}

func containing(a *args) bool {
	switch x := a.Input.(type) {
	case string:
		return strings.Contains(x, a.needString("needle"))
	case []value.Value:
		needle, _ := a.need("needle")
		for _, item := range x {
			if value.Equal(item, needle) {
				return true
			}
		}
		return false
	case map[string]value.Value:
		_, ok := x[a.needString("needle")]
		return ok
	}
	a.mistyped("", "a string, an array or a map", a.Input)
	return false
}

func matching(a *args) bool {
	s, pattern := a.inputString(), a.needString("pattern")
	if a.err != nil {
		return false
	}
	// Compiled programs are about ten times as large as their source.
	if !a.growProduct(len(pattern), 10) {
		return false
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		a.invalid("pattern", "invalid regular expression: %v", err)
		return false
	}
	return re.MatchString(s)
}
