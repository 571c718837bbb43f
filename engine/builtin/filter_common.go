package builtin

import (
	"slices"
	"unicode/utf8"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

var commonFilters = []*Function{
	define("length", "integer", Pure, "Counts the elements of an array or a map, or the characters of a string.", nil, length),
	define("reverse", "any", Pure, "Reverses an array or the characters of a string.", nil, reverse),
	define("get", "any", Pure, "Looks a key up in a map. It is an error when the key is missing and no `default` is given.",
		[]Param{
			required("key", "string", "The key."),
			optional("default", "any", nil, "The result when the key is missing."),
		}, getKey),
	define("default", "any", Pure, "Replaces an undefined or null variable by `value`.",
		[]Param{required("value", "any", "The replacement.")},
		func(a *args) value.Value {
			v, _ := a.need("value")
			if a.Undefined || a.Input == nil {
				return v
			}
			return a.Input
		}),
	define("safe", "any", Pure, "Returns its input. In HTML templates it switches escaping off; here nothing is escaped.", nil,
		func(a *args) value.Value { return a.Input }),
}

func length(a *args) value.Value {
	switch x := a.Input.(type) {
	case []value.Value:
		return int64(len(x))
	case map[string]value.Value:
		return int64(len(x))
	case string:
		return int64(utf8.RuneCountInString(x))
	}
	a.mistyped("", "an array, a map or a string", a.Input)
	return nil
}

func reverse(a *args) value.Value {
	switch x := a.Input.(type) {
	case []value.Value:
		if !a.grow(len(x)) {
			return nil
		}
		list := slices.Clone(x)
		slices.Reverse(list)
		return orEmpty(list)
	case string:
		if !a.grow(len(x)) {
			return nil
		}
		runes := []rune(x)
		slices.Reverse(runes)
		return string(runes)
	}
	a.mistyped("", "an array or a string", a.Input)
	return nil
}

func getKey(a *args) value.Value {
	m, ok := a.Input.(map[string]value.Value)
	if !ok {
		a.mistyped("", "a map", a.Input)
	}
	key := a.needString("key")
	if a.err != nil {
		return nil
	}
	if v, ok := m[key]; ok {
		return v
	}
	def, ok := a.get("default")
	if !ok {
		a.fail(finding.TemplateRender, "key", "the map has no key %q; correct the key or give a `default`", key)
	}
	return def
}
