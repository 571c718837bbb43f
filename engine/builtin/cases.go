package builtin

import (
	"strings"
	"unicode"

	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// The case conversions follow format.md 3.5, which describes upstream's
// library; for ASCII they agree with it in every quirk.

var (
	caseInput = []Param{required("s", "string", "The text to convert.")}

	// caseFunctions are the three conversions that are functions too.
	caseFunctions = []*Function{
		define("slug", "string", Pure, slugDoc, caseInput, func(a *args) value.Value { return a.convert(toSlug) }),
		define("kebab", "string", Pure, kebabDoc, caseInput, func(a *args) value.Value { return a.convert(toKebab) }),
		define("snake", "string", Pure, snakeDoc, caseInput, func(a *args) value.Value { return a.convert(toSnake) }),
	}

	// caseFilters take anything: what is no string becomes its JSON text.
	caseFilters = []*Function{
		caseFilter("slug", slugDoc, toSlug),
		caseFilter("kebab", kebabDoc, toKebab),
		caseFilter("snake", snakeDoc, toSnake),
		caseFilter("camel", "Writes text in camelCase: `hello world` becomes `helloWorld`.", toCamel),
		caseFilter("pascal", "Writes text in PascalCase: `hello world` becomes `HelloWorld`.", toPascal),
		caseFilter("upper", "Turns text into upper case. Anything but a string is first turned into its JSON text.", toUpper),
		caseFilter("lower", "Turns text into lower case. Anything but a string is first turned into its JSON text.", toLower),
	}

	// teraCaseFilters are those of caseFilters that plain Tera has itself.
	teraCaseFilters = []*Function{
		stringFilter("upper", "Turns a string into upper case.", toUpper),
		stringFilter("lower", "Turns a string into lower case.", toLower),
	}
)

const (
	slugDoc  = "Writes text as a slug of lower-case letters, digits and hyphens: `Hello, World!` becomes `hello-world`."
	kebabDoc = "Writes text in kebab-case: `HelloWorld` becomes `hello-world`, and `v10` becomes `v-10`."
	snakeDoc = "Writes text in snake_case: `HelloWorld` becomes `hello_world`, and `v10` becomes `v_10`."
)

func caseFilter(name, doc string, convert func(string) string) *Function {
	return define(name, "string", Pure, doc, nil, func(a *args) value.Value {
		s, ok := a.Input.(string)
		if !ok {
			s = a.json(a.Input, "")
		}
		if !a.grow(len(s)) {
			return nil
		}
		return convert(s)
	})
}

func (a *args) convert(convert func(string) string) value.Value {
	s := a.needString("s")
	if !a.grow(len(s)) {
		return nil
	}
	return convert(s)
}

func toSnake(s string) string { return separated(s, '_') }
func toKebab(s string) string { return separated(s, '-') }

func isSeparator(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }

// separated puts one separator for every run of separators after a word, and
// one before an upper-case letter or digit inside a word whose next or
// previous character is lower case.
func separated(s string, separator rune) string {
	runes := []rune(strings.TrimRightFunc(s, isSeparator))
	lower := func(i int) bool { return i >= 0 && i < len(runes) && unicode.IsLower(runes[i]) }
	var b strings.Builder
	b.Grow(len(s) + len(s)/4)
	first := true
	for i, r := range runes {
		if isSeparator(r) {
			if !first {
				first = true
				b.WriteRune(separator)
			}
			continue
		}
		if !first && (unicode.IsUpper(r) || unicode.IsNumber(r)) && (lower(i-1) || lower(i+1)) {
			b.WriteRune(separator)
		}
		first = false
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

func toCamel(s string) string  { return joined(s, false) }
func toPascal(s string) string { return joined(s, true) }

// joined removes separators and starts a word after them, after a digit, and
// where an upper-case letter follows a lower-case one. newWord says that the
// first letter starts a word.
func joined(s string, newWord bool) string {
	var b strings.Builder
	b.Grow(len(s))
	// A letter that starts a word is not remembered: upstream keeps a run of
	// capitals after a lower-case letter as it is (fooBAR stays fooBAR).
	last := ' '
	for _, r := range strings.TrimFunc(s, isSeparator) {
		switch {
		case isSeparator(r):
			newWord = true
		case unicode.IsNumber(r):
			newWord = true
			b.WriteRune(r)
		case newWord || unicode.IsLower(last) && unicode.IsUpper(r):
			newWord = false
			b.WriteRune(unicode.ToUpper(r))
		default:
			last = r
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// toSlug is kebab case without anything but letters, digits and single
// hyphens.
func toSlug(s string) string {
	var b strings.Builder
	hyphen := false
	for _, r := range toKebab(s) {
		switch {
		case r == '-':
			hyphen = true
		case !isSeparator(r):
			if hyphen && b.Len() > 0 {
				b.WriteByte('-')
			}
			hyphen = false
			b.WriteRune(r)
		}
	}
	return b.String()
}
