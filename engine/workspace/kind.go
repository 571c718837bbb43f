package workspace

import (
	"path/filepath"
	"strings"
)

// Kind is what a file is to clnrm (format.md 1.1).
type Kind uint8

// The kinds of files.
const (
	Other    Kind = iota // nothing that clnrm reads by itself
	Test                 // a test definition, with or without template tags in it
	Template             // the template of a test definition (*.toml.tera)
	Library              // macros or a partial, for import and include (_*.tera)
	Project              // the project configuration
)

// ProjectFile is the name of the project configuration.
const ProjectFile = "cleanroom.toml"

// headBytes is how much of a plain .toml file is looked at. Discover reads no
// more, and Classify stops there too so that both always agree.
const headBytes = 16 << 10

// String is the lower-case English name.
func (k Kind) String() string {
	switch k {
	case Test:
		return "test"
	case Template:
		return "template"
	case Library:
		return "library"
	case Project:
		return "project"
	}
	return "other"
}

// Classify tells the kind of a file that was found, not asked for. The name
// decides, but for a plain .toml: that is a test when one of the headers
// [meta], [test] and [test.metadata] starts within its first 16 KiB, for every
// Cargo.toml would be one otherwise (format.md 1.2, recommendation).
func Classify(path, text string) Kind {
	kind, plain := byName(path)
	if plain && hasTestHeader(text) {
		return Test
	}
	return kind
}

// ClassifyNamed tells the kind of a file that somebody opened or named on the
// command line: any .toml that nothing else is known of is a test then, as
// upstream has it, and any .tera a template.
func ClassifyNamed(path, text string) Kind {
	kind := Classify(path, text)
	switch {
	case kind != Other:
		return kind
	case strings.HasSuffix(path, ".toml"):
		return Test
	case strings.HasSuffix(path, ".tera"):
		return Template
	}
	return Other
}

// byName tells the kind as far as the name does; plain says that the text of
// the file decides.
func byName(path string) (kind Kind, plain bool) {
	name := filepath.Base(path)
	switch {
	case name == ProjectFile:
		return Project, false
	case strings.HasPrefix(name, "_") && strings.HasSuffix(name, ".tera"):
		return Library, false
	case strings.HasSuffix(name, ".toml.tera"):
		return Template, false
	case strings.HasSuffix(name, ".clnrm.toml"):
		return Test, false
	}
	return Other, strings.HasSuffix(name, ".toml")
}

// hasTestHeader looks for a header line of a test definition. It does not
// parse: a header inside a multi-line string counts, which does no harm.
func hasTestHeader(text string) bool {
	text = text[:min(len(text), headBytes)]
	for line := range strings.Lines(text) {
		line = strings.TrimLeft(line, " \t")
		if !strings.HasPrefix(line, "[") {
			continue
		}
		header, _, closed := strings.Cut(line[1:], "]")
		if !closed {
			continue
		}
		switch headerName(header) {
		case "meta", "test", "test.metadata":
			return true
		}
	}
	return false
}

// headerName is a dotted key without blanks and quotes.
func headerName(header string) string {
	if !strings.ContainsAny(header, " \t\"'") {
		return header
	}
	parts := strings.Split(header, ".")
	for i, part := range parts {
		parts[i] = strings.Trim(strings.TrimSpace(part), `"'`)
	}
	return strings.Join(parts, ".")
}
