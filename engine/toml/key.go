package toml

import (
	"strconv"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// keyState is how reading a key went.
type keyState uint8

const (
	keyGood     keyState = iota
	keyBroken            // no key; nothing was reported
	keyReported          // no key; a finding says so
)

// key reads a dotted key at pos, appends its parts to p.parts and leaves pos
// after the blanks that follow. end is the byte that ends an unclosed quote.
func (p *parser) key(end byte) keyState {
	start, count, state := p.pos, 0, keyGood
	for {
		p.pos = spaces(p.text, p.pos)
		this, s := p.keyPart(end)
		if s == keyBroken {
			return s
		}
		state = max(state, s)
		if count++; count <= MaxKeyParts {
			p.parts = append(p.parts, this)
		}
		p.pos = spaces(p.text, p.pos)
		if p.pos >= len(p.text) || p.text[p.pos] != '.' {
			break
		}
		p.pos++
	}
	if count <= MaxKeyParts {
		return state
	}
	if p.admit() {
		p.fail(finding.LimitTOMLKeyParts, source.Span{Start: start, End: trimEnd(p.text, start, p.pos)},
			"This key has "+strconv.Itoa(count)+" parts and is not read; use at most "+strconv.Itoa(MaxKeyParts)+".")
	}
	return keyReported
}

// keyPart reads one bare or quoted part.
func (p *parser) keyPart(end byte) (part, keyState) {
	start := p.pos
	if start >= len(p.text) {
		return part{}, keyBroken
	}
	quote := p.text[start]
	if quote != '"' && quote != '\'' {
		p.pos = run(p.text, start, bareKey)
		if p.pos == start {
			return part{}, keyBroken
		}
		return part{name: p.text[start:p.pos], span: source.Span{Start: start, End: p.pos}}, keyGood
	}
	if p.triple(quote) {
		return part{}, p.multilineKey(quote)
	}
	ok, escaped := p.quoted(quote, end)
	this := part{span: source.Span{Start: start, End: p.pos}}
	if !ok || !p.clean(this.span) {
		return this, keyReported
	}
	this.name = p.text[start+1 : p.pos-1]
	if escaped {
		this.name = unescape(this.name)
	}
	return this, keyGood
}

// triple tells whether three quotes stand at pos.
func (p *parser) triple(quote byte) bool {
	return p.pos+2 < len(p.text) && p.text[p.pos+1] == quote && p.text[p.pos+2] == quote
}

// multilineKey reports a key in three quotes. pos moves over the quotes only.
func (p *parser) multilineKey(quote byte) keyState {
	span := source.Span{Start: p.pos, End: p.pos + 3}
	if p.admit() {
		p.fail(finding.TOMLSyntax, span, "A key cannot be a multi-line string; use one quote on each side.")
	}
	for p.pos < len(p.text) && p.text[p.pos] == quote {
		p.pos++
	}
	return keyReported
}

// unescape decodes the escape sequences of a checked key. Values are left to
// the decoder; a call of it for each such key would cost more than all else.
func unescape(s string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '\\')
		if i < 0 || i+1 >= len(s) {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		digits := 0
		switch c := s[i+1]; c {
		case 'b':
			b.WriteByte('\b')
		case 't':
			b.WriteByte('\t')
		case 'n':
			b.WriteByte('\n')
		case 'f':
			b.WriteByte('\f')
		case 'r':
			b.WriteByte('\r')
		case 'e':
			b.WriteByte(0x1b)
		case 'x':
			digits = 2
		case 'u':
			digits = 4
		case 'U':
			digits = 8
		default:
			b.WriteByte(c)
		}
		s = s[i+2:]
		if digits > 0 {
			r, _ := strconv.ParseUint(s[:digits], 16, 32)
			b.WriteRune(rune(r))
			s = s[digits:]
		}
	}
}
