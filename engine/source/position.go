package source

import "unicode/utf8"

// Encoding is the code unit in which Position.Character counts (LSP 3.17,
// PositionEncodingKind).
type Encoding uint8

// The encodings that LSP knows. UTF-16 is what a client speaks unless
// something else was agreed.
const (
	UTF8  Encoding = iota // bytes
	UTF16                 // 16-bit units: two for a character above U+FFFF
	UTF32                 // characters (Unicode code points)
)

// String is the name that LSP gives the encoding.
func (e Encoding) String() string {
	switch e {
	case UTF8:
		return "utf-8"
	case UTF16:
		return "utf-16"
	case UTF32:
		return "utf-32"
	}
	return "unknown"
}

// units is the number of code units of a character that takes size bytes in
// UTF-8. A bad byte decodes to U+FFFD with size 1 and so is one unit in all.
func (e Encoding) units(r rune, size int) int {
	switch {
	case e == UTF8:
		return size
	case e == UTF16 && r > 0xFFFF:
		return 2
	}
	return 1
}

// Position is a place between two characters: zero-based line, and zero-based
// count of code units from the start of the line. The unit is that of the
// Encoding which goes with it.
type Position struct{ Line, Character int }

// Before reports whether p lies before q in the text.
func (p Position) Before(q Position) bool {
	return p.Line < q.Line || p.Line == q.Line && p.Character < q.Character
}

// Range is a half-open range of positions: [Start, End).
type Range struct{ Start, End Position }

// character counts the code units of line before the byte at offset at. An
// offset inside a character counts as the start of that character.
func character(line string, at int, enc Encoding) int {
	n := 0
	for i := 0; i < at; {
		r, size := utf8.DecodeRuneInString(line[i:])
		if i+size > at {
			break
		}
		n += enc.units(r, size)
		i += size
	}
	return n
}

// byteOf is the offset into line of the character that starts at code unit
// unit, the length of line when there is none. exact is false when unit lies
// inside a character; the offset is then the start of it.
func byteOf(line string, unit int, enc Encoding) (offset int, exact bool) {
	n := 0
	for offset < len(line) && n < unit {
		r, size := utf8.DecodeRuneInString(line[offset:])
		width := enc.units(r, size)
		if n+width > unit {
			return offset, false
		}
		n += width
		offset += size
	}
	return offset, true
}
