package source

import "sort"

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

// TouchesAny reports whether s shares a byte with one of the spans, which are
// sorted and disjoint; an empty one counts as shared where the two meet.
func (s Span) TouchesAny(spans []Span) bool {
	i := sort.Search(len(spans), func(i int) bool { return spans[i].End >= s.Start })
	for ; i < len(spans) && spans[i].Start <= s.End; i++ {
		overlap := spans[i].Start < s.End && s.Start < spans[i].End
		if overlap || spans[i].Len() == 0 || s.Len() == 0 {
			return true
		}
	}
	return false
}

// Shift moves both ends by n bytes.
func (s Span) Shift(n int) Span { return Span{s.Start + n, s.End + n} }
