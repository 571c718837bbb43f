package builtin

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

func TestTOMLEncode(t *testing.T) {
	check(t, filterRows([][4]string{
		{"toml_encode", `"a \"b\" \\ \n\t\r\u0001\u007f é"`, ``, `"\"a \\\"b\\\" \\\\ \\n\\t\\r\\u0001\\u007f é\""`},
		{"toml_encode", `[1,-2,1.5,1.0,1e300,true,"x",[],{}]`, ``, `"[1, -2, 1.5, 1.0, 1e+300, true, \"x\", [], {}]"`},
		{"toml_encode", `{"b":{"c.d":[{"e":1}]},"a":"x"}`, ``, `"{ \"a\" = \"x\", \"b\" = { \"c.d\" = [{ \"e\" = 1 }] } }"`},
		{"toml_encode", `null`, ``, invalid[:len(invalid)-1]},
		{"toml_encode", `[null]`, ``, invalid[:len(invalid)-1]},
		{"toml_encode", `18446744073709551615`, ``, invalid[:len(invalid)-1]},
	}))
	check(t, functionRows([][3]string{
		{"toml_encode", `"value":"x"`, `"\"x\""`},
		{"toml_encode", `"value":null`, invalid + "value"},
		{"toml_encode", ``, missing + "value"},
	}))
}

// What toml_encode writes decodes to the value that it was given.
func FuzzTOMLEncode(f *testing.F) {
	for _, s := range []string{`"x"`, `{"a b":[1,{"":"\u0000\u2028"}]}`, `[1.5e-7,-0.0,9223372036854775807,true]`,
		`{"a":{},"b":[]}`, `"\ud800"`, `{"\"":{"\n":"\\"}}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d := json.NewDecoder(strings.NewReader(text))
		d.UseNumber()
		var x any
		if d.Decode(&x) != nil {
			t.Skip()
		}
		v, err := value.From(x)
		if err != nil || !utf8.ValidString(text) {
			t.Skip()
		}
		filter, _ := LookupFilter("toml_encode", false)
		encoded, err := filter.Call(&Call{Input: v, Host: newHost()})
		// BurntSushi drops the other elements of an array that holds an inline
		// table with an empty key, such as [1, {"" = 1}].
		if err != nil || strings.Contains(encoded.(string), `"" =`) {
			t.Skip()
		}
		var got map[string]any
		if _, err := toml.Decode("v = "+encoded.(string), &got); err != nil {
			t.Fatalf("%s of %s: %v", encoded, text, err)
		}
		back, err := value.From(got["v"])
		if err != nil || !value.Equal(v, back) {
			t.Errorf("%s became %s, %v", text, encoded, err)
		}
	})
}
