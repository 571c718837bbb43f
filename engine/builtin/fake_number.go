package builtin

import (
	"math"
	"strings"
	"time"

	"github.com/brianvoe/gofakeit/v7"

	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// fakeNumberFunctions are the generators that yield no text or take more than
// a seed. The draws of integers, letters, floats and ports are upstream's.
var fakeNumberFunctions = []*Function{
	define("fake_int", "integer", ReadRandom, "Draws an integer from 0 to 999; for other bounds see `fake_int_range`.",
		[]Param{seedParam}, func(a *args) value.Value { return int64(a.rng().below32(1000)) }),
	define("fake_int_range", "integer", ReadRandom, "Draws an integer from `min` up to but not including `max`.",
		[]Param{
			optional("min", "integer", int64(0), "Lowest result."),
			optional("max", "integer", int64(100), "One more than the highest result."),
			seedParam,
		}, intRange),
	define("fake_float", "number", ReadRandom, "Draws a float from 0 up to but not including 1000.",
		[]Param{seedParam}, func(a *args) value.Value { return a.rng().unit() * 1000 }),
	define("fake_bool", "bool", ReadRandom, "Draws true or false.",
		[]Param{optional("ratio", "number", int64(50), "How often it is true, in percent."), seedParam}, fakeBool),
	define("fake_port", "integer", ReadRandom, "Draws a port number from 1024 to 65534.",
		[]Param{seedParam}, func(a *args) value.Value { return int64(1024 + a.rng().belowSmall(65535-1024)) }),
	define("fake_timestamp", "integer", ReadRandom, "Draws an instant between 1970 and 2024 in seconds since 1970.",
		[]Param{seedParam}, func(a *args) value.Value { return a.rng().time().Unix() }),
	define("fake_string", "string", ReadRandom, "Draws lower-case letters.",
		[]Param{optional("len", "integer", int64(10), "How many."), seedParam}, fakeString),
	define("fake_password", "string", ReadRandom, "Makes up a password of letters and digits.",
		[]Param{
			optional("min", "integer", int64(8), "Least length."),
			optional("max", "integer", int64(20), "One more than the greatest length."),
			seedParam,
		}, fakePassword),
	define("fake_words", "string", ReadRandom, "Makes up words of lorem ipsum, joined by spaces.",
		[]Param{optional("count", "integer", int64(3), "How many."), seedParam}, fakeWords),
	define("fake_sentence", "string", ReadRandom, "Makes up a sentence of lorem ipsum.",
		[]Param{
			optional("min", "integer", int64(4), "Least number of words."),
			optional("max", "integer", int64(10), "One more than the greatest number of words."),
			seedParam,
		}, fakeSentence),
	define("fake_paragraph", "string", ReadRandom,
		"Makes up sentences of lorem ipsum, one a line; put the call into a multi-line TOML string or through `toml_encode`.",
		[]Param{
			optional("min", "integer", int64(3), "Least number of sentences."),
			optional("max", "integer", int64(7), "One more than the greatest number of sentences."),
			seedParam,
		}, fakeParagraph),
}

// lastInstant is the end of the window of made-up times, 2025-01-01. It is
// fixed, so that results do not depend on the clock.
const lastInstant = 1735689600

func (s *stream) time() time.Time {
	seconds := int64(s.below64(lastInstant))
	return time.Unix(seconds, int64(s.below32(1e9))).UTC()
}

func intRange(a *args) value.Value {
	low, high := a.int("min", 0), a.int("max", 100)
	for _, bound := range []struct {
		name string
		n    int64
	}{{"min", low}, {"max", high}} {
		if bound.n < math.MinInt32 || bound.n > math.MaxInt32 {
			a.invalid(bound.name, "argument `%s` must fit 32 bits, got %d", bound.name, bound.n)
		}
	}
	if a.err == nil && low >= high {
		a.invalid("max", "argument `max` (%d) must be greater than `min` (%d)", high, low)
	}
	if a.err != nil {
		return nil
	}
	return low + int64(a.rng().below32(uint32(high-low)))
}

func fakeBool(a *args) value.Value {
	ratio := a.float("ratio", 50)
	if !(ratio >= 0 && ratio <= 100) {
		a.invalid("ratio", "argument `ratio` must lie between 0 and 100 percent, got %v", ratio)
		return nil
	}
	return a.rng().chance(ratio)
}

func fakeString(a *args) value.Value {
	n, rng := a.count("len", 10), a.rng()
	if !a.grow(n) {
		return nil
	}
	letters := make([]byte, n)
	for i := range letters {
		letters[i] = 'a' + byte(rng.belowSmall(26))
	}
	return string(letters)
}

// between draws a size from the arguments min and max, reserving max times
// unit bytes first.
func (a *args) between(low, high int64, unit int) (n int, rng *stream) {
	least, end, rng := a.count("min", low), a.count("max", high), a.rng()
	if a.err == nil && least >= end {
		a.invalid("max", "argument `max` (%d) must be greater than `min` (%d)", end, least)
	}
	if a.err != nil || !a.growProduct(end, unit) {
		return 0, rng
	}
	return least + rng.index(end-least), rng
}

func fakePassword(a *args) value.Value {
	const alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	n, rng := a.between(8, 20, 1)
	password := make([]byte, n)
	for i := range password {
		password[i] = alphabet[rng.belowSmall(uint32(len(alphabet)))]
	}
	return string(password)
}

// wordBytes and sentenceBytes are about the most that one of them takes.
const (
	wordBytes     = 16
	sentenceBytes = 10 * wordBytes
)

func fakeWords(a *args) value.Value {
	n, rng := a.count("count", 3), a.rng()
	if !a.growProduct(n, wordBytes) {
		return nil
	}
	return lorem(rng, n)
}

func lorem(rng *stream, n int) string {
	f := gofakeit.NewFaker(rng, false)
	words := make([]string, n)
	for i := range words {
		words[i] = f.LoremIpsumWord()
	}
	return strings.Join(words, " ")
}

func sentence(rng *stream, n int) string { return capitalize(lorem(rng, n)) + "." }

func fakeSentence(a *args) value.Value {
	n, rng := a.between(4, 10, wordBytes)
	return sentence(rng, n)
}

func fakeParagraph(a *args) value.Value {
	n, rng := a.between(3, 7, sentenceBytes)
	lines := make([]string, n)
	for i := range lines {
		lines[i] = sentence(rng, 4+rng.index(6))
	}
	return strings.Join(lines, "\n")
}
