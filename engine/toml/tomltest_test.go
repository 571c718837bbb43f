package toml

import (
	"encoding/json"
	"io/fs"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	tomltest "github.com/toml-lang/toml-test/v2"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
)

// TestTOMLTest runs the official suite for TOML 1.0 and 1.1: valid documents
// have the expected values and no finding but toml/1.1, invalid ones have an
// error, unless they are valid TOML 1.1.
func TestTOMLTest(t *testing.T) {
	files := tomltest.TestCases()
	for _, version := range []string{"1.0.0", "1.1.0"} {
		for _, name := range suite(t, files, version) {
			t.Run(version+"/"+name, func(t *testing.T) {
				text := suiteFile(t, files, name+".toml")
				document, problems := Parse(text, nil)
				if strings.HasPrefix(name, "invalid/") {
					checkInvalid(t, version, name, problems)
					return
				}
				for _, f := range problems {
					if f.Code != finding.TOML11 || version == "1.0.0" {
						t.Errorf("finding on a valid document: %+v", f)
					}
				}
				compareValues(t, suiteFile(t, files, name+".json"), document.Root)
			})
		}
	}
}

func suite(t testing.TB, files fs.FS, version string) []string {
	t.Helper()
	runner := tomltest.NewRunner(tomltest.Runner{Version: version, Files: files})
	names, err := runner.List()
	if err != nil {
		t.Fatal(err)
	}
	if len(names) < 500 {
		t.Fatalf("%d cases for %s, too few", len(names), version)
	}
	return names
}

func suiteFile(t testing.TB, files fs.FS, name string) string {
	t.Helper()
	data, err := fs.ReadFile(files, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// onlyNew lists the documents that are invalid in TOML 1.0 for no other
// reason than forms that TOML 1.1 allows.
var onlyNew = map[string]bool{
	"invalid/datetime/no-secs":            true,
	"invalid/local-time/no-secs":          true,
	"invalid/local-datetime/no-secs":      true,
	"invalid/string/basic-byte-escapes":   true,
	"invalid/inline-table/trailing-comma": true,
	"invalid/inline-table/linebreak-01":   true,
	"invalid/inline-table/linebreak-02":   true,
	"invalid/inline-table/linebreak-03":   true,
	"invalid/inline-table/linebreak-04":   true,
}

func checkInvalid(t *testing.T, version, name string, problems []finding.Finding) {
	t.Helper()
	if len(problems) == 0 {
		t.Fatal("no finding on an invalid document")
	}
	if version == "1.0.0" && onlyNew[name] {
		for _, f := range problems {
			if f.Code != finding.TOML11 || f.Severity != finding.Information {
				t.Errorf("want %s alone, got %+v", finding.TOML11, f)
			}
		}
		return
	}
	if !hasError(problems) {
		t.Errorf("no error on an invalid document: %+v", problems)
	}
}

func hasError(problems []finding.Finding) bool {
	for _, f := range problems {
		if f.Severity == finding.Error {
			return true
		}
	}
	return false
}

func compareValues(t *testing.T, want string, root *Node) {
	t.Helper()
	var wanted, have any
	if err := json.Unmarshal([]byte(want), &wanted); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(tagged(root))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &have); err != nil {
		t.Fatal(err)
	}
	if r := (tomltest.Test{}).CompareJSON(wanted, have); r.Failed() {
		t.Errorf("%s", r.Failure)
	}
}

// tagged is the form of values that the suite compares.
func tagged(n *Node) any {
	switch n.Kind {
	case Table:
		m := make(map[string]any)
		for _, e := range n.Entries {
			m[e.Key] = tagged(e.Value)
		}
		return m
	case Array:
		list := make([]any, len(n.Items))
		for i, item := range n.Items {
			list[i] = tagged(item)
		}
		return list
	}
	kind, value := "invalid", ""
	switch v := n.Value.(type) {
	case string:
		kind, value = "string", v
	case int64:
		kind, value = "integer", strconv.FormatInt(v, 10)
	case float64:
		kind, value = "float", strings.ToLower(strconv.FormatFloat(v, 'g', -1, 64))
		if math.IsInf(v, 1) {
			value = "inf"
		}
	case bool:
		kind, value = "bool", strconv.FormatBool(v)
	case time.Time:
		kind, value = timeText(n.Kind, v)
	}
	return map[string]string{"type": kind, "value": value}
}

func timeText(k Kind, v time.Time) (kind, value string) {
	switch k {
	case LocalDateTime:
		return "datetime-local", v.Format("2006-01-02T15:04:05.999999999")
	case LocalDate:
		return "date-local", v.Format("2006-01-02")
	case LocalTime:
		return "time-local", v.Format("15:04:05.999999999")
	}
	return "datetime", v.Format("2006-01-02T15:04:05.999999999Z07:00")
}
