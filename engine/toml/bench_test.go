package toml

import (
	"fmt"
	"strings"
	"testing"
)

// sample is a document in the style of real test files, of about that many
// lines.
func sample(lines int) string {
	var b strings.Builder
	b.WriteString("# a test file\n[meta]\nname = \"sample\"\nversion = \"1.0.0\"\n\n[service.app]\nplugin = \"generic_container\"\nimage = \"alpine:latest\"\n\n")
	for n, i := 9, 0; n < lines; n, i = n+9, i+1 {
		fmt.Fprintf(&b, `[[scenario]]
name = "scenario_%d"
service = "app"
run = "echo 'hello %d' && sleep 1"
artifacts.collect = ["spans:default", "logs:all"]
timeout_ms = %d
env = { RUST_LOG = "info", INDEX = "%d" }

# expectations of the scenario
`, i, i, 1000+i, i)
	}
	return b.String()
}

var sizes = []int{100, 1000, 10000}

func BenchmarkParseCold(b *testing.B) {
	for _, lines := range sizes {
		text := sample(lines)
		b.Run(fmt.Sprint(lines), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Parse(text, nil)
			}
		})
	}
}

// BenchmarkParseWarm parses with a memo that knows the text but for one line.
func BenchmarkParseWarm(b *testing.B) {
	for _, lines := range sizes {
		text := sample(lines)
		at := strings.Index(text[len(text)/2:], "timeout_ms = ") + len(text)/2 + len("timeout_ms = ")
		b.Run(fmt.Sprint(lines), func(b *testing.B) {
			memo := NewMemo(64<<20, true)
			Parse(text, memo)
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				edited := text[:at] + fmt.Sprint(i) + text[at:]
				b.StartTimer()
				Parse(edited, memo)
			}
		})
	}
}
