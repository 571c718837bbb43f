package check

import (
	"errors"
	"fmt"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/config"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// findEmptyScenarios is R7 as corrected, with the case that a service alone
// runs nothing.
func findEmptyScenarios(p *pass) {
	if p.in.Partial {
		return
	}
	for i := range p.cfg.Scenarios {
		s := &p.cfg.Scenarios[i]
		if s.Run.Present() || s.StepsEntry != nil && !p.emptySteps(s) {
			continue
		}
		span := s.Node.Span
		if s.Name.Set() {
			span = s.Name.Span()
		}
		f := finding.Finding{Location: at(span), Message: "The scenario has neither run nor steps, so it runs nothing; add run = \"…\" with a service, or [[scenario.steps]]."}
		if s.Service.Present() {
			f.Message = "The scenario names a service but has neither run nor steps, so it runs nothing; add run = \"…\"."
		}
		p.report(f)
	}
}

// findNoServices tells that clnrm wants a service beside run (format.md 2.6).
func findNoServices(p *pass) {
	if p.in.Partial {
		return
	}
	for i := range p.cfg.Scenarios {
		s := &p.cfg.Scenarios[i]
		if !s.Run.Set() || s.Service.Present() {
			continue
		}
		span := s.Node.Span
		switch {
		case s.Name.Set():
			span = s.Name.Span()
		case s.Node.Form == toml.Inline:
			span = s.Run.Entry.KeySpan
		}
		p.report(finding.Finding{
			Location: at(span),
			Message:  "clnrm fails a scenario that has run but no service; clnrm-ls runs it in the default image. Add service if clnrm must run the file.",
		})
	}
}

// emptySteps reports whether steps is an array without elements; one of the
// wrong type is a structural finding already.
func (p *pass) emptySteps(s *config.Scenario) bool {
	v := s.StepsEntry.Value
	return v != nil && v.Kind == toml.Array && len(v.Items) == 0
}

// findScenarioNames is L5: the name becomes the name of a folder.
func findScenarioNames(p *pass) {
	for i := range p.cfg.Scenarios {
		name := p.cfg.Scenarios[i].Name
		if !name.Set() || blank(name) {
			continue
		}
		for j, r := range name.Value {
			if r == '_' || r == '-' || r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z' {
				continue
			}
			p.report(finding.Finding{
				Location: at(p.inside(name.Node, source.Span{Start: j, End: j + len(string(r))})),
				Message:  fmt.Sprintf("The scenario name contains %q, but it names the artifact folder, and clnrm lint wants letters, digits, _ and - only; rename it.", r),
			})
			break
		}
	}
}

// findInvalidArtifacts is M10 for artifacts.collect (format.md 4.7).
func findInvalidArtifacts(p *pass) {
	for i := range p.cfg.Scenarios {
		for _, item := range p.cfg.Scenarios[i].Artifacts.Collect.Items {
			artifact, ok := config.ParseArtifact(item.Value)
			if ok {
				continue
			}
			f := finding.Finding{Location: at(item.Span())}
			switch {
			case !strings.Contains(item.Value, ":"):
				f.Message = fmt.Sprintf("%q is no artifact; write spans:NAME, logs:stdout, logs:stderr or files:PATH.", item.Value)
			case artifact.Kind == "logs":
				f.Message = fmt.Sprintf("There is no log stream %q; write logs:stdout or logs:stderr.", artifact.Arg)
				if artifact.Arg == "all" {
					f.Fixes = []finding.Fix{{
						Title:     "Collect logs:stdout and logs:stderr",
						Edits:     []finding.Edit{{Span: item.Span(), Text: `"logs:stdout", "logs:stderr"`}},
						Preferred: true,
					}}
				}
			case artifact.Kind == "spans" || artifact.Kind == "files":
				f.Message = fmt.Sprintf("Nothing follows %s:; name what to collect, as in spans:default or files:PATH.", artifact.Kind)
			default:
				f.Message = fmt.Sprintf("There is no kind of artifact %q; use spans, logs or files.", artifact.Kind)
			}
			p.report(f)
		}
	}
}

// findUnbalancedQuotes is M6.
func findUnbalancedQuotes(p *pass) {
	for i := range p.cfg.Scenarios {
		run := p.cfg.Scenarios[i].Run
		if !run.Set() || blank(run) {
			continue
		}
		_, err := config.SplitCommand(run.Value)
		var split *config.SplitError
		if !errors.As(err, &split) {
			continue
		}
		f := finding.Finding{Location: at(p.inside(run.Node, split.Span))}
		switch {
		case errors.Is(err, config.ErrSingleQuote):
			f.Message = "The single quote that starts here is never closed; close it, or write \\' for an apostrophe."
		case errors.Is(err, config.ErrDoubleQuote):
			f.Message = "The double quote that starts here is never closed; close it, or escape it with a backslash."
		default:
			f.Message = "The run string holds no words; write the command line to execute."
		}
		p.report(f)
	}
}

// findShellOperators is M5, once per run string.
func findShellOperators(p *pass) {
	for i := range p.cfg.Scenarios {
		run := p.cfg.Scenarios[i].Run
		if !run.Set() {
			continue
		}
		operators := config.ShellOperators(run.Value)
		if len(operators) == 0 {
			continue
		}
		first := operators[0]
		what := fmt.Sprintf("%q", first.Text)
		switch {
		case first.Text == "\n":
			what = "the line end"
		case strings.ContainsAny(first.Text, "$`"):
			what = fmt.Sprintf("the expansion %q", first.Text)
		}
		p.report(finding.Finding{
			Location: at(p.inside(run.Node, first.Span)),
			Message:  "run is executed without a shell, so " + what + " is passed on as text; wrap the command in sh -c '…'.",
			Fixes:    p.wrapInShell(run),
		})
	}
}

// wrapInShell rewrites a run string as sh -c '…'. A multi-line string keeps
// its lines when nothing in it needs other quotes.
func (p *pass) wrapInShell(run config.String) []finding.Fix {
	fix := finding.Fix{Title: "Run it with sh -c", Preferred: true}
	if content, ok := p.content(run.Node); ok && !strings.Contains(run.Value, "'") &&
		strings.HasPrefix(p.text[run.Node.Span.Start:], `"""`) {
		raw := p.text[content.Start:content.End]
		start := content.Start + len(raw) - len(strings.TrimLeft(raw, " \t\r\n"))
		end := content.Start + len(strings.TrimRight(raw, " \t\r\n"))
		fix.Edits = []finding.Edit{
			{Span: source.Span{Start: start, End: start}, Text: "sh -c '"},
			{Span: source.Span{Start: end, End: end}, Text: "'"},
		}
		return []finding.Fix{fix}
	}
	script := strings.ReplaceAll(strings.TrimSpace(run.Value), "'", `'\''`)
	text := toml.Quote("sh -c '" + script + "'")
	if strings.Contains(script, "\n") {
		text = toml.QuoteLines("sh -c '" + script + "'")
	}
	fix.Edits = []finding.Edit{{Span: run.Node.Span, Text: text}}
	return []finding.Fix{fix}
}
