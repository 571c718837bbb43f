package toml

import (
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// diagnose says what is wrong with text that is no value and how to mend it.
func (p *parser) diagnose(text string, span source.Span) (string, []finding.Fix) {
	if _, n := typographic(text); n > 0 {
		return p.wrongQuotes(text, n, span)
	}
	shown := excerpt(text)
	switch lower := strings.ToLower(text); lower {
	case "true", "false":
		return "Booleans are lower case; write `" + lower + "`.",
			[]finding.Fix{preferred(replace("Write "+lower, span, lower))}
	case "null", "none", "nil", "undefined":
		return "TOML has no " + shown + "; remove the key, or write a value.", p.removeKey()
	case "yes", "on", "no", "off":
		word := "false"
		if lower == "yes" || lower == "on" {
			word = "true"
		}
		return shown + " is no boolean; write `" + word + "`, or put text in quotes.",
			[]finding.Fix{replace("Write "+word, span, word), quoteFix(text, span)}
	case "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity":
		return p.respell(text, span, strings.TrimSuffix(lower, "inity"))
	case "nan", "+nan", "-nan":
		return p.respell(text, span, lower)
	}
	if strings.IndexByte("0123456789+-.", text[0]) >= 0 {
		if message, fixes := diagnoseNumber(text, span); message != "" {
			return message, fixes
		}
	}
	if !quotable(text) {
		return shown + " is no TOML value; write text in quotes, without control characters.", nil
	}
	return shown + " is no TOML value; put text in quotes.", []finding.Fix{preferred(quoteFix(text, span))}
}

func quoteFix(text string, span source.Span) finding.Fix {
	return replace("Put it in quotes", span, quote(text))
}

func (p *parser) respell(text string, span source.Span, right string) (string, []finding.Fix) {
	return excerpt(text) + " is spelt `" + right + "` in TOML.",
		[]finding.Fix{preferred(replace("Write "+right, span, right)), quoteFix(text, span)}
}

// wrongQuotes handles “…”, ‘…’ and `…`.
func (p *parser) wrongQuotes(text string, n int, span source.Span) (string, []finding.Fix) {
	const message = "These quotes are no TOML quotes; use straight ones."
	closing, _ := typographic(text)
	body := text[n:]
	for _, c := range closing {
		if strings.HasSuffix(body, string(c)) {
			body = body[:len(body)-len(string(c))]
			break
		}
	}
	if !quotable(body) {
		return message, nil
	}
	return message, []finding.Fix{preferred(replace("Use straight quotes", span, quote(body)))}
}

// removeKey deletes the line of a pair whose value means nothing.
func (p *parser) removeKey() []finding.Fix {
	if p.depth > 0 || spaces(p.text, p.line) != p.first {
		return nil
	}
	end := lineEnd(p.text, p.pos)
	if end < len(p.text) && p.text[end] == '\r' {
		end++
	}
	if end < len(p.text) && p.text[end] == '\n' {
		end++
	}
	return []finding.Fix{preferred(replace("Remove the key", source.Span{Start: p.line, End: end}, ""))}
}

// diagnoseNumber handles what starts like a number or a date.
func diagnoseNumber(text string, span source.Span) (string, []finding.Fix) {
	shown := excerpt(text)
	if looksLikeDate(text) {
		return shown + " is no date or time; write 2006-01-02, 15:04:05 or 2006-01-02T15:04:05Z with values in range, or put it in quotes.",
			[]finding.Fix{quoteFix(text, span)}
	}
	if run(text, 0, bareValue) != len(text) || strings.ContainsRune(text, ':') {
		return "", nil
	}
	if isDecimal(text) || based2(text) {
		return shown + " does not fit into 64 bits; use a smaller number, or put it in quotes.",
			[]finding.Fix{quoteFix(text, span)}
	}
	if isFloatShape(text) {
		return shown + " does not fit into a 64-bit float; use a smaller number, or put it in quotes.",
			[]finding.Fix{quoteFix(text, span)}
	}
	right := repairNumber(text)
	if right == "" || strings.IndexAny(text, "0123456789") < 0 {
		return "", nil
	}
	return shown + " is no TOML number; write `" + right + "`, or put it in quotes.",
		[]finding.Fix{preferred(replace("Write "+right, span, right)), quoteFix(text, span)}
}

func looksLikeDate(text string) bool {
	return len(text) >= 8 && (number(text[:4], 0, 9999) && text[4] == '-' ||
		number(text[:2], 0, 99) && text[2] == ':' && text[5] == ':')
}

// based2 tells whether text is a well-formed number in another base, whose
// only fault can be its size.
func based2(text string) bool {
	if len(text) < 16 || text[0] != '0' || strings.IndexByte("xob", text[1]) < 0 {
		return false
	}
	digits := map[byte]string{'x': "0123456789abcdefABCDEF", 'o': "01234567", 'b': "01"}[text[1]]
	return strings.Trim(text[2:], digits) == ""
}

func isFloatShape(text string) bool {
	i := strings.IndexAny(text, "eE")
	if i < 0 {
		return false
	}
	return isFloat(text[:i]+"e1") && isDecimal(strings.TrimLeft(text[i+1:], "+0"))
}

// repairNumber undoes the usual mistakes: leading zeros, misplaced
// underscores, a bare dot, a sign or upper case in front of another base.
// It returns "" when the result is no number either.
func repairNumber(text string) string {
	sign, body := "", strings.ReplaceAll(text, "_", "")
	if body != "" && (body[0] == '+' || body[0] == '-') {
		sign, body = body[:1], body[1:]
	}
	if len(body) > 2 && body[0] == '0' && strings.IndexByte("xXoObB", body[1]) >= 0 {
		if sign == "-" {
			return ""
		}
		sign, body = "", strings.ToLower(body[:2])+body[2:]
	} else {
		whole := body[:run(body, 0, digit)]
		rest := body[len(whole):]
		if whole = strings.TrimLeft(whole, "0"); whole == "" {
			whole = "0"
		}
		if rest == "." || strings.HasPrefix(rest, ".e") || strings.HasPrefix(rest, ".E") {
			rest = ".0" + rest[1:]
		}
		body = whole + rest
	}
	if kind, _ := classify(sign + body); kind == Integer || kind == Float {
		return sign + body
	}
	return ""
}
