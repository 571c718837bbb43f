package render

import (
	"fmt"
	"strconv"

	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// dumpName is Tera's variable that shows the whole context as JSON.
const dumpName = "__tera_context"

// loopName is the variable that describes the innermost loop.
const loopName = "loop"

// missing says that a path leads nowhere, and where it breaks.
type missing struct {
	span source.Span // of the name, key or index that was not found
	name string
	// base is the text of what was looked into, "" for a bare variable; of is
	// its value.
	base string
	of   value.Value
}

// isPath reports whether e is what Tera calls an identifier: a variable with
// any number of members and indexes. Only these may be undefined.
func isPath(e template.Expr) bool {
	for {
		switch x := e.(type) {
		case *template.Var:
			return true
		case *template.Member:
			e = x.X
		case *template.Index:
			e = x.X
		case *template.Paren:
			e = x.X
		default:
			return false
		}
	}
}

// resolve follows a path without reporting what is undefined: the caller
// decides whether that matters. origin is the literal behind a plain variable.
func (r *run) resolve(e template.Expr) (v value.Value, origin *place, miss *missing) {
	if !r.enter() {
		return Poison, nil, nil
	}
	defer r.leave()
	switch x := e.(type) {
	case *template.Paren:
		v, origin, miss = r.resolve(x.X)
	case *template.Var:
		v, origin, miss = r.resolveVar(x)
	case *template.Member:
		v, miss = r.resolveMember(x)
	case *template.Index:
		v, miss = r.resolveIndex(x)
	default:
		return r.eval(e), nil, nil
	}
	if r.opts.Record && miss == nil {
		r.recorded(e, v)
	}
	return v, origin, miss
}

func (r *run) resolveVar(x *template.Var) (value.Value, *place, *missing) {
	if b, ok := r.variable(x.Name); ok {
		if len(r.frames) > 1 {
			r.contextInMacro(x)
		}
		if x.Name == varsName {
			r.readAll(b.value)
		}
		return b.value, b.origin, nil
	}
	if x.Name == dumpName {
		m := r.checked(r.contextMap(), x.Span())
		if isPoison(m) {
			return Poison, nil, nil
		}
		return r.checked(string(value.AppendJSON(nil, m, "  ")), x.Span()), nil, nil
	}
	return nil, nil, &missing{span: x.Span(), name: x.Name}
}

// readAll notes that vars was used as a whole.
func (r *run) readAll(v value.Value) {
	if r.shadowed(varsName) {
		return
	}
	if m, ok := v.(map[string]value.Value); ok {
		for name := range m {
			r.result.VarReads[name] = struct{}{}
		}
	}
}

func (r *run) resolveMember(x *template.Member) (value.Value, *missing) {
	if isVar(x.X, loopName) && !r.shadowed(loopName) {
		if v, ok := r.loopVariable(x.Name.Name); ok {
			return v, nil
		}
	}
	if isVar(x.X, varsName) && !r.shadowed(varsName) {
		r.result.VarReads[varsName] = struct{}{}
		r.result.VarReads[x.Name.Name] = struct{}{}
		// Not by way of vars itself, which would count as a use of all keys.
		if m, ok := r.vars[varsName].(map[string]value.Value); ok {
			if v, ok := m[x.Name.Name]; ok {
				return v, nil
			}
			return nil, &missing{x.Name.Range, x.Name.Name, r.slice(x.X), m}
		}
	}
	base, _, miss := r.resolve(x.X)
	if miss != nil || isPoison(base) {
		return base, miss
	}
	if v, ok := child(base, x.Name.Name); ok {
		return v, nil
	}
	return nil, &missing{x.Name.Range, x.Name.Name, r.slice(x.X), base}
}

// loopVariable is loop.index and its like in the innermost loop.
func (r *run) loopVariable(name string) (value.Value, bool) {
	f := r.currentLoop()
	if f == nil {
		return nil, false
	}
	switch name {
	case "index":
		return int64(f.index + 1), true
	case "index0":
		return int64(f.index), true
	case "first":
		return f.index == 0, true
	case "last":
		return f.index == f.count-1, true
	}
	return nil, false
}

func (r *run) resolveIndex(x *template.Index) (value.Value, *missing) {
	base, miss := r.indexed(x)
	key, _, keyMiss := r.resolve(x.Key)
	switch {
	case miss != nil:
		return nil, miss
	case keyMiss != nil:
		return nil, keyMiss
	case isPoison(base) || isPoison(key):
		return Poison, nil
	}
	name, ok := key.(string)
	if !ok {
		switch key.(type) {
		case int64, uint64:
			name = value.String(key)
		default:
			return r.typeError(x.Key.Span(), "An index must be a string or an integer, not %s.", describe(key)), nil
		}
	}
	if v, ok := child(base, name); ok {
		return v, nil
	}
	return nil, &missing{x.Key.Span(), name, r.slice(x.X), base}
}

// indexed is what x looks into.
func (r *run) indexed(x *template.Index) (value.Value, *missing) {
	if isVar(x.X, varsName) && !r.shadowed(varsName) {
		if key, ok := x.Key.(*template.Literal); ok {
			if name, ok := key.Value.(string); ok {
				// One key is used, not all of them.
				r.result.VarReads[varsName] = struct{}{}
				r.result.VarReads[name] = struct{}{}
				if m, ok := r.vars[varsName].(map[string]value.Value); ok {
					return m, nil
				}
			}
		}
	}
	base, _, miss := r.resolve(x.X)
	return base, miss
}

// child is the element of a map by key or of an array by decimal index.
func child(v value.Value, name string) (value.Value, bool) {
	switch x := v.(type) {
	case map[string]value.Value:
		item, ok := x[name]
		return item, ok
	case []value.Value:
		if name == "" || len(name) > 1 && name[0] == '0' || name[0] == '+' {
			return nil, false
		}
		i, err := strconv.Atoi(name)
		if err != nil || i < 0 || i >= len(x) {
			return nil, false
		}
		return x[i], true
	}
	return nil, false
}

// message explains what is missing.
func (m *missing) message() string {
	switch x := m.of.(type) {
	case []value.Value:
		if _, err := strconv.Atoi(m.name); err == nil {
			return fmt.Sprintf("Index %s is out of bounds: `%s` has %d elements.", m.name, m.base, len(x))
		}
		return fmt.Sprintf("`%s` is an array and has no key `%s`; write a number.", m.base, m.name)
	case map[string]value.Value:
		return fmt.Sprintf("`%s` has no key `%s`.", m.base, m.name)
	}
	if m.base != "" {
		return fmt.Sprintf("`%s` is %s and has no key `%s`.", m.base, describe(m.of), m.name)
	}
	return fmt.Sprintf("Variable `%s` is not defined.", m.name)
}

// describe is a value's type with its article.
func describe(v value.Value) string {
	switch name := value.TypeName(v); name {
	case "null":
		return name
	case "array", "integer":
		return "an " + name
	default:
		return "a " + name
	}
}

func (r *run) slice(e template.Expr) string { return r.unit.File.Slice(e.Span()) }
