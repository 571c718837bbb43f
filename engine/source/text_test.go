package source

import (
	"errors"
	"testing"
)

// TestOffset pins what a position means for an edit and for a read.
func TestOffset(t *testing.T) {
	const text = "a🚀b\r\né\rx\n"
	cases := []struct {
		name   string
		enc    Encoding
		p      Position
		offset int // for a read
		err    error
	}{
		{"start", UTF16, Position{0, 0}, 0, nil},
		{"before a surrogate pair", UTF16, Position{0, 1}, 1, nil},
		{"inside a surrogate pair", UTF16, Position{0, 2}, 1, ErrInsideCharacter},
		{"behind a surrogate pair", UTF16, Position{0, 3}, 5, nil},
		{"inside four bytes", UTF8, Position{0, 4}, 1, ErrInsideCharacter},
		{"behind four bytes", UTF8, Position{0, 5}, 5, nil},
		{"behind one character", UTF32, Position{0, 2}, 5, nil},
		{"end of a line", UTF16, Position{0, 4}, 6, nil},
		{"never inside a terminator", UTF16, Position{0, 5}, 6, nil},
		{"far beyond the end of a line", UTF16, Position{0, 1 << 40}, 6, nil},
		{"line after CRLF", UTF16, Position{1, 0}, 8, nil},
		{"inside two bytes", UTF8, Position{1, 1}, 8, ErrInsideCharacter},
		{"line after CR", UTF16, Position{2, 1}, 12, nil},
		{"last line is empty", UTF16, Position{3, 0}, 13, nil},
		{"line count means the end", UTF16, Position{4, 0}, 13, nil},
		{"but only at its start", UTF16, Position{4, 1}, 13, ErrNoLine},
		{"line beyond the end", UTF16, Position{5, 0}, 13, ErrNoLine},
		{"negative line", UTF16, Position{-1, 7}, 0, ErrNoLine},
		{"negative character", UTF16, Position{1, -1}, 8, ErrNoCharacter},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := New(text)
			if got := text.Clamp(c.p, c.enc); got != c.offset {
				t.Errorf("Clamp is %d, want %d", got, c.offset)
			}
			got, err := text.Offset(c.p, c.enc)
			if !errors.Is(err, c.err) || err == nil && got != c.offset {
				t.Errorf("Offset is %d, %v; want %d, %v", got, err, c.offset, c.err)
			}
			var typed *PositionError
			if err != nil && (!errors.As(err, &typed) || typed.Position != c.p || typed.Encoding != c.enc) {
				t.Errorf("the error %v does not name the position", err)
			}
		})
	}
}

// TestEdit pins the edges of Edit and Apply that random edits meet rarely.
func TestEdit(t *testing.T) {
	at := func(l1, c1, l2, c2 int) *Range { return &Range{Position{l1, c1}, Position{l2, c2}} }
	cases := []struct {
		name, text string
		changes    []Change
		want       string
		err        error
	}{
		{"none", "a\n", nil, "a\n", nil},
		{"join CRLF from the right", "a\rb", []Change{{at(1, 0, 1, 0), "\n"}}, "a\r\nb", nil},
		{"join CRLF by deletion", "a\rX\nb", []Change{{at(1, 0, 1, 1), ""}}, "a\r\nb", nil},
		{"join CRLF from the left", "a\nb", []Change{{at(0, 1, 0, 1), "\r"}}, "a\r\nb", nil},
		{"delete a CRLF", "a\r\nb", []Change{{at(0, 1, 1, 0), ""}}, "ab", nil},
		{"each change sees the one before", "ab", []Change{{at(0, 0, 0, 0), "x\n"}, {at(1, 2, 1, 2), "!"}}, "x\nab!", nil},
		{"whole text, then a part", "ab", []Change{{nil, "new"}, {at(0, 3, 0, 3), "er"}}, "newer", nil},
		{"a part, then whole text", "ab", []Change{{at(0, 0, 0, 1), ""}, {nil, "é\n"}}, "é\n", nil},
		{"delete the last line by the line count", "a\nb", []Change{{at(1, 0, 2, 0), ""}}, "a\n", nil},
		{"reversed", "ab", []Change{{at(0, 1, 0, 0), "x"}}, "", ErrReversed},
		{"reversed lines", "a\nb", []Change{{at(1, 0, 0, 1), "x"}}, "", ErrReversed},
		{"a later change fails", "ab", []Change{{at(0, 0, 0, 2), ""}, {at(3, 0, 3, 0), "x"}}, "", ErrNoLine},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			before := New(c.text)
			got, err := before.Apply(c.changes, UTF16)
			check(t, before, []rune(c.text))
			if !errors.Is(err, c.err) || (got == nil) != (c.err != nil) {
				t.Fatalf("got %v, error %v; want error %v", got, err, c.err)
			}
			if err == nil {
				check(t, got, []rune(c.want))
			}
		})
	}
}

// TestInvalidUTF8 shows that bad bytes count as one character each and that
// nothing ever fails on them.
func TestInvalidUTF8(t *testing.T) {
	text := New("\xff\xe2\x82\n\xf0\x9f\x9a")
	for _, enc := range encodings {
		if got, want := text.Position(3, enc), (Position{0, 3}); got != want {
			t.Errorf("%v: offset 3 is at %v, want %v", enc, got, want)
		}
		if got, err := text.Offset(Position{1, 2}, enc); got != 6 || err != nil {
			t.Errorf("%v: 1:2 is offset %d, %v; want 6", enc, got, err)
		}
	}
}

// TestReads shows that reads clamp whatever they are given.
func TestReads(t *testing.T) {
	text := New("one\r\ntwo")
	for _, c := range []struct {
		name      string
		got, want any
	}{
		{"negative offset", text.Position(-5, UTF16), Position{0, 0}},
		{"offset inside CRLF", text.Position(4, UTF16), Position{0, 3}},
		{"offset beyond the end", text.Position(99, UTF16), Position{1, 3}},
		{"range", text.Range(Span{1, 6}, UTF8), Range{Position{0, 1}, Position{1, 1}}},
		{"negative line", text.Line(-1), Span{0, 0}},
		{"line beyond the end", text.Line(2), Span{8, 8}},
		{"slice beyond the end", text.Slice(Span{5, 99}), "two"},
		{"reversed slice", text.Slice(Span{7, 2}), ""},
		{"line of a terminator", text.LineAt(4), 0},
		{"length", text.Len(), 8},
		{"replace beyond the end", text.Replace(Span{6, 99}, "").String(), "one\r\nt"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, c.got, c.want)
		}
	}
}
