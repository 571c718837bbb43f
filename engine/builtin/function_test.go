package builtin

import (
	"regexp"
	"strings"
	"testing"
)

// Check values of format.md, Appendix C.
func TestSeededDraws(t *testing.T) {
	check(t, functionRows([][3]string{
		{"rand_hex", `"n":16,"seed":42`, `"28a6a20d86b28d3a"`},
		{"rand_hex", `"seed":42`, `"28a6a20d86b28d3a"`},
		{"span_id", `"seed":42`, `"28a6a20d86b28d3a"`},
		{"trace_id", `"seed":42`, `"28a6a20d86b28d3a087a4781729386a3"`},
		{"traceparent", `"seed":42`, `"00-28a6a20d86b28d3a087a4781729386a3-c06614a0903d23f0-01"`},
		{"fake_string", `"seed":42`, `"dngowqzkza"`},
		{"fake_int_range", `"min":0,"max":100,"seed":42`, `13`},
		{"fake_int", `"seed":42`, `133`},
		{"fake_port", `"seed":42`, `9630`},
		{"pick", `"list":["a","b","c"],"seed":42`, `"b"`},
		// The seed of the render stands in for a missing one: the host's is 7.
		{"rand_hex", `"n":4`, `"` + newStream(7).hex(4) + `"`},
		{"fake_uuid_seeded", `"seed":42`, `"00000000-0000-0000-0000-00000000002a"`},
		{"fake_uuid_seeded", `"seed":18446744073709551615`, `"00000000-0000-0000-ffff-ffffffffffff"`},
	}))
}

func TestSeedArgument(t *testing.T) {
	check(t, functionRows([][3]string{
		{"fake_int", `"seed":"42"`, invalid + "seed"},
		{"fake_int", `"seed":-1`, invalid + "seed"},
		{"fake_int", `"seed":1.0`, invalid + "seed"},
		{"fake_int", `"seed":null`, invalid + "seed"},
	}))
}

func TestRandomFunctions(t *testing.T) {
	check(t, functionRows([][3]string{
		{"rand_hex", `"n":0`, `""`},
		{"rand_hex", `"n":-1`, invalid + "n"},
		{"rand_hex", `"n":2000000000`, "!limit"},
		{"rand_hex", `"n":99999999999`, invalid + "n"},
		{"traceparent", `"trace_id":"0123456789abcdef0123456789abcdef","span_id":"0123456789abcdef","sampled":0`,
			`"00-0123456789abcdef0123456789abcdef-0123456789abcdef-00"`},
		{"traceparent", `"trace_id":"xyz"`, invalid + "trace_id"},
		{"traceparent", `"sampled":256`, invalid + "sampled"},
		{"pick", `"list":[]`, invalid + "list"},
		{"pick", `"list":"abc"`, invalid + "list"},
		{"pick", ``, missing + "list"},
		{"weighted", `"pairs":[["a",0],["b",1],["c",0]]`, `"b"`},
		{"weighted", `"pairs":[["a",0]]`, invalid + "pairs"},
		{"weighted", `"pairs":[["a",-1]]`, invalid + "pairs"},
		{"weighted", `"pairs":["a"]`, invalid + "pairs"},
		{"shuffle", `"list":[1],"seed":1`, `[1]`},
		{"shuffle", `"list":[]`, `[]`},
		{"sample", `"list":[1,2],"k":3`, invalid + "k"},
		{"sample", `"list":[1,2],"k":-1`, invalid + "k"},
		{"sample", `"list":[1,2],"k":2`, `[1,2]`},
		{"sample", `"list":[1,2],"k":0`, `[]`},
		{"get_random", `"start":5,"end":6`, `5`},
		{"get_random", `"start":5,"end":5`, invalid + "end"},
		{"get_random", ``, missing + "end"},
		{"fake_int_range", `"min":5,"max":5`, invalid + "max"},
		{"fake_int_range", `"min":-10,"max":-9`, `-10`},
		{"fake_int_range", `"min":-2147483648,"max":2147483647,"seed":1`, "~"},
		{"fake_int_range", `"max":2147483648`, invalid + "max"},
		{"fake_int_range", `"min":"1"`, invalid + "min"},
		{"fake_bool", `"ratio":100`, `true`},
		{"fake_bool", `"ratio":0`, `false`},
		{"fake_bool", `"ratio":101`, invalid + "ratio"},
		{"fake_password", `"min":8,"max":8`, invalid + "max"},
		{"fake_password", `"min":0,"max":1`, `""`},
		{"fake_words", `"count":500000`, "!limit"},
		{"fake_paragraph", `"max":500000`, "!limit"},
		{"fake_string", `"len":3000000`, "!limit"},
		{"fake", `"kind":"nonsense"`, invalid + "kind"},
		{"fake", `"kind":"name.first","n":0`, `[]`},
		{"fake", `"kind":"name.first","n":99999`, "!limit"},
	}))
}

