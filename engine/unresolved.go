package engine

import (
	"fmt"

	"github.com/clnrm-ls/clnrm-ls/engine/builtin"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
)

// unresolved finds names of functions, filters, tests and macro namespaces
// that nothing defines, in every branch: a render reports only those that it
// reaches. Undefined variables are left to the render, for only it knows what
// is defined where.
func unresolved(file *template.File) []finding.Finding {
	if !file.HasTags {
		return nil
	}
	imported := map[string]bool{"self": true}
	for _, i := range file.Imports {
		imported[i.Alias.Name] = true
	}
	var out []finding.Finding
	report := func(code finding.Code, id template.Ident, what string) {
		out = append(out, finding.Finding{
			Location: finding.Location{Span: id.Range}, Code: code, Severity: finding.Error,
			Message: fmt.Sprintf("There is no %s `%s`.", what, id.Name),
		})
	}
	template.Walk(file, func(n any) bool {
		switch n := n.(type) {
		case *template.Filter:
			if _, ok := builtin.LookupFilter(n.Name.Name, false); !ok {
				report(finding.TemplateUnknownFilter, n.Name, "filter")
			}
		case *template.FilterSection:
			if _, ok := builtin.LookupFilter(n.Name.Name, false); !ok {
				report(finding.TemplateUnknownFilter, n.Name, "filter")
			}
		case *template.Test:
			if _, ok := builtin.LookupTest(n.Name.Name, false); !ok {
				report(finding.TemplateUnknownTest, n.Name, "test")
			}
		case *template.Call:
			switch {
			case n.Namespace.Name != "":
				if !imported[n.Namespace.Name] {
					report(finding.TemplateUnknownMacro, n.Namespace, "imported macro library")
				}
			case n.Name.Name == "super":
			default:
				if _, ok := builtin.LookupFunction(n.Name.Name, false); !ok {
					report(finding.TemplateUnknownFunction, n.Name, "function")
				}
			}
		}
		return true
	})
	return out
}
