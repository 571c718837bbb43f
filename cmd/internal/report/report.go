package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// File is the result for one file.
type File struct {
	Name     string // as shown to the user
	Analysis *engine.Analysis
	// Text is the content of another unit, for ranges that lie in one.
	Text func(unit string) (string, bool)
	// Display turns the path of another unit into what is shown.
	Display func(path string) string
}

// Writer prints all files in one format.
type Writer func(w io.Writer, files []File) error

var formats = map[string]Writer{"text": writeText, "json": writeJSON, "sarif": writeSARIF, "github": writeGitHub}

// Formats lists the names that New knows, sorted.
func Formats() []string {
	names := make([]string, 0, len(formats))
	for name := range formats {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// New finds the writer of a format.
func New(format string) (Writer, error) {
	w, ok := formats[format]
	if !ok {
		return nil, fmt.Errorf("unknown format %q: want one of %s", format, strings.Join(Formats(), ", "))
	}
	return w, nil
}

// place is a resolved location: a named file with one-based coordinates.
type place struct {
	file       string
	text       *source.Text // nil when it cannot be read any more
	span       source.Span
	start, end source.Position // one-based, code points
}

// resolve finds the file and the coordinates of a location.
func (f File) resolve(l finding.Location) place {
	p := place{file: f.Name, text: f.Analysis.Document.Text, span: l.Span}
	if l.Unit != "" {
		p.file, p.text = f.Display(l.Unit), nil
		if text, ok := f.Text(l.Unit); ok && l.Span.End <= len(text) {
			p.text = source.New(text)
		}
	}
	if p.text == nil {
		p.start, p.end = source.Position{Line: 1, Character: 1}, source.Position{Line: 1, Character: 1}
		return p
	}
	p.start, p.end = coordinates(p.text, l.Span)
	return p
}

func coordinates(text *source.Text, span source.Span) (start, end source.Position) {
	r := text.Range(span, source.UTF32)
	r.Start.Line, r.Start.Character = r.Start.Line+1, r.Start.Character+1
	r.End.Line, r.End.Character = r.End.Line+1, r.End.Character+1
	return r.Start, r.End
}

// count tallies findings by severity.
func count(files []File) map[finding.Severity]int {
	n := make(map[finding.Severity]int)
	for _, file := range files {
		for _, f := range file.Analysis.Findings {
			n[f.Severity]++
		}
	}
	return n
}