func TestShapes(t *testing.T) {
	const word = `[a-z]+`
	for _, c := range []struct{ name, args, shape string }{
		{"fake_name", "", `\S+ \S+.*`}, {"fake_title", "", `\w+\.?`}, {"fake_suffix", "", `.+`},
		{"fake_email", "", `[a-z0-9.]+@example\.(com|net|org)`}, {"fake_domain", "", word + `\.` + word},
		{"fake_url", "", `https://` + word + `\.` + word},
		{"fake_ipv4", "", `\d+\.\d+\.\d+\.\d+`}, {"fake_ipv6", "", `[0-9a-f:]+`},
		{"fake_mac_address", "", `([0-9a-f]{2}:){5}[0-9a-f]{2}`},
		{"fake_latitude", "", `-?\d+\.\d{6}`}, {"fake_zip", "", `\d{5}`},
		{"fake_words", `"count":4`, word + `( ` + word + `){3}`},
		{"fake_sentence", "", `[A-Z].*\.`}, {"fake_paragraph", `"min":2,"max":3`, `[^\n]+\.\\n[^\n]+\.`},
		{"fake_date", "", `(19|20)\d\d-\d\d-\d\d`}, {"fake_time", "", `\d\d:\d\d:\d\d\.\d{9}`},
		{"fake_datetime", "", `\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00`},
		{"fake_hex_color", "", `#[0-9a-f]{6}`}, {"fake_rgb_color", "", `rgb\(\d+, \d+, \d+\)`},
		{"fake_semver", "", `\d\.1?\d\.\d?\d`}, {"fake_file_path", "", `/` + word + `/` + word + `/` + word + `\.\w+`},
		{"fake_credit_card", "", `\d{12,19}`}, {"fake_currency_code", "", `[A-Z]{3}`},
		{"fake_mime_type", "", `[^/]+/[^/]+`}, {"fake_password", `"min":9,"max":10`, `[A-Za-z0-9]{9}`},
		{"uuid_v4", "", `[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`},
		{"fake", `"kind":"uuid.v4"`, `[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`},
		{"fake", `"kind":"first_name"`, `\w+`},
		{"uuid_v7", "", `019424f8-6088-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}`},
		{"ulid", "", `01JGJFGR48[0-9A-HJKMNP-TV-Z]{16}`},
	} {
		shape := regexp.MustCompile(`^"` + c.shape + `"$`)
		for seed := range 30 {
			args := strings.TrimPrefix(c.args+`,"seed":`+string(rune('1'+seed%9)), ",")
			r := row{table: "function", name: c.name, args: args}
			first, second := call(t, r), call(t, r)
			if !shape.MatchString(first) || first != second {
				t.Errorf("%s(%s) = %s, then %s; want shape %s", c.name, args, first, second, c.shape)
				break
			}
		}
	}
}

// All kinds and all functions without mandatory arguments yield something.
func TestEveryKindGenerates(t *testing.T) {
	if len(kindList) < 27 {
		t.Errorf("%d kinds, upstream has 27", len(kindList))
	}
	for _, kind := range kindList {
		got := call(t, row{table: "function", name: "fake", args: `"kind":"` + kind.(string) + `"`})
		if got == `""` || strings.HasPrefix(got, "!") {
			t.Errorf("kind %s yields %s", kind, got)
		}
	}
	for _, f := range fakeTexts {
		if got := call(t, row{table: "function", name: f.name}); got == `""` || strings.HasPrefix(got, "!") {
			t.Errorf("%s yields %s", f.name, got)
		}
	}
}

