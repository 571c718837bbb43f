package render

import (
	"errors"
	"fmt"

	"github.com/clnrm-ls/clnrm-ls/engine/builtin"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// Filters and functions that are no table entries: they decide about
// evaluation itself.
const (
	safeName    = "safe"
	defaultName = "default"
	superName   = "super"
)

func (r *run) function(x *template.Call) value.Value {
	if x.Name.Name == superName {
		return r.superValue(x)
	}
	return r.apply(r.site(x, functionKind, x.Name, x.Args), nil, false, x.Args, x.Span())
}

// filter is X | NAME(args), with the literal behind the result when the filter
// passes one through.
func (r *run) filter(x *template.Filter) (value.Value, *place) {
	switch x.Name.Name {
	case safeName:
		return r.trace(x.X)
	case defaultName:
		return r.defaulted(x)
	}
	input := r.eval(x.X)
	return r.apply(r.site(x, filterKind, x.Name, x.Args), input, false, x.Args, x.Span()), nil
}

// apply evaluates the arguments of a built-in and calls it. Every argument is
// evaluated even when the call is lost, so that all their faults are told.
func (r *run) apply(s *site, input value.Value, undefined bool, args []template.Arg, at source.Span) value.Value {
	call := builtin.Call{Input: input, Undefined: undefined, Host: &r.host}
	lost := !s.ok || isPoison(input)
	if len(args) > 0 {
		call.Args = make([]builtin.Arg, 0, len(args))
	}
	for i, arg := range args {
		v := r.eval(arg.Value)
		lost = lost || isPoison(v)
		if s.ok {
			call.Args = append(call.Args, builtin.Arg{Name: s.names[i], Value: v})
		}
	}
	if lost || r.state != running {
		return Poison
	}
	r.host.site, r.host.at = s, at
	v, err := r.invoke(s.fn, &call)
	if err != nil {
		return r.callFailed(s, err, args, at)
	}
	for _, arg := range call.Args {
		r.spendOn(arg.Value)
	}
	r.spendOn(input)
	return r.checked(v, at)
}

// invoke shields the render from a defect in one function.
func (r *run) invoke(fn *builtin.Function, call *builtin.Call) (v value.Value, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%s failed: %v", fn.Name, p)
		}
	}()
	return fn.Call(call)
}

// callFailed reports an error of a built-in, at the argument at fault if it
// names one.
func (r *run) callFailed(s *site, err error, args []template.Arg, at source.Span) value.Value {
	if errors.Is(err, errGrow) {
		return Poison // told by Grow
	}
	code, span := finding.TemplateRender, s.name.Range
	message := fmt.Sprintf("`%s`: %v.", s.name.Name, err)
	var e *builtin.Error
	if errors.As(err, &e) {
		code = e.Code
		for i, name := range s.names {
			if name == e.Arg && e.Arg != "" {
				span = args[i].Value.Span()
			}
		}
	}
	var fixes []finding.Fix
	if code == finding.TemplateEnvNotSet {
		ends := []finding.Edit{{Span: source.Span{Start: at.End - 1, End: at.End - 1}, Text: `, default=""`}}
		if r.bare == at {
			ends = append(ends, finding.Edit{Span: source.Span{Start: at.End, End: at.End}, Text: notEmpty})
		}
		fixes = append(fixes, finding.Fix{
			Title: "Give a fallback",
			Edits: append([]finding.Edit{{Span: s.name.Range, Text: "get_env"}}, ends...),
		})
	}
	return r.fail(code, span, message, fixes...)
}

// defaulted is the default filter. Tera applies it only where it comes first
// on a variable, and ignores it elsewhere; the superset also rescues what
// fails, which is what authors expect of it.
func (r *run) defaulted(x *template.Filter) (value.Value, *place) {
	if isPath(x.X) {
		v, origin, miss := r.resolve(x.X)
		if miss == nil && v != nil {
			return v, origin
		}
		return r.fallback(x)
	}
	if r.opts.Tera {
		return r.trace(x.X)
	}
	r.add(finding.TemplateSuperset, finding.Information, x.Name.Range,
		"Tera 1.x applies `default` only to a variable and as its first filter, and ignores it here; give a function its own fallback, as in `get_env(name=…, default=…)`.",
		r.withFallback(x)...)
	r.quiet++
	v, origin := r.trace(x.X)
	r.quiet--
	if isPoison(v) && r.state == running || v == nil {
		return r.fallback(x)
	}
	return v, origin
}

// fallback is the value argument of default.
func (r *run) fallback(x *template.Filter) (value.Value, *place) {
	for _, arg := range x.Args {
		if arg.Name.Name == "value" || arg.Name.Name == "" {
			return r.trace(arg.Value)
		}
	}
	r.lacking(x.Name, "value")
	return Poison, nil
}

// withFallback rewrites env(name="X") | default(value=Y) to the function that
// has a default of its own.
func (r *run) withFallback(x *template.Filter) []finding.Fix {
	c, ok := x.X.(*template.Call)
	if !ok || c.Namespace.Name != "" || c.Name.Name != "env" && c.Name.Name != "get_env" || len(c.Args) != 1 || len(x.Args) != 1 {
		return nil
	}
	text := fmt.Sprintf("get_env(name=%s, default=%s)", r.slice(c.Args[0].Value), r.slice(x.Args[0].Value))
	return []finding.Fix{replace(x.Span(), text, "Use `get_env`")}
}
