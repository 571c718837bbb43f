package toml

import "github.com/clnrm-ls/clnrm-ls/engine/source"

// slabs hands out nodes, entries and short slices from larger pieces: a
// document has some ten thousand of each, and they live and die together.
// nodeSlab, entrySlab and spanSlab are what is left of the current piece, zeroed, so
// that a new value is filled in where it stays.
type slabs struct {
	nodeSlab  []Node
	entrySlab []Entry
	spanSlab  []source.Span
	partSlab  []part
	entryRefs []*Entry
	nodeRefs  []*Node
	nodeSize  int // of the last piece
	entrySize int
}

// Pieces start small, for the many small documents, and double up to a limit.
const (
	firstSlab = 16
	lastSlab  = 1024
)

func grow[T any](slab []T, need int) []T {
	size := min(max(2*cap(slab), firstSlab), lastSlab)
	return make([]T, 0, max(size, need))
}

func (s *slabs) newNode(kind Kind, form Form, span source.Span) *Node {
	if len(s.nodeSlab) == 0 {
		s.nodeSize = min(max(2*s.nodeSize, firstSlab), lastSlab)
		s.nodeSlab = make([]Node, s.nodeSize)
	}
	n := &s.nodeSlab[0]
	s.nodeSlab = s.nodeSlab[1:]
	n.Kind, n.Form, n.Span, n.Extent = kind, form, span, span
	return n
}

func (s *slabs) newEntry(at *part, value *Node) *Entry {
	if len(s.entrySlab) == 0 {
		s.entrySize = min(max(2*s.entrySize, firstSlab), lastSlab)
		s.entrySlab = make([]Entry, s.entrySize)
		s.spanSlab = make([]source.Span, s.entrySize)
	}
	e := &s.entrySlab[0]
	e.Key, e.KeySpan, e.Value, e.Appearances = at.name, at.span, value, s.spanSlab[:1:1]
	e.Appearances[0] = at.span
	s.entrySlab, s.spanSlab = s.entrySlab[1:], s.spanSlab[1:]
	return e
}

// keepParts copies the parts of a key out of the scratch space.
func (s *slabs) keepParts(parts []part) []part {
	if cap(s.partSlab)-len(s.partSlab) < len(parts) {
		s.partSlab = grow(s.partSlab, len(parts))
	}
	from := len(s.partSlab)
	s.partSlab = append(s.partSlab, parts...)
	return s.partSlab[from:len(s.partSlab):len(s.partSlab)]
}

// keepNodes copies the elements of an array out of the scratch space.
func (s *slabs) keepNodes(nodes []*Node) []*Node {
	if len(nodes) > lastSlab/4 {
		return append([]*Node(nil), nodes...)
	}
	if cap(s.nodeRefs)-len(s.nodeRefs) < len(nodes) {
		s.nodeRefs = grow(s.nodeRefs, len(nodes))
	}
	from := len(s.nodeRefs)
	s.nodeRefs = append(s.nodeRefs, nodes...)
	return s.nodeRefs[from:len(s.nodeRefs):len(s.nodeRefs)]
}

// appendEntry is append for the entries of a table. Most tables have few, so
// the first two sizes come from a slab.
func (s *slabs) appendEntry(list []*Entry, e *Entry) []*Entry {
	if len(list) < cap(list) || len(list) > 8 {
		return append(list, e)
	}
	size := max(4, 2*len(list))
	if cap(s.entryRefs)-len(s.entryRefs) < size {
		s.entryRefs = grow(s.entryRefs, size)
	}
	from := len(s.entryRefs)
	s.entryRefs = s.entryRefs[:from+size]
	fresh := s.entryRefs[from : from+len(list) : from+size]
	copy(fresh, list)
	return append(fresh, e)
}
