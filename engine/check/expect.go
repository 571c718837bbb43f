package check

import (
	"fmt"

	"github.com/clnrm-ls/clnrm-ls/engine/config"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// findGraphEdges is item 8 of the LOAD validation.
func findGraphEdges(p *pass) {
	p.expects(func(e *config.Expect) {
		for _, list := range [...][]config.Edge{e.Graph.MustInclude, e.Graph.MustNotCross} {
			for _, edge := range list {
				p.checkEdge(edge)
			}
		}
	})
}

func (p *pass) checkEdge(edge config.Edge) {
	if edge.Names.Broken {
		return
	}
	if n := len(edge.Names.Items); n != 2 {
		p.report(finding.Finding{
			Location: at(edge.Node.Span),
			Message:  fmt.Sprintf("An edge is a pair of two span names and this one has %d; write [\"parent\", \"child\"].", n),
		})
		return
	}
	for _, name := range edge.Names.Items {
		if blank(name) {
			p.report(finding.Finding{Location: at(name.Span()), Message: "A span name of the edge is blank; write [\"parent\", \"child\"]."})
		}
	}
}

// findDurationRanges is R9, for [[expect.span]] too.
func findDurationRanges(p *pass) {
	visit := func(least, most config.Float) {
		if least.Set() && most.Set() && least.Value > most.Value {
			p.report(finding.Finding{
				Location: at(most.Span()),
				Message:  fmt.Sprintf("The longest duration, %v ms, is below the shortest, %v ms, so no span can pass; swap or correct them.", most.Value, least.Value),
				Related:  []finding.Related{related(least.Span(), "the shortest duration")},
			})
		}
	}
	for i := range p.cfg.Expect.Spans {
		s := &p.cfg.Expect.Spans[i]
		visit(s.MinDuration, s.MaxDuration)
	}
	for i := range p.cfg.OtelValidation.ExpectedSpans {
		s := &p.cfg.OtelValidation.ExpectedSpans[i]
		visit(s.MinDuration, s.MaxDuration)
	}
}

// findImpossibleBounds is M7 for counts.
func findImpossibleBounds(p *pass) {
	p.expects(func(e *config.Expect) {
		c := &e.Counts
		for _, b := range [...]*config.Bound{&c.SpansTotal, &c.EventsTotal, &c.ErrorsTotal} {
			p.checkBound(b)
		}
		for i := range c.ByName {
			p.checkBound(&c.ByName[i].Bound)
		}
	})
}

func (p *pass) checkBound(b *config.Bound) {
	outside := func(limit config.Int, what string) {
		p.report(finding.Finding{
			Location: at(b.Eq.Span()),
			Severity: finding.Warning,
			Message:  fmt.Sprintf("eq = %d is %s = %d; eq alone decides, so remove the other or correct one.", b.Eq.Value, what, limit.Value),
			Related:  []finding.Related{related(limit.Span(), "not looked at beside eq")},
		})
	}
	switch {
	case b.Eq.Set():
		if b.Gte.Set() && b.Eq.Value < b.Gte.Value {
			outside(b.Gte, "below gte")
		} else if b.Lte.Set() && b.Eq.Value > b.Lte.Value {
			outside(b.Lte, "above lte")
		}
	case b.Gte.Set() && b.Lte.Set() && b.Gte.Value > b.Lte.Value:
		p.report(finding.Finding{
			Location: at(b.Lte.Span()),
			Message:  fmt.Sprintf("lte = %d is below gte = %d, so no number can pass; swap or correct them.", b.Lte.Value, b.Gte.Value),
			Related:  []finding.Related{related(b.Gte.Span(), "at least this many")},
		})
	}
}

// most is the largest number that a bound allows, with the value that says so.
func most(b *config.Bound) (limit config.Int, ok bool) {
	if b.Eq.Set() {
		return b.Eq, true
	}
	return b.Lte, b.Lte.Set()
}

// findContradictions is M7 between parts of [expect].
func findContradictions(p *pass) {
	p.expects(func(e *config.Expect) {
		p.checkEdgesAgree(e.Graph)
		p.checkOrderOfNested(e)
		p.checkStatusesAgree(e.Status)
		required := p.requiredSpans(e)
		for i := range e.Counts.ByName {
			b := &e.Counts.ByName[i]
			where, named := required[b.Name]
			if limit, ok := most(&b.Bound); ok && named && limit.Value == 0 {
				p.report(finding.Finding{
					Location: at(limit.Span()),
					Message:  fmt.Sprintf("No span may be named %q here, but another expectation needs one; remove one of the two.", b.Name),
					Related:  []finding.Related{related(where, "needed here")},
				})
			}
		}
		limit, ok := most(&e.Counts.SpansTotal)
		if !ok {
			return
		}
		if need := p.leastSpans(required, e.Counts.ByName); need > limit.Value {
			p.report(finding.Finding{
				Location: at(limit.Span()),
				Message:  fmt.Sprintf("At most %d spans are allowed, but the other expectations need at least %d; raise the limit.", limit.Value, need),
			})
		}
	})
}

func (p *pass) checkEdgesAgree(g config.Graph) {
	if len(g.MustInclude) == 0 || len(g.MustNotCross) == 0 {
		return
	}
	wanted := make(map[[2]string]*toml.Node, len(g.MustInclude))
	for _, e := range g.MustInclude {
		if parent, child, ok := p.pair(e); ok {
			wanted[[2]string{parent, child}] = e.Node
		}
	}
	for _, e := range g.MustNotCross {
		parent, child, ok := p.pair(e)
		if node := wanted[[2]string{parent, child}]; ok && node != nil {
			p.report(finding.Finding{
				Location: at(e.Node.Span),
				Message:  "must_include wants the same edge that must_not_cross forbids; remove one of the two.",
				Related:  []finding.Related{related(node.Span, "wanted here")},
			})
		}
	}
}

// requiredSpans are the names of which a span must exist (format.md 5.3), with
// the first place that says so.
func (p *pass) requiredSpans(e *config.Expect) map[string]source.Span {
	required := make(map[string]source.Span, len(e.Spans))
	need := func(name config.String) {
		if !name.Set() || p.hidden(name.Span()) {
			return
		}
		if _, known := required[name.Value]; !known {
			required[name.Value] = name.Span()
		}
	}
	for i := range e.Spans {
		need(e.Spans[i].Name)
	}
	for _, list := range [...][]config.Edge{e.Graph.MustInclude, e.Order.MustPrecede, e.Order.MustFollow} {
		for _, edge := range list {
			if _, _, ok := p.pair(edge); ok {
				need(edge.Names.Items[0])
				need(edge.Names.Items[1])
			}
		}
	}
	for _, w := range e.Windows {
		need(w.Outer)
		for _, name := range w.Contains.Items {
			need(name)
		}
	}
	return required
}

// leastSpans is the number of spans that the other expectations add up to.
func (p *pass) leastSpans(required map[string]source.Span, byName []config.NamedBound) int64 {
	total := int64(len(required))
	for i := range byName {
		b := &byName[i]
		if p.hidden(b.Gte.Span()) || p.hidden(b.Eq.Span()) || p.hidden(b.KeySpan) {
			continue
		}
		least := b.Gte.Value
		if b.Eq.Set() {
			least = b.Eq.Value
		}
		if _, counted := required[b.Name]; counted {
			least--
		}
		if least > 0 && least < 1<<40 && total < 1<<40 {
			total += least
		}
	}
	return total
}
