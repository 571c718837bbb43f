package builtin

import (
	"fmt"

	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// seedParam is shared by every random function.
var seedParam = optional("seed", "integer", nil,
	"A non-negative integer that makes this result repeatable. Without it the seed of `[determinism]` decides, else the result differs each time.")

// rng is the stream of the explicit seed, else of the render.
func (a *args) rng() *stream { return newStream(a.seed()) }

func (a *args) seed() uint64 {
	v, ok := a.get("seed")
	if !ok {
		seed, _ := a.Host.Seed()
		return seed
	}
	switch n := v.(type) {
	case int64:
		if n >= 0 {
			return uint64(n)
		}
	case uint64:
		return n
	case string:
		a.invalid("seed", "argument `seed` expects a non-negative integer, got %s; write `seed | int` where a variable holds a number as text", describe(v))
		return 0
	}
	a.mistyped("seed", "a non-negative integer", v)
	return 0
}

var randomFunctions = []*Function{
	define("rand_hex", "string", ReadRandom, "Draws `n` random hexadecimal digits.",
		[]Param{optional("n", "integer", int64(16), "How many digits."), seedParam}, randHex),
	define("trace_id", "string", ReadRandom, "Draws an OpenTelemetry trace id: 32 hexadecimal digits.",
		[]Param{seedParam}, func(a *args) value.Value { return a.rng().hex(32) }),
	define("span_id", "string", ReadRandom, "Draws an OpenTelemetry span id: 16 hexadecimal digits.",
		[]Param{seedParam}, func(a *args) value.Value { return a.rng().hex(16) }),
	define("traceparent", "string", ReadRandom,
		"Builds a W3C `traceparent` header, `00-TRACE-SPAN-FLAGS`. Ids that are not given are drawn: the trace id from `seed`, the span id from `seed + 1`.",
		[]Param{
			optional("trace_id", "string", nil, "32 hexadecimal digits."),
			optional("span_id", "string", nil, "16 hexadecimal digits."),
			optional("sampled", "integer", int64(1), "The flags byte, 0 to 255; 1 means sampled."),
			seedParam,
		}, traceparent),
	define("get_random", "integer", ReadRandom, "Draws an integer from `start` up to but not including `end`.",
		[]Param{
			optional("start", "integer", int64(0), "Lowest result."),
			required("end", "integer", "One more than the highest result."),
		}, getRandom),
}

func randHex(a *args) value.Value {
	n := a.count("n", 16)
	rng := a.rng()
	if !a.grow(n) {
		return nil
	}
	return rng.hex(n)
}

const hexDigits = "0123456789abcdef"

func (s *stream) hex(n int) string {
	digits := make([]byte, n)
	for i := range digits {
		digits[i] = hexDigits[s.below32(16)]
	}
	return string(digits)
}

func traceparent(a *args) value.Value {
	sampled := a.int("sampled", 1)
	if sampled < 0 || sampled > 255 {
		a.invalid("sampled", "argument `sampled` must lie between 0 and 255, got %d", sampled)
	}
	_, haveTrace := a.get("trace_id")
	_, haveSpan := a.get("span_id")
	trace, span := a.hexID("trace_id", 32), a.hexID("span_id", 16)
	if a.err != nil {
		return nil
	}
	if !haveTrace || !haveSpan {
		seed := a.seed()
		if !haveTrace {
			trace = newStream(seed).hex(32)
		}
		if !haveSpan {
			span = newStream(seed + 1).hex(16)
		}
	}
	return fmt.Sprintf("00-%s-%s-%02x", trace, span, sampled)
}

func (a *args) hexID(name string, length int) string {
	id := a.string(name, "")
	if _, given := a.get(name); !given || a.err != nil {
		return id
	}
	ok := len(id) == length
	for i := range len(id) {
		c := id[i]
		ok = ok && (c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F')
	}
	if !ok {
		a.invalid(name, "argument `%s` must be %d hexadecimal digits", name, length)
	}
	return id
}

func getRandom(a *args) value.Value {
	start, end := a.int("start", 0), a.needInt("end")
	if a.err == nil && start >= end {
		a.invalid("end", "argument `end` (%d) must be greater than `start` (%d)", end, start)
	}
	if a.err != nil {
		return nil
	}
	seed, _ := a.Host.Seed()
	return start + int64(newStream(seed).below64(uint64(end)-uint64(start)))
}
