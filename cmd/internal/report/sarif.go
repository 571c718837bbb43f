package report

import (
	"encoding/json"
	"io"
	"net/url"
	"path/filepath"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
)

// The part of SARIF 2.1.0 that is written here (OASIS, sections 3.13 to 3.30).
// Columns count Unicode code points.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string       `json:"id"`
		Short   sarifMessage `json:"shortDescription"`
		Full    sarifMessage `json:"fullDescription"`
		Help    sarifMessage `json:"help"`
		Default sarifLevel   `json:"defaultConfiguration"`
	}
	sarifLevel struct {
		Level string `json:"level"`
	}
	sarifMessage struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifMessage    `json:"message"`
		Locations []sarifLocation `json:"locations"`
		Related   []sarifLocation `json:"relatedLocations,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifMessage `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   sarifRegion   `json:"region"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndLine     int `json:"endLine"`
		EndColumn   int `json:"endColumn"`
	}
)

// writeSARIF prints SARIF 2.1.0, the format of code-scanning services.
func writeSARIF(w io.Writer, files []File) error {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "clnrm-ls", InformationURI: "https://github.com/clnrm-ls/clnrm-ls"}
	index := make(map[finding.Code]int)
	for i, e := range finding.Table() {
		index[e.Code] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{
			string(e.Code), sarifMessage{e.What}, sarifMessage{e.Why}, sarifMessage{e.Fix}, sarifLevel{level(e.Severity)},
		})
	}
	for _, file := range files {
		for _, f := range file.Analysis.Findings {
			run.Results = append(run.Results, file.sarif(f, index[f.Code]))
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

func (f File) sarif(x finding.Finding, rule int) sarifResult {
	result := sarifResult{
		RuleID: string(x.Code), RuleIndex: rule, Level: level(x.Severity), Message: sarifMessage{x.Message},
		Locations: []sarifLocation{f.resolve(x.Location).sarif()},
	}
	for _, r := range x.Related {
		location := f.resolve(r.Location).sarif()
		location.Message = &sarifMessage{r.Message}
		result.Related = append(result.Related, location)
	}
	return result
}

func (p place) sarif() sarifLocation {
	uri := (&url.URL{Path: filepath.ToSlash(p.file)}).String()
	return sarifLocation{Physical: sarifPhysical{
		sarifArtifact{uri}, sarifRegion{p.start.Line, p.start.Character, p.end.Line, p.end.Character},
	}}
}

func level(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "error"
	case finding.Warning:
		return "warning"
	}
	return "note"
}
