package builtin

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// supersetFilterTable are functions of clnrm that real files use as filters,
// which upstream rejects (format.md 3.4, 3.7).
var supersetFilterTable = []*Function{
	define("sha256", "string", Pure, "The SHA-256 hash of a string as 64 hexadecimal digits. Upstream has it only as a function, `sha256(s=…)`.",
		nil, func(a *args) value.Value { return sha256Hex(a.inputString()) }),
	define("toml_encode", "string", Pure, "Writes a value as TOML: strings quoted and escaped, arrays and maps inline. Upstream has it only as a function, `toml_encode(value=…)`.",
		nil, func(a *args) value.Value { return a.encodeTOML("", a.Input) }),
}

// encodeTOML writes v as a TOML 1.0 value on one line. arg is the argument
// that v came from, "" for the filtered value. Unlike upstream it escapes
// fully and nests inline (format.md 3.4 names the defects).
func (a *args) encodeTOML(arg string, v value.Value) value.Value {
	if !a.grow(a.textSize(v)) {
		return nil
	}
	e := tomlEncoder{}
	e.value(v)
	if e.reason != "" {
		a.invalid(arg, "toml_encode cannot write %s", e.reason)
		return nil
	}
	return string(e.out)
}

type tomlEncoder struct {
	out    []byte
	reason string // what has no TOML form, "" while all is well
}

func (e *tomlEncoder) value(v value.Value) {
	switch x := v.(type) {
	case string:
		e.string(x)
	case bool:
		e.out = strconv.AppendBool(e.out, x)
	case int64:
		e.out = strconv.AppendInt(e.out, x, 10)
	case float64:
		e.float(x)
	case []value.Value:
		e.array(x)
	case map[string]value.Value:
		e.table(x)
	case uint64:
		e.reason = "an integer above 9223372036854775807, which TOML does not have; write it as a string"
	default:
		e.reason = "null, which TOML does not have; leave the key out or use `default(value=…)`"
	}
}

func (e *tomlEncoder) array(items []value.Value) {
	e.out = append(e.out, '[')
	for i, item := range items {
		if i > 0 {
			e.out = append(e.out, ", "...)
		}
		e.value(item)
	}
	e.out = append(e.out, ']')
}

func (e *tomlEncoder) table(m map[string]value.Value) {
	if len(m) == 0 {
		e.out = append(e.out, "{}"...)
		return
	}
	e.out = append(e.out, "{ "...)
	for i, key := range value.Keys(m) {
		if i > 0 {
			e.out = append(e.out, ", "...)
		}
		// Always quoted, as upstream: attribute names are mostly dotted, and
		// a bare dotted name would become a nested table.
		e.string(key)
		e.out = append(e.out, " = "...)
		e.value(m[key])
	}
	e.out = append(e.out, " }"...)
}

func (e *tomlEncoder) float(f float64) {
	switch {
	case math.IsNaN(f):
		e.out = append(e.out, "nan"...)
	case math.IsInf(f, 0):
		if f < 0 {
			e.out = append(e.out, '-')
		}
		e.out = append(e.out, "inf"...)
	default:
		text := strconv.FormatFloat(f, 'g', -1, 64)
		e.out = append(e.out, text...)
		if !strings.ContainsAny(text, ".e") {
			e.out = append(e.out, ".0"...)
		}
	}
}

// string writes a basic string. Bytes that are no UTF-8 become U+FFFD, since
// a TOML document must be valid UTF-8.
func (e *tomlEncoder) string(s string) {
	e.out = append(e.out, '"')
	for _, r := range s {
		switch r {
		case '"', '\\':
			e.out = append(e.out, '\\', byte(r))
		case '\n':
			e.out = append(e.out, `\n`...)
		case '\r':
			e.out = append(e.out, `\r`...)
		case '\t':
			e.out = append(e.out, `\t`...)
		default:
			if r < 0x20 || r == 0x7f {
				e.out = append(e.out, `\u00`...)
				e.out = append(e.out, hexDigits[r>>4], hexDigits[r&15])
				continue
			}
			e.out = utf8.AppendRune(e.out, r)
		}
	}
	e.out = append(e.out, '"')
}
