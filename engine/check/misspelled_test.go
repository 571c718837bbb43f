package check

import (
	"regexp/syntax"
	"testing"
)

func TestMisspelled(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"clnrm.step:helo_world", "clnrm.step:hello_world", true},
		{"clnrm.step:helloworld", "clnrm.step:hello_world", true},
		{"task.read", "task.ready", false},
		{"cache.get", "cache.set", false},
		{"step_01", "step_02", false},
		{"worker.start", "worker.stop", false},
		{"job.encode", "job.decode", false},
		{"a.connection", "b.connection", false},
		{"", "x", false},
		{"same.connection", "same.connection", false},
	} {
		if got := misspelled(c.a, c.b); got != c.want {
			t.Errorf("misspelled(%q, %q) = %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func FuzzPlainRegex(f *testing.F) {
	for _, seed := range []string{`a.*b`, `^\d+ (ok|fine)$`, `[a-z0-9_]+?`, `a**`, `(?:x)`, `[z-a]`, `()*`, `x{2}`, `a|*`, `[^]`, `[a-]`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, expr string) {
		if !plainRegex(expr) {
			return
		}
		if _, err := syntax.Parse(expr, syntax.Perl); err != nil {
			t.Errorf("%q is taken for plain: %v", expr, err)
		}
		if _, _, message := rustOnly(expr); message != "" {
			t.Errorf("%q is taken for plain: %s", expr, message)
		}
	})
}

func FuzzCheckRegex(f *testing.F) {
	for _, seed := range []string{`(?x)[[a]&&b]{`, `\p{L}\x{41}[[:alpha:]`, `(?<=a)(?P=n)\1\<`, "\\", `[`, `[^-]`, `{1,2,3}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, expr string) {
		part, fault, bad := checkRegex(expr)
		if part.Start < 0 || part.End > len(expr) || part.Start > part.End || bad != (fault.message != "") {
			t.Errorf("%q: %v %+v %v", expr, part, fault, bad)
		}
	})
}
