package lsp

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"unicode/utf16"
	"unicode/utf8"
)

const syncText = "one\r\né𝒳 two\n"

func syncChange(version, changes string) string {
	return fmt.Sprintf(`{"textDocument":{"uri":%q,"version":%s},"contentChanges":%s}`, doc, version, changes)
}

func syncAt(l1, c1, l2, c2 int, text string) string {
	return fmt.Sprintf(`{"range":{"start":{"line":%d,"character":%d},"end":{"line":%d,"character":%d}},"text":%s}`, l1, c1, l2, c2, jsonString(text))
}

// syncCases are the cases of TestSync.
var syncCases = map[string]struct {
	changes []string
	want    string
	version int32
	lost    bool
}{
	"one edit":            {[]string{syncChange("2", "["+syncAt(0, 0, 0, 3, "1")+"]")}, "1\r\né𝒳 two\n", 2, false},
	"each to the result":  {[]string{syncChange("2", "["+syncAt(0, 0, 0, 3, "1")+","+syncAt(0, 1, 0, 1, "2")+"]")}, "12\r\né𝒳 two\n", 2, false},
	"UTF-16 columns":      {[]string{syncChange("2", "["+syncAt(1, 3, 1, 4, "")+"]")}, "one\r\né𝒳two\n", 2, false},
	"full":                {[]string{syncChange("9", `[{"text":"x"}]`)}, "x", 9, false},
	"full and partial":    {[]string{syncChange("2", `[{"text":"xy"},`+syncAt(0, 1, 0, 1, "-")+"]")}, "x-y", 2, false},
	"range null is full":  {[]string{syncChange("2", `[{"range":null,"text":"x"}]`)}, "x", 2, false},
	"no changes":          {[]string{syncChange("2", `[]`)}, syncText, 2, false},
	"gap in versions":     {[]string{syncChange("7", "["+syncAt(0, 0, 0, 3, "1")+"]")}, "1\r\né𝒳 two\n", 7, false},
	"version null":        {[]string{syncChange("null", "["+syncAt(0, 0, 0, 3, "1")+"]")}, "1\r\né𝒳 two\n", 2, false},
	"version 2.0":         {[]string{syncChange("2.0", "["+syncAt(0, 0, 0, 3, "1")+"]")}, "1\r\né𝒳 two\n", 2, false},
	"end of the document": {[]string{syncChange("2", "["+syncAt(0, 0, 2, 0, "")+"]")}, "", 2, false},
	"column past the end": {[]string{syncChange("2", "["+syncAt(0, 99, 0, 99, "!")+"]")}, "one!\r\né𝒳 two\n", 2, false},
	"column over 2^31":    {[]string{syncChange("2", "["+syncAt(0, 0, 0, 4294967295, "!")+"]")}, "!\r\né𝒳 two\n", 2, false},

	"stale":                  {[]string{syncChange("1", "["+syncAt(0, 0, 0, 3, "1")+"]")}, syncText, 1, true},
	"out of order":           {[]string{syncChange("3", "["+syncAt(0, 0, 0, 0, "3")+"]"), syncChange("2", "["+syncAt(0, 0, 0, 0, "2")+"]")}, "3" + syncText, 3, true},
	"version 1.5":            {[]string{syncChange("1.5", "["+syncAt(0, 0, 0, 3, "1")+"]")}, syncText, 1, true},
	"version too large":      {[]string{syncChange("4294967296", "["+syncAt(0, 0, 0, 3, "1")+"]")}, syncText, 1, true},
	"version a string":       {[]string{syncChange(`"2"`, "["+syncAt(0, 0, 0, 3, "1")+"]")}, syncText, 1, true},
	"reversed":               {[]string{syncChange("2", "["+syncAt(1, 1, 0, 0, "x")+"]")}, syncText, 1, true},
	"no such line":           {[]string{syncChange("2", "["+syncAt(7, 0, 7, 0, "x")+"]")}, syncText, 1, true},
	"inside a surrogate":     {[]string{syncChange("2", "["+syncAt(1, 2, 1, 3, "x")+"]")}, syncText, 1, true},
	"second change is wrong": {[]string{syncChange("2", "["+syncAt(0, 0, 0, 0, "x")+","+syncAt(9, 0, 9, 0, "x")+"]")}, syncText, 1, true},
	"half a range":           {[]string{syncChange("2", `[{"range":{"start":{"line":0,"character":0}},"text":"x"}]`)}, syncText, 1, true},
	"range a string":         {[]string{syncChange("2", `[{"range":"0:0","text":"x"}]`)}, syncText, 1, true},
	"negative line":          {[]string{syncChange("2", `[{"range":{"start":{"line":-1,"character":0},"end":{"line":0,"character":0}},"text":"x"}]`)}, syncText, 1, true},
	"no text":                {[]string{syncChange("2", `[{}]`)}, syncText, 1, true},
	"null change":            {[]string{syncChange("2", `[null]`)}, syncText, 1, true},
	"changes a string":       {[]string{syncChange("2", `"x"`)}, syncText, 1, true},

	"edits after the loss":     {[]string{syncChange("1", "["+syncAt(0, 0, 0, 0, "x")+"]"), syncChange("2", "["+syncAt(0, 0, 0, 0, "y")+"]")}, syncText, 1, true},
	"full text heals":          {[]string{syncChange("1", "["+syncAt(0, 0, 0, 0, "x")+"]"), syncChange("2", `[{"text":"z"}]`)}, "z", 2, false},
	"an old full text is late": {[]string{syncChange("3", `[{"text":"z"}]`), syncChange("2", `[{"text":"y"}]`), syncChange("4", "["+syncAt(0, 1, 0, 1, "!")+"]")}, "z!", 4, false},
}

