package source

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// encodings are all that there are.
var encodings = []Encoding{UTF8, UTF16, UTF32}

// model is a text done the slow and obvious way: a list of characters, and
// every question answered by walking over it from the start.
type model []rune

// width is the number of code units of one character, by the library's own
// encoders.
func width(r rune, enc Encoding) int {
	switch enc {
	case UTF8:
		return utf8.RuneLen(r)
	case UTF16:
		return len(utf16.Encode([]rune{r}))
	}
	return 1
}

// terminator is the number of characters of the line terminator at i, or 0.
func (m model) terminator(i int) int {
	switch {
	case i+1 < len(m) && m[i] == '\r' && m[i+1] == '\n':
		return 2
	case m[i] == '\r' || m[i] == '\n':
		return 1
	}
	return 0
}

// lines are the lines as [start, end) in characters, without terminators.
func (m model) lines() (all [][2]int) {
	start := 0
	for i := 0; i < len(m); {
		n := m.terminator(i)
		if n == 0 {
			i++
			continue
		}
		all = append(all, [2]int{start, i})
		i += n
		start = i
	}
	return append(all, [2]int{start, len(m)})
}

// index is the character at a position; ok is false where an edit must fail.
func (m model) index(p Position, enc Encoding) (at int, ok bool) {
	lines := m.lines()
	if p.Line == len(lines) && p.Character == 0 {
		return len(m), true
	}
	if p.Line < 0 || p.Line >= len(lines) || p.Character < 0 {
		return 0, false
	}
	units := 0
	for at = lines[p.Line][0]; at < lines[p.Line][1]; at++ {
		if units >= p.Character {
			break
		}
		units += width(m[at], enc)
	}
	return at, units <= p.Character || at == lines[p.Line][0]
}

// edit is the edited model; ok is false when the edit must fail.
func (m model) edit(r Range, text string, enc Encoding) (edited model, ok bool) {
	start, startOK := m.index(r.Start, enc)
	end, endOK := m.index(r.End, enc)
	if r.End.Before(r.Start) || !startOK || !endOK {
		return m, false
	}
	return model(string(m[:start]) + text + string(m[end:])).normal(), true
}

// normal is a copy that shares nothing.
func (m model) normal() model { return []rune(string(m)) }

// position is the position of character at.
func (m model) position(at int, enc Encoding) Position {
	lines := m.lines()
	for n, line := range lines {
		if n+1 < len(lines) && at >= lines[n+1][0] {
			continue
		}
		units := 0
		for i := line[0]; i < min(at, line[1]); i++ {
			units += width(m[i], enc)
		}
		return Position{n, units}
	}
	panic("no line")
}

// check compares everything a text says with what the model says.
func check(t *testing.T, got *Text, want model) {
	t.Helper()
	if got.String() != string(want) {
		t.Fatalf("text is %q, want %q", got, string(want))
	}
	lines := want.lines()
	if got.LineCount() != len(lines) {
		t.Fatalf("%q has %d lines, want %d", got, got.LineCount(), len(lines))
	}
	for n, line := range lines {
		if g, w := got.Slice(got.Line(n)), string(want[line[0]:line[1]]); g != w {
			t.Fatalf("%q: line %d is %q, want %q", got, n, g, w)
		}
	}
	for n, m := range New(got.String()).lines {
		if got.lines[n] != m {
			t.Fatalf("%q: mark %d is %d, a fresh index has %d", got, n, got.lines[n], m)
		}
	}
	for _, enc := range encodings {
		checkPositions(t, got, want, enc)
	}
}

func checkPositions(t *testing.T, got *Text, want model, enc Encoding) {
	t.Helper()
	offset := 0
	for at := 0; at <= len(want); at++ {
		p := want.position(at, enc)
		if g := got.Position(offset, enc); g != p {
			t.Fatalf("%q: offset %d is at %v (%v), want %v", got, offset, g, enc, p)
		}
		if at == len(want) {
			break
		}
		size := utf8.RuneLen(want[at])
		for inside := 1; inside < size; inside++ {
			if g := got.Position(offset+inside, enc); g != p {
				t.Fatalf("%q: offset %d is at %v (%v), want %v", got, offset+inside, g, enc, p)
			}
		}
		offset += size
	}
}

// pieces is what random texts are made of.
var pieces = []string{
	"", "a", "key = 1", "é", "e\u0301", "漢字", "🚀", "👩\u200d👩\u200d👧", "\n", "\r\n", "\r", "\n\r",
	"\r\r\n", "\u2028", "\u0085", "\v\f", "\x00", "{{ x }}\n", "end\r", "\nstart",
}

func randomText(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(4) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

// randomPosition is mostly good: lines and characters go a little too far.
func randomPosition(r *rand.Rand, m model) Position {
	lines := m.lines()
	n := r.IntN(len(lines) + 1)
	if n == len(lines) {
		return Position{n, r.IntN(2)}
	}
	return Position{n, r.IntN(2*(lines[n][1]-lines[n][0]) + 2)}
}

func randomRange(r *rand.Rand, m model) Range {
	a, b := randomPosition(r, m), randomPosition(r, m)
	if b.Before(a) && r.IntN(20) > 0 {
		a, b = b, a
	}
	if r.IntN(3) == 0 {
		b = a
	}
	return Range{a, b}
}

// TestModel makes 5,000 random edits per encoding, singly and in batches, on
// a text and on the model, and compares both after each.
func TestModel(t *testing.T) {
	for _, enc := range encodings {
		t.Run(enc.String(), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(1, uint64(enc)))
			text, m, refused := New(""), model{}, 0
			for edits := 0; edits < 5_000; {
				if len(m) > 60 {
					text, m = New(""), model{}
				}
				var changes []Change
				expected, ok := m, true
				for range 1 + r.IntN(3) {
					change := Change{Text: randomText(r)}
					rng := randomRange(r, expected)
					change.Range = &rng
					if r.IntN(50) == 0 {
						change.Range, expected = nil, []rune(change.Text)
					} else if ok {
						expected, ok = expected.edit(rng, change.Text, enc)
					}
					changes = append(changes, change)
					edits++
				}
				before := text.String()
				edited, err := text.Apply(changes, enc)
				if (err == nil) != ok {
					t.Fatalf("%q: changes %+v (%v): error %v, want success: %v", text, changes, enc, err, ok)
				}
				if text.String() != before {
					t.Fatalf("the text that was edited has changed: %q, was %q", text, before)
				}
				if err != nil {
					refused++
					checkTyped(t, err)
					continue
				}
				text, m = edited, expected
				check(t, text, m)
			}
			if refused == 0 {
				t.Error("no edit was refused: the strict side was not tested")
			}
		})
	}
}

// checkTyped fails unless an error is one of those that are promised.
func checkTyped(t *testing.T, err error) {
	t.Helper()
	for _, kind := range []error{ErrNoLine, ErrNoCharacter, ErrInsideCharacter, ErrReversed} {
		if errors.Is(err, kind) {
			return
		}
	}
	t.Fatalf("the error has no type: %v", err)
}
