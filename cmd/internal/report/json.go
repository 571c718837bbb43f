package report

import (
	"encoding/json"
	"io"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// The JSON form. Lines and columns are one-based, columns count code points,
// offset and length count bytes of the file.
type (
	jsonReport struct {
		Files   []jsonFile     `json:"files"`
		Summary map[string]int `json:"summary"`
	}
	jsonFile struct {
		File     string        `json:"file"`
		Findings []jsonFinding `json:"findings"`
	}
	jsonFinding struct {
		Code     finding.Code  `json:"code"`
		Severity string        `json:"severity"`
		Message  string        `json:"message"`
		Range    jsonRange     `json:"range"`
		Related  []jsonRelated `json:"related,omitempty"`
		Fixes    []jsonFix     `json:"fixes,omitempty"`
	}
	jsonRange struct {
		Start  jsonPosition `json:"start"`
		End    jsonPosition `json:"end"`
		Offset int          `json:"offset"`
		Length int          `json:"length"`
	}
	jsonPosition struct {
		Line   int `json:"line"`
		Column int `json:"column"`
	}
	jsonRelated struct {
		File    string    `json:"file"`
		Range   jsonRange `json:"range"`
		Message string    `json:"message"`
	}
	jsonFix struct {
		Title string     `json:"title"`
		Edits []jsonEdit `json:"edits"`
	}
	jsonEdit struct {
		Range jsonRange `json:"range"`
		Text  string    `json:"text"`
	}
)

func writeJSON(w io.Writer, files []File) error {
	n := count(files)
	report := jsonReport{Files: make([]jsonFile, 0, len(files)), Summary: map[string]int{
		"files": len(files), "error": n[finding.Error], "warning": n[finding.Warning],
		"info": n[finding.Information], "hint": n[finding.Hint],
	}}
	for _, file := range files {
		entry := jsonFile{File: file.Name, Findings: make([]jsonFinding, 0, len(file.Analysis.Findings))}
		for _, f := range file.Analysis.Findings {
			entry.Findings = append(entry.Findings, file.json(f))
		}
		report.Files = append(report.Files, entry)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(report)
}

func (f File) json(x finding.Finding) jsonFinding {
	out := jsonFinding{Code: x.Code, Severity: x.Severity.String(), Message: x.Message, Range: f.resolve(x.Location).json()}
	for _, r := range x.Related {
		p := f.resolve(r.Location)
		out.Related = append(out.Related, jsonRelated{File: p.file, Range: p.json(), Message: r.Message})
	}
	for _, fix := range x.Fixes {
		edits := make([]jsonEdit, len(fix.Edits))
		for i, e := range fix.Edits {
			edits[i] = jsonEdit{Range: f.resolve(finding.Location{Span: e.Span}).json(), Text: e.Text}
		}
		out.Fixes = append(out.Fixes, jsonFix{Title: fix.Title, Edits: edits})
	}
	return out
}

func (p place) json() jsonRange {
	return jsonRange{Start: position(p.start), End: position(p.end), Offset: p.span.Start, Length: p.span.Len()}
}

func position(p source.Position) jsonPosition {
	return jsonPosition{Line: p.Line, Column: p.Character}
}
