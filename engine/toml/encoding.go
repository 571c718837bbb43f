package toml

import (
	"strings"
	"unicode/utf8"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// encoding checks that the text is UTF-8 ("A TOML file must be a valid UTF-8
// encoded Unicode document", TOML 1.0, Spec). It tells whether it makes sense
// to go on: every second byte of UTF-16 would be an error.
func (p *parser) encoding() bool {
	if looksUTF16(p.text) {
		p.admit()
		p.fail(finding.TOMLEncoding, source.Span{Start: 0, End: min(2, len(p.text))},
			"This is UTF-16; save the file as UTF-8.")
		return false
	}
	if utf8.ValidString(p.text) {
		return true
	}
	p.badUTF8 = true
	for at := 0; at < len(p.text); {
		r, n := utf8.DecodeRuneInString(p.text[at:])
		if r != utf8.RuneError || n > 1 {
			at += n
			continue
		}
		start := at
		for at < len(p.text) && r == utf8.RuneError && n == 1 {
			at++
			r, n = utf8.DecodeRuneInString(p.text[at:])
		}
		if p.admit() {
			span := source.Span{Start: start, End: at}
			p.fail(finding.TOMLEncoding, span, "These bytes are not UTF-8; save the file as UTF-8 or remove them.",
				replace("Remove the bytes", span, ""))
		}
	}
	return true
}

func looksUTF16(text string) bool {
	if strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff") {
		return true
	}
	return len(text) >= 4 && len(text)%2 == 0 &&
		((text[0] == 0 && text[1] != 0 && text[2] == 0 && text[3] != 0) ||
			(text[0] != 0 && text[1] == 0 && text[2] != 0 && text[3] == 0))
}

// controlCharacters reads a run of control characters other than line ends;
// at least one byte. A carriage return alone counts, in strings.
func (p *parser) controlCharacters() {
	start := p.pos
	p.pos++
	for p.pos < len(p.text) && p.text[p.pos] != '\n' && p.text[p.pos] != '\r' &&
		classes[p.text[p.pos]]&commentPlain == 0 {
		p.pos++
	}
	if !p.admit() {
		return
	}
	span := source.Span{Start: start, End: p.pos}
	p.fail(finding.TOMLControlCharacter, span,
		"Control characters are not allowed here; remove them, or write them as escape sequences in a double-quoted string.",
		preferred(replace("Remove the control characters", span, "")))
}

// loneReturn reports the carriage return at pos when it is the first one that
// ends a line alone: a file from a very old editor is full of them.
func (p *parser) loneReturn() {
	if p.returns {
		p.anyErrors++
		return
	}
	p.returns = true
	if p.admit() {
		span := source.Span{Start: p.pos, End: p.pos + 1}
		p.fail(finding.TOMLControlCharacter, span,
			"A carriage return alone ends no line in TOML; save the file with line feeds (LF or CRLF).",
			preferred(replace("End the line with a line feed", span, "\n")))
	}
}

// clean tells whether a span has only valid UTF-8.
func (p *parser) clean(span source.Span) bool {
	return !p.badUTF8 || utf8.ValidString(p.text[span.Start:span.End])
}
