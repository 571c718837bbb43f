package template

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
)

// shared is the directory of reference material beside the repository; tests
// that need it are skipped where it is absent.
func shared(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for filepath.Dir(dir) != dir {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	path := filepath.Join(dir, "..", "shared", name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("reference material is absent: %v", err)
	}
	return path
}

type teraCase struct {
	Name      string
	Template  string
	Templates map[string]string
	ErrorPos  string `json:"error_pos"`
	Error     bool
}

func teraCases(t testing.TB) []teraCase {
	data, err := os.ReadFile(shared(t, "tera-cases.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []teraCase
	if err := json.Unmarshal(data, &cases); err != nil {
		t.Fatal(err)
	}
	return cases
}

// elsewhere are the errors that Tera reports at the end of the file, where it
// misses an end tag; here they are at the tag that is not closed.
var elsewhere = map[string]string{
	"parser/errors::unterminated_filter_section#1": "1:1",
	"parser/errors::unterminated_raw_tag#1":        "1:1",
}

// TestTeraErrors compares the place of the first finding with Tera's own.
func TestTeraErrors(t *testing.T) {
	for _, c := range teraCases(t) {
		if c.ErrorPos == "" {
			continue
		}
		t.Run(c.Name, func(t *testing.T) {
			want := c.ErrorPos
			if w := elsewhere[c.Name]; w != "" {
				want = w
			}
			f, findings := Parse(c.Template)
			if err := invariants(f, findings); err != nil {
				t.Error(err)
			}
			if len(findings) == 0 || findings[0].Severity != finding.Error {
				t.Fatalf("%q: no error", c.Template)
			}
			if got := lineColumn(c.Template, findings[0].Span.Start); got != want {
				t.Errorf("%q: error at %s, want %s: %s", c.Template, got, want, findings[0].Message)
			}
		})
	}
}

func lineColumn(text string, offset int) string {
	line := 1 + strings.Count(text[:offset], "\n")
	column := offset - strings.LastIndexByte(text[:offset], '\n')
	return strconv.Itoa(line) + ":" + strconv.Itoa(column)
}

// TestTeraAccepts parses everything that Tera parses: there is nothing to say.
func TestTeraAccepts(t *testing.T) {
	for _, c := range teraCases(t) {
		if c.ErrorPos != "" {
			continue
		}
		texts := map[string]string{"": c.Template}
		for name, text := range c.Templates {
			texts[name] = text
		}
		t.Run(c.Name, func(t *testing.T) {
			for name, text := range texts {
				f, findings := Parse(text)
				if err := invariants(f, findings); err != nil {
					t.Error(err)
				}
				for _, x := range findings {
					t.Errorf("%s %q: %s %q: %s", name, text, x.Code, f.Slice(x.Span), x.Message)
				}
			}
		})
	}
}

// TestCorpus parses every file of the corpus and checks the invariants.
func TestCorpus(t *testing.T) {
	files := 0
	err := filepath.WalkDir(shared(t, "corpus"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		f, findings := Parse(string(data))
		if err := invariants(f, findings); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		if f.HasTags != IsTemplate(string(data)) {
			t.Errorf("%s: HasTags", path)
		}
		if testing.Verbose() {
			for _, x := range findings {
				t.Logf("%s:%s %s %q %s", filepath.Base(path), lineColumn(f.Text, x.Span.Start), x.Code, f.Slice(x.Span), x.Message)
			}
		}
		return nil
	})
	if err != nil || files == 0 {
		t.Fatalf("%d files: %v", files, err)
	}
}
