package builtin

import (
	"math"
	"strconv"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

var (
	attributeDoc  = "The dotted path of the attribute."
	needAttribute = required("attribute", "string", attributeDoc)

	arrayFilters = []*Function{
		define("first", "any", Pure, "The first element of an array; an empty string when there is none.", nil,
			func(a *args) value.Value { return element(a.inputArray(), 0) }),
		define("last", "any", Pure, "The last element of an array; an empty string when there is none.", nil,
			func(a *args) value.Value {
				list := a.inputArray()
				return element(list, int64(len(list))-1)
			}),
		define("nth", "any", Pure, "The element of an array at a position; an empty string when there is none.",
			[]Param{required("n", "integer", "The position, from 0.")}, nth),
		define("slice", "array", Pure, "The elements from `start` up to but not including `end`. Negative positions count from the end.",
			[]Param{
				optional("start", "number", int64(0), "The first position."),
				optional("end", "number", nil, "One more than the last position; the length when left out."),
			}, slice),
		define("concat", "array", Pure, "Appends another array, or a single value.",
			[]Param{required("with", "any", "What to append.")}, concat),
		define("group_by", "map", Pure, "Groups maps by the text of an attribute: a map from it to an array. Elements without it are dropped.",
			[]Param{needAttribute}, groupBy),
		define("filter", "array", Pure, "Keeps the elements whose attribute equals `value`, or, without `value`, is not null.",
			[]Param{needAttribute, optional("value", "any", nil, "What the attribute must equal.")}, filterBy),
		define("map", "array", Pure, "Collects an attribute of every element that has it.",
			[]Param{needAttribute}, mapAttribute),
	}
)

func element(list []value.Value, n int64) value.Value {
	if n < 0 || n >= int64(len(list)) {
		return ""
	}
	return list[n]
}

// nth does not look at its argument when the array is empty, as Tera.
func nth(a *args) value.Value {
	list := a.inputArray()
	if len(list) == 0 {
		return ""
	}
	n := a.needInt("n")
	if n < 0 {
		a.invalid("n", "argument `n` must not be negative, got %d", n)
	}
	return element(list, n)
}

func slice(a *args) value.Value {
	list := a.inputArray()
	start, end := a.float("start", 0), a.float("end", float64(len(list)))
	if a.err != nil {
		return nil
	}
	from, to := position(start, len(list)), position(end, len(list))
	if from >= to {
		return []value.Value{}
	}
	return list[from:to:to]
}

// position is a slice bound: negative ones count from the end, all are held
// within the list.
func position(f float64, length int) int {
	if f < 0 {
		f += float64(length)
	}
	return int(math.Max(0, math.Min(f, float64(length))))
}

func concat(a *args) value.Value {
	list := a.inputArray()
	with, _ := a.need("with")
	// The deep size counts: shallow copies of shared elements would let a
	// value grow without bound.
	if a.err != nil || !a.grow(a.textSize(list)+a.textSize(with)) {
		return nil
	}
	more, ok := with.([]value.Value)
	if !ok {
		more = []value.Value{with}
	}
	joined := make([]value.Value, 0, len(list)+len(more))
	return append(append(joined, list...), more...)
}

func groupBy(a *args) value.Value {
	list := a.inputArray()
	if len(list) == 0 {
		return map[string]value.Value{}
	}
	path := a.needString("attribute")
	if a.err != nil || !a.grow(len(list)) {
		return nil
	}
	groups := make(map[string][]value.Value)
	for _, item := range list {
		key, ok := lookup(item, path)
		if !ok || key == nil {
			continue
		}
		text, isText := key.(string)
		if !isText {
			text = a.json(key, "")
		}
		groups[text] = append(groups[text], item)
	}
	out := make(map[string]value.Value, len(groups))
	for key, group := range groups {
		out[key] = group
	}
	return out
}

func filterBy(a *args) value.Value {
	list := a.inputArray()
	if len(list) == 0 {
		return []value.Value{}
	}
	path := a.needString("attribute")
	want, _ := a.get("value")
	if a.err != nil || !a.grow(len(list)) {
		return nil
	}
	kept := make([]value.Value, 0, len(list))
	for _, item := range list {
		got, _ := lookup(item, path)
		if want == nil && got != nil || want != nil && value.Equal(got, want) {
			kept = append(kept, item)
		}
	}
	return kept
}

func mapAttribute(a *args) value.Value {
	list := a.inputArray()
	if len(list) == 0 {
		return []value.Value{}
	}
	path := a.needString("attribute")
	if a.err != nil || !a.grow(len(list)) {
		return nil
	}
	values := make([]value.Value, 0, len(list))
	for _, item := range list {
		if v, ok := lookup(item, path); ok && v != nil {
			values = append(values, v)
		}
	}
	return values
}

// lookup follows a dotted path through maps and arrays (a.b, a.0, a[0],
// a["b.c"]). The empty path is the value itself.
func lookup(v value.Value, path string) (value.Value, bool) {
	for path != "" {
		var part string
		if part, path = nextPart(path); part == "" {
			continue
		}
		switch x := v.(type) {
		case map[string]value.Value:
			next, ok := x[part]
			if !ok {
				return nil, false
			}
			v = next
		case []value.Value:
			i, err := strconv.Atoi(part)
			if err != nil || i < 0 || i >= len(x) || len(part) > 1 && (part[0] == '0' || part[0] == '+') {
				return nil, false
			}
			v = x[i]
		default:
			return nil, false
		}
	}
	return v, true
}

// nextPart cuts the first part off a path that is not empty; the part may be.
func nextPart(path string) (part, rest string) {
	if q := path[0]; q == '"' || q == '\'' {
		if quoted, rest, ok := strings.Cut(path[1:], path[:1]); ok {
			return quoted, rest
		}
	}
	if i := strings.IndexAny(path, ".[]"); i >= 0 {
		return path[:i], path[i+1:]
	}
	return path, ""
}
