package toml

import (
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// header reads [key] or [[key]] and makes its table the current one.
func (p *parser) header() {
	start := p.pos
	p.closeTable(p.line)
	p.cutRun()
	p.orphans = 0
	brackets := 1
	if start+1 < len(p.text) && p.text[start+1] == '[' {
		brackets = 2
	}
	p.pos += brackets
	from := len(p.parts)
	state := p.key(']')
	if state == keyBroken || state == keyGood && !p.atCloser() {
		p.brokenHeader(start, from, &state)
	}
	p.closeHeader(start, brackets, state)
	span := source.Span{Start: start, End: p.pos}
	parts := p.keepParts(p.parts[from:])
	p.parts = p.parts[:from]
	p.table = nil
	if state == keyGood {
		p.table = p.openTable(parts, span, brackets == 2)
	}
	if p.table == nil { // not in the tree, but the lines below belong to it
		p.table = p.newNode(Table, headerForm(brackets == 2), span)
	}
	p.doc.Headers = append(p.doc.Headers, p.table)
	p.doc.headings = append(p.doc.headings, heading{parts, p.table})
	p.restOfLine("header", nil)
}

func headerForm(array bool) Form {
	if array {
		return Element
	}
	return Header
}

// atCloser tells whether a header may end at pos: at its bracket, or at the
// line end, where the bracket is missing.
func (p *parser) atCloser() bool {
	if p.pos >= len(p.text) {
		return true
	}
	switch p.text[p.pos] {
	case ']', '\n', '\r', '#':
		return true
	}
	return false
}

// brokenHeader reports a name that is no key and moves to its end.
func (p *parser) brokenHeader(start, from int, state *keyState) {
	at := p.pos
	for p.pos < len(p.text) && !p.atCloser() {
		p.pos++
	}
	broken := *state
	*state = keyReported
	name := spaces(p.text, start+1)
	for name < at && p.text[name] == '[' {
		name = spaces(p.text, name+1)
	}
	whole := source.Span{Start: name, End: max(trimEnd(p.text, name, p.pos), name)}
	if !p.admit() {
		return
	}
	switch {
	case at < len(p.text) && p.text[at] == '[':
		p.apartBrackets(start, at)
	case whole.Len() == 0:
		end := p.pos
		for end < len(p.text) && p.text[end] == ']' {
			end++
		}
		p.fail(finding.TOMLSyntax, source.Span{Start: start, End: end}, "This header has no name; write one between the brackets.")
	case broken == keyBroken && (at >= whole.End || p.text[at] == '.'):
		p.fail(finding.TOMLSyntax, charAt(at, whole), "A part of this name is empty; write the part, or remove the dot.")
	default:
		if n := len(p.parts); broken == keyGood && n > from {
			at = p.parts[n-1].span.Start
		}
		p.quoteKey(source.Span{Start: at, End: whole.End})
	}
}

// apartBrackets reports [ [a] ] and moves to the end of its line.
func (p *parser) apartBrackets(start, at int) {
	for p.pos < len(p.text) && strings.IndexByte("] \t", p.text[p.pos]) >= 0 {
		p.pos++
	}
	span := source.Span{Start: start, End: trimEnd(p.text, start, p.pos)}
	name := strings.Trim(p.text[at:span.End], "[] \t")
	var fixes []finding.Fix
	if _, ok := p.keyAt(at + 1); ok && name != "" {
		fixes = append(fixes, preferred(replace("Join the brackets", span, "[["+name+"]]")))
	}
	p.fail(finding.TOMLSyntax, span, "The brackets of [[ and ]] stand together; write [[name]] for an array of tables, [name] for a table.", fixes...)
}

// closeHeader reads the closing brackets of a header that starts at start.
func (p *parser) closeHeader(start, brackets int, state keyState) {
	from := p.pos
	for p.pos < len(p.text) && p.text[p.pos] == ']' && p.pos-from < 2 {
		p.pos++
	}
	found := p.pos - from
	if found == brackets {
		return
	}
	if found == 0 {
		p.pos = trimEnd(p.text, start, from)
		if state != keyGood {
			return // one finding is enough
		}
	}
	if !p.admit() {
		return
	}
	missing := "]]"[:max(brackets-found, 0)]
	if missing != "" {
		p.fail(finding.TOMLUnclosed, source.Span{Start: start, End: p.pos},
			"This header is not closed; write the missing "+missing+".",
			preferred(insert("Close the header", p.pos, missing)))
		return
	}
	extra := source.Span{Start: p.pos - 1, End: p.pos}
	p.fail(finding.TOMLSyntax, extra, "This bracket is too many; remove it, or write [[ in front of the name for an array of tables.",
		preferred(replace("Remove the bracket", extra, "")), insert("Make it an array of tables", start, "["))
}

// closeTable ends the lines that belong to the current header table.
func (p *parser) closeTable(end int) {
	if p.table == p.doc.Root {
		return
	}
	p.table.Extent.End = max(end, p.table.Span.End)
	for _, n := range p.ancestors {
		n.Extent.End = max(n.Extent.End, end)
	}
	p.ancestors = p.ancestors[:0]
}
