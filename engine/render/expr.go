package render

import (
	"unicode/utf8"

	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// eval computes an expression. Failures are reported on the way and give
// Poison.
func (r *run) eval(e template.Expr) value.Value {
	v, _ := r.trace(e)
	return v
}

// trace is eval with the literal whose bytes the value is, if it is one
// unchanged.
func (r *run) trace(e template.Expr) (value.Value, *place) {
	if !r.enter() {
		return Poison, nil
	}
	var v value.Value
	var origin *place
	switch x := e.(type) {
	case *template.Literal:
		v, origin = x.Value, r.literal(x)
	case *template.Paren:
		v, origin = r.trace(x.X)
	case *template.Var, *template.Member, *template.Index:
		var miss *missing
		if v, origin, miss = r.resolve(e); miss != nil {
			v = r.undefined(miss)
		}
	case *template.Filter:
		v, origin = r.filter(x)
	default:
		v = r.evaluate(e)
	}
	r.leave()
	if r.opts.Record {
		r.recorded(e, v)
	}
	return v, origin
}

// evaluate computes the expressions whose values are always new.
func (r *run) evaluate(e template.Expr) value.Value {
	switch x := e.(type) {
	case *template.Array:
		return r.array(x)
	case *template.Map:
		return r.mapping(x)
	case *template.Unary:
		return r.unary(x)
	case *template.Binary:
		return r.binary(x)
	case *template.Test:
		return r.test(x)
	case *template.Call:
		if r.callsMacro(x) {
			return r.macroValue(x)
		}
		return r.function(x)
	}
	return Poison // a BadExpr: the parser has said why
}

// literal is where the text of a literal stands, without quotes.
func (r *run) literal(x *template.Literal) *place {
	s := x.Span()
	if _, ok := x.Value.(string); ok && s.Len() >= 2 {
		s = source.Span{Start: s.Start + 1, End: s.End - 1}
	}
	p := r.place(s)
	return &p
}

// verbatim reports whether text is what stands at p.
func (r *run) verbatim(p *place, text string) bool {
	return p != nil && r.units[p.unit].File.Slice(p.span()) == text
}

func (r *run) array(x *template.Array) value.Value {
	items := make([]value.Value, len(x.Items))
	failed, escaped := false, x == r.printed
	for i, item := range x.Items {
		items[i] = r.eval(item)
		if text, isString := items[i].(string); isString && escaped && escapable(item) && !markedSafe(item) {
			items[i] = escapeHTML(text)
		}
		failed = failed || isPoison(items[i])
	}
	if failed {
		return Poison
	}
	return r.checked(items, x.Span())
}

func (r *run) mapping(x *template.Map) value.Value {
	m := make(map[string]value.Value, len(x.Entries))
	failed := false
	for _, entry := range x.Entries {
		key, item := r.eval(entry.Key), r.eval(entry.Value)
		if isPoison(key) || isPoison(item) {
			failed = true
			continue
		}
		switch key.(type) {
		case string, int64, uint64:
			m[value.String(key)] = item
		default:
			r.typeError(entry.Key.Span(), "A key must be a string, not %s; put it in quotes.", describe(key))
			failed = true
		}
	}
	if failed {
		return Poison
	}
	return r.checked(m, x.Span())
}

func (r *run) unary(x *template.Unary) value.Value {
	if x.Op == template.Not {
		b, ok := r.condition(x)
		if !ok {
			return Poison
		}
		return b
	}
	v := r.eval(x.X)
	if isPoison(v) {
		return v
	}
	return r.arithmetic(template.Sub, int64(0), v, x.Span(), x.Span(), x.X.Span())
}

func (r *run) binary(x *template.Binary) value.Value {
	switch x.Op {
	case template.And, template.Or:
		b, ok := r.condition(x)
		if !ok {
			return Poison
		}
		return b
	}
	a, b := r.eval(x.X), r.eval(x.Y)
	if isPoison(a) || isPoison(b) {
		return Poison
	}
	switch x.Op {
	case template.Eq, template.Ne:
		return r.equality(x.Op, a, b)
	case template.Lt, template.Le, template.Gt, template.Ge:
		return r.order(x, a, b)
	case template.In, template.NotIn:
		return r.membership(x, a, b)
	case template.Concat:
		return r.concat(x, a, b)
	}
	return r.arithmetic(x.Op, a, b, x.Span(), x.X.Span(), x.Y.Span())
}

// concat joins strings and numbers; Tera writes a variable's float as JSON
// does (1.0) and a literal's plainly (1).
func (r *run) concat(x *template.Binary, a, b value.Value) value.Value {
	left, ok1 := r.concatText(x.X, a)
	right, ok2 := r.concatText(x.Y, b)
	if !ok1 || !ok2 {
		return Poison
	}
	if n := len(left) + len(right); n > r.limits.ValueSize {
		r.limitAt(limitValue, x.Span())
		return Poison
	}
	return r.checked(left+right, x.Span())
}

func (r *run) concatText(e template.Expr, v value.Value) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case int64, uint64:
		return value.String(v), true
	case float64:
		if _, literal := e.(*template.Literal); literal {
			return value.String(v), true
		}
		return string(value.AppendJSON(nil, v, "")), true
	}
	r.typeError(e.Span(), "`~` joins strings and numbers, not %s; convert it, for example with `| as_str`.", describe(v))
	return "", false
}

// escapable reports whether Tera escapes the string that e yields: the output
// of macros, and plain concatenation, is taken as it is.
func escapable(e template.Expr) bool {
	for {
		switch x := e.(type) {
		case *template.Paren:
			e = x.X
		case *template.Filter:
			if x.Name.Name != safeName && x.Name.Name != defaultName {
				return true
			}
			e = x.X
		case *template.Call:
			return x.Namespace.Name == ""
		case *template.Binary:
			return x.Op == template.Concat && (isFunction(x.X) || isFunction(x.Y))
		default:
			return true
		}
	}
}

func isFunction(e template.Expr) bool {
	c, ok := e.(*template.Call)
	return ok && c.Namespace.Name == ""
}

// markedSafe reports whether the last filter is safe.
func markedSafe(e template.Expr) bool {
	f, ok := e.(*template.Filter)
	return ok && f.Name.Name == safeName
}

// printedArray is the array literal that e prints, filtered or not, or nil.
func printedArray(e template.Expr) *template.Array {
	for {
		switch x := e.(type) {
		case *template.Paren:
			e = x.X
		case *template.Filter:
			e = x.X
		case *template.Array:
			return x
		default:
			return nil
		}
	}
}

// escapeHTML is Tera's escape function.
func escapeHTML(s string) string {
	out := make([]byte, 0, len(s)+16)
	for i := 0; i < len(s); {
		_, size := utf8.DecodeRuneInString(s[i:])
		if entity := entities[s[i]]; entity != "" {
			out = append(out, entity...)
		} else {
			out = append(out, s[i:i+size]...)
		}
		i += size
	}
	return string(out)
}

var entities = [256]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&quot;", '\'': "&#x27;", '/': "&#x2F;"}
