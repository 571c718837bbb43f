package toml

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	burnt "github.com/BurntSushi/toml"
	tomltest "github.com/toml-lang/toml-test/v2"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
)

// FuzzParse holds the parser against BurntSushi/toml: what has no error here
// is accepted there with the same values, and what it refuses has an error
// here. That it accepts more is known: see laxer.
func FuzzParse(f *testing.F) {
	files := tomltest.TestCases()
	for _, kind := range []string{"valid", "invalid"} {
		for _, name := range suite(f, files, "1.1.0") {
			if strings.HasPrefix(name, kind) {
				f.Add(suiteFile(f, files, name+".toml"))
			}
		}
	}
	f.Add(sample(30))
	memo := NewMemo(1<<16, true)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<14 {
			t.Skip("larger than needed")
		}
		start := time.Now()
		document, problems := Parse(text, nil)
		if d := time.Since(start); d > 2*time.Second {
			t.Errorf("took %v", d)
		}
		checkShape(t, document, problems)
		remembered, again := Parse(text, memo)
		if len(again) != len(problems) || !sameTree(document.Root, remembered.Root) {
			t.Error("another result with a memo")
		}
		for offset := 0; offset <= len(text); offset += 1 + len(text)/64 {
			checkSite(t, document, offset)
		}
		compareDecoder(t, text, document, problems)
	})
}

// compareDecoder compares a parsed text with what the decoder makes of it.
func compareDecoder(t *testing.T, text string, d *Document, problems []finding.Finding) {
	t.Helper()
	if refusedHere(problems) || strings.Count(text, "[")+strings.Count(text, "{") > MaxDepth || strings.Count(text, ".") > MaxKeyParts {
		return // hostile to the decoder itself
	}
	want, err := decodeWhole(text)
	if hasError(problems) {
		if err == nil && !slices.ContainsFunc(problems, func(f finding.Finding) bool { return laxer(text, f) }) {
			t.Errorf("decoder accepts %q, in which there is %+v", text, problems)
		}
		return
	}
	if err != nil {
		t.Errorf("decoder refuses %q, in which there is no error: %v", text, err)
		return
	}
	if !equalValue(want, plain(d.Root)) {
		t.Errorf("decoder reads %q as %#v, not %#v", text, want, plain(d.Root))
	}
}

func refusedHere(problems []finding.Finding) bool {
	return slices.ContainsFunc(problems, func(f finding.Finding) bool {
		return f.Code == finding.LimitTOMLDepth || f.Code == finding.LimitTOMLKeyParts
	})
}

// laxer tells whether the decoder is known to let an error pass: it
// overwrites on redefinition, accepts offsets of 24 hours and 60 minutes, and
// skips a byte order mark of UTF-16.
func laxer(text string, f finding.Finding) bool {
	switch f.Code {
	case finding.TOMLDuplicateKey, finding.TOMLRedefinedTable:
		return true
	case finding.TOMLEncoding:
		return f.Span.Start == 0
	case finding.TOMLInvalidValue:
		return wideOffset.MatchString(text[f.Span.Start:f.Span.End])
	}
	return false
}

var wideOffset = regexp.MustCompile(`[+-](24:..|..:60)$`)

func decodeWhole(text string) (values map[string]any, err error) {
	defer func() {
		if recover() != nil {
			err = errDecoder
		}
	}()
	_, err = burnt.Decode(text, &values)
	return values, err
}

// plain is a tree as the decoder would return it.
func plain(n *Node) any {
	switch n.Kind {
	case Table:
		m := make(map[string]any)
		for _, e := range n.Entries {
			m[e.Key] = plain(e.Value)
		}
		return m
	case Array:
		list := make([]any, len(n.Items))
		for i, item := range n.Items {
			list[i] = plain(item)
		}
		return list
	}
	return n.Value
}

func equalValue(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		m, ok := b.(map[string]any)
		if !ok || len(m) != len(a) {
			return false
		}
		for k, v := range a {
			if other, ok := m[k]; !ok || !equalValue(v, other) {
				return false
			}
		}
		return true
	case []map[string]any:
		list := make([]any, len(a))
		for i := range a {
			list[i] = a[i]
		}
		return equalValue(list, b)
	case []any:
		list, ok := b.([]any)
		return ok && slices.EqualFunc(a, list, equalValue)
	case float64:
		f, ok := b.(float64)
		return ok && (f == a || math.IsNaN(f) && math.IsNaN(a))
	case time.Time:
		other, ok := b.(time.Time)
		return ok && a.Equal(other) && a.Location().String() == other.Location().String()
	}
	return a == b
}

// sameTree compares everything that a memo could spoil.
func sameTree(a, b *Node) bool {
	if a.Kind != b.Kind || a.Form != b.Form || a.Span != b.Span || a.Extent != b.Extent || !equalValue(a.Value, b.Value) {
		return false
	}
	return slices.EqualFunc(a.Items, b.Items, sameTree) &&
		slices.EqualFunc(a.Entries, b.Entries, func(a, b *Entry) bool {
			return a.Key == b.Key && a.KeySpan == b.KeySpan && slices.Equal(a.Appearances, b.Appearances) && sameTree(a.Value, b.Value)
		})
}

// checkSite asks for one place: what is found must touch the offset.
func checkSite(t *testing.T, d *Document, offset int) {
	t.Helper()
	s := d.At(offset)
	if !s.Span.Touches(offset) {
		t.Errorf("site at %d is %v of %q", offset, s.Span, d.Text)
	}
	if s.Entry != nil && len(s.Path) == 0 {
		t.Errorf("site at %d has a key and no path in %q", offset, d.Text)
	}
}
