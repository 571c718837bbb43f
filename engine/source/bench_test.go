package source

import (
	"strings"
	"testing"
)

// tenThousandLines is a text of 10,000 lines and 400 kB.
func tenThousandLines(line string) *Text { return New(strings.Repeat(line, 10_000)) }

const (
	asciiLine = "name = \"step one\" # forty bytes in a line\n"
	wideLine  = "name = \"schritt fünf\" # 🚀 forty bytes…\n"
)

// BenchmarkCopy is the floor under BenchmarkEdit.
func BenchmarkCopy(b *testing.B) {
	text := tenThousandLines(asciiLine).String()
	b.ReportAllocs()
	for b.Loop() {
		_ = text[:len(text)/2] + "x" + text[len(text)/2:]
	}
}

func BenchmarkNew(b *testing.B) {
	text := tenThousandLines(asciiLine).String()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		New(text)
	}
}

func BenchmarkEdit(b *testing.B) {
	for _, c := range []struct{ name, line string }{{"ascii", asciiLine}, {"wide", wideLine}} {
		text, at := tenThousandLines(c.line), Position{5_000, 8}
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := text.Edit(Range{at, at}, "x", UTF16); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkReplaceAll is one change on each of 10,000 lines, from the last to
// the first, as editors send it.
func BenchmarkReplaceAll(b *testing.B) {
	text := tenThousandLines(asciiLine)
	var changes []Change
	for n := text.LineCount() - 1; n >= 0; n-- {
		changes = append(changes, Change{&Range{Position{n, 0}, Position{n, 4}}, "label"})
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := text.Apply(changes[1:], UTF16); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPosition(b *testing.B) {
	for _, c := range []struct{ name, line string }{{"ascii", asciiLine}, {"wide", wideLine}} {
		text := tenThousandLines(c.line)
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			offset := 0
			for b.Loop() {
				offset = (offset + 7919) % text.Len()
				p := text.Position(offset, UTF16)
				text.Clamp(p, UTF16)
			}
		})
	}
}
