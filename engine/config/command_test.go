package config_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/clnrm-ls/clnrm-ls/engine/config"
)

// TestSplitCommand covers every sentence of format.md 4.4.
func TestSplitCommand(t *testing.T) {
	for _, c := range []struct {
		line string
		want string // words joined by "|", or the error
	}{
		{"echo hi", "echo|hi"},
		{"  \n echo\thi \n", "echo|hi"},
		{"a\nb c", "a\nb|c"},
		{`a '\$b "c"' d`, `a|\$b "c"|d`},
		{`"a b\"c\\d\e"`, `a b"c\de`},
		{`a\ b \'c`, `a b|'c`},
		{`a\`, `a`},
		{`a \`, `a`},
		{`x'y z'"w"v`, `xy zwv`},
		{`a '' b ""`, `a|b`},
		{`a && b | c > d`, `a|&&|b|||c|>|d`},
		{`$HOME *.c # d`, `$HOME|*.c|#|d`},
		{"grün\\ß 'ä ö'", "grünß|ä ö"},
		{"", "none 0-0"},
		{" \n\t", "none 0-3"},
		{`'' ""`, "none 0-5"},
		{`a 'b`, "single 2-4"},
		{`a'b "c`, "single 1-6"},
		{`a "b\"`, "double 2-6"},
		{"\n a \"b\n", "double 4-6"},
	} {
		words, err := config.SplitCommand(c.line)
		if got := describe(c.line, words, err); got != c.want {
			t.Errorf("SplitCommand(%q) = %q, want %q", c.line, got, c.want)
		}
	}
}

func describe(line string, words []config.Word, err error) string {
	var split *config.SplitError
	if errors.As(err, &split) {
		kind := "none"
		if errors.Is(err, config.ErrSingleQuote) {
			kind = "single"
		} else if errors.Is(err, config.ErrDoubleQuote) {
			kind = "double"
		}
		return kind + " " + itoa(split.Span.Start) + "-" + itoa(split.Span.End)
	}
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.Text
	}
	return strings.Join(texts, "|")
}

func TestWordSpans(t *testing.T) {
	const line = ` a 'b c'd "" \e `
	words, err := config.SplitCommand(line)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"a", "'b c'd", `\e`}
	if len(words) != len(want) {
		t.Fatalf("got %d words, want %d", len(words), len(want))
	}
	for i, w := range words {
		if got := line[w.Span.Start:w.Span.End]; got != want[i] {
			t.Errorf("word %d covers %q, want %q", i, got, want[i])
		}
	}
}

func TestShellOperators(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{`a && b || c; d & e | f |& g`, "&&@2 ||@7 ;@11 &@15 |@19 |&@23"},
		{`a >x 2>&1 <y &>z >>w <<E`, ">@2 2>@5 <@10 &>@13 >>@17 <<@21"},
		{`echo $HOME ${A} $(b) ` + "`c`", "$HOME@5 ${@11 $(@16 `@21 `@23"},
		{"a\nb", "\n@1"},
		{"\n a b \n", ""},
		{`sh -c 'a && b'`, ""},
		{`echo "a > $B"`, ""},
		{`curl http://h/?a=1&b=2 a|b`, ""},
		{`find . -exec x {} \; -name y$`, ""},
		{`a \&\& b '&&' "|"`, ""},
		{`a && 'b`, ""},
		{`use <name> as x -> y`, ""},
	} {
		var got []string
		for _, op := range config.ShellOperators(c.line) {
			if text := c.line[op.Span.Start:op.Span.End]; text != op.Text {
				t.Errorf("%q: operator %q covers %q", c.line, op.Text, text)
			}
			got = append(got, op.Text+"@"+itoa(op.Span.Start))
		}
		if joined := strings.Join(got, " "); joined != c.want {
			t.Errorf("ShellOperators(%q) = %q, want %q", c.line, joined, c.want)
		}
	}
}

func FuzzSplitCommand(f *testing.F) {
	for _, seed := range []string{"a 'b' \"c\\\"\" \\", "sh -c 'x && y' ; $Z", "\n", "'", "é\\é \u00a0"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, line string) {
		words, err := config.SplitCommand(line)
		end := 0
		for _, w := range words {
			if w.Text == "" || w.Span.Start < end || w.Span.End <= w.Span.Start || w.Span.End > len(line) {
				t.Fatalf("%q: bad word %+v", line, w)
			}
			end = w.Span.End
		}
		var split *config.SplitError
		if err != nil && (!errors.As(err, &split) || split.Span.End > len(line) || split.Span.Start < 0) {
			t.Fatalf("%q: bad error %v", line, err)
		}
		for _, op := range config.ShellOperators(line) {
			if op.Span.Start < 0 || op.Span.End > len(line) || op.Text == "" {
				t.Fatalf("%q: bad operator %+v", line, op)
			}
		}
	})
}

func itoa(n int) string { return strconv.Itoa(n) }
