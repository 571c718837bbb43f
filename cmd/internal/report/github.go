package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
)

// writeGitHub prints workflow commands that GitHub shows beside the lines.
func writeGitHub(w io.Writer, files []File) error {
	out := bufio.NewWriter(w)
	for _, file := range files {
		for _, f := range file.Analysis.Findings {
			p := file.resolve(f.Location)
			fmt.Fprintf(out, "::%s file=%s,line=%d,endLine=%d,col=%d,endColumn=%d,title=%s::%s\n",
				githubLevel(f.Severity), property(p.file), p.start.Line, p.end.Line,
				p.start.Character, p.end.Character, property(string(f.Code)), data(f.Message))
		}
	}
	return out.Flush()
}

func githubLevel(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "error"
	case finding.Warning:
		return "warning"
	}
	return "notice"
}

// Escapes of workflow commands: data, and the stricter properties.
var (
	escapeData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	escapeProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func data(s string) string     { return escapeData.Replace(s) }
func property(s string) string { return escapeProperty.Replace(s) }
