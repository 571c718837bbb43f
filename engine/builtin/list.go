package builtin

import (
	"slices"

	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// listFunctions draw from lists; draws and their order are upstream's
// (format.md 3.4 and Appendix C).
var listFunctions = []*Function{
	define("pick", "any", ReadRandom, "Picks one element of `list`.",
		[]Param{required("list", "array", "What to pick from; not empty."), seedParam}, pick),
	define("weighted", "any", ReadRandom,
		"Picks one value of `pairs`, an array of `[value, weight]`, with a probability proportional to its weight.",
		[]Param{required("pairs", "array", "Pairs of a value and a non-negative weight."), seedParam}, weighted),
	define("shuffle", "array", ReadRandom, "Returns the elements of `list` in random order.",
		[]Param{required("list", "array", "What to shuffle."), seedParam}, shuffle),
	define("sample", "array", ReadRandom, "Draws `k` different elements of `list`.",
		[]Param{
			required("list", "array", "What to draw from."),
			required("k", "integer", "How many; at most the length of `list`."),
			seedParam,
		}, sample),
}

func pick(a *args) value.Value {
	list, rng := a.needArray("list"), a.rng()
	if a.err == nil && len(list) == 0 {
		a.invalid("list", "argument `list` is empty; there is nothing to pick")
	}
	if a.err != nil {
		return nil
	}
	return list[rng.index(len(list))]
}

func weighted(a *args) value.Value {
	pairs, rng := a.needArray("pairs"), a.rng()
	weights := make([]float64, 0, len(pairs))
	total := 0.0
	for i, item := range pairs {
		pair, _ := item.([]value.Value)
		if len(pair) != 2 {
			a.invalid("pairs", "element %d of `pairs` must be [value, weight]", i)
			return nil
		}
		w, ok := value.Float(pair[1])
		if !ok || !(w >= 0) {
			a.invalid("pairs", "the weight in element %d of `pairs` must be a non-negative number", i)
			return nil
		}
		weights = append(weights, w)
		total += w
	}
	if a.err == nil && !(total > 0) {
		a.invalid("pairs", "the weights in `pairs` add up to 0; give at least one that is positive")
	}
	if a.err != nil {
		return nil
	}
	at, last := rng.unit()*total, 0
	for i, w := range weights {
		if w == 0 {
			continue
		}
		if last = i; at < w {
			break
		}
		at -= w
	}
	return pairs[last].([]value.Value)[0]
}

func shuffle(a *args) value.Value {
	list, rng := a.needArray("list"), a.rng()
	if !a.grow(len(list)) {
		return nil
	}
	shuffled := slices.Clone(list)
	for i := len(shuffled) - 1; i > 0; i-- {
		j := rng.index(i + 1)
		shuffled[i], shuffled[j] = shuffled[j], shuffled[i]
	}
	return orEmpty(shuffled)
}

func sample(a *args) value.Value {
	list, k, rng := a.needArray("list"), a.needInt("k"), a.rng()
	if a.err == nil && (k < 0 || k > int64(len(list))) {
		a.invalid("k", "argument `k` must lie between 0 and the length of `list`, %d; got %d", len(list), k)
	}
	if !a.grow(int(k)) {
		return nil
	}
	drawn := slices.Clone(list[:k])
	for i := int(k); i < len(list); i++ {
		if j := rng.index(i + 1); j < int(k) {
			drawn[j] = list[i]
		}
	}
	return orEmpty(drawn)
}

// orEmpty keeps nil slices, which would look like another type, out of values.
func orEmpty(list []value.Value) value.Value {
	if list == nil {
		return []value.Value{}
	}
	return list
}
