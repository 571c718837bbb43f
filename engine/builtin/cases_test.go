package builtin

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestCaseConversion(t *testing.T) {
	check(t, filterRows([][4]string{
		{"kebab", `"HelloWorld"`, ``, `"hello-world"`},
		{"kebab", `"HTTPServer"`, ``, `"http-server"`},
		{"kebab", `"app2test"`, ``, `"app-2test"`},
		{"kebab", `"v10"`, ``, `"v-10"`},
		{"kebab", `"  a -- b!?"`, ``, `"a-b"`},
		{"kebab", `""`, ``, `""`},
		{"kebab", `"--"`, ``, `""`},
		{"snake", `"someVar name"`, ``, `"some_var_name"`},
		{"snake", `"ABC"`, ``, `"abc"`},
		{"snake", `["aB"]`, ``, `"a_b"`},
		{"snake", `1.5`, ``, `"1_5"`},
		{"camel", `"hello world"`, ``, `"helloWorld"`},
		{"camel", `"HelloWorld"`, ``, `"helloWorld"`},
		{"camel", `"app2test"`, ``, `"app2Test"`},
		{"camel", `"fooBAR"`, ``, `"fooBAR"`},
		{"camel", `"__x_y"`, ``, `"xY"`},
		{"pascal", `"hello-world_again"`, ``, `"HelloWorldAgain"`},
		{"pascal", `"HTTPServer"`, ``, `"Httpserver"`},
		{"pascal", `null`, ``, `"Null"`},
		{"slug", `"Hello, World!"`, ``, `"hello-world"`},
		{"slug", `"My Company (EU)"`, ``, `"my-company-eu"`},
		{"slug", `"--x"`, ``, `"x"`},
	}))
}

func FuzzCaseConversion(f *testing.F) {
	for _, s := range []string{"", "HelloWorld", "HTTPServer", "app2test", "v10", "  a--b ", "ÉcoleÉté", "\xff\x00Aa", "İß9x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, convert := range map[string]func(string) string{"snake": toSnake, "kebab": toKebab, "slug": toSlug} {
			got := convert(s)
			separator := map[string]string{"snake": "_", "kebab": "-", "slug": "-"}[name]
			if strings.Contains(got, separator+separator) || strings.HasPrefix(got, separator) || strings.HasSuffix(got, separator) {
				t.Errorf("%s(%q) = %q has stray separators", name, s, got)
			}
			for _, r := range got {
				if string(r) != separator && isSeparator(r) {
					t.Errorf("%s(%q) = %q keeps %q", name, s, got, r)
				}
			}
			if again := toSlug(got); name == "slug" && strings.ReplaceAll(again, "-", "") != strings.ReplaceAll(got, "-", "") {
				t.Errorf("slug of %q changes letters: %q", got, again)
			}
		}
		for _, got := range []string{toCamel(s), toPascal(s)} {
			if strings.ContainsFunc(got, isSeparator) {
				t.Errorf("%q of %q keeps separators", got, s)
			}
		}
		if first, _ := utf8.DecodeRuneInString(toCamel(s)); unicode.IsUpper(first) && unicode.ToLower(first) != first {
			t.Errorf("camel of %q starts with upper case", s)
		}
	})
}
