package toml

import (
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// pair reads key = value at top level, and the rest of its line.
func (p *parser) pair() {
	value := p.keyValue(p.table)
	if p.resync < 0 {
		p.restOfLine("value", value)
	}
}

// braces skips a table in braces that stands where a key belongs.
func (p *parser) braces() {
	span := source.Span{Start: p.pos, End: p.pos + 1}
	if p.admit() {
		p.fail(finding.TOMLSyntax, span,
			"A TOML file is not in braces; write key = value lines and [table] headers, or a key and = in front.")
	}
	if p.skipContainer(0) {
		p.restOfLine("table", p.newNode(Invalid, Inline, span))
	}
}

// keyValue reads key = value into a table and returns the value, or nil when
// there is none. Whatever goes wrong with the key, the value is still read.
func (p *parser) keyValue(table *Node) *Node {
	start, from := p.pos, len(p.parts)
	state := p.key('=')
	equals := p.pos
	if p.pos < len(p.text) && p.text[p.pos] == '=' && state != keyBroken {
		p.pos++
		if p.pos < len(p.text) && (p.text[p.pos] == '=' || p.text[p.pos] == '>') {
			p.separator(equals, 2)
		}
	} else if equals = p.brokenKey(start, from, &state); equals < 0 {
		p.addStray(source.Span{Start: start, End: p.pos}, table, from, nil)
		p.parts = p.parts[:from]
		return nil
	}
	levels := len(p.parts) - from - 1
	if p.container == 0 {
		levels = 0
	}
	p.depth += levels
	p.blanks()
	value := p.value(equals)
	p.depth -= levels
	if state != keyGood || !p.definePair(table, p.parts[from:], value) {
		p.addStray(source.Span{Start: start, End: max(value.Span.End, equals+1)}, table, from, value)
	}
	p.parts = p.parts[:from]
	return value
}

func (p *parser) addStray(span source.Span, table *Node, from int, value *Node) {
	p.doc.strays = append(p.doc.strays, stray{span, table, p.keepParts(p.parts[from:]), value})
}

// separator reports what stands in place of the equals sign: n bytes from at.
func (p *parser) separator(at, n int) {
	p.pos = at + n
	span := source.Span{Start: at, End: p.pos}
	if p.admit() {
		p.fail(finding.TOMLSyntax, span, "Key and value are separated by `=`; write it in place of "+
			excerpt(p.text[at:p.pos])+".", preferred(replace("Write =", span, equalsFor(p.text, at))))
	}
}

// equalsFor sets the sign off from a key that it would touch.
func equalsFor(text string, at int) string {
	if at > 0 && text[at-1] != ' ' && text[at-1] != '\t' {
		return " ="
	}
	return "="
}

// brokenKey handles a key that is not followed by an equals sign. It returns
// the offset of the sign that ends it, or -1 when there is none, and leaves
// pos behind it, or behind the broken text.
func (p *parser) brokenKey(start, from int, state *keyState) int {
	at := p.pos
	if *state != keyBroken && at < len(p.text) && p.text[at] == ':' {
		n := 1
		if strings.HasPrefix(p.text[at:], ":=") {
			n = 2
		}
		p.separator(at, n)
		return at
	}
	stop, equals := p.keyEnd(at)
	if equals {
		p.pos = stop
	} else {
		p.pos = trimEnd(p.text, start, stop)
	}
	if *state != keyReported {
		p.reportKey(start, at, stop, from, equals, *state)
	}
	*state = keyReported
	if !equals {
		return -1
	}
	p.pos = stop + 1
	return stop
}

// keyEnd finds the equals sign that ends a broken key, or else the end of the
// text that belongs to it.
func (p *parser) keyEnd(from int) (stop int, equals bool) {
	stops := "=\n\r#"
	if p.container == '{' {
		stops = "=\n\r#,}"
	}
	for stop = from; stop < len(p.text); stop++ {
		c := p.text[stop]
		if strings.IndexByte(stops, c) >= 0 {
			return stop, c == '='
		}
		if c == '"' || c == '\'' {
			stop = p.closing(stop)
		}
	}
	return stop, false
}

// closing is the offset of the quote that closes the one at offset at, on its
// line; at itself when there is none.
func (p *parser) closing(at int) int {
	quote := p.text[at]
	if at < p.noQuote[quote&1] {
		return at // searched before: the time stays linear
	}
	for i := at + 1; i < len(p.text); i++ {
		switch p.text[i] {
		case quote:
			return i
		case '\n', '\r':
			p.noQuote[quote&1] = i
			return at
		}
	}
	p.noQuote[quote&1] = len(p.text)
	return at
}

// reportKey says what is wrong with the key from start to stop; the trouble
// began at offset at.
func (p *parser) reportKey(start, at, stop, from int, equals bool, state keyState) {
	if !p.admit() {
		return
	}
	whole := source.Span{Start: start, End: trimEnd(p.text, start, stop)}
	text := p.text[whole.Start:whole.End]
	switch {
	case equals && text == "":
		p.fail(finding.TOMLSyntax, source.Span{Start: stop, End: stop + 1},
			"There is no key in front of `=`; write one, or \"\" for an empty one.")
	case strings.HasPrefix(text, "//") && p.container == 0:
		p.fail(finding.TOMLSyntax, whole, "Comments start with `#` in TOML.",
			preferred(replace("Write #", source.Span{Start: start, End: start + 2}, "#")))
	case !equals && state == keyGood && at >= whole.End:
		p.fail(finding.TOMLSyntax, whole, "The key "+excerpt(text)+" has no value; write `= value` after it.")
	case !equals:
		p.fail(finding.TOMLSyntax, whole, excerpt(text)+" is neither key = value nor [table]; correct or remove it.")
	case state == keyBroken && at < whole.End && p.text[at] == '.' || at >= whole.End:
		p.fail(finding.TOMLSyntax, charAt(at, whole),
			"A part of this key is empty; write the part, or remove the dot.")
	default:
		if n := len(p.parts); state == keyGood && n > from {
			at = p.parts[n-1].span.Start
		}
		p.quoteKey(source.Span{Start: at, End: whole.End})
	}
}

// charAt is the byte at offset, or the last one of whole.
func charAt(at int, whole source.Span) source.Span {
	at = max(min(at, whole.End-1), whole.Start)
	return source.Span{Start: at, End: at + 1}
}

// quoteKey reports the part of a key that needs quotes, from its start to the
// equals sign.
func (p *parser) quoteKey(bad source.Span) {
	text := p.text[bad.Start:bad.End]
	if strings.ContainsAny(text, ".\"'") || !quotable(text) {
		p.fail(finding.TOMLSyntax, bad, excerpt(text)+" is no key; only letters, digits, - and _ need no quotes.")
		return
	}
	p.fail(finding.TOMLSyntax, bad, excerpt(text)+" needs quotes: a bare key has only letters, digits, - and _.",
		preferred(replace("Put the key in quotes", bad, quote(text))))
}
