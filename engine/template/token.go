package template

import (
	"strings"
	"unicode/utf8"

	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// kind classifies a token inside a tag. Keywords are identifiers: Tera has no
// reserved words, the grammar position decides.
type kind uint8

const (
	tokEOF kind = iota
	tokFail
	tokBad     // a character that starts no token
	tokUnended // a quote without its partner
	tokIdent
	tokInt
	tokFloat
	tokMalformed // a number that Tera cannot read
	tokString
	tokEscaped // \"…\": a string as it is written inside a TOML string
	tokLParen
	tokRParen
	tokLBracket
	tokRBracket
	tokLBrace
	tokRBrace
	tokComma
	tokDot
	tokPipe
	tokColon
	tokScope // ::
	tokAssign
	tokEq
	tokNe
	tokLt
	tokLe
	tokGt
	tokGe
	tokPlus
	tokMinus
	tokStar
	tokSlash
	tokPercent
	tokTilde
	tokCloseValue // }} or -}}
	tokCloseTag   // %} or -%}
)

type token struct {
	kind       kind
	start, end int
}

func (t token) span() source.Span { return source.Span{Start: t.start, End: t.end} }

// single maps the characters that are a token on their own, whatever follows.
var single = [utf8.RuneSelf]kind{
	'(': tokLParen, ')': tokRParen, '[': tokLBracket, ']': tokRBracket,
	'{': tokLBrace, ',': tokComma, '.': tokDot, '|': tokPipe,
	'+': tokPlus, '*': tokStar, '/': tokSlash, '~': tokTilde,
}

// isSpace is Tera's WHITESPACE: these four bytes and no others.
func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isIdentStart(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_'
}

func isIdentPart(c byte) bool { return isIdentStart(c) || isDigit(c) }

func skipSpace(text string, pos int) int {
	for pos < len(text) && isSpace(text[pos]) {
		pos++
	}
	return pos
}

func identEnd(text string, pos int) int {
	for pos < len(text) && isIdentPart(text[pos]) {
		pos++
	}
	return pos
}

// scan reads the token at or after pos. Inside a map literal a brace closes
// the map, so that {"a": {}} may stand directly before the end of the tag.
func scan(text string, pos int, inMap bool) token {
	pos = skipSpace(text, pos)
	if pos >= len(text) {
		return token{tokEOF, len(text), len(text)}
	}
	c := text[pos]
	switch {
	case isIdentStart(c):
		return token{tokIdent, pos, identEnd(text, pos+1)}
	case isDigit(c):
		return scanNumber(text, pos)
	case c == '"' || c == '\'' || c == '`':
		if n := strings.IndexByte(text[pos+1:], c); n >= 0 {
			return token{tokString, pos, pos + n + 2}
		}
		return token{tokUnended, pos, pos + 1}
	case c == '\\':
		return scanEscaped(text, pos)
	case c >= utf8.RuneSelf:
		_, n := utf8.DecodeRuneInString(text[pos:])
		return token{tokBad, pos, pos + n}
	}
	if k := single[c]; k != 0 {
		return token{k, pos, pos + 1}
	}
	return scanOperator(text, pos, inMap)
}

func scanOperator(text string, pos int, inMap bool) token {
	c, rest := text[pos], text[pos+1:]
	one := func(k kind) token { return token{k, pos, pos + 1} }
	pair := func(second byte, both, alone kind) token {
		if rest != "" && rest[0] == second {
			return token{both, pos, pos + 2}
		}
		return one(alone)
	}
	switch c {
	case '=':
		return pair('=', tokEq, tokAssign)
	case '!':
		return pair('=', tokNe, tokBad)
	case '<':
		return pair('=', tokLe, tokLt)
	case '>':
		return pair('=', tokGe, tokGt)
	case ':':
		return pair(':', tokScope, tokColon)
	case '%':
		return pair('}', tokCloseTag, tokPercent)
	case '}':
		if inMap {
			return one(tokRBrace)
		}
		return pair('}', tokCloseValue, tokRBrace)
	case '-':
		if strings.HasPrefix(rest, "%}") {
			return token{tokCloseTag, pos, pos + 3}
		}
		if !inMap && strings.HasPrefix(rest, "}}") {
			return token{tokCloseValue, pos, pos + 3}
		}
		return one(tokMinus)
	}
	return one(tokBad)
}

// scanNumber reads an integer or float without sign. Tera knows no leading
// zeros, exponents, underscores or other bases: those come out malformed, as
// one token, so that they give one finding.
func scanNumber(text string, pos int) token {
	end := pos
	for end < len(text) && isDigit(text[end]) {
		end++
	}
	k := tokInt
	if end-pos > 1 && text[pos] == '0' {
		k = tokMalformed
	}
	if end+1 < len(text) && text[end] == '.' && isDigit(text[end+1]) {
		end++
		for end < len(text) && isDigit(text[end]) {
			end++
		}
		if k == tokInt {
			k = tokFloat
		}
	}
	if end < len(text) && isIdentStart(text[end]) {
		k, end = tokMalformed, identEnd(text, end)
	}
	return token{k, pos, end}
}

// scanEscaped reads \"…\" on one line: people write it in a tag inside a TOML
// basic string, but the template is rendered before TOML is read.
func scanEscaped(text string, pos int) token {
	bad := token{tokBad, pos, pos + 1}
	if pos+1 >= len(text) || text[pos+1] != '"' && text[pos+1] != '\'' {
		return bad
	}
	quote := text[pos+1]
	for i := pos + 2; i+1 < len(text) && text[i] != '\n'; i++ {
		if text[i] == '\\' && text[i+1] == quote {
			return token{tokEscaped, pos, i + 2}
		}
		if text[i] == '}' && text[i+1] == '}' || text[i] == '%' && text[i+1] == '}' {
			break
		}
	}
	return bad
}
