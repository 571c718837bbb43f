package value

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// String is what {{ v }} writes in Tera 1.x: strings bare, floats without
// exponent and without a trailing .0, arrays as [a, b] with bare strings, maps
// as [object], null as nothing.
func String(v Value) string {
	switch x := v.(type) {
	case nil:
		return ""
	case string:
		return x
	case int64:
		return strconv.FormatInt(x, 10)
	case bool:
		return strconv.FormatBool(x)
	}
	return string(AppendString(nil, v))
}

// AppendString appends String(v) to dst.
func AppendString(dst []byte, v Value) []byte {
	switch x := v.(type) {
	case string:
		return append(dst, x...)
	case bool:
		return strconv.AppendBool(dst, x)
	case int64:
		return strconv.AppendInt(dst, x, 10)
	case uint64:
		return strconv.AppendUint(dst, x, 10)
	case float64:
		return appendPlainFloat(dst, x)
	case []Value:
		dst = append(dst, '[')
		for i, item := range x {
			if i > 0 {
				dst = append(dst, ", "...)
			}
			dst = AppendString(dst, item)
		}
		return append(dst, ']')
	case map[string]Value:
		return append(dst, "[object]"...)
	}
	return dst
}

func appendPlainFloat(dst []byte, f float64) []byte {
	switch {
	case math.IsInf(f, 1):
		return append(dst, "inf"...)
	case math.IsInf(f, -1):
		return append(dst, "-inf"...)
	}
	return strconv.AppendFloat(dst, f, 'f', -1, 64)
}

// AppendJSON appends v as serde_json writes it: keys sorted, nothing escaped
// but control characters, quotes and backslashes, floats always with a point
// or an exponent, NaN and the infinities as null. indent "" is the compact
// form; the pretty form of serde_json is indent "  ".
func AppendJSON(dst []byte, v Value, indent string) []byte {
	return appendJSON(dst, v, indent, 0)
}

func appendJSON(dst []byte, v Value, indent string, depth int) []byte {
	switch x := v.(type) {
	case string:
		return appendQuoted(dst, x)
	case bool:
		return strconv.AppendBool(dst, x)
	case int64:
		return strconv.AppendInt(dst, x, 10)
	case uint64:
		return strconv.AppendUint(dst, x, 10)
	case float64:
		return appendJSONFloat(dst, x)
	case []Value:
		return appendJSONArray(dst, x, indent, depth)
	case map[string]Value:
		return appendJSONMap(dst, x, indent, depth)
	}
	return append(dst, "null"...)
}

func appendJSONArray(dst []byte, items []Value, indent string, depth int) []byte {
	if len(items) == 0 {
		return append(dst, "[]"...)
	}
	dst = append(dst, '[')
	for i, item := range items {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendBreak(dst, indent, depth+1)
		dst = appendJSON(dst, item, indent, depth+1)
	}
	return append(appendBreak(dst, indent, depth), ']')
}

func appendJSONMap(dst []byte, m map[string]Value, indent string, depth int) []byte {
	if len(m) == 0 {
		return append(dst, "{}"...)
	}
	dst = append(dst, '{')
	for i, key := range Keys(m) {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendBreak(dst, indent, depth+1)
		dst = append(appendQuoted(dst, key), ':')
		if indent != "" {
			dst = append(dst, ' ')
		}
		dst = appendJSON(dst, m[key], indent, depth+1)
	}
	return append(appendBreak(dst, indent, depth), '}')
}

func appendBreak(dst []byte, indent string, depth int) []byte {
	if indent == "" {
		return dst
	}
	dst = append(dst, '\n')
	for range depth {
		dst = append(dst, indent...)
	}
	return dst
}

// Keys are the keys of m in the order Tera iterates them: sorted by bytes.
func Keys(m map[string]Value) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

const hexDigits = "0123456789abcdef"

func appendQuoted(dst []byte, s string) []byte {
	dst = append(dst, '"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c >= 0x20:
			dst = append(dst, c)
		default:
			if at := strings.IndexByte("\b\f\n\r\t", c); at >= 0 {
				dst = append(dst, '\\', "bfnrt"[at])
			} else {
				dst = append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
			}
		}
	}
	return append(dst, '"')
}

// appendJSONFloat follows the ryu library: plain notation while the decimal
// point lies within 5 places left or 16 places right of the first digit.
func appendJSONFloat(dst []byte, f float64) []byte {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return append(dst, "null"...)
	}
	abs := math.Abs(f)
	if abs != 0 && (abs < 1e-5 || abs >= 1e16) {
		text := strconv.FormatFloat(f, 'e', -1, 64)
		mantissa, exponent, _ := strings.Cut(text, "e")
		sign := ""
		if exponent[0] == '-' {
			sign = "-"
		}
		dst = append(dst, mantissa...)
		dst = append(append(dst, 'e'), sign...)
		return append(dst, strings.TrimLeft(exponent, "+-0")...)
	}
	start := len(dst)
	dst = strconv.AppendFloat(dst, f, 'f', -1, 64)
	if !slices.Contains(dst[start:], '.') {
		dst = append(dst, ".0"...)
	}
	return dst
}
