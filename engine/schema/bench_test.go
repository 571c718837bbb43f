package schema

import (
	"fmt"
	"strings"
	"testing"

	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// large is a clean test file of about the given number of lines.
func large(lines int) string {
	var b strings.Builder
	b.WriteString("[meta]\nname = \"large\"\nversion = \"1\"\n\n[service.db]\nplugin = \"surrealdb\"\n\n")
	for i := 0; i < lines/10; i++ {
		fmt.Fprintf(&b, "[[steps]]\nname = \"step %d\"\ncommand = [\"sh\", \"-c\", \"echo %d\"]\nexpected_output_regex = \"%d\"\n"+
			"expected_exit_code = 0\nservice = \"db\"\n\n[[expect.span]]\nname = \"span %d\"\nattrs.all = { \"a\" = \"b\" }\n", i, i, i, i)
	}
	return b.String()
}

func BenchmarkValidate10000Lines(b *testing.B) {
	text := large(10_000)
	document, _ := toml.Parse(text, nil)
	b.ReportAllocs()
	for b.Loop() {
		Validate(document.Root, Test(), Input{Text: text})
	}
}

// BenchmarkValidateHostile has 10,000 unknown keys, each compared with every
// known one.
func BenchmarkValidateHostile(b *testing.B) {
	var text strings.Builder
	text.WriteString("[otel]\nexporter = \"otlp\"\n[service.x]\n")
	for i := range 10_000 {
		fmt.Fprintf(&text, "wait_for_span_timeout_%d = 1\n", i)
	}
	document, _ := toml.Parse(text.String(), nil)
	b.ReportAllocs()
	for b.Loop() {
		Validate(document.Root, Test(), Input{})
	}
}

// BenchmarkUnknownRepeated has one unknown key in very many tables, which are
// told in one finding.
func BenchmarkUnknownRepeated(b *testing.B) {
	text := strings.Repeat("[[steps]]\nname = \"a\"\ncommand = [\"x\"]\ncolourfulness = 1\ntimeouts = 1\n", 20000)
	document, _ := toml.Parse(text, nil)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Validate(document.Root, Test(), Input{Text: text})
	}
}
