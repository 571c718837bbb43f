package check

import (
	"fmt"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/config"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// expects visits [expect] and the expectations of [otel_validation].
func (p *pass) expects(visit func(*config.Expect)) {
	visit(&p.cfg.Expect)
	visit(&p.cfg.OtelValidation.Expect)
}

// arrows are the pairs of an order table, must_follow reversed.
func (p *pass) arrows(order config.Order) []arrow {
	out := make([]arrow, 0, len(order.MustPrecede)+len(order.MustFollow))
	for _, e := range order.MustPrecede {
		if from, to, ok := p.pair(e); ok {
			out = append(out, arrow{from, to, e.Node})
		}
	}
	for _, e := range order.MustFollow {
		if to, from, ok := p.pair(e); ok {
			out = append(out, arrow{from, to, e.Node})
		}
	}
	return out
}

// pair takes an edge of exactly two known names apart.
func (p *pass) pair(e config.Edge) (first, second string, ok bool) {
	if e.Names.Broken || len(e.Names.Items) != 2 || p.hidden(e.Node.Span) {
		return "", "", false
	}
	return e.Names.Items[0].Value, e.Names.Items[1].Value, true
}

// findOrderCycles is R10, one finding for each cycle.
func findOrderCycles(p *pass) {
	p.expects(func(e *config.Expect) {
		for _, cycle := range findCycles(p.arrows(e.Order)) {
			p.reportCycle(cycle)
		}
	})
}

func (p *pass) reportCycle(cycle []arrow) {
	last := cycle[0]
	var names []string
	for _, a := range cycle {
		if a.node.Span.Start > last.node.Span.Start {
			last = a
		}
		if names = append(names, a.from); len(names) > 8 {
			names = append(names, "…")
			break
		}
	}
	f := finding.Finding{
		Location: at(last.node.Span),
		Message:  fmt.Sprintf("This order can never hold: %s before %s; remove one of the pairs.", strings.Join(names, " before "), cycle[0].from),
	}
	for _, a := range cycle {
		if a.node != last.node && len(f.Related) < 8 {
			f.Related = append(f.Related, related(a.node.Span, fmt.Sprintf("%s before %s", a.from, a.to)))
		}
	}
	p.report(f)
}

// checkOrderOfNested reports a pair of an order one of which lies within the
// other by a window: the inner one neither ends before the outer starts nor
// starts after it has ended. It is a warning because there may be other spans
// of the same names.
func (p *pass) checkOrderOfNested(e *config.Expect) {
	arrows := p.arrows(e.Order)
	if len(arrows) == 0 || len(e.Windows) == 0 {
		return
	}
	nested := make(map[[2]string]source.Span)
	for i := range e.Windows {
		w := &e.Windows[i]
		if !w.Outer.Set() || p.hidden(w.Outer.Span()) {
			continue
		}
		for _, inner := range w.Contains.Items {
			if !p.hidden(inner.Span()) && inner.Value != w.Outer.Value {
				nested[[2]string{w.Outer.Value, inner.Value}] = inner.Span()
			}
		}
	}
	for _, a := range arrows {
		outer, inner := a.from, a.to
		where, ok := nested[[2]string{outer, inner}]
		if !ok {
			outer, inner = a.to, a.from
			where, ok = nested[[2]string{outer, inner}]
		}
		if ok {
			p.report(finding.Finding{
				Location: at(a.node.Span), Severity: finding.Warning,
				Message: fmt.Sprintf("%q lies within %q, says a window, so that neither can end before the other starts; remove one of the two.", inner, outer),
				Related: []finding.Related{related(where, "the window")},
			})
		}
	}
}

// findOrderPairs reports pairs that clnrm drops (format.md 2.8).
func findOrderPairs(p *pass) {
	p.expects(func(e *config.Expect) {
		for _, list := range [...][]config.Edge{e.Order.MustPrecede, e.Order.MustFollow} {
			for _, edge := range list {
				if n := len(edge.Names.Items); n != 2 && !edge.Names.Broken {
					p.report(finding.Finding{
						Location: at(edge.Node.Span),
						Message:  fmt.Sprintf("An order is a pair of two span names, this one has %d, and clnrm drops it; write [\"first\", \"second\"].", n),
					})
				}
			}
		}
	})
}

// findServiceCycles is R22 as corrected: whole words, and never itself.
func findServiceCycles(p *pass) {
	if p.in.Partial {
		return
	}
	var arrows []arrow
	p.eachService(func(s *config.Service) {
		for _, item := range s.HealthCheck.Cmd.Items {
			if p.hidden(item.Span()) {
				continue
			}
			for _, word := range strings.FieldsFunc(item.Value, notInName) {
				if word != s.Name && p.cfg.Service(word) != nil {
					arrows = append(arrows, arrow{word, s.Name, s.HealthCheck.Cmd.Node})
				}
			}
		}
	})
	for _, cycle := range findCycles(arrows) {
		p.report(finding.Finding{
			Location: at(cycle[0].node.Span),
			Message:  fmt.Sprintf("The health checks of %s wait for each other, so none can become ready; take one of them out.", names(cycle)),
		})
	}
}

func names(cycle []arrow) string {
	list := make([]string, 0, len(cycle))
	for _, a := range cycle {
		list = append(list, a.from)
	}
	return strings.Join(list, ", ")
}

func notInName(r rune) bool {
	return r != '_' && r != '-' && (r < '0' || r > '9') && (r|0x20 < 'a' || r|0x20 > 'z')
}
