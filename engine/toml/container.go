package toml

import (
	"bytes"
	"slices"
	"strconv"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// value reads a value at pos. equals is the offset of the sign in front of
// it, or -1 in an array. It always returns a node; when p.resync is set, the
// caller must unwind.
func (p *parser) value(equals int) *Node {
	if p.pos >= len(p.text) {
		return p.missing(equals)
	}
	switch c := p.text[p.pos]; c {
	case '"', '\'':
		return p.stringValue(c)
	case '[':
		return p.array()
	case '{':
		return p.inlineTable()
	case '\n', '\r', '#':
		if p.valueOnNextLine() {
			return p.value(equals)
		}
		return p.missing(equals)
	case ',', ']', '}', ';':
		if equals >= 0 && (p.container != 0 || c == ';') {
			return p.missing(equals)
		}
	}
	return p.bare()
}

// enter opens a container at pos; false when it is too deep, and then the
// whole container has been skipped.
func (p *parser) enter(kind byte) bool {
	if p.depth >= MaxDepth {
		span := source.Span{Start: p.pos, End: p.pos + 1}
		if p.admit() {
			p.fail(finding.LimitTOMLDepth, span, "This is nested more than "+strconv.Itoa(MaxDepth)+
				" deep and is not read; use fewer levels, or [table] headers.")
		}
		p.skipContainer(0)
		return false
	}
	p.depth++
	p.container = kind
	p.closers = append(p.closers, kind+2) // ] and } follow [ and { by two in ASCII
	return true
}

// array reads an array.
func (p *parser) array() *Node {
	open, outer, errors := p.pos, p.container, p.anyErrors
	if !p.enter('[') {
		return p.newNode(Invalid, Value, source.Span{Start: open, End: p.pos})
	}
	n := p.newNode(Array, Value, source.Span{Start: open, End: open})
	from := len(p.nodes)
	p.pos++
	closed := p.elements()
	n.Items = p.keepNodes(p.nodes[from:])
	p.nodes = p.nodes[:from]
	p.endContainer(n, closed, errors, outer)
	return n
}

// elements reads the elements of an array up to its end; false when that is
// missing.
func (p *parser) elements() bool {
	for {
		p.gap()
		if p.pos >= len(p.text) {
			return false
		}
		switch p.text[p.pos] {
		case ']':
			p.pos++
			return true
		case ',':
			p.extraComma()
			continue
		case '}':
			return p.wrongCloser(']')
		}
		if classes[p.text[p.pos]]&bareKey != 0 && p.looksLikePair(p.pos) {
			return p.pairInArray()
		}
		item := p.value(-1)
		if p.resync >= 0 && item.Span.Start >= p.resync {
			return false
		}
		p.nodes = append(p.nodes, item)
		if p.resync >= 0 || !p.comma(item) {
			return false
		}
	}
}

// comma reads what may follow an element of an array: a comma, or the end
// that the caller looks at. It returns false when the array must be left.
func (p *parser) comma(item *Node) bool {
	end := p.pos
	newline := p.gap()
	if p.pos >= len(p.text) {
		return true
	}
	switch p.text[p.pos] {
	case ',':
		p.pos++
		return true
	case ']', '}':
		return true
	case ';', ':':
		p.wrongComma()
		return true
	}
	if newline && p.restart(p.pos) {
		return false
	}
	if item.Kind == Invalid && len(item.Items) == 0 && !newline {
		p.skipElement() // its own finding is enough
		return true
	}
	if p.looksLikePair(p.pos) {
		return true // the caller says what is wrong with it
	}
	if p.missingComma(end); !p.startsValue(end) {
		p.skipElement()
	}
	return true
}

// pairInArray handles key = value where a value belongs: the array ended
// before, or it should be a table and its rest is of no use.
func (p *parser) pairInArray() bool {
	if p.restart(p.pos) {
		return false
	}
	if p.admit() {
		end, _ := p.pairAt(p.pos)
		p.fail(finding.TOMLSyntax, source.Span{Start: p.pos, End: end},
			"An array holds values, no keys; write { key = value } for a table, or close the array before this key.")
	}
	return p.skipContainer(1)
}

// inlineTable reads { … }. Line ends and a trailing comma in it are TOML 1.1.
func (p *parser) inlineTable() *Node {
	open, outer, errors := p.pos, p.container, p.anyErrors
	if !p.enter('{') {
		return p.newNode(Invalid, Inline, source.Span{Start: open, End: p.pos})
	}
	n := p.newNode(Table, Inline, source.Span{Start: open, End: open})
	p.pos++
	t := inlineScan{table: n, open: open, trailing: -1, comments: len(p.doc.Comments), errors: errors}
	closed := p.inlinePairs(&t)
	p.endContainer(n, closed, errors, outer)
	if closed {
		p.newInline(&t)
	}
	return n
}

// endContainer leaves a container, sets its range and reports a missing end,
// unless an error inside explains it. outer is the container around it.
func (p *parser) endContainer(n *Node, closed bool, errors int, outer byte) {
	missing := p.closers
	p.closers = p.closers[:len(p.closers)-1]
	p.depth--
	p.container = outer
	if closed {
		n.Span.End = p.pos
		n.Extent = n.Span
		return
	}
	stop := p.pos
	if p.resync >= 0 {
		stop = min(stop, p.resync)
	}
	n.Kind = Invalid
	n.Span.End = max(p.contentEnd(n.Span.Start, stop), n.Span.Start+1)
	n.Extent = n.Span
	if p.resync >= 0 {
		if n.Span.Start >= p.resync {
			return
		}
		p.orphans++
	} else if p.pos < len(p.text) { // the bracket at pos closes the next one
		missing = missing[len(missing)-1:]
	}
	if p.anyErrors == errors && p.admit() {
		p.unclosedContainer(n, missing)
	}
}

// unclosedContainer reports the innermost of the containers whose closing
// brackets, from the outermost to this one, are missing.
func (p *parser) unclosedContainer(n *Node, missing []byte) {
	brackets := slices.Clone(missing)
	slices.Reverse(brackets)
	word := "array"
	if n.Form == Inline {
		word = "inline table"
	}
	p.fail(finding.TOMLUnclosed, source.Span{Start: n.Span.Start, End: n.Span.Start + 1},
		"This "+word+" is not closed; write the missing "+string(brackets)+".",
		preferred(insert("Close the "+word, n.Span.End, string(brackets))))
}

// extraComma reports a comma at pos without anything in front of it.
func (p *parser) extraComma() {
	span := source.Span{Start: p.pos, End: p.pos + 1}
	p.pos++
	if p.admit() {
		p.fail(finding.TOMLSyntax, span, "There is nothing in front of this comma; remove it.",
			preferred(replace("Remove the comma", span, "")))
	}
}

// wrongComma reports another separator where a comma belongs.
func (p *parser) wrongComma() {
	span := source.Span{Start: p.pos, End: p.pos + 1}
	p.pos++
	if p.admit() {
		p.fail(finding.TOMLSyntax, span, "Elements are separated by commas; write `,` here.",
			preferred(replace("Write a comma", span, ",")))
	}
}

// missingComma reports that there is none between end and pos.
func (p *parser) missingComma(end int) {
	if !p.admit() {
		return
	}
	if c := p.text[end-1]; p.pos == end && (c == '"' || c == '\'') {
		p.fail(finding.TOMLSyntax, p.token(p.pos), "This touches the string in front of it; check where the quotes of both belong.")
		return
	}
	token := p.token(p.pos)
	p.fail(finding.TOMLSyntax, token,
		"There is no comma in front of "+excerpt(p.text[token.Start:token.End])+"; write one after the value before.",
		preferred(insert("Add the comma", end, ",")))
}

// wrongCloser handles the closing bracket of the other kind. It is a slip of
// the pen, unless it ends a container around this one.
func (p *parser) wrongCloser(right byte) bool {
	if outer := p.closers[:len(p.closers)-1]; bytes.IndexByte(outer, p.text[p.pos]) >= 0 {
		return false
	}
	span := source.Span{Start: p.pos, End: p.pos + 1}
	p.pos++
	if p.admit() {
		p.fail(finding.TOMLSyntax, span, "This bracket does not match the opening one; write `"+string(right)+"`.",
			preferred(replace("Write "+string(right), span, string(right))))
	}
	return true
}
