package check

import (
	"cmp"
	"slices"

	"github.com/clnrm-ls/clnrm-ls/engine/config"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/schema"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/suggest"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// Input is one parsed test file.
type Input struct {
	Document *toml.Document
	// Config is the decoded document; nil lets Run decode it.
	Config *config.Config
	// Partial says that text may be missing: the control flow of the template
	// was lost, or the TOML has syntax errors. Rules that conclude from
	// absence stay silent.
	Partial bool
	// Drops are the offsets, ascending, at which the template should have
	// written something and did not. Rules treat them as Partial; a missing
	// key is still reported in a table that reaches over none of them.
	Drops []int
	// Library says that the file is a part for other files, so that it need
	// not be a whole test. It implies Partial.
	Library bool
	// Placeholders are ranges of the text, sorted and disjoint, that stand for
	// values which could not be computed. No finding touches one.
	Placeholders []source.Span
	// Computed reports whether a range was written by an expression of the
	// template rather than by hand; nil when nothing was.
	Computed func(source.Span) bool
}

// Run checks a document: structure, then every rule. Findings are sorted by
// range and free of duplicates; never nil.
func Run(in Input) []finding.Finding {
	in.Partial = in.Partial || in.Library
	if in.Config == nil {
		in.Config = config.Decode(in.Document.Root)
	}
	p := newPass(in)
	p.out = append(p.out, schema.Validate(in.Document.Root, schema.Test(), schema.Input{
		Partial: in.Partial, Drops: in.Drops, Placeholders: in.Placeholders, Text: in.Document.Text,
	})...)
	p.in.Partial = in.Partial || len(in.Drops) > 0
	for i := range rules {
		p.rule = &rules[i]
		rules[i].find(p)
	}
	return normal(p.out)
}

// maxComparisons bounds the names that one run compares in search of what was
// meant: a file with thousands of misspellings is told of them without advice.
const maxComparisons = 100_000

// affords takes n comparisons from the budget.
func (p *pass) affords(n int) bool {
	p.compared += n
	return p.compared <= maxComparisons
}

// nearest is suggest.Nearest within the budget.
func (p *pass) nearest(name string, candidates []string) string {
	if !p.affords(len(candidates)) {
		return ""
	}
	return suggest.Nearest(name, candidates)
}

// normal sorts and removes what has the same range and code as another.
func normal(all []finding.Finding) []finding.Finding {
	if len(all) == 0 {
		return []finding.Finding{}
	}
	slices.SortStableFunc(all, func(a, b finding.Finding) int {
		return cmp.Or(
			cmp.Compare(a.Span.Start, b.Span.Start),
			cmp.Compare(a.Span.End, b.Span.End),
			cmp.Compare(a.Code, b.Code),
		)
	})
	return slices.CompactFunc(all, func(a, b finding.Finding) bool {
		return a.Location == b.Location && a.Code == b.Code
	})
}

// pass is the state of one Run.
type pass struct {
	in   Input
	cfg  *config.Config
	root *toml.Node
	text string
	rule *rule
	out  []finding.Finding

	compared int // names, against maxComparisons

	regexes []regexFault // of every expected_output_regex, found once
	scanned bool         // regexes is filled
}

func newPass(in Input) *pass {
	return &pass{in: in, cfg: in.Config, root: in.Document.Root, text: in.Document.Text}
}

// report adds a finding under the code of the current rule. It drops a finding
// that touches a placeholder, with its own range or with a related one: what
// it says would rest on a made-up value.
func (p *pass) report(f finding.Finding) {
	if p.hidden(f.Span) {
		return
	}
	for _, r := range f.Related {
		if p.hidden(r.Span) {
			return
		}
	}
	f.Code = p.rule.code
	if f.Severity == 0 {
		f.Severity = p.rule.severity
	}
	p.out = append(p.out, f)
}

// hidden reports whether a range touches a placeholder.
func (p *pass) hidden(s source.Span) bool { return s.TouchesAny(p.in.Placeholders) }

func at(s source.Span) finding.Location { return finding.Location{Span: s} }

func related(s source.Span, message string) finding.Related {
	return finding.Related{Location: at(s), Message: message}
}
