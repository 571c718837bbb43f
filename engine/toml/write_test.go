package toml

import "testing"

// TestQuote reads back what is written.
func TestQuote(t *testing.T) {
	for _, s := range []string{"", "plain", `a "b" \c`, "tab\tline\nend\r", "é\x00\x7f", "a.b", "-_9Z"} {
		text := QuoteKey(s) + " = [" + Quote(s) + ", " + QuoteLines(s) + "]\n"
		doc, problems := Parse(text, nil)
		if len(problems) > 0 {
			t.Errorf("%q: %s: %v", s, text, problems)
			continue
		}
		e := doc.Root.Get(s)
		if e == nil || e.Value.Items[0].Value != s || e.Value.Items[1].Value != s {
			t.Errorf("%q is read back from %s as %+v", s, text, doc.Root.Entries)
		}
	}
	if got := QuoteKey("-_9Z"); got != "-_9Z" {
		t.Errorf("a bare key is written %s", got)
	}
}
