package builtin

import (
	"slices"
	"strings"
	"testing"
)

// The names of format.md 3.4 and 3.5, written out so that none gets lost.
const (
	wantFunctions = `env now_rfc3339 sha256 toml_encode fake_uuid fake_uuid_seeded fake_name
fake_first_name fake_last_name fake_title fake_suffix fake_email fake_username fake_domain
fake_url fake_ipv4 fake_ipv6 fake_user_agent fake_mac_address fake_password fake_street
fake_city fake_state fake_zip fake_country fake_latitude fake_longitude fake_phone
fake_cell_phone fake_company fake_company_suffix fake_industry fake_profession fake_word
fake_words fake_sentence fake_paragraph fake_int fake_int_range fake_float fake_bool fake_date
fake_time fake_datetime fake_timestamp fake_credit_card fake_currency_code fake_currency_name
fake_currency_symbol fake_filename fake_extension fake_mime_type fake_file_path fake_color
fake_hex_color fake_rgb_color fake_string fake_port fake_semver rand_hex seq uuid_v4 uuid_v7
uuid_v5 ulid pick weighted shuffle sample slug kebab snake now_unix now_ms now_plus date_rfc3339
trace_id span_id traceparent baggage fake fake_kinds range now throw get_random get_env`

	wantFilters = `camel pascal snake kebab slug upper lower trim trim_start trim_end
trim_start_matches trim_end_matches truncate wordcount replace capitalize title linebreaksbr
indent striptags spaceless urlencode urlencode_strict escape escape_xml slugify addslashes split
int float first last nth join sort unique slice group_by filter map concat abs pluralize round
filesizeformat length reverse date json_encode as_str get default safe sha256 toml_encode`

	wantTests = `defined undefined odd even string number divisibleby iterable object
starting_with ending_with containing matching`
)

func TestTablesAreComplete(t *testing.T) {
	for _, c := range []struct {
		kind, want string
		got        []string
	}{
		{"function", wantFunctions, FunctionNames()},
		{"filter", wantFilters, FilterNames()},
		{"test", wantTests, TestNames()},
	} {
		want := strings.Fields(c.want)
		slices.Sort(want)
		if !slices.Equal(c.got, want) {
			t.Errorf("%ss\n got %v\nwant %v", c.kind, c.got, want)
		}
		for _, name := range c.got {
			f, _ := lookups[c.kind](name, false)
			checkDocumented(t, c.kind, f)
		}
	}
}

var paramTypes = []string{"string", "integer", "number", "bool", "array", "map", "any"}

func checkDocumented(t *testing.T, kind string, f *Function) {
	t.Helper()
	if !strings.HasSuffix(f.Doc, ".") || f.Result == "" || f.Call == nil {
		t.Errorf("%s %s: documentation %q, result %q", kind, f.Name, f.Doc, f.Result)
	}
	for _, p := range f.Params {
		if !strings.HasSuffix(p.Doc, ".") || !slices.Contains(paramTypes, p.Type) || p.Required && p.Default != nil {
			t.Errorf("%s %s: parameter %+v", kind, f.Name, p)
		}
	}
}

// Every function with every combination of nothing and nonsense must answer,
// not panic.
func TestNoCallPanics(t *testing.T) {
	inputs := []string{"?", "", "null", "true", "-1", "9223372036854775807", "18446744073709551615", "1e300",
		`""`, `"x"`, `"\u0000é\\"`, "[]", "[1]", `[[1,2],"a",null]`, "{}", `{"a":{"b":[1]}}`}
	for kind, find := range lookups {
		for _, name := range append(append(FunctionNames(), FilterNames()...), TestNames()...) {
			f, ok := find(name, false)
			if !ok {
				continue
			}
			for _, input := range inputs {
				call(t, row{table: kind, name: name, input: input})
				for _, argument := range inputs[2:] {
					var list []string
					for _, p := range f.Params {
						list = append(list, `"`+p.Name+`":`+argument)
					}
					call(t, row{table: kind, name: name, input: input, args: strings.Join(list, ",")})
				}
			}
		}
	}
}

func TestSuggestionsNameNothingThatExists(t *testing.T) {
	for name := range Suggestions {
		_, function := functions[name]
		_, filter := filters[name]
		if function && filter {
			t.Errorf("%s is registered both ways, so its advice is never shown", name)
		}
	}
}

func TestPlainTera(t *testing.T) {
	check(t, []row{
		{"filter", "upper", `"straße"`, "", `"STRASSE"`, true},
		{"filter", "upper", `50`, "", badType, true},
		{"filter", "upper", `50`, "", `"50"`, false},
		{"filter", "lower", `["A",1]`, "", `"[\"a\",1]"`, false},
		{"filter", "lower", `["A"]`, "", badType, true},
		{"filter", "sha256", `"a"`, "", "unknown", true},
		{"filter", "toml_encode", `"a"`, "", "unknown", true},
		{"filter", "snake", `"aB"`, "", `"a_b"`, true},
		{"function", "sha256", "", `"s":"a"`, `"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"`, true},
	})
}
