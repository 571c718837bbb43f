package render

import (
	"fmt"

	"github.com/clnrm-ls/clnrm-ls/engine/builtin"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/suggest"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
)

// callKind is what kind of name a call site names.
type callKind uint8

const (
	functionKind callKind = iota
	filterKind
	testKind
)

// siteKey identifies a call in a tree: a *template.Call, *template.Filter,
// *template.FilterSection or *template.Test.
type siteKey any

// site is a call of a built-in with its arguments matched to parameters. It is
// worked out, and complained about, when the call is first reached.
type site struct {
	fn    *builtin.Function
	name  template.Ident
	names []string // of the arguments, in source order
	ok    bool
}

func (r *run) site(key siteKey, kind callKind, name template.Ident, args []template.Arg) *site {
	if s := r.sites[key]; s != nil {
		return s
	}
	s := &site{name: name}
	r.sites[key] = s
	if s.fn = r.lookUp(kind, name); s.fn != nil {
		s.ok = r.match(s, args)
		r.upstreamLacks(key, kind, s)
	}
	if kind != testKind { // a test's arguments never have names
		r.positional(args, s.names)
	}
	return s
}

func (r *run) lookUp(kind callKind, name template.Ident) *builtin.Function {
	var fn *builtin.Function
	var ok bool
	switch kind {
	case functionKind:
		if fn, ok = builtin.LookupFunction(name.Name, r.opts.Tera); !ok {
			r.unknownFunction(name)
		}
	case filterKind:
		if fn, ok = builtin.LookupFilter(name.Name, r.opts.Tera); !ok {
			r.unknown(finding.TemplateUnknownFilter, "filter", name, append(builtin.FilterNames(), safeName, defaultName))
		}
	case testKind:
		if fn, ok = builtin.LookupTest(name.Name, r.opts.Tera); !ok {
			r.unknown(finding.TemplateUnknownTest, "test", name, builtin.TestNames())
		}
	}
	return fn
}

// unknownFunction points at a macro of that name when there is one: Tera calls
// macros through a namespace only.
func (r *run) unknownFunction(name template.Ident) {
	if alias := r.macroNamespace(name.Name); alias != "" {
		full := alias + "::" + name.Name
		r.add(finding.TemplateUnknownFunction, finding.Error, name.Range,
			fmt.Sprintf("`%s` is a macro; call it as `%s(…)`.", name.Name, full),
			replace(name.Range, full, fmt.Sprintf("Change to `%s`", full)))
		return
	}
	r.unknown(finding.TemplateUnknownFunction, "function", name, builtin.FunctionNames())
}

// match names the positional arguments and checks all of them against the
// parameters. false: the call cannot be made.
func (r *run) match(s *site, args []template.Arg) bool {
	s.names = make([]string, len(args))
	params := make([]string, len(s.fn.Params))
	for i, p := range s.fn.Params {
		params[i] = p.Name
	}
	given, unknown, ok := r.bindNames(s.name, params, args, s.names)
	var lacking []string
	for _, p := range s.fn.Params {
		// Tera's own functions look for an argument when they need it, which
		// on some inputs is never.
		if p.Required && !given[p.Name] && !r.opts.Tera {
			lacking = append(lacking, p.Name)
		}
	}
	if len(lacking) == 1 && len(unknown) == 1 && meansParam(args[unknown[0]].Name.Name, lacking[0], true) {
		r.misnamed(s.name, args[unknown[0]], lacking[0])
		return false
	}
	for _, i := range unknown {
		r.unknownArgument(s.name, args[i], params)
	}
	for _, name := range lacking {
		r.lacking(s.name, name)
		ok = false
	}
	return ok
}

// bindNames fills names with the parameter that each argument is for. It
// returns the names that are given, and which arguments have a name that
// is none of the parameters'.
func (r *run) bindNames(callee template.Ident, params []string, args []template.Arg, names []string) (given map[string]bool, unknown []int, ok bool) {
	given = make(map[string]bool, len(args))
	for _, arg := range args {
		if arg.Name.Name != "" {
			given[arg.Name.Name] = true
		}
	}
	ok = true
	position := 0
	for i, arg := range args {
		name := arg.Name.Name
		for name == "" && position < len(params) && given[params[position]] {
			position++
		}
		switch {
		case name == "" && position >= len(params):
			r.add(finding.TemplateInvalidArgument, finding.Error, arg.Value.Span(),
				fmt.Sprintf("`%s` takes %s; remove this one.", callee.Name, countArguments(len(params))))
			ok = false
			continue
		case name == "":
			name = params[position]
			position++
		case !contains(params, name):
			unknown = append(unknown, i)
		}
		names[i] = name
		given[name] = true
	}
	return given, unknown, ok
}

func contains(list []string, name string) bool {
	for _, s := range list {
		if s == name {
			return true
		}
	}
	return false
}

func countArguments(n int) string {
	switch n {
	case 0:
		return "no arguments"
	case 1:
		return "1 argument"
	}
	return fmt.Sprintf("%d arguments", n)
}

// aliases are names that authors give to parameters of the built-ins, by
// parameter.
var aliases = map[string][]string{
	"s":     {"input", "text", "string", "value", "str"},
	"value": {"input", "data"},
	"name":  {"key", "var", "variable"},
}

// meansParam reports whether an argument's name is a misspelling of a
// parameter's or, for a built-in, another word for it.
func meansParam(arg, param string, builtIn bool) bool {
	return suggest.Nearest(arg, []string{param}) != "" || builtIn && contains(aliases[param], arg)
}

// misnamed: one argument is unknown and one is lacking, which is one mistake.
func (r *run) misnamed(callee template.Ident, arg template.Arg, param string) {
	r.add(finding.TemplateUnknownArgument, finding.Error, arg.Name.Range,
		fmt.Sprintf("`%s` has no argument `%s`, and its argument `%s` is missing; rename it.", callee.Name, arg.Name.Name, param),
		replace(arg.Name.Range, param, fmt.Sprintf("Rename to `%s`", param)))
}

// lacking reports a mandatory argument that a call does not give.
func (r *run) lacking(callee template.Ident, param string) {
	r.add(finding.TemplateMissingArgument, finding.Error, callee.Range,
		fmt.Sprintf("`%s` needs the argument `%s`; add `%s=…`.", callee.Name, param, param))
}

// unknownArgument: Tera ignores an argument that it does not know.
func (r *run) unknownArgument(callee template.Ident, arg template.Arg, params []string) {
	if r.opts.Tera {
		return
	}
	message := fmt.Sprintf("`%s` has no argument `%s` and ignores it.", callee.Name, arg.Name.Name)
	var fixes []finding.Fix
	if near := closest(arg.Name.Name, append([]string(nil), params...)); near != "" {
		message += fmt.Sprintf(" Did you mean `%s`?", near)
		fixes = append(fixes, replace(arg.Name.Range, near, fmt.Sprintf("Rename to `%s`", near)))
	} else {
		message += " Remove it."
	}
	r.add(finding.TemplateUnknownArgument, finding.Warning, arg.Name.Range, message, fixes...)
}
