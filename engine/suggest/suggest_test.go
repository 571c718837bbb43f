package suggest

import (
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"uper", "upper"},
		{"Upper", "upper"},
		{"lowre", "lower"},
		{"expected_exitcode", "expected_exit_code"},
		{"a", ""},
		{"zzzzzz", ""},
		{"upper", ""}, // itself is no suggestion
		{"", ""},
		{strings.Repeat("u", 10_000), ""},
	} {
		candidates := []string{"lower", "upper", "expected_exit_code", "", strings.Repeat("x", 10_000)}
		if got := Nearest(c.name, candidates); got != c.want {
			t.Errorf("Nearest(%.20q) = %q, want %q", c.name, got, c.want)
		}
	}
}
