package check

import (
	"fmt"

	"github.com/clnrm-ls/clnrm-ls/engine/config"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// eachStep visits the steps of the file, then those of every scenario.
func (p *pass) eachStep(visit func(*config.Step)) {
	for i := range p.cfg.Steps {
		visit(&p.cfg.Steps[i])
	}
	for i := range p.cfg.Scenarios {
		steps := p.cfg.Scenarios[i].Steps
		for j := range steps {
			visit(&steps[j])
		}
	}
}

// findUndefinedServices is R8 and M1.
func findUndefinedServices(p *pass) {
	names, known := p.serviceNames()
	if !known {
		return
	}
	visit := func(service config.String) {
		if service.Set() && !p.cfg.Declares(service.Value) {
			p.report(p.undefinedService(service, names))
		}
	}
	p.eachStep(func(s *config.Step) { visit(s.Service) })
	for i := range p.cfg.Scenarios {
		visit(p.cfg.Scenarios[i].Service)
	}
}

// serviceNames lists the services; known is false when there may be more than
// can be seen.
func (p *pass) serviceNames() (names []string, known bool) {
	if p.in.Partial {
		return nil, false
	}
	for _, key := range [...]string{"services", "service"} {
		entry := p.root.Get(key)
		if entry == nil {
			continue
		}
		if entry.Value == nil || entry.Value.Kind != toml.Table || p.hidden(entry.KeySpan) {
			return nil, false
		}
		for _, e := range entry.Value.Entries {
			if p.hidden(e.KeySpan) {
				return nil, false
			}
			names = append(names, e.Key)
		}
	}
	return names, true
}

func (p *pass) undefinedService(service config.String, names []string) finding.Finding {
	f := finding.Finding{Location: at(service.Span())}
	if len(names) == 0 {
		f.Message = fmt.Sprintf("The service %q is not defined, nor is any other; add a [services.%s] table.", service.Value, toml.QuoteKey(service.Value))
		return f
	}
	f.Message = fmt.Sprintf("The service %q is not defined; add a [services.%s] table or name one that exists.", service.Value, toml.QuoteKey(service.Value))
	for _, key := range [...]string{"services", "service"} {
		if entry := p.root.Get(key); entry != nil {
			f.Related = append(f.Related, related(entry.KeySpan, "services are defined here"))
			break
		}
	}
	if near := p.nearest(service.Value, names); near != "" {
		f.Message = fmt.Sprintf("The service %q is not defined; did you mean %q?", service.Value, near)
		f.Fixes = []finding.Fix{{
			Title:     fmt.Sprintf("Change to %q", near),
			Edits:     []finding.Edit{{Span: service.Span(), Text: toml.Quote(near)}},
			Preferred: true,
		}}
		for _, key := range [...]string{"services", "service"} {
			if entry := p.root.Get(key); entry != nil && entry.Value.Get(near) != nil {
				f.Related = []finding.Related{related(entry.Value.Get(near).KeySpan, "defined here")}
			}
		}
	}
	return f
}

// findDuplicateNames is M11: names label results, and those of scenarios name
// the artifact folder.
func findDuplicateNames(p *pass) {
	names := func(n int, name func(int) config.String, what, harm string) {
		if n < 2 {
			return
		}
		seen := make(map[string]source.Span, n)
		for i := range n {
			s := name(i)
			if !s.Set() || p.hidden(s.Span()) || blank(s) {
				continue
			}
			first, again := seen[s.Value]
			if !again {
				seen[s.Value] = s.Span()
				continue
			}
			p.report(finding.Finding{
				Location: at(s.Span()),
				Message:  fmt.Sprintf("There is another %s named %q, and %s; give each its own name.", what, s.Value, harm),
				Related:  []finding.Related{related(first, "first used here")},
			})
		}
	}
	steps := func(list []config.Step) {
		names(len(list), func(i int) config.String { return list[i].Name }, "step", "results are told apart by name")
	}
	steps(p.cfg.Steps)
	list := p.cfg.Scenarios
	names(len(list), func(i int) config.String { return list[i].Name }, "scenario", "both write to the same artifact folder")
	for i := range list {
		steps(list[i].Steps)
	}
}

// findEmptyCommands is item 3 of the LOAD validation.
func findEmptyCommands(p *pass) {
	p.eachStep(func(s *config.Step) {
		if s.Command.Set() && len(s.Command.Node.Items) == 0 {
			p.report(finding.Finding{
				Location: at(s.Command.Node.Span),
				Message:  `The command is empty; write the program and its arguments, as in ["echo", "hello"].`,
			})
		}
	})
	for i := range p.cfg.Scenarios {
		if run := p.cfg.Scenarios[i].Run; blank(run) {
			p.report(finding.Finding{Location: at(run.Span()), Message: "The run string is blank; write the command line to execute."})
		}
	}
}
