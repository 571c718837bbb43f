package render

import (
	"fmt"

	"github.com/clnrm-ls/clnrm-ls/engine/builtin"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// condition evaluates e where a truth is wanted. ok is false when it failed.
//
// An undefined variable that stands alone, filtered or not, is simply false
// there: testing a variable's presence that way is documented Tera.
func (r *run) condition(e template.Expr) (truth, ok bool) {
	if !r.enter() {
		return false, false
	}
	truth, ok = r.decide(e)
	r.leave()
	if ok && r.opts.Record {
		r.recorded(e, truth)
	}
	return truth, ok
}

func (r *run) decide(e template.Expr) (truth, ok bool) {
	switch x := e.(type) {
	case *template.Paren:
		return r.condition(x.X)
	case *template.Unary:
		if x.Op == template.Not {
			truth, ok = r.condition(x.X)
			return !truth, ok
		}
	case *template.Binary:
		if x.Op == template.And || x.Op == template.Or {
			truth, ok = r.condition(x.X)
			if !ok || truth == (x.Op == template.Or) {
				return truth, ok
			}
			return r.condition(x.Y)
		}
	case *template.Var, *template.Member, *template.Index:
		v, _, miss := r.resolve(e)
		if miss != nil {
			r.falseByAbsence(miss)
			return false, true
		}
		return value.Truthy(v), !isPoison(v)
	case *template.Filter:
		if base := filtered(x); isPath(base) && !rescued(x) {
			if _, _, miss := r.resolve(base); miss != nil {
				r.falseByAbsence(miss)
				return false, true
			}
		}
	case *template.Call:
		return r.callCondition(x)
	}
	v := r.eval(e)
	return value.Truthy(v), !isPoison(v)
}

// callCondition: Tera wants true or false of a function, any text of a macro.
func (r *run) callCondition(x *template.Call) (truth, ok bool) {
	fn, builtIn := builtin.LookupFunction(x.Name.Name, r.opts.Tera)
	builtIn = builtIn && x.Namespace.Name == ""
	if builtIn && fn.Result != "bool" && fn.Result != "any" && !r.opts.Tera {
		// Known without a call, which may fail.
		r.notBoolean(x, "a value of the type "+fn.Result)
	}
	r.bare = x.Span()
	v := r.eval(x)
	r.bare = source.Span{}
	if isPoison(v) {
		return false, false
	}
	if _, isBool := v.(bool); !isBool && x.Namespace.Name == "" {
		if r.opts.Tera {
			r.fail(finding.TemplateType, x.Span(), notBooleanMessage(x, describe(v)))
			return false, false
		}
		r.notBoolean(x, describe(v))
	}
	return value.Truthy(v), true
}

func notBooleanMessage(x *template.Call, got string) string {
	return fmt.Sprintf("`%s` yields %s, and Tera 1.x takes a function as a condition only if it yields true or false; compare the result to something.", x.Name.Name, got)
}

func (r *run) notBoolean(x *template.Call, got string) {
	var fixes []finding.Fix
	if x.Name.Name == envName || x.Name.Name == "get_env" {
		fixes = append(fixes, finding.Fix{
			Title: "Compare to the empty string",
			Edits: []finding.Edit{{Span: source.Span{Start: x.Span().End, End: x.Span().End}, Text: notEmpty}},
		})
	}
	r.add(finding.TemplateSuperset, finding.Information, x.Span(), notBooleanMessage(x, got), fixes...)
}

// notEmpty turns a string into a condition.
const notEmpty = ` != ""`

// falseByAbsence hints at a probable typing error in a condition: the name is
// not defined, but a similar one is.
func (r *run) falseByAbsence(m *missing) {
	if m.base != "" || r.opts.Tera || r.quiet > 0 {
		return
	}
	near := r.suggestion(m)
	if near == "" {
		return
	}
	r.add(finding.TemplateUndefined, finding.Warning, m.span,
		fmt.Sprintf("Variable `%s` is not defined, so it is false here. Did you mean `%s`?", m.name, near),
		replace(m.span, near, fmt.Sprintf("Change to `%s`", near)))
}

// filtered is what the chain of filters ending in f is applied to.
func filtered(f *template.Filter) template.Expr {
	for {
		inner, ok := f.X.(*template.Filter)
		if !ok {
			return f.X
		}
		f = inner
	}
}

// rescued reports whether default is the first filter of the chain.
func rescued(f *template.Filter) bool {
	for {
		inner, ok := f.X.(*template.Filter)
		if !ok {
			return f.Name.Name == defaultName
		}
		f = inner
	}
}

// test is X is [not] NAME(args). X may be undefined.
func (r *run) test(x *template.Test) value.Value {
	var v value.Value
	var miss *missing
	if isPath(x.X) {
		v, _, miss = r.resolve(x.X)
	} else {
		v = r.eval(x.X)
	}
	args := unnamedArgs(x.Args)
	out := r.apply(r.site(x, testKind, x.Name, args), v, miss != nil, args, x.Span())
	truth, ok := out.(bool)
	if !ok {
		return Poison
	}
	return truth != x.Negated
}
