package builtin

import (
	"math"
	"strconv"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

var conversionFilters = []*Function{
	define("int", "integer", Pure, "Turns a string or number into an integer; a fraction is cut off. What is no number becomes `default`.",
		[]Param{
			optional("default", "integer", int64(0), "The result for text that is no number."),
			optional("base", "integer", int64(10), "The base of the digits, 2 to 36; `0b`, `0o` and `0x` are understood for 2, 8 and 16."),
		}, toInt),
	define("float", "number", Pure, "Turns a string or number into a float. What is no number becomes `default`.",
		[]Param{optional("default", "number", 0.0, "The result for text that is no number.")}, toFloat),
	define("as_str", "string", Pure, "Turns any value into the text that it would be written as.", nil,
		func(a *args) value.Value {
			if !a.grow(a.textSize(a.Input)) {
				return nil
			}
			return value.String(a.Input)
		}),
	define("json_encode", "string", Pure, "Writes any value as JSON.",
		[]Param{optional("pretty", "bool", false, "Write one element a line, indented by two spaces.")},
		func(a *args) value.Value {
			indent := ""
			if a.bool("pretty", false) {
				indent = "  "
				if !a.grow(breaks(a.Input, 0)) {
					return nil
				}
			}
			return a.json(a.Input, indent)
		}),
}

// breaks counts the bytes of line breaks and indentation in pretty JSON.
func breaks(v value.Value, level int) int {
	n := 0
	switch x := v.(type) {
	case []value.Value:
		for _, item := range x {
			n += 1 + 2*(level+1) + breaks(item, level+1)
		}
	case map[string]value.Value:
		for _, item := range x {
			n += 1 + 2*(level+1) + breaks(item, level+1)
		}
	}
	if n > 0 {
		n += 1 + 2*level
	}
	return n
}

func toInt(a *args) value.Value {
	def, base := a.int("default", 0), a.int("base", 10)
	if a.err == nil && (base < 2 || base > 36) {
		a.invalid("base", "argument `base` must lie between 2 and 36, got %d", base)
	}
	if a.err != nil {
		return nil
	}
	switch x := a.Input.(type) {
	case string:
		return parseInt(x, int(base), def)
	case int64, uint64, float64:
		f, _ := value.Float(x)
		return truncated(f)
	}
	a.mistyped("", "a string or a number", a.Input)
	return nil
}

func parseInt(s string, base int, def int64) int64 {
	s = strings.TrimSpace(s)
	prefix := map[int]string{2: "0b", 8: "0o", 16: "0x"}[base]
	for prefix != "" && strings.HasPrefix(s, prefix) {
		s = s[len(prefix):]
	}
	if n, err := strconv.ParseInt(s, base, 64); err == nil {
		return n
	}
	if strings.Contains(s, ".") {
		if f, ok := parseFloat(s); ok {
			return truncated(f)
		}
	}
	return def
}

// truncated converts as Rust does: towards zero, saturating, NaN to 0.
func truncated(f float64) int64 {
	switch {
	case math.IsNaN(f):
		return 0
	case f >= math.MaxInt64:
		return math.MaxInt64
	case f <= math.MinInt64:
		return math.MinInt64
	}
	return int64(f)
}

func toFloat(a *args) value.Value {
	def := a.float("default", 0)
	if a.err != nil {
		return nil
	}
	switch x := a.Input.(type) {
	case string:
		if f, ok := parseFloat(strings.TrimSpace(x)); ok {
			return finite(f)
		}
		return def
	case int64, uint64, float64:
		f, _ := value.Float(x)
		return f
	}
	a.mistyped("", "a string or a number", a.Input)
	return nil
}

// parseFloat accepts what Rust does: decimal forms, inf and nan, but neither
// hexadecimal floats nor underscores.
func parseFloat(s string) (float64, bool) {
	if strings.ContainsAny(s, "xXpP_") {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil && !math.IsInf(f, 0) {
		return 0, false
	}
	return f, true
}

// finite turns what JSON cannot hold into null, as Tera's values do.
func finite(f float64) value.Value {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return nil
	}
	return f
}
