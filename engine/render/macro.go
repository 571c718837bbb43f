package render

import (
	"fmt"

	"github.com/clnrm-ls/clnrm-ls/engine/builtin"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// selfName is the namespace of a template's own macros.
const selfName = "self"

// namespace maps the aliases that a unit can call to the units that define
// their macros. A nil unit is an import that failed: its calls are lost
// without another word.
type namespace map[string]*Unit

// namespace loads what u imports: its own aliases, then those of the imported
// units and of its ancestors, unless hidden (as in Tera 1.x).
func (r *run) namespace(u *Unit) namespace {
	if ns, ok := r.spaces[u]; ok {
		return ns
	}
	if r.spaces == nil {
		r.spaces = map[*Unit]namespace{}
	}
	ns := namespace{selfName: u}
	r.spaces[u] = ns // before the imports: they may come back here
	back := r.position()
	for _, i := range u.File.Imports {
		r.moveTo(position{u, back.chain})
		r.importInto(ns, i)
	}
	r.moveTo(back)
	return ns
}

func (r *run) importInto(ns namespace, i *template.Import) {
	target, ok := r.load(i.Path)
	if !ok {
		if r.state == running {
			ns[i.Alias.Name] = nil
		}
		return
	}
	ns[i.Alias.Name] = target
	if r.includes >= r.limits.IncludeDepth {
		r.limitAt(limitInclude, i.Path.Range)
		r.landed()
		return
	}
	r.includes++
	r.moveTo(r.call(target, i.Span(), fmt.Sprintf("import %q", i.Path.Value)))
	for alias, unit := range r.namespace(target) {
		if _, hidden := ns[alias]; !hidden {
			ns[alias] = unit
		}
	}
	r.includes--
}

// macroNamespace is the alias under which the current unit can call a macro.
func (r *run) macroNamespace(macro string) string {
	best := ""
	for alias, u := range r.namespace(r.unit) {
		if u != nil && u.File.Macros[macro] != nil && (best == "" || alias == selfName || alias < best && best != selfName) {
			best = alias
		}
	}
	return best
}

// callsMacro reports whether a call is one of a macro. A bare name that is no
// function may be one: Tera 1.x refuses it, but what is meant is plain.
func (r *run) callsMacro(c *template.Call) bool {
	if c.Namespace.Name != "" || r.opts.Tera || c.Name.Name == superName {
		return c.Namespace.Name != ""
	}
	if _, function := builtin.LookupFunction(c.Name.Name, false); function {
		return false
	}
	return r.macroNamespace(c.Name.Name) != ""
}

// bareMacro finds the namespace of a macro that is called without one, and
// says that Tera 1.x, and so clnrm, would not.
func (r *run) bareMacro(name template.Ident) string {
	alias := r.macroNamespace(name.Name)
	full := alias + "::" + name.Name
	r.add(finding.TemplateSuperset, finding.Information, name.Range,
		fmt.Sprintf("`%s` is a macro; Tera 1.x, and so clnrm, calls it as `%s(…)` only.", name.Name, full),
		replace(name.Range, full, fmt.Sprintf("Change to `%s`", full)))
	return alias
}

// macroOf finds what a call names.
func (r *run) macroOf(c *template.Call) (*Unit, *template.Macro) {
	ns := r.namespace(r.unit)
	alias := c.Namespace.Name
	if alias == "" {
		alias = r.bareMacro(c.Name)
	}
	u, known := ns[alias]
	if !known {
		var aliases []string
		for alias := range ns {
			aliases = append(aliases, alias)
		}
		r.unknown(finding.TemplateUnknownMacro, "imported macro library", c.Namespace, aliases)
		return nil, nil
	}
	if u == nil {
		return nil, nil
	}
	m := u.File.Macros[c.Name.Name]
	if m == nil {
		if library, m := r.shadowedMacro(u, c.Name); m != nil {
			return library, m
		}
		var names []string
		for name := range u.File.Macros {
			names = append(names, name)
		}
		r.unknown(finding.TemplateUnknownMacro, fmt.Sprintf("macro in `%s` named", alias), c.Name, names)
		return nil, nil
	}
	return u, m
}

// macroValue is the text of a macro as a value.
func (r *run) macroValue(c *template.Call) value.Value {
	ok := false
	text, tainted := r.captured(func() { ok = r.macro(c) })
	if !ok || tainted || r.state != running {
		return Poison
	}
	return r.checked(text, c.Span())
}

// macro writes the text of a macro. false: the call was lost.
func (r *run) macro(c *template.Call) bool {
	u, m := r.macroOf(c)
	if m == nil {
		r.positional(c.Args, nil)
		for _, arg := range c.Args {
			r.eval(arg.Value)
		}
		return false
	}
	args, ok := r.macroArguments(c, u, m)
	w := u.compiled().macros[m]
	if !ok || w == nil || r.state != running {
		return false
	}
	back, blocks := r.position(), r.blocks
	r.moveTo(r.call(u, c.Span(), fmt.Sprintf("macro %s::%s", c.Namespace.Name, c.Name.Name)))
	f := r.push(macroFrame)
	f.macro = m.Name.Name
	f.bindings = append(f.bindings, args...)
	r.calls++
	r.blocks = nil
	r.body(w)
	r.calls--
	r.pop()
	r.blocks = blocks
	r.moveTo(back)
	return r.state == running
}

// macroArguments matches arguments to parameters: Tera ignores what it does
// not know, and fails on what is missing.
func (r *run) macroArguments(c *template.Call, u *Unit, m *template.Macro) ([]binding, bool) {
	s := r.macroSite(c, m)
	args := make([]binding, 0, len(m.Params))
	for i, arg := range c.Args {
		v, origin := r.trace(arg.Value)
		if s.ok {
			args = append(args, binding{s.names[i], v, origin})
		}
	}
	if !s.ok {
		return nil, false
	}
	back := r.position()
	defer r.moveTo(back)
	for _, p := range m.Params {
		if p.Default == nil || bound(args, p.Name.Name) {
			continue
		}
		r.moveTo(position{u, back.chain})
		v, origin := r.trace(p.Default)
		args = append(args, binding{p.Name.Name, v, origin})
	}
	return args, true
}

func bound(args []binding, name string) bool {
	for _, b := range args {
		if b.name == name {
			return true
		}
	}
	return false
}

// macroSite checks the arguments of a macro call once.
func (r *run) macroSite(c *template.Call, m *template.Macro) *site {
	if s := r.sites[c]; s != nil {
		return s
	}
	s := &site{name: c.Name, names: make([]string, len(c.Args))}
	r.sites[c] = s
	params := make([]string, len(m.Params))
	for i, p := range m.Params {
		params[i] = p.Name.Name
	}
	given, unknown, ok := r.bindNames(c.Name, params, c.Args, s.names)
	r.positional(c.Args, s.names)
	var lacking []string
	for _, p := range m.Params {
		if p.Default == nil && !given[p.Name.Name] {
			lacking = append(lacking, p.Name.Name)
		}
	}
	if len(lacking) == 1 && len(unknown) == 1 && meansParam(c.Args[unknown[0]].Name.Name, lacking[0], false) {
		r.misnamed(c.Name, c.Args[unknown[0]], lacking[0])
		return s
	}
	for _, i := range unknown {
		r.unknownArgument(c.Name, c.Args[i], params)
	}
	for _, name := range lacking {
		r.lacking(c.Name, name)
		ok = false
	}
	s.ok = ok
	return s
}
