package builtin

import (
	"strings"
	"unicode"

	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

var patParam = []Param{required("pat", "string", "The text to strip; `\\n` and `\\t` in it mean newline and tab.")}

// trimFilters return parts of their input, so they reserve nothing.
var trimFilters = []*Function{
	define("trim", "string", Pure, "Strips whitespace from both ends.", nil,
		func(a *args) value.Value { return strings.TrimSpace(a.inputString()) }),
	define("trim_start", "string", Pure, "Strips whitespace from the start.", nil,
		func(a *args) value.Value { return strings.TrimLeftFunc(a.inputString(), unicode.IsSpace) }),
	define("trim_end", "string", Pure, "Strips whitespace from the end.", nil,
		func(a *args) value.Value { return strings.TrimRightFunc(a.inputString(), unicode.IsSpace) }),
	define("trim_start_matches", "string", Pure, "Strips every leading occurrence of `pat`.", patParam,
		func(a *args) value.Value {
			s, pat := a.inputString(), unescape(a.needString("pat"))
			for pat != "" && strings.HasPrefix(s, pat) {
				s = s[len(pat):]
			}
			return s
		}),
	define("trim_end_matches", "string", Pure, "Strips every trailing occurrence of `pat`.", patParam,
		func(a *args) value.Value {
			s, pat := a.inputString(), unescape(a.needString("pat"))
			for pat != "" && strings.HasSuffix(s, pat) {
				s = s[:len(s)-len(pat)]
			}
			return s
		}),
}
