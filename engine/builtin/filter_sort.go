package builtin

import (
	"cmp"
	"math"
	"slices"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// sortFilters compare elements or attributes of them; the first one decides
// which type all must have.
var sortFilters = []*Function{
	define("sort", "array", Pure, "Sorts an array: numbers by value, strings by bytes, false before true, arrays by length. Equal elements keep their order.",
		[]Param{optional("attribute", "string", "", attributeDoc)}, sortList),
	define("unique", "array", Pure, "Drops the elements that equal an earlier one. They must be strings, integers or booleans.",
		[]Param{
			optional("attribute", "string", "", attributeDoc),
			optional("case_sensitive", "bool", false, "Tell upper case from lower case."),
		}, unique),
}

type keyed struct{ key, item value.Value }

func sortList(a *args) value.Value {
	list, path := a.inputArray(), a.string("attribute", "")
	if a.err != nil || len(list) == 0 || !a.grow(2*len(list)) {
		return orEmpty(list)
	}
	pairs := make([]keyed, 0, len(list))
	for _, item := range list {
		key, ok := lookup(item, path)
		if !ok {
			a.invalid("attribute", "attribute '%s' does not reference a field of every element", path)
			return nil
		}
		pairs = append(pairs, keyed{key, item})
	}
	want := value.TypeName(pairs[0].key)
	if want == "null" || want == "map" {
		a.fail(finding.TemplateType, "", "a %s cannot be sorted; sort by an attribute instead", want)
		return nil
	}
	if value.IsNumber(pairs[0].key) {
		want = "number"
	}
	for _, p := range pairs {
		if value.TypeName(p.key) != want && !(want == "number" && value.IsNumber(p.key)) {
			a.fail(finding.TemplateType, "", "only elements of one type can be sorted: expected %s got %s", want, a.json(p.key, ""))
			return nil
		}
	}
	slices.SortStableFunc(pairs, func(x, y keyed) int { return compareKeys(x.key, y.key) })
	sorted := make([]value.Value, len(pairs))
	for i, p := range pairs {
		sorted[i] = p.item
	}
	return sorted
}

// compareKeys is value.Compare, made total: NaN sorts after all numbers.
func compareKeys(x, y value.Value) int {
	if order, ok := value.Compare(x, y); ok {
		return order
	}
	return cmp.Compare(nanRank(x), nanRank(y))
}

func nanRank(v value.Value) int {
	if f, ok := v.(float64); ok && math.IsNaN(f) {
		return 1
	}
	return 0
}

func unique(a *args) value.Value {
	list := a.inputArray()
	exact, path := a.bool("case_sensitive", false), a.string("attribute", "")
	if a.err != nil || len(list) == 0 || !a.grow(len(list)) {
		return orEmpty(list)
	}
	first, ok := lookup(list[0], path)
	if !ok {
		a.invalid("attribute", "attribute '%s' does not reference a field of the first element", path)
		return nil
	}
	want := value.TypeName(first)
	if want != "string" && want != "integer" && want != "boolean" {
		a.fail(finding.TemplateType, "", "elements of type %s cannot be made unique; only strings, integers and booleans can", want)
		return nil
	}
	seen := make(map[value.Value]bool, len(list))
	kept := make([]value.Value, 0, len(list))
	for _, item := range list {
		key, ok := lookup(item, path)
		if !ok {
			continue
		}
		if value.TypeName(key) != want {
			a.fail(finding.TemplateType, "", "unique filter can't compare multiple types: %s and %s", want, value.TypeName(key))
			return nil
		}
		if s, isText := key.(string); isText && !exact {
			key = toLower(s)
		}
		if !seen[key] {
			seen[key] = true
			kept = append(kept, item)
		}
	}
	return kept
}