func TestClock(t *testing.T) {
	check(t, functionRows([][3]string{
		{"now_rfc3339", ``, `"2025-01-02T03:04:05+00:00"`},
		{"now_unix", ``, `1735787045`},
		{"now_ms", ``, `1735787045000`},
		{"now_plus", `"seconds":60`, `"2025-01-02T03:05:05+00:00"`},
		{"now_plus", `"seconds":-5`, `"2025-01-02T03:04:00+00:00"`},
		{"now_plus", `"seconds":"60"`, invalid + "seconds"},
		{"now_plus", `"seconds":99999999999999`, invalid + "seconds"},
		{"now_plus", ``, missing + "seconds"},
		{"date_rfc3339", ``, `"2025-01-02T03:04:05+00:00"`},
		{"date_rfc3339", `"offset_seconds":86400`, `"2025-01-03T03:04:05+00:00"`},
		{"now", `"utc":true`, `"2025-01-02T03:04:05+00:00"`},
		{"now", `"timestamp":true`, `1735787045`},
		{"now", `"timestamp":1`, invalid + "timestamp"},
		{"ulid", `"time":0,"seed":1`, `~"0000000000`},
		{"uuid_v7", `"time":"1970-01-01T00:00:00.001Z"`, `~"00000000-0001-7`},
		{"uuid_v7", `"time":"yesterday"`, invalid + "time"},
		{"ulid", `"time":-1`, invalid + "time"},
	}))
}

func TestOtherFunctions(t *testing.T) {
	check(t, functionRows([][3]string{
		{"env", `"name":"HOME"`, `"/home/test"`},
		{"env", `"name":"EMPTY","default":"x"`, `""`},
		{"env", `"name":"NONE","default":"x"`, `"x"`},
		{"env", `"name":"NONE"`, "!template/env-not-set name"},
		{"env", ``, missing + "name"},
		{"get_env", `"name":"NONE","default":1`, `1`},
		{"get_env", `"name":"NONE"`, "!template/env-not-set name"},
		{"sha256", `"s":""`, `"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"`},
		{"sha256", `"input":""`, missing + "s"},
		{"uuid_v5", `"ns":"6ba7b810-9dad-11d1-80b4-00c04fd430c8","name":"www.example.com"`, `"2ed6657d-e927-568b-95e1-2665a8aea6a2"`},
		{"uuid_v5", `"ns":"dns","name":"a"`, invalid + "ns"},
		{"baggage", `"map":{"b":1,"a":"x y"}`, `"a=x y,b=1"`},
		{"baggage", `"map":[]`, invalid + "map"},
		{"slug", `"s":"Hello, World!"`, `"hello-world"`},
		{"kebab", `"s":"HTTPServer"`, `"http-server"`},
		{"snake", `"s":1`, invalid + "s"},
		{"range", `"end":3`, `[0,1,2]`},
		{"range", `"start":1,"end":6,"step_by":2`, `[1,3,5]`},
		{"range", `"start":6,"end":5`, invalid + "start"},
		{"range", `"end":-1`, invalid + "end"},
		{"range", `"end":5,"step_by":0`, invalid + "step_by"},
		{"range", `"end":9000000000000000000`, "!limit"},
		{"range", `"end":2000000000`, "!limit"},
		{"range", ``, missing + "end"},
		{"throw", `"message":"Hello"`, rendered + "message"},
	}))
}

func TestSeqCounts(t *testing.T) {
	f, _ := LookupFunction("seq", false)
	h := newHost()
	want := []int64{10, 12, 14}
	for _, w := range want {
		v, err := f.Call(&Call{Host: h, Args: []Arg{{"name", "n"}, {"start", int64(10)}, {"step", int64(2)}}})
		if v != w || err != nil {
			t.Errorf("got %v, %v, want %d", v, err, w)
		}
	}
}
