package toml

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
)

// TestHostile parses a quarter of a megabyte of each pattern: time and memory
// stay bounded, and nothing panics. What is quadratic takes many seconds.
func TestHostile(t *testing.T) {
	size := 1 << 18
	if raceEnabled {
		size = 1 << 14
	}
	for _, pattern := range []string{
		"[", "[[", "]", "{", "}", "{a=", "a={", "a=[", "x=[[", "a.", "a.a.a.\n", "\"", "\"\"\"", "'", "'''", "#", "#\n",
		"\x00", "\r", "\n", "\xff", "a=\"\"\"\n", "a='''\n[h]\n", "a=\"\"\"\n[h]\nb=\"\"\"x\n", "a=\"\\\n", "a=\"\\d", "=", "==", "a=1;",
		"a=1,", "a=x\n", "a\n", "a=1\n", "[a]\n", "[[a]]\n", "[a.b.c.d]\n", "a=[\nb=1\n", "a=[x\n[h]\n", "a={\n[h]\n", "a=[\n", "a={b=\n",
		"[\"", "['a'.", "a=“", "\"\\u0041\"=1\n", "a=99999999999999999999\n", "a=1e999\n", "1,", "x y ", " ", "\t", "a=0 ", "a=2020-01-01 10:00 ",
		"\\\"\"\"", "a=[1 ", "a=[{x=1", "a=[1,2],", "a={b=1 c=2 ", "\ufeff", "{\"a\":1},\n",
	} {
		for _, prefix := range []string{"", "v = [", "v = {", "v = \"\"\""} {
			text := prefix + strings.Repeat(pattern, size/len(pattern))
			checkBounds(t, fmt.Sprintf("%q after %q", pattern, prefix), text)
		}
	}
}

// checkBounds fails when a parse takes longer than a generous limit, which is
// far below what anything quadratic takes, or keeps too much.
func checkBounds(t *testing.T, name, text string) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	_, problems := Parse(text, nil)
	elapsed := time.Since(start)
	runtime.ReadMemStats(&after)
	if elapsed > time.Minute {
		t.Errorf("%s took %v", name, elapsed)
	}
	if n := after.TotalAlloc - before.TotalAlloc; n > 1<<27 {
		t.Errorf("%s allocated %d MB", name, n>>20)
	}
	if len(problems) > MaxFindings+1 {
		t.Errorf("%s has %d findings", name, len(problems))
	}
}

// TestLimits is one step below and one above each limit.
func TestLimits(t *testing.T) {
	array := func(n int) string { return "a = " + strings.Repeat("[", n) + strings.Repeat("]", n) + "\nb = 1\n" }
	inline := func(n int) string {
		return "a = " + strings.Repeat("{a=", n) + "1" + strings.Repeat("}", n) + "\nb = 1\n"
	}
	dotted := func(n int) string { return strings.Repeat("a.", n-1) + "a = 1\nb = 1\n" }
	header := func(n int) string { return "b = 1\n[" + strings.Repeat("a.", n-1) + "a]\nx = 1\n" }
	cases := []struct {
		name string
		text string
		code finding.Code
	}{
		{"array at limit", array(MaxDepth), ""},
		{"array over limit", array(MaxDepth + 1), finding.LimitTOMLDepth},
		{"inline table at limit", inline(MaxDepth), ""},
		{"inline table over limit", inline(MaxDepth + 1), finding.LimitTOMLDepth},
		{"dotted key at limit", dotted(MaxKeyParts), ""},
		{"dotted key over limit", dotted(MaxKeyParts + 1), finding.LimitTOMLKeyParts},
		{"header at limit", header(MaxKeyParts), ""},
		{"header over limit", header(MaxKeyParts + 1), finding.LimitTOMLKeyParts},
		{"unclosed over limit", "b = 1\na = " + strings.Repeat("[", 10000), finding.LimitTOMLDepth},
		{"unclosed before header", "b = 1\na = " + strings.Repeat("[", 10000) + "\n[t]\nc = 1\n", finding.LimitTOMLDepth},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			document, problems := Parse(c.text, nil)
			checkShape(t, document, problems)
			if b := document.Root.Lookup("b"); b == nil || b.Value != int64(1) {
				t.Error("b is lost")
			}
			if c.code == "" && len(problems) == 0 {
				return
			}
			if len(problems) != 1 || problems[0].Code != c.code {
				t.Errorf("want %q alone, got %+v", c.code, problems)
			}
		})
	}
}

// TestManyFindings has more errors than are kept.
func TestManyFindings(t *testing.T) {
	document, problems := Parse(strings.Repeat("a b c\n", 3*MaxFindings)+"last = 1\n", nil)
	if n := len(problems); n != MaxFindings+1 || problems[n-1].Code != finding.LimitTOMLFindings {
		t.Errorf("%d findings", n)
	}
	if document.Root.Get("last") == nil {
		t.Error("the last line is lost")
	}
}
