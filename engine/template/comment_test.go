package template

import (
	"slices"
	"testing"
)

func TestComments(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"a = 1 # one\nb = \"# no\" # two", []string{"# one", "# two"}},
		{"a = '#' # {{ x ~ \"\n\" }} y\n#z", []string{"# {{ x ~ \"\n\" }} y", "#z"}},
		{"run = \"\"\"\n# shell\n\"\"\" # c", []string{"# c"}},
		{"run = '''\n# shell\n''' # c", []string{"# c"}},
		{"a = \"\\\"#\" # c", []string{"# c"}},
		{"a = \"unclosed # no\n# c", []string{"# c"}},
		{"{# no #}{% raw %}x{% endraw %} # c", []string{"# c"}},
		{"a = \"${#x} \" # c", []string{"# c"}},
		{"# {{ unclosed\n# c\n", []string{"# {{ unclosed", "# c"}},
		{"\\", nil}, {"{", nil}, {"\"\\", nil}, {"", nil},
	} {
		var got []string
		for _, s := range Comments(c.text) {
			got = append(got, c.text[s.Start:s.End])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}
