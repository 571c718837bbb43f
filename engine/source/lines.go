package source

import "slices"

// mark describes one line: its start in bytes, shifted left by one, and in
// the lowest bit whether it holds anything but ASCII. One word instead of a
// struct halves what every edit has to copy.
type mark int

func newMark(start int, wide bool) mark {
	m := mark(start) << 1
	if wide {
		m |= 1
	}
	return m
}

func (m mark) start() int { return int(m >> 1) }
func (m mark) wide() bool { return m&1 != 0 }

// lines is the line index: one mark per line, in order, never empty.
type lines []mark

// at is the number of the line that holds offset. An offset at the very start
// of a line belongs to that line.
func (l lines) at(offset int) int {
	// Written out because a search with a callback takes twice as long.
	low, high := 0, len(l)
	for low+1 < high {
		if middle := (low + high) / 2; l[middle].start() <= offset {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}

// touched is the range of lines, [first, last], that replacing the bytes of
// old may change. A text that starts with \n may complete a \r before it, so
// an edit at the start of a line touches the line before too.
func (l lines) touched(old Span) (first, last int) {
	first, last = l.at(old.Start), l.at(old.End)
	if first > 0 && l[first].start() == old.Start {
		first--
	}
	return first, last
}

// indexed is a text with its line index: a string in a Text, bytes in a draft.
type indexed[T string | []byte] struct {
	text  T
	lines lines
}

// scan appends a mark to l for each line from the one that starts at from to
// the one that starts at to, which is left out. All lines to the end of the
// text are in when to is negative.
func (x *indexed[T]) scan(l lines, from, to int) lines {
	rest := to < 0
	if rest {
		to = len(x.text)
	}
	start, wide := from, false
	for i := from; i < to; i++ {
		c := x.text[i]
		switch {
		case c >= 0x80:
			wide = true
		case c > '\r':
		case c == '\n', c == '\r' && (i+1 == len(x.text) || x.text[i+1] != '\n'):
			l = append(l, newMark(start, wide))
			start, wide = i+1, false
		}
	}
	if rest {
		// The last line exists even when it is empty.
		l = append(l, newMark(start, wide))
	}
	return l
}

// reindex brings the index of a text up to date, in place, after the bytes of
// old were replaced and the rest moved by delta. Only touched lines are read.
func (x *indexed[T]) reindex(old Span, delta int) {
	first, last := x.lines.touched(old)
	end := -1
	if last+1 < len(x.lines) {
		// What follows the terminator of the last touched line stays as it
		// is, so scanning ends exactly there.
		end = x.lines[last+1].start() + delta
	}
	var room [8]mark
	fresh := x.scan(room[:0], x.lines[first].start(), end)
	x.lines = slices.Replace(x.lines, first, last+1, fresh...)
	shift := mark(delta) << 1
	for i := first + len(fresh); i < len(x.lines); i++ {
		x.lines[i] += shift
	}
}

// line is the span of a line that exists, without its terminator.
func (x *indexed[T]) line(n int) Span {
	start, end := x.lines[n].start(), len(x.text)
	if n+1 == len(x.lines) {
		return Span{start, end}
	}
	end = x.lines[n+1].start() - 1
	if x.text[end] == '\n' && end > start && x.text[end-1] == '\r' {
		end--
	}
	return Span{start, end}
}

// locate is the offset of a position on a line that exists; exact is false
// when it lies inside a character.
func (x *indexed[T]) locate(p Position, enc Encoding) (offset int, exact bool) {
	line := x.line(p.Line)
	if !x.lines[p.Line].wide() {
		return line.Start + min(p.Character, line.Len()), true
	}
	offset, exact = byteOf(string(x.text[line.Start:line.End]), p.Character, enc)
	return line.Start + offset, exact
}

// offset is the strict meaning of a position: see Text.Offset.
func (x *indexed[T]) offset(p Position, enc Encoding) (int, error) {
	switch {
	case p.Line == len(x.lines) && p.Character == 0:
		return len(x.text), nil
	case p.Line < 0 || p.Line >= len(x.lines):
		return 0, &PositionError{Position: p, Encoding: enc, Err: ErrNoLine}
	case p.Character < 0:
		return 0, &PositionError{Position: p, Encoding: enc, Err: ErrNoCharacter}
	}
	offset, exact := x.locate(p, enc)
	if !exact {
		return 0, &PositionError{Position: p, Encoding: enc, Err: ErrInsideCharacter}
	}
	return offset, nil
}

// span is the strict meaning of a range.
func (x *indexed[T]) span(r Range, enc Encoding) (Span, error) {
	if r.End.Before(r.Start) {
		return Span{}, &RangeError{Range: r}
	}
	start, err := x.offset(r.Start, enc)
	if err != nil {
		return Span{}, err
	}
	end, err := x.offset(r.End, enc)
	if err != nil {
		return Span{}, err
	}
	return Span{start, end}, nil
}
