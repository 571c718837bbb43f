package toml

import (
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// inlineScan is what is noted while an inline table is read.
type inlineScan struct {
	table    *Node
	open     int
	breaks   []source.Span // blanks with line ends between its tokens
	trailing int           // where a comma stands that nothing followed, or -1
	comments int           // comments before the table
	errors   int           // errors before the table
}

// inlinePairs reads the pairs up to the end; false when that is missing.
func (p *parser) inlinePairs(t *inlineScan) bool {
	for {
		newline := p.inlineGap(t)
		if p.pos >= len(p.text) {
			return false
		}
		switch p.text[p.pos] {
		case '}':
			p.pos++
			return true
		case ',':
			p.extraComma()
			continue
		case ']':
			return p.wrongCloser('}')
		}
		// Behind a pair without a comma, or at a bracket, there can be no key.
		if (p.text[p.pos] == '[' || newline && t.table.Entries != nil && t.trailing < 0) && p.restart(p.pos) {
			return false
		}
		t.trailing = -1
		start := p.pos
		value := p.keyValue(t.table)
		if p.resync >= 0 {
			return false
		}
		if p.pos == start {
			p.pos++ // an unknown byte, reported
		}
		if !p.inlineComma(t, value) {
			return false
		}
	}
}

func (p *parser) inlineGap(t *inlineScan) bool {
	start := p.pos
	if !p.gap() {
		return false
	}
	t.breaks = append(t.breaks, source.Span{Start: start, End: p.pos})
	return true
}

// inlineComma reads what may follow a pair; false when the table must be
// left.
func (p *parser) inlineComma(t *inlineScan, value *Node) bool {
	end := p.pos
	newline := p.inlineGap(t)
	if p.pos >= len(p.text) {
		return true
	}
	switch p.text[p.pos] {
	case ',':
		t.trailing = p.pos
		p.pos++
		return true
	case '}', ']':
		return true
	case ';':
		p.wrongComma()
		return true
	}
	if newline && p.restart(p.pos) {
		return false
	}
	if value == nil || value.Kind == Invalid {
		if !newline {
			p.skipElement() // the finding of the value is enough
		}
		return true
	}
	if newline && !p.looksLikePair(p.pos) {
		return true // keyValue says what is wrong with it
	}
	p.missingComma(end)
	if !p.looksLikePair(p.pos) {
		p.skipElement()
	}
	return true
}

func (p *parser) looksLikePair(at int) bool {
	_, ok := p.pairAt(at)
	return ok
}

// newInline reports the forms of TOML 1.1 in a table that has just ended.
func (p *parser) newInline(t *inlineScan) {
	if t.trailing < 0 && t.breaks == nil || !p.room() {
		return
	}
	comma := source.Span{Start: t.trailing, End: t.trailing + 1}
	if t.breaks == nil {
		p.newer(comma, "A comma after the last pair of an inline table is TOML 1.1, which clnrm does not read; remove it.",
			preferred(replace("Remove the comma", comma, "")))
		return
	}
	var fixes []finding.Fix
	if len(p.doc.Comments) == t.comments && p.anyErrors == t.errors {
		fix := finding.Fix{Title: "Write the inline table on one line", Preferred: true}
		for _, span := range t.breaks {
			if t.trailing >= 0 && span.Start > t.trailing {
				fix.Edits = append(fix.Edits, finding.Edit{Span: comma})
			}
			fix.Edits = append(fix.Edits, finding.Edit{Span: span, Text: " "})
		}
		fixes = []finding.Fix{fix}
	}
	p.newer(source.Span{Start: t.open, End: t.open + 1},
		"An inline table over several lines is TOML 1.1, which clnrm does not read; write it on one line, or use a [table] header.",
		fixes...)
}
