package template

import (
	"fmt"
	"strings"
	"testing"
)

// realistic is a template of n lines with a tag on every fifth.
func realistic(n int) string {
	tags := []string{
		`name = "{{ svc }}.step"`,
		`image = "{{ image | default(value="alpine") }}"`,
		`{% if matrix.os[0] == "linux" and not vars.skip %}`,
		`{% endif %}`,
		`token = "{{ sha256(s=svc) ~ "-" ~ env.X }}"`,
	}
	var b strings.Builder
	for i := range n {
		switch i % 5 {
		case 0:
			b.WriteString(tags[i/5%len(tags)])
		case 1:
			b.WriteString("[[steps]]")
		default:
			fmt.Fprintf(&b, `command_%d = ["sh", "-c", "echo step %d && test -n 1"]`, i, i)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func BenchmarkParse(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		text := realistic(n)
		if _, findings := Parse(text); len(findings) > 0 {
			b.Fatalf("%d findings: %s", len(findings), findings[0].Message)
		}
		b.Run(fmt.Sprintf("lines=%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Parse(text)
			}
		})
	}
}

func BenchmarkPath(b *testing.B) {
	f, _ := Parse(realistic(10000))
	b.ReportAllocs()
	for b.Loop() {
		Path(f, len(f.Text)/2)
	}
}
