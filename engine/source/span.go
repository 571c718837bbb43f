package source

// Span is a half-open range of byte offsets into one text: [Start, End).
// The zero Span is the empty range at the start of the text.
type Span struct{ Start, End int }

// Len is the number of bytes covered.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether offset lies inside s; the end is excluded.
func (s Span) Contains(offset int) bool { return s.Start <= offset && offset < s.End }

// Touches reports whether offset lies inside s or at either edge, which is
// what "under the cursor" means for an editor.
func (s Span) Touches(offset int) bool { return s.Start <= offset && offset <= s.End }

// Covers reports whether every byte of other lies inside s.
func (s Span) Covers(other Span) bool { return s.Start <= other.Start && other.End <= s.End }

// Shift moves both ends by n bytes.
func (s Span) Shift(n int) Span { return Span{s.Start + n, s.End + n} }
