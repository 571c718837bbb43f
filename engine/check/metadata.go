package check

import (
	"strings"
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine/config"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// findNoName is R1. A [test] or [meta] of the wrong shape is a structural
// finding already.
func findNoName(p *pass) {
	if p.in.Partial || p.root.Get("meta") != nil || p.root.Get("test") != nil {
		return
	}
	f := finding.Finding{
		Location: at(p.firstKey()),
		Message:  "The file has neither [meta] nor [test.metadata], so the test has no name; add [meta] with name and version.",
	}
	if !p.isTest() {
		f.Message = "This is no test file: it has none of [meta], [test.metadata], [[steps]] and [[scenario]]. Add [meta] and a step, or rename the file."
	}
	if at, ok := p.firstHeader(); ok {
		f.Fixes = []finding.Fix{{
			Title:     "Add [meta]",
			Edits:     []finding.Edit{{Span: source.Span{Start: at, End: at}, Text: "[meta]\nname = \"unnamed\"\nversion = \"1.0.0\"\n\n"}},
			Preferred: p.isTest(),
		}}
	}
	p.report(f)
}

// isTest reports whether anything says that the file is a test.
func (p *pass) isTest() bool {
	for _, key := range [...]string{"meta", "test", "steps", "scenario"} {
		if p.root.Get(key) != nil {
			return true
		}
	}
	return false
}

// firstKey is the first key of the file: the place for findings on the file
// as a whole.
func (p *pass) firstKey() source.Span {
	if len(p.root.Entries) == 0 {
		return source.Span{}
	}
	first := p.root.Entries[0].KeySpan
	for _, e := range p.root.Entries[1:] {
		if e.KeySpan.Start < first.Start {
			first = e.KeySpan
		}
	}
	return first
}

// firstHeader is the start of the line of the first header; ok is false when
// keys of the root stand before it, which a header put there would swallow.
func (p *pass) firstHeader() (offset int, ok bool) {
	for _, e := range p.root.Entries {
		if e.Value == nil || e.Value.Form != toml.Header && e.Value.Form != toml.Implicit && e.Value.Form != toml.ArrayOfTables {
			return 0, false
		}
	}
	return strings.LastIndexByte(p.text[:min(p.firstKey().Start, len(p.text))], '\n') + 1, true
}

func blank(s config.String) bool { return s.Set() && strings.TrimSpace(s.Value) == "" }

// findBlankNames is R2, R6 and items 1, 3 and 4 of the LOAD validation.
func findBlankNames(p *pass) {
	report := func(name config.String, what string) {
		if blank(name) {
			p.report(finding.Finding{Location: at(name.Span()), Message: "The name is blank; give the " + what + " a name."})
		}
	}
	report(p.cfg.Name(), "test")
	p.eachStep(func(step *config.Step) { report(step.Name, "step") })
	for i := range p.cfg.Scenarios {
		report(p.cfg.Scenarios[i].Name, "scenario")
	}
}

// findBlankVersion is the other half of R2.
func findBlankVersion(p *pass) {
	if v := p.cfg.Meta.Version; blank(v) {
		p.report(finding.Finding{Location: at(v.Span()), Message: `The version is blank; write one such as "1.0.0".`})
	}
}

// findNothingToRun is R3. A steps or scenario key of the wrong type is a
// structural finding already.
func findNothingToRun(p *pass) {
	if p.in.Partial || !p.isTest() {
		return // findNoName says it
	}
	span := p.firstKey()
	for _, key := range [...]string{"steps", "scenario"} {
		entry := p.root.Get(key)
		if entry == nil {
			continue
		}
		if entry.Value == nil || entry.Value.Kind != toml.Array || len(entry.Value.Items) > 0 {
			return
		}
		span = entry.KeySpan
	}
	p.report(finding.Finding{
		Location: at(span),
		Message:  "The test has no step and no scenario, so it passes without doing anything; add a [[steps]] or a [[scenario]] table.",
	})
}

// findNoDescription is L3.
func findNoDescription(p *pass) {
	m := p.cfg.Meta
	if m.Node == nil {
		m = p.cfg.Test
	}
	if p.in.Partial || m.Node == nil || m.Description.Present() || !m.Name.Set() {
		return
	}
	p.report(finding.Finding{
		Location: at(m.Name.Entry.KeySpan),
		Message:  "The test has no description; add description = \"…\" to say what it proves.",
	})
}

// findTwoMetadata reports that one of two name blocks loses (format.md 2.2).
func findTwoMetadata(p *pass) {
	meta, test := p.root.Get("meta"), p.root.Get("test")
	if meta == nil || test == nil || p.cfg.Test.Node == nil {
		return
	}
	if metadata := test.Value.Get("metadata"); metadata != nil {
		test = metadata
	}
	p.report(finding.Finding{
		Location: at(test.KeySpan),
		Message:  "[meta] wins over [test.metadata], whose keys are not read; keep one of the two.",
		Related:  []finding.Related{related(meta.KeySpan, "[meta] is here")},
	})
}

// findTwoServiceTables reports services next to service (format.md 8.3).
func findTwoServiceTables(p *pass) {
	first, second := p.root.Get("services"), p.root.Get("service")
	if first == nil || second == nil {
		return
	}
	if second.KeySpan.Start < first.KeySpan.Start {
		first, second = second, first
	}
	f := finding.Finding{
		Location: at(second.KeySpan),
		Message:  "The file has both [services] and [service]; they are merged here, but clnrm starts only those of [services]. Use one of the two.",
		Related:  []finding.Related{related(first.KeySpan, "["+first.Key+"] is here")},
	}
	for i := range p.cfg.Services {
		if s := &p.cfg.Services[i]; s.Shadowed != nil {
			f.Related = append(f.Related, related(s.Shadowed.KeySpan, "replaced by service."+s.Name))
		}
	}
	p.report(f)
}

// findEmptyAssertions is item 6 of the LOAD validation.
func findEmptyAssertions(p *pass) {
	entry := p.root.Get("assertions")
	if p.in.Partial || p.cfg.Assertions == nil || len(p.cfg.Assertions.Entries) > 0 {
		return
	}
	p.report(finding.Finding{Location: at(entry.KeySpan), Message: "[assertions] is empty, which clnrm rejects when it loads the file; remove the table."})
}

// findNoSampleRatio is L4.
func findNoSampleRatio(p *pass) {
	otel := p.cfg.Otel
	if p.in.Partial || otel.Node == nil || otel.SampleRatio.Present() {
		return
	}
	p.report(finding.Finding{
		Location: at(p.root.Get("otel").KeySpan),
		Message:  "[otel] has no sample_ratio; add sample_ratio = 1.0 to keep every span.",
	})
}

// findInvalidClock is M10 for determinism.freeze_clock.
func findInvalidClock(p *pass) {
	clock := p.cfg.Determinism.FreezeClock
	if !clock.Set() {
		return
	}
	if _, err := time.Parse(time.RFC3339, strings.ToUpper(clock.Value)); err == nil {
		return
	}
	p.report(finding.Finding{
		Location: at(clock.Span()),
		Message:  `freeze_clock is no RFC 3339 time; write date, time and zone, as in "2025-01-01T00:00:00Z".`,
	})
}
