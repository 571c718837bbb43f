package source

import "sort"

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
	return sort.Search(len(l), func(i int) bool { return l[i].start() > offset }) - 1
}

// scan appends a mark for each line that starts at or after from, which is
// the start of a line, and ends before to, which is the end of the text or
// the start of a line.
func scan(l lines, text string, from, to int) lines {
	start, wide := from, false
	for i := from; i < to; i++ {
		c := text[i]
		switch {
		case c >= 0x80:
			wide = true
		case c > '\r':
		case c == '\n', c == '\r' && (i+1 == len(text) || text[i+1] != '\n'):
			l = append(l, newMark(start, wide))
			start, wide = i+1, false
		}
	}
	if to == len(text) {
		// The last line exists even when it is empty.
		l = append(l, newMark(start, wide))
	}
	return l
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

// splice is the index of text, which l's text became when the bytes of old
// were replaced and the rest moved by delta. Only the touched lines are read.
func (l lines) splice(text string, old Span, delta int) lines {
	first, last := l.touched(old)
	end := len(text)
	if last+1 < len(l) {
		// What follows the terminator of the last touched line stays as it
		// is, so scanning ends exactly there.
		end = l[last+1].start() + delta
	}
	var room [8]mark
	fresh := scan(room[:0], text, l[first].start(), end)
	spliced := make(lines, first+len(fresh)+len(l)-last-1)
	copy(spliced, l[:first])
	copy(spliced[first:], fresh)
	tail, shift := spliced[first+len(fresh):], mark(delta)<<1
	for i, m := range l[last+1:] {
		tail[i] = m + shift
	}
	return spliced
}
