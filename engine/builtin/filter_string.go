package builtin

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-unidecode"
	"github.com/rivo/uniseg"

	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// stringFilter makes a filter without arguments. Its result is at most a small
// constant times as long as its input, so the input's length is what counts:
// reserving the worst case would refuse texts that are far from it.
func stringFilter(name, doc string, convert func(string) string) *Function {
	return define(name, "string", Pure, doc, nil, func(a *args) value.Value {
		s := a.inputString()
		if !a.grow(len(s)) {
			return nil
		}
		return convert(s)
	})
}

var stringFilters = []*Function{
	stringFilter("capitalize", "Turns the first character into upper case and all others into lower case.", capitalize),
	stringFilter("title", "Capitalizes every word.", title),
	stringFilter("addslashes", "Puts a backslash before quotes and backslashes.",
		strings.NewReplacer(`\`, `\\`, `"`, `\"`, `'`, `\'`).Replace),
	define("slugify", "string", Pure, "Writes text as an ASCII slug: transliterated, in lower case, words joined by hyphens.", nil,
		func(a *args) value.Value {
			s := a.inputString()
			if !a.grow(len(s)) {
				return nil
			}
			return slugify(s)
		}),
	define("wordcount", "integer", Pure, "Counts the words of a string.", nil, func(a *args) value.Value {
		n := int64(0)
		for range strings.FieldsSeq(a.inputString()) {
			n++
		}
		return n
	}),
	define("truncate", "string", Pure, "Cuts a string after `length` characters (grapheme clusters) and appends `end` if anything was cut.",
		[]Param{
			optional("length", "integer", int64(255), "How many characters to keep."),
			optional("end", "string", "…", "What to append to a cut string."),
		}, truncate),
	define("replace", "string", Pure, "Replaces every occurrence of `from` by `to`.",
		[]Param{
			required("from", "string", "The text to look for."),
			required("to", "string", "The text to put in its place."),
		}, replace),
	define("split", "array", Pure, "Splits a string at every occurrence of `pat`; `\\n` and `\\t` in it mean newline and tab.",
		[]Param{required("pat", "string", "The separator.")}, split),
}

func capitalize(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return ""
	}
	return toUpper(string(r)) + toLower(s[size:])
}

// title capitalizes maximal runs of word characters and apostrophes; outer
// apostrophes belong to no word.
func title(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for len(s) > 0 {
		end := strings.IndexFunc(s, func(r rune) bool { return !isWord(r) })
		if end < 0 {
			end = len(s)
		}
		run := s[:end]
		word := strings.TrimLeft(run, "'")
		b.WriteString(run[:len(run)-len(word)])
		b.WriteString(capitalize(word))
		s = s[end:]
		next := strings.IndexFunc(s, isWord)
		if next < 0 {
			next = len(s)
		}
		b.WriteString(s[:next])
		s = s[next:]
	}
	return b.String()
}

func isWord(r rune) bool {
	return r == '\'' || unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Nl, unicode.Pc, unicode.Join_Control)
}

func slugify(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range unidecode.Unidecode(s) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= 'A' && r <= 'Z':
			b.WriteRune(r + 'a' - 'A')
		case b.Len() > 0 && b.String()[b.Len()-1] != '-':
			b.WriteByte('-')
		}
	}
	return strings.TrimSuffix(b.String(), "-")
}

func truncate(a *args) value.Value {
	s, length, end := a.inputString(), a.count("length", 255), a.string("end", "…")
	if a.err != nil || len(s) <= length {
		return s
	}
	rest, state, kept := s, -1, 0
	for range length {
		var cluster string
		if cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state); cluster == "" {
			return s
		}
		kept += len(cluster)
	}
	if kept == len(s) || !a.grow(kept+len(end)) {
		return s
	}
	return s[:kept] + end
}

func replace(a *args) value.Value {
	s, from, to := a.inputString(), a.needString("from"), a.needString("to")
	if a.err != nil {
		return nil
	}
	n := strings.Count(s, from)
	if !a.grow(len(s)) || len(to) > len(from) && !a.growProduct(n, len(to)-len(from)) {
		return nil
	}
	return strings.ReplaceAll(s, from, to)
}

func split(a *args) value.Value {
	s, pat := a.inputString(), unescape(a.needString("pat"))
	if a.err != nil {
		return nil
	}
	n := strings.Count(s, pat) + 1
	if !a.growProduct(n, 2) {
		return nil
	}
	parts := make([]value.Value, 0, n)
	for part := range strings.SplitSeq(s, pat) {
		parts = append(parts, part)
	}
	if pat == "" {
		// Rust splits at both ends too when the pattern is empty.
		parts = append(append([]value.Value{""}, parts...), "")
	}
	return parts
}

var unescaper = strings.NewReplacer(`\n`, "\n", `\t`, "\t")

// unescape lets patterns name newlines and tabs, since Tera's string literals
// have no escapes.
func unescape(s string) string { return unescaper.Replace(s) }
