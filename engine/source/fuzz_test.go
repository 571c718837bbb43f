package source

import (
	"testing"
	"unicode/utf8"
)

var fuzzTexts = []string{
	"", "a\r\nb\rc\n", "🚀é\u0301\n", "\r\r\n\n", "\xff\xe2\x82\n\xf0\x9f\x9a", "[meta]\nname = \"{{ x }}\"\n",
}

// FuzzPosition checks the round trip between offsets and positions.
func FuzzPosition(f *testing.F) {
	for _, text := range fuzzTexts {
		f.Add(text, 3, 1, 1)
	}
	f.Fuzz(func(t *testing.T, s string, offset, line, char int) {
		text := New(s)
		for _, enc := range encodings {
			p := text.Position(offset, enc)
			back, err := text.Offset(p, enc)
			if err != nil {
				t.Fatalf("%q: %v of offset %d (%v): %v", s, p, offset, enc, err)
			}
			clamped := min(max(offset, 0), len(s))
			if back > clamped || clamped-back >= utf8.UTFMax {
				t.Fatalf("%q: offset %d comes back as %d (%v)", s, offset, back, enc)
			}
			if again := text.Position(back, enc); again != p {
				t.Fatalf("%q: %v comes back as %v (%v)", s, p, again, enc)
			}
			p = Position{line, char}
			strict, err := text.Offset(p, enc)
			loose := text.Clamp(p, enc)
			if loose < 0 || loose > len(s) || err == nil && strict != loose {
				t.Fatalf("%q: %v is %d for an edit and %d for a read (%v)", s, p, strict, loose, enc)
			}
			if err != nil {
				checkTyped(t, err)
			}
		}
	})
}

// FuzzEdit compares one edit with the model, and with an edit by draft.
func FuzzEdit(f *testing.F) {
	for i, text := range fuzzTexts {
		f.Add(text, "\r\n🚀", uint8(i), 0, 1, 1, 0)
	}
	f.Fuzz(func(t *testing.T, s, insert string, e uint8, l1, c1, l2, c2 int) {
		enc := encodings[int(e)%len(encodings)]
		r := Range{Position{l1, c1}, Position{l2, c2}}
		text := New(s)
		got, old, err := text.Edit(r, insert, enc)
		drafted, draftErr := text.Apply([]Change{{&r, insert}, {&Range{}, ""}}, enc)
		if (err == nil) != (draftErr == nil) {
			t.Fatalf("%q: error %v, in a batch %v", s, err, draftErr)
		}
		if err != nil {
			checkTyped(t, err)
		} else {
			if got.String() != s[:old.Start]+insert+s[old.End:] {
				t.Fatalf("%q: %v replaced by %q is %q", s, old, insert, got)
			}
			sameIndex(t, got, New(got.String()))
			sameIndex(t, drafted, got)
		}
		if !utf8.ValidString(s) || !utf8.ValidString(insert) || len(s) > 1000 {
			return // the model is made of characters
		}
		want, ok := model([]rune(s)).edit(r, insert, enc)
		if ok != (err == nil) {
			t.Fatalf("%q: %v (%v): error %v, the model has success: %v", s, r, enc, err, ok)
		}
		if ok {
			check(t, got, want)
		}
	})
}

func sameIndex(t *testing.T, got, want *Text) {
	t.Helper()
	if got.String() != want.String() || len(got.lines) != len(want.lines) {
		t.Fatalf("%q has %d lines, want %q with %d", got, len(got.lines), want, len(want.lines))
	}
	for i, m := range want.lines {
		if got.lines[i] != m {
			t.Fatalf("%q: mark %d is %d, want %d", got, i, got.lines[i], m)
		}
	}
}
