package toml

import (
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// The rules of this file are those of TOML 1.0, "Keys", "Table", "Inline
// Table" and "Array of Tables". The value decoder loses data on some of the
// forbidden redefinitions, so it is never asked about them.

// indexFrom is the number of keys from which a table has a map of them; below
// it a walk is quicker.
const indexFrom = 9

// addEntry adds a new key to a table.
func (p *parser) addEntry(table *Node, at *part, value *Node) {
	e := p.newEntry(at, value)
	at.entry = e
	table.Entries = p.appendEntry(table.Entries, e)
	switch n := len(table.Entries); {
	case table.index != nil:
		table.index[e.Key] = e
	case n >= indexFrom:
		table.index = make(map[string]*Entry, 4*n)
		for _, e := range table.Entries {
			table.index[e.Key] = e
		}
	}
}

// see notes another place where the key of an entry is written.
func see(e *Entry, at *part) {
	at.entry = e
	e.Appearances = append(e.Appearances, at.span)
}

// definePair puts a value at the dotted key parts below table. It reports a
// conflict and tells whether the value is in the tree.
func (p *parser) definePair(table *Node, parts []part, value *Node) bool {
	for i := range len(parts) - 1 {
		e := table.Get(parts[i].name)
		if e == nil {
			child := p.newNode(Table, Dotted, parts[i].span)
			p.addEntry(table, &parts[i], child)
			e = parts[i].entry
		} else {
			see(e, &parts[i])
			if e.Value.Kind != Table || e.Value.Form != Dotted {
				p.cannotExtend(e, parts[i].span)
				return false
			}
		}
		table = e.Value
		table.Extent.End = max(table.Extent.End, value.Span.End)
	}
	last := &parts[len(parts)-1]
	if e := table.Get(last.name); e != nil {
		see(e, last)
		p.duplicate(e, last.span)
		return false
	}
	p.addEntry(table, last, value)
	return true
}

// duplicate reports a key that is there already.
func (p *parser) duplicate(e *Entry, span source.Span) {
	if p.admit() {
		p.conflict(finding.TOMLDuplicateKey, span, e.KeySpan,
			"The key "+excerpt(e.Key)+" is already defined in this table; remove or rename one of the two.")
	}
}

// cannotExtend reports a dotted key that leads into something which is
// complete. A value that is itself in error is not blamed a second time.
func (p *parser) cannotExtend(e *Entry, span source.Span) {
	if e.Value.Kind == Invalid || !p.blame(e) {
		p.anyErrors++
		return
	}
	if !p.admit() {
		return
	}
	code, why := finding.TOMLRedefinedTable, ""
	switch v := e.Value; {
	case v.Form == Inline:
		why = " is an inline table, which is complete where it is written; add the key there."
	case v.Form == Header || v.Form == Implicit:
		why = " is defined by a [header], so dotted keys cannot add to it; write the key below that header."
	case v.Kind == Array:
		why = " is an array, so it has no keys; remove or rename one of the two."
	default:
		code = finding.TOMLDuplicateKey
		why = " already has a value that is no table; remove or rename one of the two."
	}
	p.conflict(code, span, e.KeySpan, excerpt(e.Key)+why)
}

// blame tells whether an entry was not yet reported as being in the way.
func (p *parser) blame(e *Entry) bool {
	if p.blamed[e] {
		return false
	}
	if p.blamed == nil {
		p.blamed = make(map[*Entry]bool)
	}
	p.blamed[e] = true
	return true
}

// openTable makes or finds the table of a header. nil: there was a conflict.
func (p *parser) openTable(parts []part, span source.Span, array bool) *Node {
	table := p.doc.Root
	for i := range len(parts) - 1 {
		e := table.Get(parts[i].name)
		if e == nil {
			p.addEntry(table, &parts[i], p.newNode(Table, Implicit, parts[i].span))
			e = parts[i].entry
		} else {
			see(e, &parts[i])
		}
		if table = p.passThrough(e, parts[i].span); table == nil {
			return nil
		}
	}
	last := &parts[len(parts)-1]
	if array {
		return p.openElement(table, last, span)
	}
	return p.openHeader(table, last, span)
}

// passThrough is the table that a header part in front of the last one leads
// to; of an array of tables the last element.
func (p *parser) passThrough(e *Entry, span source.Span) *Node {
	v := e.Value
	switch {
	case v.Form == ArrayOfTables:
		p.ancestors = append(p.ancestors, v)
		return v.Items[len(v.Items)-1]
	case v.Form == Implicit:
		p.ancestors = append(p.ancestors, v)
		return v
	case v.Kind == Table && v.Form != Inline:
		return v
	case v.Kind == Invalid || !p.blame(e):
		p.anyErrors++
	case p.admit():
		what := " already has a value that is no table"
		switch {
		case v.Form == Inline:
			what = " is an inline table, which is complete where it is written"
		case v.Kind == Array:
			what = " is an array in brackets, which is complete where it is written"
		}
		p.conflict(finding.TOMLRedefinedTable, span, e.KeySpan,
			excerpt(e.Key)+what+"; move these keys there, or rename one of the two.")
	}
	return nil
}

// openHeader handles the last part of [a.b].
func (p *parser) openHeader(table *Node, last *part, span source.Span) *Node {
	e := table.Get(last.name)
	if e == nil {
		n := p.newNode(Table, Header, span)
		p.addEntry(table, last, n)
		return n
	}
	see(e, last)
	v := e.Value
	if v.Kind == Table && v.Form == Implicit {
		v.Form, v.Span, v.Extent = Header, span, span
		return v
	}
	if !p.admit() {
		return nil
	}
	name, first := excerpt(last.name), e.KeySpan
	message, fixes := "", []finding.Fix(nil)
	switch {
	case v.Form == ArrayOfTables:
		message = name + " is an array of tables; write [[ ]] for another element, or rename the table."
		fixes = append(fixes, finding.Fix{Title: "Make it another element", Preferred: true, Edits: []finding.Edit{
			{Span: source.Span{Start: span.Start, End: span.Start}, Text: "["},
			{Span: source.Span{Start: span.End, End: span.End}, Text: "]"},
		}})
	case v.Form == Header:
		first = v.Span
		message = "The table " + name + " already has a header; move these keys there, or rename the table."
	case v.Form == Dotted:
		message = "The table " + name + " is already defined by dotted keys; write these keys next to those."
	default:
		message = name + " already has a value; remove it, or rename the table."
	}
	p.conflict(finding.TOMLRedefinedTable, last.span, first, message, fixes...)
	return nil
}

// openElement handles the last part of [[a.b]].
func (p *parser) openElement(table *Node, last *part, span source.Span) *Node {
	element := p.newNode(Table, Element, span)
	e := table.Get(last.name)
	if e == nil {
		array := p.newNode(Array, ArrayOfTables, span)
		array.Items = append(array.Items, element)
		p.addEntry(table, last, array)
		p.ancestors = append(p.ancestors, array)
		return element
	}
	see(e, last)
	if v := e.Value; v.Form == ArrayOfTables {
		v.Items = append(v.Items, element)
		p.ancestors = append(p.ancestors, v)
		return element
	}
	if p.admit() {
		name := excerpt(last.name)
		message := name + " already has a value; remove it, or rename the array of tables."
		switch v := e.Value; {
		case v.Kind == Array:
			message = name + " is an array in brackets, which is complete where it is written; add the table there."
		case v.Kind == Table:
			message = name + " is already a table; write [[ ]] for the first one too, or rename one of the two."
		}
		p.conflict(finding.TOMLRedefinedTable, last.span, e.KeySpan, message)
	}
	return nil
}