// TestSync applies changes to an open document and checks text, version and
// whether the document is still in sync.
func TestSync(t *testing.T) {
	for name, test := range syncCases {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := start(t, `{}`)
				s.open(doc, 1, syncText)
				synctest.Wait()
				s.take()
				for _, c := range test.changes {
					s.notify("textDocument/didChange", c)
				}
				synctest.Wait()
				d := s.document(doc)
				if got := d.text.Text.String(); got != test.want || d.text.Version != test.version || (d.lost != "") != test.lost {
					t.Errorf("%q version %d lost %q, want %q version %d lost %v", got, d.text.Version, d.lost, test.want, test.version, test.lost)
				}
				s.expectLost(test.lost)
				s.open(doc, 1, "healed")
				if d := s.document(doc); d.lost != "" || s.text(doc) != "healed" {
					t.Error("opening again does not heal")
				}
				s.stop()
			})
		})
	}
}

func (s *session) document(uri string) *document {
	synctest.Wait()
	r, err := parseURI(uri)
	if err != nil {
		s.t.Fatal(err)
	}
	return s.server.store.snapshot().documents[r.key]
}

// expectLost checks that a lost document shows its one diagnostic, without a
// version, and that nothing else does.
func (s *session) expectLost(lost bool) {
	s.t.Helper()
	set := lastPublished(s.take())[doc]
	shown := len(set.Diagnostics) == 1 && set.Diagnostics[0].Code == "session/out-of-sync" && set.Version == nil
	if shown != lost {
		s.t.Errorf("published %+v", set)
	}
}

// TestSyncModel makes thousands of random edits in each encoding and compares
// the server's text with that of a naive model.
func TestSyncModel(t *testing.T) {
	for _, encoding := range []string{"utf-8", "utf-16", "utf-32"} {
		t.Run(encoding, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := start(t, fmt.Sprintf(`{"general":{"positionEncodings":[%q]}}`, encoding))
				m := &model{random: rand.New(rand.NewPCG(1, uint64(len(encoding)))), encoding: encoding}
				s.open(doc, 0, "")
				const edits, batch = 5000, 50
				for v := 1; v <= edits; v++ {
					s.change(doc, v, "["+m.edit()+"]")
					if v%batch == 0 {
						if d := s.document(doc); d.text.Text.String() != m.text || d.lost != "" {
							t.Fatalf("after %d edits: lost %q\n%q\n%q", v, d.lost, d.text.Text.String(), m.text)
						}
					}
				}
				s.stop()
			})
		})
	}
}

// model keeps a text in the plainest way: positions are found by counting.
type model struct {
	random   *rand.Rand
	encoding string
	text     string
}

var pieces = []string{"a", "bad ", "\n", "\r\n", "\r", "é", "𝒳", "e\u0301", "👩‍👩‍👧", "[x]\n", "k = \"v\"\n", "{{ x }}", "\u2028", ""}

// edit makes a random change of the text and returns it as JSON.
func (m *model) edit() string {
	if len(m.text) > 2000 {
		m.text = ""
		return `{"text":""}`
	}
	from, to := m.boundary(), m.boundary()
	if from > to {
		from, to = to, from
	}
	if to-from > 30 {
		to = from
	}
	var text strings.Builder
	for range m.random.IntN(4) {
		text.WriteString(pieces[m.random.IntN(len(pieces))])
	}
	change := fmt.Sprintf(`{"range":{"start":%s,"end":%s},"text":%s}`, m.position(from), m.position(to), jsonString(text.String()))
	m.text = m.text[:from] + text.String() + m.text[to:]
	return change
}

// boundary is a random offset that a position can name: not inside a
// character and not between \r and \n.
func (m *model) boundary() int {
	at := m.random.IntN(len(m.text) + 1)
	for at < len(m.text) && (!utf8.RuneStart(m.text[at]) || at > 0 && m.text[at] == '\n' && m.text[at-1] == '\r') {
		at++
	}
	return at
}

func (m *model) position(offset int) string {
	line, start := 0, 0
	for i := 0; i < offset; i++ {
		if m.text[i] == '\n' || m.text[i] == '\r' && !(i+1 < len(m.text) && m.text[i+1] == '\n') {
			line, start = line+1, i+1
		}
	}
	before := m.text[start:offset]
	column := len(before)
	switch m.encoding {
	case "utf-16":
		column = len(utf16.Encode([]rune(before)))
	case "utf-32":
		column = utf8.RuneCountInString(before)
	}
	raw, _ := json.Marshal(map[string]int{"line": line, "character": column})
	return string(raw)
}
