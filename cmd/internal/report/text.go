package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/rivo/uniseg"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
)

// maxExcerpt bounds the source line that is shown, in bytes: generated files
// may have lines of megabytes.
const maxExcerpt = 200

// writeText prints like a compiler: file:line:column, code, message, the
// source line with carets, then related places and fixes.
func writeText(w io.Writer, files []File) error {
	out := bufio.NewWriter(w)
	for _, file := range files {
		for _, f := range file.Analysis.Findings {
			writeFinding(out, file, f)
		}
	}
	n := count(files)
	fmt.Fprintf(out, "%s checked: %s, %s, %d info, %s\n", plural(len(files), "file"),
		plural(n[finding.Error], "error"), plural(n[finding.Warning], "warning"),
		n[finding.Information], plural(n[finding.Hint], "hint"))
	return out.Flush()
}

func writeFinding(out *bufio.Writer, file File, f finding.Finding) {
	p := file.resolve(f.Location)
	fmt.Fprintf(out, "%s:%d:%d: %s[%s]: %s\n", expandTabs(p.file), p.start.Line, p.start.Character, f.Severity, f.Code, expandTabs(f.Message))
	writeExcerpt(out, p)
	for _, r := range f.Related {
		rp := file.resolve(r.Location)
		fmt.Fprintf(out, "    note: %s:%d:%d: %s\n", rp.file, rp.start.Line, rp.start.Character, expandTabs(r.Message))
	}
	for _, fix := range f.Fixes {
		fmt.Fprintf(out, "    help: %s\n", expandTabs(fix.Title))
	}
	out.WriteByte('\n')
}

// writeExcerpt shows the first line of the range with carets below it.
func writeExcerpt(out *bufio.Writer, p place) {
	if p.text == nil {
		return
	}
	line := p.text.Line(p.start.Line - 1)
	text := p.text.String()
	from, to := p.span.Start, min(max(p.span.End, p.span.Start), line.End)
	begin, end := line.Start, line.End
	if end-begin > maxExcerpt { // show the neighbourhood, cut at characters
		begin = max(begin, from-maxExcerpt/2)
		end = min(end, begin+maxExcerpt)
		begin, end = charStart(text, begin), charStart(text, end)
		to = min(to, end)
	}
	gutter := fmt.Sprintf("%d", p.start.Line)
	pad := strings.Repeat(" ", len(gutter))
	before, marked := text[begin:from], text[from:max(from, to)]
	fmt.Fprintf(out, " %s |\n %s | %s\n", pad, gutter, expandTabs(text[begin:end]))
	fmt.Fprintf(out, " %s | %s%s\n", pad,
		strings.Repeat(" ", width(before)), strings.Repeat("^", max(1, width(marked))))
}

func charStart(text string, i int) int {
	for i > 0 && i < len(text) && text[i]&0xC0 == 0x80 {
		i--
	}
	return i
}

// expandTabs makes a tab as wide as width counts it, and shows other control
// characters instead of sending them to the terminal.
func expandTabs(s string) string {
	s = strings.ReplaceAll(s, "\t", "    ")
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// width is the number of terminal cells that s fills.
func width(s string) int { return uniseg.StringWidth(expandTabs(s)) }

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
