package value

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"
)

// MaxDepth is the deepest nesting of arrays and maps that a value may have;
// it keeps every recursive walk of this package short.
const MaxDepth = 200

// ErrDepth says that a value nests deeper than MaxDepth.
var ErrDepth = fmt.Errorf("value nests deeper than %d levels", MaxDepth)

// ErrType says that a Go value has no counterpart in the model.
var ErrType = errors.New("type has no template value")

// From converts decoded JSON (with or without json.Number), decoded TOML and
// plain Go data to a Value. Dates and times become their RFC 3339 text (TOML's
// local forms keep their own shape), since the model has no time. Errors wrap
// ErrType or ErrDepth.
func From(x any) (Value, error) { return from(x, 0) }

func from(x any, depth int) (Value, error) {
	if depth > MaxDepth {
		return nil, ErrDepth
	}
	switch t := x.(type) {
	case nil, bool, string, int64, float64:
		return t, nil
	case uint64:
		return Unsigned(t), nil
	case json.Number:
		return fromNumber(t)
	case time.Time:
		return timeText(t), nil
	case []any:
		return fromSlice(t, depth)
	case []string:
		return fromSlice(t, depth)
	case []map[string]any:
		return fromSlice(t, depth)
	case map[string]any:
		return fromMap(t, depth)
	case map[string]string:
		return fromMap(t, depth)
	}
	return fromSmall(x)
}

// fromSmall converts the number types that decoders do not yield themselves.
func fromSmall(x any) (Value, error) {
	switch t := x.(type) {
	case int:
		return int64(t), nil
	case int8:
		return int64(t), nil
	case int16:
		return int64(t), nil
	case int32:
		return int64(t), nil
	case uint:
		return Unsigned(uint64(t)), nil
	case uint8:
		return int64(t), nil
	case uint16:
		return int64(t), nil
	case uint32:
		return int64(t), nil
	case float32:
		return float64(t), nil
	}
	return nil, fmt.Errorf("%w: %T", ErrType, x)
}

// Unsigned is n as a Value: int64 where it fits.
func Unsigned(n uint64) Value {
	if n <= math.MaxInt64 {
		return int64(n)
	}
	return n
}

func fromNumber(n json.Number) (Value, error) {
	text := n.String()
	if i, err := strconv.ParseInt(text, 10, 64); err == nil {
		return i, nil
	}
	if u, err := strconv.ParseUint(text, 10, 64); err == nil {
		return u, nil
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil, fmt.Errorf("%w: number %q", ErrType, text)
	}
	return f, nil
}

func fromSlice[T any](items []T, depth int) (Value, error) {
	out := make([]Value, len(items))
	for i, item := range items {
		v, err := from(item, depth+1)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

func fromMap[T any](m map[string]T, depth int) (Value, error) {
	out := make(map[string]Value, len(m))
	for k, item := range m {
		v, err := from(item, depth+1)
		if err != nil {
			return nil, err
		}
		out[k] = v
	}
	return out, nil
}

// timeText writes a time the way TOML spells it. The local forms are marked by
// the names that the TOML library gives their locations.
func timeText(t time.Time) string {
	switch t.Location().String() {
	case "datetime-local":
		return t.Format("2006-01-02T15:04:05.999999999")
	case "date-local":
		return t.Format("2006-01-02")
	case "time-local":
		return t.Format("15:04:05.999999999")
	}
	return t.Format(time.RFC3339Nano)
}

// Measure counts v deeply: one for every value, plus the bytes of every string
// and key and the digits of very large and very small floats. Shared parts count once per use, as output would. It stops at the
// first count over limit and then returns a number over limit. Errors are
// ErrDepth.
func Measure(v Value, limit int) (size int, err error) { return measure(v, limit, 0) }

func measure(v Value, limit, depth int) (int, error) {
	size := 1
	switch x := v.(type) {
	case string:
		return size + len(x), nil
	case float64:
		if e := math.Ilogb(x); x != 0 && (e > 64 || e < -64) {
			const bitsPerDigit = 3
			return size + max(e, -e)%4096/bitsPerDigit, nil
		}
	case []Value:
		if depth >= MaxDepth {
			return size, ErrDepth
		}
		for _, item := range x {
			n, err := measure(item, limit-size, depth+1)
			if size += n; err != nil || size > limit {
				return size, err
			}
		}
	case map[string]Value:
		if depth >= MaxDepth {
			return size, ErrDepth
		}
		for k, item := range x {
			n, err := measure(item, limit-size-len(k), depth+1)
			if size += n + len(k); err != nil || size > limit {
				return size, err
			}
		}
	}
	return size, nil
}
