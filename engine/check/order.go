package check

import (
	"fmt"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/config"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// maxCycles bounds the findings of one order table.
const maxCycles = 16

// expects visits [expect] and the expectations of [otel_validation].
func (p *pass) expects(visit func(*config.Expect)) {
	visit(&p.cfg.Expect)
	visit(&p.cfg.OtelValidation.Expect)
}

// arrow is "from ends before to starts", as written by node.
type arrow struct {
	from, to string
	node     *toml.Node
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
		left := p.arrows(e.Order)
		for range maxCycles {
			cycle := findCycle(left)
			if cycle == nil {
				return
			}
			p.reportCycle(cycle)
			left = without(left, cycle)
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

// findCycle returns the arrows of one cycle in order, or nil. It takes away
// whatever nothing points at, again and again; from what is left, going
// backwards never ends, so it must come round.
func findCycle(arrows []arrow) []arrow {
	if len(arrows) == 0 {
		return nil
	}
	incoming := make(map[string]int, len(arrows))
	outgoing := make(map[string][]int, len(arrows))
	for i, a := range arrows {
		incoming[a.from] += 0
		incoming[a.to]++
		outgoing[a.from] = append(outgoing[a.from], i)
	}
	var free []string
	for _, a := range arrows {
		if incoming[a.from] == 0 {
			free = append(free, a.from)
			incoming[a.from] = -1
		}
	}
	for len(free) > 0 {
		name := free[len(free)-1]
		free = free[:len(free)-1]
		for _, i := range outgoing[name] {
			to := arrows[i].to
			if incoming[to]--; incoming[to] == 0 {
				free = append(free, to)
				incoming[to] = -1
			}
		}
	}
	into := make(map[string]arrow)
	var start string
	for _, a := range arrows {
		if incoming[a.from] > 0 && incoming[a.to] > 0 {
			if len(into) == 0 {
				start = a.to
			}
			if _, known := into[a.to]; !known {
				into[a.to] = a
			}
		}
	}
	if len(into) == 0 {
		return nil
	}
	return walkBack(into, start)
}

// walkBack follows the arrows backwards until a name comes again, and returns
// the arrows between, forwards.
func walkBack(into map[string]arrow, name string) []arrow {
	place := make(map[string]int)
	var back []arrow
	for {
		if from, seen := place[name]; seen {
			cycle := make([]arrow, 0, len(back)-from)
			for i := len(back) - 1; i >= from; i-- {
				cycle = append(cycle, back[i])
			}
			return cycle
		}
		place[name] = len(back)
		back = append(back, into[name])
		name = into[name].from
	}
}

// without drops every arrow that touches a name of the cycle.
func without(arrows, cycle []arrow) []arrow {
	names := make(map[string]bool, len(cycle))
	for _, a := range cycle {
		names[a.from] = true
	}
	var left []arrow
	for _, a := range arrows {
		if !names[a.from] && !names[a.to] {
			left = append(left, a)
		}
	}
	return left
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
			for _, word := range strings.FieldsFunc(item.Value, notInName) {
				if word != s.Name && p.cfg.Service(word) != nil {
					arrows = append(arrows, arrow{word, s.Name, s.HealthCheck.Cmd.Node})
				}
			}
		}
	})
	for range maxCycles {
		cycle := findCycle(arrows)
		if cycle == nil {
			return
		}
		p.report(finding.Finding{
			Location: at(cycle[0].node.Span),
			Message:  fmt.Sprintf("The health checks of %s wait for each other, so none can become ready; take one of them out.", names(cycle)),
		})
		arrows = without(arrows, cycle)
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
