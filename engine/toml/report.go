package toml

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// admit counts an error and tells whether there is room for its finding.
// Callers ask before they make a message, so that a text full of errors costs
// no more than one without.
func (p *parser) admit() bool {
	p.anyErrors++
	return p.room()
}

func (p *parser) room() bool {
	if len(p.findings) >= MaxFindings {
		p.dropped = true
		return false
	}
	return true
}

// fail reports an error that admit has let in.
func (p *parser) fail(code finding.Code, span source.Span, message string, fixes ...finding.Fix) {
	if code != finding.TOMLEncoding && !p.clean(span) {
		return // bytes that are not UTF-8 have been reported, and explain it
	}
	p.findings = append(p.findings, finding.Finding{
		Location: finding.Location{Span: span}, Code: code, Severity: finding.Error,
		Message: message, Fixes: fixes,
	})
}

// newer reports a form of TOML 1.1.
func (p *parser) newer(span source.Span, message string, fixes ...finding.Fix) {
	p.findings = append(p.findings, finding.Finding{
		Location: finding.Location{Span: span}, Code: finding.TOML11, Severity: finding.Information,
		Message: message, Fixes: fixes,
	})
}

// conflict reports that something is defined twice; first is the definition
// that stays.
func (p *parser) conflict(code finding.Code, span, first source.Span, message string, fixes ...finding.Fix) {
	p.findings = append(p.findings, finding.Finding{
		Location: finding.Location{Span: span}, Code: code, Severity: finding.Error,
		Message: message, Fixes: fixes,
		Related: []finding.Related{{Location: finding.Location{Span: first}, Message: "first defined here"}},
	})
}

func tooMany(end int) finding.Finding {
	return finding.Finding{
		Location: finding.Location{Span: source.Span{Start: end, End: end}},
		Code:     finding.LimitTOMLFindings, Severity: finding.Information,
		Message: "There are more than " + strconv.Itoa(MaxFindings) +
			" TOML findings and the rest is not shown; correct the first ones and look again.",
	}
}

// replace is a fix of one edit.
func replace(title string, span source.Span, text string) finding.Fix {
	return finding.Fix{Title: title, Edits: []finding.Edit{{Span: span, Text: text}}}
}

// preferred marks the obvious fix.
func preferred(f finding.Fix) finding.Fix {
	f.Preferred = true
	return f
}

func insert(title string, at int, text string) finding.Fix {
	return replace(title, source.Span{Start: at, End: at}, text)
}

// excerpt is text for a message: in backquotes, short, on one line.
func excerpt(text string) string {
	const longest = 40
	whole := len(text)
	text, _, _ = strings.Cut(text[:min(whole, 4*longest+4)], "\n")
	cut := len(text) < whole
	text = strings.TrimSuffix(text, "\r")
	if utf8.RuneCountInString(text) > longest {
		n := 0
		for i := range text {
			if n == longest {
				text, cut = text[:i], true
				break
			}
			n++
		}
	}
	if cut {
		text += "…"
	}
	visible := func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return utf8.RuneError
		}
		return r
	}
	return "`" + strings.Map(visible, text) + "`"
}

// quote writes text as a TOML string, as a literal one where that saves
// escapes. The text holds no control characters but tab.
func quote(text string) string {
	if !strings.ContainsAny(text, `"\`) {
		return `"` + text + `"`
	}
	if !strings.Contains(text, "'") {
		return "'" + text + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

// quotable tells whether quote can write text.
func quotable(text string) bool {
	return utf8.ValidString(text) && run(text, 0, commentPlain) == len(text)
}

// word is the range of the token at offset: a run of word bytes, or one
// character.
func (p *parser) word(offset int) source.Span {
	end := run(p.text, offset, bareValue)
	if end == offset && offset < len(p.text) {
		_, n := utf8.DecodeRuneInString(p.text[offset:])
		end += n
	}
	return source.Span{Start: offset, End: end}
}
