package render

import (
	"math"
	"math/bits"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// equality compares as Tera does: numbers as floats; a number against
// anything else gives false, for != too.
func (r *run) equality(op template.Op, a, b value.Value) value.Value {
	r.spendOn(a)
	r.spendOn(b)
	if value.IsNumber(a) != value.IsNumber(b) {
		return false
	}
	if value.IsNumber(a) {
		x, _ := value.Float(a)
		y, _ := value.Float(b)
		return (x == y) == (op == template.Eq)
	}
	return value.Equal(a, b) == (op == template.Eq)
}

// order is <, <=, > and >=, on numbers only.
func (r *run) order(x *template.Binary, a, b value.Value) value.Value {
	left, ok := r.operand(a, x.X.Span())
	right, ok2 := r.operand(b, x.Y.Span())
	if !ok || !ok2 {
		return Poison
	}
	if math.IsNaN(left) || math.IsNaN(right) {
		return r.typeError(x.Span(), "Nothing can be compared to NaN; check for a division by zero.")
	}
	switch x.Op {
	case template.Lt:
		return left < right
	case template.Le:
		return left <= right
	case template.Gt:
		return left > right
	}
	return left >= right
}

func (r *run) operand(v value.Value, s source.Span) (float64, bool) {
	f, ok := value.Float(v)
	if !ok {
		r.typeError(s, "This is %s, but the operator needs a number; convert it, for example with `| int`.", describe(v))
	}
	return f, ok
}

// membership is `in` and `not in`: an element of an array, a part of a string,
// a key of a map.
func (r *run) membership(x *template.Binary, needle, in value.Value) value.Value {
	r.spendOn(in)
	found := false
	switch c := in.(type) {
	case []value.Value:
		for _, item := range c {
			if _, float := item.(float64); float == isFloat(needle) && value.Equal(item, needle) {
				found = true
				break
			}
		}
	case string, map[string]value.Value:
		s, ok := needle.(string)
		if !ok {
			return r.typeError(x.X.Span(), "This is %s, but only a string can be in %s.", describe(needle), describe(in))
		}
		if text, ok := c.(string); ok {
			found = strings.Contains(text, s)
		} else {
			_, found = c.(map[string]value.Value)[s]
		}
	default:
		return r.typeError(x.Y.Span(), "`in` looks into strings, arrays and maps, not into %s.", describe(in))
	}
	return found == (x.Op == template.In)
}

func isFloat(v value.Value) bool {
	_, ok := v.(float64)
	return ok
}

// arithmetic computes + - * / %: in integers when both sides fit into int64,
// else when both fit into uint64, else in floats. NaN stands for a result that
// is no number; it prints as NaN and is false.
func (r *run) arithmetic(op template.Op, a, b value.Value, whole, left, right source.Span) value.Value {
	x, ok := r.operand(a, left)
	y, ok2 := r.operand(b, right)
	if !ok || !ok2 {
		return Poison
	}
	if op == template.Div {
		return divide(x, y)
	}
	i, iok := value.Int(a)
	j, jok := value.Int(b)
	if iok && jok {
		return r.exact(op, whole, right, func() (value.Value, bool) { return signed(op, i, j) }, j == 0)
	}
	u, uok := unsigned(a)
	w, wok := unsigned(b)
	if uok && wok {
		return r.exact(op, whole, right, func() (value.Value, bool) { return wide(op, u, w) }, w == 0)
	}
	return float(op, x, y)
}

// exact wraps integer arithmetic: overflow and modulo by zero are errors.
func (r *run) exact(op template.Op, whole, right source.Span, compute func() (value.Value, bool), zero bool) value.Value {
	if op == template.Mod && zero {
		return r.typeError(right, "This is 0, and nothing can be taken modulo 0.")
	}
	v, ok := compute()
	if !ok {
		return r.typeError(whole, "The result is too large for an integer; use a float, for example `1.0 * …`.")
	}
	return v
}

func unsigned(v value.Value) (uint64, bool) {
	switch x := v.(type) {
	case uint64:
		return x, true
	case int64:
		return uint64(x), x >= 0
	}
	return 0, false
}

func signed(op template.Op, i, j int64) (value.Value, bool) {
	switch op {
	case template.Add:
		sum := i + j
		return sum, (sum > i) == (j > 0)
	case template.Sub:
		diff := i - j
		return diff, (diff < i) == (j > 0)
	case template.Mul:
		if i == 0 || j == 0 {
			return int64(0), true
		}
		product := i * j
		return product, product/j == i && !(i == -1 && j == math.MinInt64) && !(j == -1 && i == math.MinInt64)
	}
	return i % j, true
}

func wide(op template.Op, u, w uint64) (value.Value, bool) {
	switch op {
	case template.Add:
		sum, carry := bits.Add64(u, w, 0)
		return value.Unsigned(sum), carry == 0
	case template.Sub:
		diff, borrow := bits.Sub64(u, w, 0)
		return value.Unsigned(diff), borrow == 0
	case template.Mul:
		high, low := bits.Mul64(u, w)
		return value.Unsigned(low), high == 0
	}
	return value.Unsigned(u % w), true
}

func float(op template.Op, x, y float64) value.Value {
	f := math.NaN()
	switch op {
	case template.Add:
		f = x + y
	case template.Sub:
		f = x - y
	case template.Mul:
		f = x * y
	case template.Mod:
		f = math.Mod(x, y)
	}
	if math.IsInf(f, 0) {
		return math.NaN()
	}
	return f
}

// divide gives an integer whenever the quotient is one, as Tera does.
func divide(x, y float64) value.Value {
	f := x / y
	switch {
	case math.IsNaN(f) || math.IsInf(f, 0):
		return math.NaN()
	case f == math.Round(f):
		return saturate(f)
	}
	return f
}

func saturate(f float64) value.Value {
	switch {
	case f >= math.MaxInt64:
		return int64(math.MaxInt64)
	case f <= math.MinInt64:
		return int64(math.MinInt64)
	}
	return int64(f)
}
