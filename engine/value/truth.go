package value

import (
	"cmp"
	"math"
	"strings"
)

// Truthy is Tera's truth: false, 0, 0.0, NaN, "", [], {} and null are false,
// all else is true.
func Truthy(v Value) bool {
	switch x := v.(type) {
	case nil:
		return false
	case bool:
		return x
	case int64:
		return x != 0
	case uint64:
		return x != 0
	case float64:
		return x != 0 && !math.IsNaN(x)
	case string:
		return x != ""
	case []Value:
		return len(x) > 0
	case map[string]Value:
		return len(x) > 0
	}
	return false
}

// IsNumber reports whether v is an integer or a float.
func IsNumber(v Value) bool {
	switch v.(type) {
	case int64, uint64, float64:
		return true
	}
	return false
}

// Int is v as a signed integer. ok is false for anything but an integer in
// the range of int64; a float is never one, not even 1.0.
func Int(v Value) (n int64, ok bool) {
	switch x := v.(type) {
	case int64:
		return x, true
	case uint64:
		return int64(x), x <= math.MaxInt64
	}
	return 0, false
}

// Float is v as a float; ok is false for anything but a number.
func Float(v Value) (f float64, ok bool) {
	switch x := v.(type) {
	case int64:
		return float64(x), true
	case uint64:
		return float64(x), true
	case float64:
		return x, true
	}
	return 0, false
}

// TypeName is the word for v's type in messages: null, boolean, integer,
// float, string, array or map.
func TypeName(v Value) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case int64, uint64:
		return "integer"
	case float64:
		return "float"
	case string:
		return "string"
	case []Value:
		return "array"
	case map[string]Value:
		return "map"
	}
	return "unknown"
}

// Equal is deep equality: numbers by value across integer and float, all else
// only within one type. NaN equals nothing.
func Equal(a, b Value) bool {
	switch x := a.(type) {
	case nil:
		return b == nil
	case bool:
		y, ok := b.(bool)
		return ok && x == y
	case string:
		y, ok := b.(string)
		return ok && x == y
	case []Value:
		y, ok := b.([]Value)
		return ok && equalArrays(x, y)
	case map[string]Value:
		y, ok := b.(map[string]Value)
		return ok && equalMaps(x, y)
	}
	if !IsNumber(a) || !IsNumber(b) {
		return false
	}
	c, ok := compareNumbers(a, b)
	return ok && c == 0
}

func equalArrays(a, b []Value) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !Equal(a[i], b[i]) {
			return false
		}
	}
	return true
}

func equalMaps(a, b map[string]Value) bool {
	if len(a) != len(b) {
		return false
	}
	for k, v := range a {
		w, ok := b[k]
		if !ok || !Equal(v, w) {
			return false
		}
	}
	return true
}

// Compare orders two values as Tera's sort filter does: numbers by value,
// strings by bytes, false before true, arrays by length. ok is false for
// values of different types, null, maps and NaN, which have no order.
func Compare(a, b Value) (order int, ok bool) {
	switch x := a.(type) {
	case bool:
		if y, ok := b.(bool); ok {
			return cmp.Compare(rank(x), rank(y)), true
		}
	case string:
		if y, ok := b.(string); ok {
			return strings.Compare(x, y), true
		}
	case []Value:
		if y, ok := b.([]Value); ok {
			return cmp.Compare(len(x), len(y)), true
		}
	case int64, uint64, float64:
		if IsNumber(b) {
			return compareNumbers(a, b)
		}
	}
	return 0, false
}

func rank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// compareNumbers orders integers exactly, and through float64 when one side is
// a float.
func compareNumbers(a, b Value) (int, bool) {
	x, xok := Int(a)
	y, yok := Int(b)
	if xok && yok {
		return cmp.Compare(x, y), true
	}
	u, uok := a.(uint64)
	w, wok := b.(uint64)
	switch {
	case uok && wok:
		return cmp.Compare(u, w), true
	case uok && yok:
		return 1, true
	case wok && xok:
		return -1, true
	}
	f, _ := Float(a)
	g, _ := Float(b)
	if math.IsNaN(f) || math.IsNaN(g) {
		return 0, false
	}
	return cmp.Compare(f, g), true
}
