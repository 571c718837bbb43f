package schema

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

func tomlStrings(list []string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = toml.Quote(s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// tomlFloat writes a float of TOML, which needs a point or an exponent.
func tomlFloat(x float64) string {
	switch {
	case math.IsNaN(x):
		return "nan"
	case math.IsInf(x, 1):
		return "inf"
	case math.IsInf(x, -1):
		return "-inf"
	}
	s := strconv.FormatFloat(x, 'g', -1, 64)
	if !strings.ContainsAny(s, ".e") {
		s += ".0"
	}
	return s
}

// literal is the text of a scalar: as written when the text is at hand.
func (v *validator) literal(n *toml.Node) string {
	if s := n.Span; s.Start >= 0 && s.Start <= s.End && s.End <= len(v.in.Text) {
		return v.in.Text[s.Start:s.End]
	}
	return plain(n.Value)
}

// plain is the text of a decoded scalar in the form that TOML documents use.
func plain(value any) string {
	switch x := value.(type) {
	case string:
		return toml.Quote(x)
	case int64:
		return strconv.FormatInt(x, 10)
	case float64:
		return tomlFloat(x)
	case bool:
		return strconv.FormatBool(x)
	case time.Time:
		return x.Format(time.RFC3339Nano)
	}
	return ""
}
