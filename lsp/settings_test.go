package lsp

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
)

// TestSettingsDefaults: the documented default of each key is the default in
// force, of the documented type, and every row can be set.
func TestSettingsDefaults(t *testing.T) {
	all := map[string]json.RawMessage{}
	for _, row := range SettingsTable() {
		if row.Doc == "" || !strings.HasSuffix(row.Doc, ".") {
			t.Errorf("%s: documentation %q", row.Key, row.Doc)
		}
		if all[row.Key] != nil {
			t.Errorf("%s is listed twice", row.Key)
		}
		all[row.Key] = json.RawMessage(row.Default)
	}
	raw, _ := json.Marshal(all)
	got, problems := parseSettings(raw)
	if len(problems) > 0 {
		t.Error(problems)
	}
	// Empty and absent collections mean the same.
	want := DefaultSettings()
	want.Variables, want.Workspace.Exclude = map[string]string{}, []string{}
	want.Diagnostics.Severity = map[finding.Code]finding.Severity{}
	if !got.equal(&want) {
		t.Errorf("documented %+v, in force %+v", got, want)
	}
}

// TestSettings: what is right takes effect, what is wrong is told once and
// leaves the rest.
func TestSettings(t *testing.T) {
	for name, test := range map[string]struct {
		in       string
		check    func(Settings) bool
		problems []string
	}{
		"nothing":      {``, func(s Settings) bool { return s.Diagnostics.Enabled }, nil},
		"null":         {`null`, func(s Settings) bool { return s.Diagnostics.Enabled }, nil},
		"nested":       {`{"diagnostics":{"enabled":false}}`, func(s Settings) bool { return !s.Diagnostics.Enabled }, nil},
		"dotted":       {`{"diagnostics.limit":7}`, func(s Settings) bool { return s.Diagnostics.Limit == 7 }, nil},
		"with section": {`{"clnrm.workspace.scan":false}`, func(s Settings) bool { return !s.Workspace.Scan }, nil},
		"null value":   {`{"diagnostics":{"limit":null}}`, func(s Settings) bool { return s.Diagnostics.Limit == 500 }, nil},
		"variables":    {`{"variables":{"a.b":"c"}}`, func(s Settings) bool { return s.Variables["a.b"] == "c" }, nil},
		"timeout":      {`{"render":{"timeout":20}}`, func(s Settings) bool { return s.Render.Time.Milliseconds() == 20 }, nil},
		"severity":     {`{"diagnostics":{"severity":{"template/syntax":"hint"}}}`, func(s Settings) bool { return s.Diagnostics.Severity["template/syntax"] == finding.Hint }, nil},
		"severity group": {`{"diagnostics":{"severity":{"template/*":"off","template/syntax":"error"}}}`,
			func(s Settings) bool {
				off, set := s.Diagnostics.Severity["template/type"]
				return set && off == 0 && s.Diagnostics.Severity["template/syntax"] == finding.Error
			}, nil},
		"wrong type":       {`{"diagnostics":{"enabled":"no","limit":3}}`, func(s Settings) bool { return s.Diagnostics.Enabled && s.Diagnostics.Limit == 3 }, []string{"clnrm.diagnostics.enabled"}},
		"too small":        {`{"cache":{"templates":0}}`, func(s Settings) bool { return s.Cache.Templates == 100 }, []string{"less than 1"}},
		"fraction":         {`{"diagnostics":{"limit":1.5}}`, func(s Settings) bool { return s.Diagnostics.Limit == 500 }, []string{"not an integer"}},
		"timeout overflow": {`{"render":{"timeout":9223372036854775807}}`, func(s Settings) bool { return s.Render.Time.Milliseconds() == 1000 }, []string{"render.timeout"}},
		"unknown":          {`{"nope":1,"diagnostics":{"nope":true}}`, func(s Settings) bool { return true }, []string{"clnrm.diagnostics.nope: there is no", "clnrm.nope"}},
		"unknown code":     {`{"diagnostics":{"severity":{"no/code":"off"}}}`, func(s Settings) bool { return len(s.Diagnostics.Severity) == 0 }, []string{"no/code"}},
		"unknown severity": {`{"diagnostics":{"severity":{"template/syntax":"loud"}}}`, func(s Settings) bool { return len(s.Diagnostics.Severity) == 0 }, []string{"loud"}},
		"a bad glob":       {`{"workspace":{"exclude":["a[","b"]}}`, func(s Settings) bool { return len(s.Workspace.Exclude) == 0 }, []string{"not a glob"}},
		"an array":         {`[1]`, func(s Settings) bool { return s.Diagnostics.Enabled }, []string{"object"}},
		"not JSON":         {`{`, func(s Settings) bool { return s.Diagnostics.Enabled }, []string{"object"}},
		"a group, scalar":  {`{"diagnostics":3}`, func(s Settings) bool { return s.Diagnostics.Enabled }, []string{"clnrm.diagnostics: there is no"}},
	} {
		t.Run(name, func(t *testing.T) {
			got, problems := parseSettings([]byte(test.in))
			if !test.check(got) {
				t.Errorf("settings %+v", got)
			}
			if len(problems) != len(test.problems) {
				t.Fatalf("problems %q, want %q", problems, test.problems)
			}
			for i, part := range test.problems {
				has(t, problems[i], part)
			}
		})
	}
}

func TestExcluded(t *testing.T) {
	for _, test := range []struct {
		glob, file string
		want       bool
	}{
		{"vendor", "/w/vendor/a.toml", true},
		{"vendor", "/w/x/vendor/a.toml", false},
		{"**/vendor", "/w/x/vendor/a.toml", true},
		{"**/generated/**", "/w/x/generated/y/a.toml", true},
		{"*.toml", "/w/a.toml", true},
		{"*.toml", "/w/x/a.toml", false},
		{"**/*.toml", "/w/x/a.toml", true},
		{"x/{a,b}.toml", "/w/x/b.toml", true},
		{"vendor", "/other/vendor/a.toml", false},
		{"in/sub/x", "/w/in/sub/x/a.toml", false},
		{"x", "/w/in/x/a.toml", true}, // relative to the innermost folder
	} {
		settings := DefaultSettings()
		settings.Workspace.Exclude = []string{test.glob}
		sn := &snapshot{settings: &settings, roots: []string{"/w", "/w/in"}}
		if got := sn.excluded(test.file); got != test.want {
			t.Errorf("%s on %s: %v", test.glob, test.file, got)
		}
	}
}
