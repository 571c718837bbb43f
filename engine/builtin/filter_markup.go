package builtin

import (
	"regexp"
	"strings"
)

// markupFilters encode text for HTML, XML and URLs.
var markupFilters = []*Function{
	stringFilter("escape", "Escapes the characters that HTML treats specially, slashes included.",
		strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#x27;", "/", "&#x2F;").Replace),
	stringFilter("escape_xml", "Escapes the characters that XML treats specially.",
		strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;").Replace),
	stringFilter("urlencode", "Percent-encodes the reserved characters of a URL except slashes.",
		func(s string) string { return percentEncode(s, urlSafe) }),
	stringFilter("urlencode_strict", "Percent-encodes everything but ASCII letters and digits.",
		func(s string) string { return percentEncode(s, alphanumeric) }),
	stringFilter("linebreaksbr", "Turns line breaks into `<br>`.",
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
