package builtin

import (
	"slices"

	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// fakeKindFunctions choose a generator by name. Upstream yields a constant for
// each kind and ignores seed and n; these generate.
var fakeKindFunctions = []*Function{
	define("fake", "any", ReadRandom,
		"Makes up a value of a kind such as `name.first`; `fake_kinds()` lists them. A kind can also be the name of a `fake_…` function without its `fake_`.",
		[]Param{
			required("kind", "string", "What to make up."),
			seedParam,
			optional("n", "integer", nil, "How many; the result is then an array."),
		}, fakeOfKind),
	define("fake_kinds", "array", Pure, "Lists the kinds that `fake` knows.", nil,
		func(a *args) value.Value { return kindList }),
}

// otherKinds are the kinds whose generators are no fakeText.
var otherKinds = map[string]func(rng *stream) value.Value{
	"uuid.v4": func(rng *stream) value.Value {
		return uuidV4(rng)
	},
	"lorem.words":    func(rng *stream) value.Value { return lorem(rng, 3) },
	"lorem.sentence": func(rng *stream) value.Value { return sentence(rng, 4+rng.index(6)) },
	"number.int":     func(rng *stream) value.Value { return int64(rng.below32(1000)) },
	"number.float":   func(rng *stream) value.Value { return rng.unit() * 1000 },
	"boolean":        func(rng *stream) value.Value { return rng.chance(50) },
	"internet.port":  func(rng *stream) value.Value { return int64(1024 + rng.belowSmall(65535-1024)) },
	"time.timestamp": func(rng *stream) value.Value { return rng.time().Unix() },
}

var (
	kinds = func() map[string]func(rng *stream) value.Value {
		m := make(map[string]func(rng *stream) value.Value)
		for _, t := range fakeTexts {
			generate := func(rng *stream) value.Value { return draw(t.draw, rng) }
			m[t.kind] = generate
			m[t.name[len("fake_"):]] = generate
		}
		for kind, generate := range otherKinds {
			m[kind] = generate
		}
		return m
	}()

	kindList = func() []value.Value {
		var list []string
		for _, t := range fakeTexts {
			list = append(list, t.kind)
		}
		for kind := range otherKinds {
			list = append(list, kind)
		}
		slices.Sort(list)
		values := make([]value.Value, len(list))
		for i, kind := range list {
			values[i] = kind
		}
		return values
	}()
)

func fakeOfKind(a *args) value.Value {
	kind := a.needString("kind")
	generate, ok := kinds[kind]
	if !ok {
		a.invalid("kind", "unknown kind %s; `fake_kinds()` lists those that exist", describe(kind))
	}
	n, rng := a.count("n", 1), a.rng()
	if _, given := a.get("n"); !given {
		if a.err != nil {
			return nil
		}
		return generate(rng)
	}
	if a.err != nil || !a.growProduct(n, sentenceBytes) {
		return nil
	}
	values := make([]value.Value, n)
	for i := range values {
		values[i] = generate(rng)
	}
	return values
}
