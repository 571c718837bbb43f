package source

// bytesPerLine is a guess that decides how much room an index gets at first.
const bytesPerLine = 32

// Text is one immutable version of a text with its line index. It is safe for
// concurrent use.
type Text struct{ indexed[string] }

// New indexes s.
func New(s string) *Text {
	t := &Text{indexed[string]{text: s}}
	t.lines = t.scan(make(lines, 0, len(s)/bytesPerLine+1), 0, -1)
	return t
}

// String is the whole text. It costs nothing.
func (t *Text) String() string { return t.text }

// Len is the length in bytes.
func (t *Text) Len() int { return len(t.text) }

// Slice is the text of span, which is clamped into the text.
func (t *Text) Slice(span Span) string {
	start := min(max(span.Start, 0), len(t.text))
	return t.text[start:min(max(span.End, start), len(t.text))]
}

// LineCount is the number of lines: one more than the number of terminators,
// so never zero.
func (t *Text) LineCount() int { return len(t.lines) }

// LineAt is the number of the line that holds the byte at offset, which is
// clamped into the text. A terminator belongs to the line it ends.
func (t *Text) LineAt(offset int) int {
	return t.lines.at(min(max(offset, 0), len(t.text)))
}

// Line is the span of line n without its terminator. A line that does not
// exist is empty: at the start of the text when n is negative, else at the end.
func (t *Text) Line(n int) Span {
	if n < 0 {
		return Span{}
	}
	if n >= len(t.lines) {
		return Span{len(t.text), len(t.text)}
	}
	return t.line(n)
}

// Position is the place of a byte offset. It never fails: an offset outside
// of the text is clamped into it, one inside a character becomes the start of
// that character, one inside a terminator becomes the end of its line.
func (t *Text) Position(offset int, enc Encoding) Position {
	n := t.LineAt(offset)
	line := t.Line(n)
	at := min(max(offset, line.Start), line.End) - line.Start
	if t.lines[n].wide() {
		at = character(t.text[line.Start:line.End], at, enc)
	}
	return Position{Line: n, Character: at}
}

// Range is the place of a span, both ends as Position has them.
func (t *Text) Range(span Span, enc Encoding) Range {
	return Range{Start: t.Position(span.Start, enc), End: t.Position(span.End, enc)}
}

// Offset is the byte offset of a position, strictly, as an edit needs it. The
// error is a *PositionError around ErrNoLine, ErrNoCharacter or
// ErrInsideCharacter.
//
// Two things are allowed because LSP or its clients rely on them: a character
// beyond the end of its line means the end of that line, before the
// terminator (LSP 3.17, Position), and {LineCount, 0} means the end of the
// text, which is how whole lines are deleted at the end of a text.
func (t *Text) Offset(p Position, enc Encoding) (int, error) {
	return t.offset(p, enc)
}

// Clamp is the byte offset of a position for reads: it never fails. A line
// or character that does not exist becomes the nearest one that does, a
// position inside a character the start of that character.
func (t *Text) Clamp(p Position, enc Encoding) int {
	switch {
	case p.Line < 0:
		return 0
	case p.Line >= len(t.lines):
		return len(t.text)
	}
	p.Character = max(p.Character, 0)
	offset, _ := t.locate(p, enc)
	return offset
}
