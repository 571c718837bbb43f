package builtin

import (
	"regexp"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// markupFilters encode text for HTML, XML and URLs.
var markupFilters = []*Function{
	expandingFilter("escape", "Escapes the characters that HTML treats specially, slashes included.", 6,
		strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#x27;", "/", "&#x2F;").Replace),
	expandingFilter("escape_xml", "Escapes the characters that XML treats specially.", 6,
		strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;").Replace),
	expandingFilter("urlencode", "Percent-encodes the reserved characters of a URL except slashes.", 3,
		func(s string) string { return percentEncode(s, urlSafe) }),
	expandingFilter("urlencode_strict", "Percent-encodes everything but ASCII letters and digits.", 3,
		func(s string) string { return percentEncode(s, alphanumeric) }),
	expandingFilter("linebreaksbr", "Turns line breaks into `<br>`.", 4,
		strings.NewReplacer("\r\n", "<br>", "\n", "<br>").Replace),
	stringFilter("striptags", "Removes HTML tags and comments.",
		func(s string) string { return tagPattern.ReplaceAllLiteralString(s, "") }),
	stringFilter("spaceless", "Removes whitespace between HTML tags.",
		func(s string) string { return betweenTags.ReplaceAllLiteralString(s, "><") }),
}

var (
	tagPattern  = regexp.MustCompile(`<!--.*?-->|<[^>]*>`)
	betweenTags = regexp.MustCompile(`>[\s\v\x{85}\p{Z}]+<`)
)

// expandingFilter makes a filter whose result is at most factor times as long
// as its input.
func expandingFilter(name, doc string, factor int, convert func(string) string) *Function {
	return define(name, "string", Pure, doc, nil, func(a *args) value.Value {
		s := a.inputString()
		if !a.growProduct(len(s), factor) {
			return nil
		}
		return convert(s)
	})
}

func percentEncode(s string, plain func(c byte) bool) string {
	const upperHex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if plain(c) {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(upperHex[c>>4])
		b.WriteByte(upperHex[c&15])
	}
	return b.String()
}

func alphanumeric(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// urlSafe is the complement of Tera's encode set: that of Python's quote, with
// the slash kept and a few more marks let through.
func urlSafe(c byte) bool { return alphanumeric(c) || strings.IndexByte("/-_.~%", c) >= 0 }
