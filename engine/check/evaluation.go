package check

import (
	"fmt"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/config"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/suggest"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// findNotEvaluated is M8, once per file.
func findNotEvaluated(p *pass) {
	expect := p.cfg.Expect.Entry
	if p.in.Partial || expect == nil || expect.Value == nil || len(expect.Value.Entries) == 0 {
		return
	}
	for i := range p.cfg.Scenarios {
		s := &p.cfg.Scenarios[i]
		collect := s.Artifacts.Collect
		unknown := s.Artifacts.Entry != nil && (!collect.Set() || collect.Broken || p.hidden(collect.Node.Span))
		if unknown || s.CollectsSpans() {
			return
		}
	}
	p.report(finding.Finding{
		Location: at(expect.KeySpan),
		Message:  `clnrm evaluates no expectation of this file, because no scenario collects spans; add artifacts.collect = ["spans:default"] to a scenario.`,
	})
}

// findUndeclaredSpans is M9: a name that nearly is one that an expect.span
// declares. Names that no expect.span comes near are common and on purpose.
func findUndeclaredSpans(p *pass) {
	e := &p.cfg.Expect
	if p.in.Partial || len(e.Spans) == 0 {
		return
	}
	declared := make(map[string]bool, len(e.Spans))
	names := make([]string, 0, len(e.Spans))
	for i := range e.Spans {
		name := e.Spans[i].Name
		if !name.Set() || p.hidden(name.Span()) {
			return
		}
		if !declared[name.Value] {
			declared[name.Value] = true
			names = append(names, name.Value)
		}
	}
	p.eachSpanName(func(name string, span source.Span) {
		if declared[name] || likeGlob(name) || !p.affords(len(names)) {
			return
		}
		for _, near := range names {
			if misspelled(name, near) {
				p.report(finding.Finding{
					Location: at(span),
					Message:  fmt.Sprintf("No [[expect.span]] declares %q; did you mean %q?", name, near),
					Fixes: []finding.Fix{{
						Title: fmt.Sprintf("Change to %q", near),
						Edits: []finding.Edit{{Span: span, Text: toml.Quote(near)}},
					}},
				})
				return
			}
		}
	})
}

// eachSpanName visits the names that refer to spans by equality.
func (p *pass) eachSpanName(visit func(string, source.Span)) {
	e := &p.cfg.Expect
	value := func(s config.String) {
		if s.Set() {
			visit(s.Value, s.Span())
		}
	}
	for i := range e.Spans {
		value(e.Spans[i].Parent)
	}
	for _, list := range [...][]config.Edge{e.Graph.MustInclude, e.Graph.MustNotCross, e.Order.MustPrecede, e.Order.MustFollow} {
		for _, edge := range list {
			for _, name := range edge.Names.Items {
				value(name)
			}
		}
	}
	for _, w := range e.Windows {
		value(w.Outer)
		for _, name := range w.Contains.Items {
			value(name)
		}
	}
	for _, b := range e.Counts.ByName {
		visit(b.Name, b.KeySpan)
	}
}

// misspelled reports whether a differs from b by a slip of the pen: one letter
// in a word of five or more, two in one of nine or more. Names that differ in
// a number, or in a short word (get and set), are different names.
func misspelled(a, b string) bool {
	if a == b || abs(len(a)-len(b)) > 2 {
		return false
	}
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	tail := 0
	for tail < min(len(a), len(b))-start && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	if strings.ContainsAny(a[start:len(a)-tail]+b[start:len(b)-tail], "0123456789") {
		return false
	}
	for start > 0 && isLetter(a[start-1]) {
		start--
	}
	for tail > 0 && isLetter(a[len(a)-tail]) {
		tail--
	}
	wordA, wordB := a[start:len(a)-tail], b[start:len(b)-tail]
	if strings.HasPrefix(wordA, wordB) || strings.HasPrefix(wordB, wordA) {
		return false // request and requests, read and ready
	}
	limit := 0
	if long := max(len(wordA), len(wordB)); long >= 9 {
		limit = 2
	} else if long >= 5 {
		limit = 1
	}
	return limit > 0 && suggest.Distance(wordA, wordB) <= limit
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 }

func abs(n int) int { return max(n, -n) }
