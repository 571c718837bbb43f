package value_test

import (
	"encoding/json"
	"errors"
	"math"
	"testing"
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

type (
	array = []value.Value
	dict  = map[string]value.Value
)

// TestText: what Tera prints, and what serde_json writes.
func TestText(t *testing.T) {
	for _, c := range []struct {
		v          value.Value
		text, json string
		truthy     bool
	}{
		{nil, "", "null", false},
		{true, "true", "true", true},
		{int64(-5), "-5", "-5", true},
		{uint64(math.MaxUint64), "18446744073709551615", "18446744073709551615", true},
		{0.0, "0", "0.0", false},
		{1.0, "1", "1.0", true},
		{0.1, "0.1", "0.1", true},
		{1e-5, "0.00001", "0.00001", true},
		{1e-7, "0.0000001", "1e-7", true},
		{1e15, "1000000000000000", "1000000000000000.0", true},
		{1e16, "10000000000000000", "1e16", true},
		{1.5e300, "15" + zeros(299), "1.5e300", true},
		{math.NaN(), "NaN", "null", false},
		{math.Inf(-1), "-inf", "null", true},
		{"a\"\n\x01é", "a\"\n\x01é", `"a\"\n\u0001é"`, true},
		{"", "", `""`, false},
		{array{}, "[]", "[]", false},
		{array{"a", nil, 1.0}, "[a, , 1]", `["a",null,1.0]`, true},
		{dict{}, "[object]", "{}", false},
		{dict{"b": int64(1), "a": array{int64(2)}}, "[object]", `{"a":[2],"b":1}`, true},
	} {
		if got := value.String(c.v); got != c.text {
			t.Errorf("%v prints %q, want %q", c.v, got, c.text)
		}
		if got := string(value.AppendJSON(nil, c.v, "")); got != c.json {
			t.Errorf("%v is %s, want %s", c.v, got, c.json)
		}
		if got := value.Truthy(c.v); got != c.truthy {
			t.Errorf("%v is %v", c.v, got)
		}
	}
}

func zeros(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = '0'
	}
	return string(b)
}

func TestPrettyJSON(t *testing.T) {
	v := dict{"a": array{int64(1), dict{}}, "b": dict{"c": array{}}}
	const want = "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": {\n    \"c\": []\n  }\n}"
	if got := string(value.AppendJSON(nil, v, "  ")); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestOrder(t *testing.T) {
	const none = 9 // no order
	for _, c := range []struct {
		a, b  value.Value
		order int
		equal bool
	}{
		{int64(1), 1.0, 0, true},
		{int64(1), int64(2), -1, false},
		{uint64(math.MaxUint64), int64(-1), 1, false},
		{int64(math.MaxInt64), uint64(1 << 63), -1, false},
		{uint64(1 << 63), uint64(1 << 63), 0, true},
		{math.NaN(), math.NaN(), none, false},
		{"a", "b", -1, false},
		{"1", int64(1), none, false},
		{false, true, -1, false},
		{nil, nil, none, true},
		{array{int64(1)}, array{1.0}, 0, true},
		{array{int64(1)}, array{int64(2)}, 0, false},
		{array{}, array{nil}, -1, false},
		{dict{"a": "x"}, dict{"a": "x"}, none, true},
		{dict{"a": "x"}, dict{"b": "x"}, none, false},
	} {
		order, ok := value.Compare(c.a, c.b)
		if !ok {
			order = none
		}
		if order != c.order {
			t.Errorf("Compare(%v, %v) is %d, want %d", c.a, c.b, order, c.order)
		}
		if got := value.Equal(c.a, c.b); got != c.equal {
			t.Errorf("Equal(%v, %v) is %v", c.a, c.b, got)
		}
	}
}

func TestFrom(t *testing.T) {
	at := time.Date(2025, 1, 2, 3, 4, 5, 0, time.FixedZone("", 3600))
	for _, c := range []struct {
		in   any
		want value.Value
	}{
		{json.Number("12"), int64(12)},
		{json.Number("18446744073709551615"), uint64(math.MaxUint64)},
		{json.Number("1.50"), 1.5},
		{uint64(3), int64(3)},
		{int32(-3), int64(-3)},
		{[]string{"a"}, array{"a"}},
		{[]map[string]any{{"a": 1}}, array{dict{"a": int64(1)}}},
		{map[string]string{"a": "b"}, dict{"a": "b"}},
		{at, "2025-01-02T03:04:05+01:00"},
		{at.In(time.FixedZone("date-local", 0)), "2025-01-02"},
		{at.In(time.FixedZone("datetime-local", 0)), "2025-01-02T02:04:05"},
		{at.In(time.FixedZone("time-local", 0)), "02:04:05"},
	} {
		got, err := value.From(c.in)
		if err != nil || !value.Equal(got, c.want) || value.TypeName(got) != value.TypeName(c.want) {
			t.Errorf("From(%v) is %v (%s), %v; want %v", c.in, got, value.TypeName(got), err, c.want)
		}
	}
	if _, err := value.From(struct{}{}); !errors.Is(err, value.ErrType) {
		t.Errorf("a struct gives %v", err)
	}
	var deep any = []any{}
	for range value.MaxDepth + 1 {
		deep = []any{deep}
	}
	if _, err := value.From(deep); !errors.Is(err, value.ErrDepth) {
		t.Errorf("deep nesting gives %v", err)
	}
}

// TestMeasure: shared parts count once per use, and the count stops early.
func TestMeasure(t *testing.T) {
	var v value.Value = array{"ab"}
	if n, err := value.Measure(dict{"key": v}, 100); n != 1+3+1+3 || err != nil {
		t.Errorf("size %d, %v", n, err)
	}
	for range 60 {
		v = array{v, v}
	}
	if n, err := value.Measure(v, 1000); n <= 1000 || n > 2000 || err != nil {
		t.Errorf("size %d, %v", n, err)
	}
	for range value.MaxDepth {
		v = array{v}
	}
	if _, err := value.Measure(v, 1000); !errors.Is(err, value.ErrDepth) {
		t.Errorf("deep nesting gives %v", err)
	}
}
