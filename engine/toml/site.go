package toml

import (
	"sort"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// Place is the kind of thing that stands, or may be written, at an offset.
type Place uint8

// Places.
const (
	// InTable is blank space where a key may be written: at the start of a
	// line (a header may stand there too), or between the pairs of an inline
	// table.
	InTable  Place = iota
	InKey          // in a key, or in a word that has no = yet
	InHeader       // between the brackets of [header] or [[header]]
	InValue        // in a value, or behind = where one is missing
	InComment
	// AfterValue is blank space behind a pair or a header on its line, where
	// only a comment may be written.
	AfterValue
)

// Site says what is at an offset, for hover and completion.
type Site struct {
	Place Place
	// Path leads from the root to Entry, or to Table when there is no key.
	// An element of an array adds nothing to it: the path of a key in
	// [[steps]] is steps, name. In an unfinished key or header the part that
	// the offset is in is the last one.
	Path []string
	// Table is the table that the key belongs to, that is written in, or, in
	// a header, that the part in front of the offset names; nil when that is
	// not in the tree.
	Table *Node
	// Entry is the key at the offset, or the one whose value the offset is
	// in; nil when there is none, or when the key is in error.
	Entry *Entry
	// Node is the innermost value at the offset; for a key its value; nil
	// when there is none.
	Node *Node
	// Span is the key part, the scalar or the comment at the offset, which a
	// completion replaces; empty, at the offset, in blank space.
	Span source.Span
}

// At tells what is at an offset of the text; an offset at the edge of a token
// is in it. Offsets outside the text are moved to its ends.
func (d *Document) At(offset int) Site {
	offset = min(max(offset, 0), len(d.Text))
	if span, ok := d.commentAt(offset); ok {
		return Site{Place: InComment, Span: span}
	}
	s := Site{Table: d.Root, Span: source.Span{Start: offset, End: offset}}
	i := sort.Search(len(d.Headers), func(i int) bool { return d.Headers[i].Span.Start >= offset }) - 1
	if i >= 0 {
		h := d.headings[i]
		if d.headerSite(&s, h, d.Headers[i].Span, offset) {
			return s
		}
		s.Table = h.table
		s.Path = names(h.parts)
	}
	w := walk{document: d, offset: offset, site: &s}
	if !w.table(s.Table) && s.Place == InTable && !d.blankBefore(offset) {
		s.Place = AfterValue
	}
	return s
}

// commentAt finds the comment that offset is in, its start excluded: in front
// of # is blank space.
func (d *Document) commentAt(offset int) (source.Span, bool) {
	i := sort.Search(len(d.Comments), func(i int) bool { return d.Comments[i].End >= offset })
	if i < len(d.Comments) && d.Comments[i].Start < offset {
		return d.Comments[i], true
	}
	return source.Span{}, false
}

func (d *Document) blankBefore(offset int) bool {
	line := strings.LastIndexAny(d.Text[:offset], "\n\r") + 1
	return spaces(d.Text, line) >= offset
}

// headerSite fills in s when offset is in the line part of a header.
func (d *Document) headerSite(s *Site, h heading, span source.Span, offset int) bool {
	if offset <= span.Start || offset > span.End {
		return false
	}
	if offset == span.End && strings.HasSuffix(d.Text[:offset], "]") {
		s.Place, s.Path, s.Table = AfterValue, names(h.parts), h.table
		return true
	}
	s.Place = InHeader
	for _, part := range h.parts {
		s.Entry, s.Node = part.entry, nil
		if part.entry != nil {
			s.Node = part.entry.Value
		}
		if offset <= part.span.End {
			if part.span.Start <= offset {
				s.Path, s.Span = append(s.Path, part.name), part.span
			} else {
				s.Entry, s.Node = nil, nil
			}
			return true
		}
		s.Path = append(s.Path, part.name)
		s.Table = lastTable(s.Node)
	}
	s.Entry, s.Node = nil, nil
	return true
}

// lastTable is the table that a header part leads to.
func lastTable(n *Node) *Node {
	if n != nil && n.Form == ArrayOfTables {
		return n.Items[len(n.Items)-1]
	}
	if n == nil || n.Kind != Table {
		return nil
	}
	return n
}

func names(parts []part) []string {
	path := make([]string, 0, len(parts)+4)
	for _, part := range parts {
		path = append(path, part.name)
	}
	return path
}

// walk looks for an offset in the pairs of a table.
type walk struct {
	document *Document
	offset   int
	site     *Site
}

// table looks at the pairs that are written in n, through the tables that
// dotted keys make, and at the strays of n.
func (w *walk) table(n *Node) bool {
	w.site.Table = n
	if w.pairs(n) {
		return true
	}
	strays := w.document.strays
	first := sort.Search(len(strays), func(i int) bool { return strays[i].span.Start > w.offset })
	for i := first - 1; i >= 0 && i >= first-8; i-- {
		if strays[i].table == n && strays[i].span.Touches(w.offset) || strays[i].table == n && w.afterEquals(strays[i].span.End, strays[i].value) {
			return w.stray(&strays[i])
		}
	}
	return false
}

func (w *walk) pairs(n *Node) bool {
	for _, e := range n.Entries {
		depth := len(w.site.Path)
		w.site.Path = append(w.site.Path, e.Key)
		if w.pair(n, e) {
			return true
		}
		w.site.Path = w.site.Path[:depth]
	}
	return false
}

// pair looks at one key of table n and at what is below it.
func (w *walk) pair(n *Node, e *Entry) bool {
	v := e.Value
	switch v.Form {
	case Header, Implicit, ArrayOfTables:
		return false // those have headers of their own
	case Dotted:
		for _, span := range e.Appearances {
			if span.Touches(w.offset) && !w.inHeader(span) {
				return w.key(n, e, span)
			}
		}
		table := w.site.Table
		w.site.Table = v
		if w.pairs(v) {
			return true
		}
		w.site.Table = table
		return false
	}
	if w.offset < e.KeySpan.Start || w.offset > max(v.Span.End, e.KeySpan.End) && !w.afterEquals(v.Span.End, v) {
		return false
	}
	if w.offset <= e.KeySpan.End {
		return w.key(n, e, e.KeySpan)
	}
	w.site.Table, w.site.Entry = n, e
	return w.value(v, e.KeySpan.End)
}

// inHeader tells whether a place where a key is written is in a header line;
// At has looked there before.
func (w *walk) inHeader(span source.Span) bool {
	line := strings.LastIndexByte(w.document.Text[:span.Start], '\n') + 1
	at := spaces(w.document.Text, line)
	return at < len(w.document.Text) && w.document.Text[at] == '['
}

// afterEquals tells whether offset is in the blanks that follow a missing
// value, or an unfinished one.
func (w *walk) afterEquals(end int, v *Node) bool {
	return v != nil && v.Kind == Invalid && v.Span.Len() == 0 && w.offset >= end &&
		spaces(w.document.Text, end) >= w.offset
}

func (w *walk) key(table *Node, e *Entry, span source.Span) bool {
	s := w.site
	s.Place, s.Table, s.Entry, s.Node, s.Span = InKey, table, e, e.Value, span
	return true
}

// value fills in the site for an offset behind the key that ends at keyEnd.
func (w *walk) value(v *Node, keyEnd int) bool {
	s := w.site
	s.Node = v
	if w.offset < v.Span.Start {
		s.Place = InKey
		if strings.IndexByte(w.document.Text[min(keyEnd, w.offset):w.offset], '=') >= 0 {
			s.Place = InValue
		}
		return true
	}
	s.Place = InValue
	inside := w.offset > v.Span.Start && w.offset < v.Span.End || v.Kind == Invalid
	switch {
	case v.Form == Inline && inside:
		w.inline(v)
	case v.Items != nil && inside:
		for _, item := range v.Items {
			if item.Span.Touches(w.offset) {
				return w.value(item, keyEnd)
			}
		}
	case v.Kind != Array && v.Form != Inline && v.Span.Touches(w.offset):
		s.Span = v.Span
	}
	return true
}

// inline looks into an inline table.
func (w *walk) inline(v *Node) {
	s := w.site
	entry, node := s.Entry, s.Node
	s.Entry, s.Node = nil, nil
	if w.table(v) {
		return
	}
	s.Place, s.Entry, s.Node, s.Table = InTable, entry, node, v
	// Behind a pair only a comma may follow.
	before := strings.TrimRight(w.document.Text[v.Span.Start:w.offset], " \t\r\n")
	if before != "" && before[len(before)-1] != '{' && before[len(before)-1] != ',' {
		s.Place = AfterValue
	}
}

// stray fills in the site for an offset in a key that is not in the tree.
func (w *walk) stray(st *stray) bool {
	s := w.site
	s.Place, s.Table, s.Entry, s.Node = InKey, st.table, nil, st.value
	keyEnd := st.span.Start
	blank := source.Span{Start: w.offset, End: w.offset}
	s.Span = blank
	for _, part := range st.parts {
		if w.offset < part.span.Start {
			s.Entry, s.Span = nil, blank
			return true
		}
		s.Path, s.Entry, s.Span, keyEnd = append(s.Path, part.name), part.entry, part.span, part.span.End
		if w.offset <= part.span.End {
			return true
		}
	}
	s.Span = blank
	if st.value == nil {
		return true
	}
	return w.value(st.value, keyEnd)
}
