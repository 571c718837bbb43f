package render

import (
	"fmt"

	"github.com/clnrm-ls/clnrm-ls/engine/builtin"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
)

// envName is the function that upstream gives no default.
const envName = "env"

// upstreamLacks reports what works here and upstream refuses or ignores:
// functions used as filters, and the default of env (format.md 8.4, T4).
func (r *run) upstreamLacks(key siteKey, kind callKind, s *site) {
	if r.opts.Tera {
		return
	}
	switch {
	case kind == filterKind:
		if _, known := builtin.LookupFilter(s.name.Name, true); !known {
			r.functionAsFilter(key, s.name)
		}
	case kind == functionKind && s.name.Name == envName && contains(s.names, "default"):
		r.add(finding.TemplateSuperset, finding.Information, s.name.Range,
			"Upstream's `env` ignores `default` and fails when the variable is not set; use `get_env`.",
			replace(s.name.Range, "get_env", "Use `get_env`"))
	}
}

func (r *run) functionAsFilter(key siteKey, name template.Ident) {
	fn, ok := builtin.LookupFunction(name.Name, false)
	if !ok || len(fn.Params) == 0 {
		return
	}
	param := fn.Params[0].Name
	var fixes []finding.Fix
	if f, ok := key.(*template.Filter); ok && len(f.Args) == 0 {
		text := fmt.Sprintf("%s(%s=%s)", name.Name, param, r.slice(f.X))
		fixes = append(fixes, replace(f.Span(), text, fmt.Sprintf("Use the function `%s`", name.Name)))
	}
	r.add(finding.TemplateSuperset, finding.Information, name.Range,
		fmt.Sprintf("Upstream has `%s` as a function only and rejects the file; write `%s(%s=…)`.", name.Name, name.Name, param), fixes...)
}
