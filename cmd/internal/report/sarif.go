package report

import (
	"io"
	"path/filepath"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
)

// writeSARIF prints SARIF 2.1.0, the format of code-scanning services.
// Columns count Unicode code points.
func writeSARIF(w io.Writer, files []File) error {
	report := sarif.NewReport()
	run := sarif.NewRunWithInformationURI("clnrm-ls", "https://github.com/clnrm-ls/clnrm-ls")
	run.ColumnKind = "unicodeCodePoints"
	for _, entry := range finding.Table() {
		run.AddRule(string(entry.Code)).
			WithDescription(entry.What).
			WithFullDescription(sarif.NewMultiformatMessageString().WithText(entry.Why)).
			WithHelp(sarif.NewMultiformatMessageString().WithText(entry.Fix))
	}
	for _, file := range files {
		run.AddDistinctArtifact(filepath.ToSlash(file.Name))
		for _, f := range file.Analysis.Findings {
			run.AddResult(file.sarif(f))
		}
	}
	report.AddRun(run)
	return report.PrettyWrite(w)
}

func (f File) sarif(x finding.Finding) *sarif.Result {
	result := sarif.NewRuleResult(string(x.Code)).
		WithLevel(sarifLevel(x.Severity)).
		WithMessage(sarif.NewTextMessage(x.Message)).
		AddLocation(f.resolve(x.Location).sarif())
	for _, r := range x.Related {
		result.AddRelatedLocation(f.resolve(r.Location).sarif().WithMessage(sarif.NewTextMessage(r.Message)))
	}
	return result
}

func (p place) sarif() *sarif.Location {
	region := sarif.NewRegion().
		WithStartLine(p.start.Line).WithStartColumn(p.start.Character).
		WithEndLine(p.end.Line).WithEndColumn(p.end.Character)
	return sarif.NewLocationWithPhysicalLocation(sarif.NewPhysicalLocation().
		WithArtifactLocation(sarif.NewSimpleArtifactLocation(filepath.ToSlash(p.file))).
		WithRegion(region))
}

func sarifLevel(s finding.Severity) string {
	switch s {
	case finding.Error:
		return "error"
	case finding.Warning:
		return "warning"
	}
	return "note"
}
