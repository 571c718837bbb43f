package builtin

import (
	"math"
	"strconv"

	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

var numberFilters = []*Function{
	define("abs", "number", Pure, "The absolute value of a number.", nil, abs),
	define("pluralize", "string", Pure, "A plural suffix unless the number is 1 or -1.",
		[]Param{
			optional("singular", "string", "", "The suffix for one."),
			optional("plural", "string", "s", "The suffix for any other number."),
		}, pluralize),
	define("round", "number", Pure, "Rounds a number; the result is a float.",
		[]Param{
			optional("precision", "integer", int64(0), "How many decimal places to keep."),
			optional("method", "string", "common", "`common` (half away from zero), `ceil` or `floor`."),
		}, round),
	define("filesizeformat", "string", Pure, "Writes a number of bytes in readable units, 1024 of one making the next.",
		[]Param{optional("binary", "bool", false, "Write KiB, MiB, … instead of kB, MB, ….")}, fileSize),
}

func abs(a *args) value.Value {
	switch x := a.Input.(type) {
	case int64:
		if x == math.MinInt64 {
			return uint64(1 << 63)
		}
		return max(x, -x)
	case uint64:
		return x
	case float64:
		return math.Abs(x)
	}
	a.mistyped("", "a number", a.Input)
	return nil
}

func pluralize(a *args) value.Value {
	n, singular, plural := a.inputNumber(), a.string("singular", ""), a.string("plural", "s")
	if math.Abs(math.Abs(n)-1) > 0x1p-52 {
		return plural
	}
	return singular
}

func round(a *args) value.Value {
	n, method, precision := a.inputNumber(), a.string("method", "common"), a.int("precision", 0)
	if precision < math.MinInt32 || precision > math.MaxInt32 {
		a.invalid("precision", "argument `precision` must fit 32 bits, got %d", precision)
	}
	rounding := map[string]func(float64) float64{"common": math.Round, "ceil": math.Ceil, "floor": math.Floor}[method]
	if a.err == nil && rounding == nil {
		a.invalid("method", "argument `method` must be common, ceil or floor, got %s", describe(method))
	}
	if a.err != nil {
		return nil
	}
	factor := math.Pow(10, float64(precision))
	return finite(rounding(factor*n) / factor)
}

func fileSize(a *args) value.Value {
	binary := a.bool("binary", false)
	var size float64
	switch x := a.Input.(type) {
	case int64:
		size = float64(x)
	case uint64:
		size = float64(x)
	default:
		size = -1
	}
	if size < 0 {
		a.mistyped("", "a non-negative integer", a.Input)
		return nil
	}
	units := []string{"B", "kB", "MB", "GB", "TB", "PB", "EB"}
	if binary {
		units = []string{"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"}
	}
	unit := 0
	for size >= 1024 && unit < len(units)-1 {
		size /= 1024
		unit++
	}
	places := 2
	if size == math.Trunc(size) {
		places = 0
	}
	return strconv.FormatFloat(size, 'f', places, 64) + " " + units[unit]
}
