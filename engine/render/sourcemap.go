package render

import (
	"encoding/json"
	"sort"

	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// Frame is one call on the way from the main unit to a place in another
// construct: a macro call, an include, an extends.
type Frame struct {
	Unit string      `json:"unit"` // where the call stands; "" is the main unit
	Span source.Span `json:"span"` // the call, in bytes of that unit
	Name string      `json:"name"` // "macro m::span", "include \"x\"", …
}

// Origin is where a rendered range comes from.
type Origin struct {
	Unit string
	Span source.Span
	// Exact says that the bytes of Span are the rendered bytes. Otherwise
	// Span is the construct that generated them.
	Exact bool
	Chain []Frame // innermost call first; empty in the main unit's own text
}

// Map relates the rendered text to the units it was made from. It is
// immutable and safe for concurrent use.
type Map struct {
	segments []segment // sorted, gapless, none empty
	units    []string
	size     int
}

// place is a range of one unit.
type place struct {
	unit     int32 // index into Map.units
	from, to int32
}

func (p place) span() source.Span { return source.Span{Start: int(p.from), End: int(p.to)} }

// segment is a rendered range with one origin. via is set when an expression
// wrote the bytes of a literal that stands elsewhere (an argument of a macro):
// then place is the literal and via the expression.
type segment struct {
	start, end int32 // rendered
	place
	exact bool
	via   *place
	chain *chain
}

// chain is a Frame linked to the one around it.
type chain struct {
	frame Frame
	outer *chain
	depth int
	hash  uint64 // names the calls up to here by their text, not by offset
}

func (c *chain) level() int {
	if c == nil {
		return 0
	}
	return c.depth
}

func (c *chain) identity() uint64 {
	if c == nil {
		return 0
	}
	return c.hash
}

func (c *chain) frames() []Frame {
	if c == nil {
		return nil
	}
	out := make([]Frame, 0, c.depth)
	for ; c != nil; c = c.outer {
		out = append(out, c.frame)
	}
	return out
}

// Len is the length of the rendered text in bytes.
func (m *Map) Len() int { return m.size }

// Entries is the number of segments plus that of the frames of their chains:
// what MarshalJSON writes, so that a caller can refuse before it is written.
func (m *Map) Entries() int {
	n := len(m.segments)
	for i := range m.segments {
		n += m.segments[i].chain.level()
	}
	return n
}

// Source finds the origin of a rendered range. A range inside one exact
// segment, or several that follow each other in the source too, is exact. Any
// other range is anchored at the smallest source range, in the innermost unit
// common to all its parts, that encloses the constructs it comes from.
func (m *Map) Source(s source.Span) Origin {
	s = m.clamp(s)
	parts := m.overlap(s)
	if len(parts) == 0 {
		return Origin{}
	}
	if s.Start == s.End {
		return m.point(parts, s.Start)
	}
	first := parts[0]
	if from, to, ok := exactRun(parts, s); ok {
		return Origin{m.units[first.unit], source.Span{Start: from, End: to}, true, first.chain.frames()}
	}
	return m.enclose(parts, s)
}

func (m *Map) clamp(s source.Span) source.Span {
	s.Start = min(max(s.Start, 0), m.size)
	s.End = min(max(s.End, s.Start), m.size)
	return s
}

// overlap returns the segments that share a byte with s, or for an empty s
// those that touch it.
func (m *Map) overlap(s source.Span) []segment {
	empty := s.Start == s.End
	lo := sort.Search(len(m.segments), func(i int) bool {
		end := int(m.segments[i].end)
		return end > s.Start || empty && end == s.Start
	})
	hi := lo
	for hi < len(m.segments) && (int(m.segments[hi].start) < s.End || empty && int(m.segments[hi].start) == s.Start) {
		hi++
	}
	return m.segments[lo:hi]
}

// point maps a position between bytes: exact segments win over generated text
// beside them, and what follows the position over what precedes it.
func (m *Map) point(parts []segment, at int) Origin {
	best := parts[len(parts)-1]
	if !best.exact && parts[0].exact {
		best = parts[0]
	}
	o := Origin{Unit: m.units[best.unit], Exact: best.exact, Chain: best.chain.frames()}
	if best.exact {
		offset := int(best.from) + at - int(best.start)
		o.Span = source.Span{Start: offset, End: offset}
		return o
	}
	o.Span = best.span()
	return o
}

// exactRun joins exact segments that are neighbours in the source as well.
func exactRun(parts []segment, s source.Span) (from, to int, ok bool) {
	for i, p := range parts {
		if !p.exact || i > 0 && (p.unit != parts[0].unit || p.chain != parts[0].chain || p.from != parts[i-1].to) {
			return 0, 0, false
		}
	}
	first, last := parts[0], parts[len(parts)-1]
	return int(first.from) + s.Start - int(first.start), int(last.from) + s.End - int(last.start), true
}

// enclose lifts every part to the innermost call that all of them share and
// covers what they come from there.
func (m *Map) enclose(parts []segment, s source.Span) Origin {
	common := parts[0].chain
	for _, p := range parts[1:] {
		common = commonChain(common, p.chain)
	}
	var o Origin
	for i, p := range parts {
		unit, span := m.lift(p, common, s)
		switch {
		case i == 0:
			o.Unit, o.Span = unit, span
		case unit == o.Unit:
			o.Span.Start = min(o.Span.Start, span.Start)
			o.Span.End = max(o.Span.End, span.End)
		case unit == "":
			// Blocks put parts of several units side by side in one call; the
			// main unit is the one that the user is looking at.
			o.Unit, o.Span = unit, span
		}
	}
	o.Chain = common.frames()
	return o
}

func (m *Map) lift(p segment, common *chain, s source.Span) (string, source.Span) {
	if p.chain != common {
		c := p.chain
		for c.outer != common {
			c = c.outer
		}
		return c.frame.Unit, c.frame.Span
	}
	if p.via != nil {
		return m.units[p.via.unit], p.via.span()
	}
	span := p.span()
	if p.exact {
		span.Start += max(s.Start-int(p.start), 0)
		span.End -= max(int(p.end)-s.End, 0)
	}
	return m.units[p.unit], span
}

func commonChain(a, b *chain) *chain {
	for a.level() > b.level() {
		a = a.outer
	}
	for b.level() > a.level() {
		b = b.outer
	}
	for a != b {
		a, b = a.outer, b.outer
	}
	return a
}

// Rendered finds where a range of the main unit went: for literal text the
// very bytes, for an expression its output, once per time it was written, in
// rendered order. A range that wrote nothing gives none.
func (m *Map) Rendered(s source.Span) []source.Span { return m.RenderedFrom("", s) }

// RenderedFrom is Rendered for any unit.
func (m *Map) RenderedFrom(unit string, s source.Span) []source.Span {
	var out []source.Span
	for _, p := range m.segments {
		r, ok := m.forward(p, unit, s)
		if !ok {
			continue
		}
		if n := len(out); n > 0 && out[n-1].End == r.Start && p.exact {
			out[n-1].End = r.End
			continue
		}
		out = append(out, r)
	}
	return out
}

// forward is the part of p that the source range s wrote.
func (m *Map) forward(p segment, unit string, s source.Span) (source.Span, bool) {
	r := source.Span{Start: int(p.start), End: int(p.end)}
	if m.units[p.unit] == unit && touches(p.span(), s) {
		if p.exact {
			r.Start += max(s.Start-int(p.from), 0)
			r.End -= max(int(p.to)-s.End, 0)
		}
		return r, true
	}
	if p.via != nil && m.units[p.via.unit] == unit && touches(p.via.span(), s) {
		return r, true
	}
	return source.Span{}, false
}

// touches reports whether s shares a byte with part or, being empty, lies in
// it or at its start.
func touches(part, s source.Span) bool {
	if s.Start == s.End {
		return part.Contains(s.Start)
	}
	return part.Start < s.End && s.Start < part.End
}

// MarshalJSON writes {"units": […], "segments": [{rendered, unit, source,
// exact, chain}]}; ranges are [start, end) in bytes, unit an index into units.
func (m *Map) MarshalJSON() ([]byte, error) {
	type jsonSegment struct {
		Rendered [2]int  `json:"rendered"`
		Unit     int     `json:"unit"`
		Source   [2]int  `json:"source"`
		Exact    bool    `json:"exact"`
		Chain    []Frame `json:"chain,omitempty"`
	}
	out := struct {
		Units    []string      `json:"units"`
		Segments []jsonSegment `json:"segments"`
	}{m.units, make([]jsonSegment, len(m.segments))}
	for i, p := range m.segments {
		out.Segments[i] = jsonSegment{
			[2]int{int(p.start), int(p.end)}, int(p.unit), [2]int{int(p.from), int(p.to)}, p.exact, p.chain.frames(),
		}
	}
	return json.Marshal(out)
}
