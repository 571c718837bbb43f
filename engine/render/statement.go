package render

import (
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
	"github.com/flosch/pongo2/v6"
	"github.com/rivo/uniseg"
)

// body executes a body of the skeleton.
func (r *run) body(w *pongo2.NodeWrapper) *pongo2.Error {
	if !r.enter() {
		return signalEnd
	}
	err := w.Execute(r.carrier, r.sink)
	r.leave()
	return err
}

// leaves executes a run of nodes that have no bodies.
func (r *run) leaves(nodes []template.Node) *pongo2.Error {
	for _, n := range nodes {
		if !r.step() {
			return signalEnd
		}
		switch n := n.(type) {
		case *template.Text:
			r.text(n.Output)
		case *template.Output:
			start := len(r.out.buf)
			r.output(n)
			r.overflow(n.Span(), start)
		case *template.Set:
			r.set(n)
		case *template.Include:
			start := len(r.out.buf)
			r.include(n)
			r.overflow(n.Span(), start)
		case *template.Broken:
			r.broken(n)
		case *template.Break:
			return signalBreak
		case *template.Continue:
			return signalContinue
		}
		if r.state != running {
			return signalEnd
		}
	}
	return nil
}

// statement evaluates the expression of the statement at s and, outside of
// all calls, ends the unwinding of what nested too deeply.
func (r *run) statement(e template.Expr, s source.Span) (value.Value, *place) {
	r.here = s
	v, origin := r.trace(e)
	if r.landed() {
		return Poison, nil
	}
	return v, origin
}

func (r *run) output(n *template.Output) {
	if c := bareCall(n.Value); c != nil {
		switch {
		case r.callsMacro(c):
			r.direct(n, func() bool { return r.macro(c) })
			return
		case c.Name.Name == superName:
			r.direct(n, func() bool { return r.super(c) })
			return
		}
	}
	if r.escape {
		r.printed = printedArray(n.Value)
	}
	v, origin := r.statement(n.Value, n.Span())
	switch {
	case r.state != running:
	case isPoison(v):
		r.placeholder(n.Span())
	default:
		r.value(v, origin, n.Value)
	}
}

// value writes v, the value of e.
func (r *run) value(v value.Value, origin *place, e template.Expr) {
	text := value.String(v)
	if _, isString := v.(string); isString && r.escape && escapable(e) && !markedSafe(e) {
		text = escapeHTML(text)
	}
	if r.verbatim(origin, text) {
		r.copied(text, origin, e.Span())
		return
	}
	r.generated(text, e.Span())
}

// bareCall is the call that an output consists of, or nil.
func bareCall(e template.Expr) *template.Call {
	for {
		switch x := e.(type) {
		case *template.Paren:
			e = x.X
		case *template.Call:
			return x
		default:
			return nil
		}
	}
}

// direct executes a call that writes its output itself, so that its text keeps
// its own origins. What a lost call has written is taken back.
func (r *run) direct(n *template.Output, call func() bool) {
	r.here = n.Span()
	mark := r.out.mark()
	placeholders := len(r.result.Placeholders)
	ok := call()
	if r.landed() {
		ok = false
	}
	if ok || r.state != running {
		return
	}
	r.out.rewind(mark)
	if !r.out.capture {
		r.pullDrops(mark.size)
	}
	r.result.Placeholders = r.result.Placeholders[:placeholders]
	r.placeholder(n.Span())
}

func (r *run) set(n *template.Set) {
	v, origin := r.statement(n.Value, n.Span())
	r.assign(binding{n.Name.Name, v, origin}, n.Global)
}

// broken stands where the parser lost a construct.
func (r *run) broken(n *template.Broken) {
	if n.Value {
		r.placeholder(n.Span())
		return
	}
	r.drop()
}

func (r *run) conditional(n *template.If, bodies []*pongo2.NodeWrapper) *pongo2.Error {
	for i, b := range n.Branches {
		r.here = b.Tag.Range
		truth, ok := r.condition(b.Cond)
		if r.landed() {
			ok = false
		}
		switch {
		case r.state != running:
			return signalEnd
		case !ok:
			// Neither this branch nor the ones behind it can be chosen.
			r.drop()
			return nil
		case truth:
			return r.body(bodies[i])
		}
	}
	return r.body(bodies[len(n.Branches)])
}

func (r *run) loop(n *template.For, body, empty *pongo2.NodeWrapper) *pongo2.Error {
	v, _ := r.statement(n.Iterable, n.Tag.Range)
	if r.state != running {
		return signalEnd
	}
	var keys []string
	var items []value.Value
	var text string
	count := 0
	switch x := v.(type) {
	case []value.Value:
		items, count = x, len(x)
	case string:
		r.spend(len(x))
		text, count = x, uniseg.GraphemeClusterCount(x)
	case map[string]value.Value:
		r.spend(len(x))
		keys, count = value.Keys(x), len(x)
	}
	if !r.iterable(n, v) {
		r.drop()
		return nil
	}
	if count == 0 {
		return r.body(empty)
	}
	clusters := -1
	return r.turns(n, body, count, func(i int, f *frame) {
		switch {
		case keys != nil:
			f.bind(binding{name: n.Key.Name, value: keys[i]})
			f.bind(binding{name: n.Value.Name, value: v.(map[string]value.Value)[keys[i]]})
		case items != nil:
			f.bind(binding{name: n.Value.Name, value: items[i]})
		default:
			var cluster string
			cluster, text, _, clusters = uniseg.FirstGraphemeClusterInString(text, clusters)
			f.bind(binding{name: n.Value.Name, value: cluster})
		}
	})
}

// iterable checks the shape of a loop against what it iterates.
func (r *run) iterable(n *template.For, v value.Value) bool {
	hasKey := n.Key.Name != ""
	s := n.Iterable.Span()
	switch v.(type) {
	case poison:
		return false
	case map[string]value.Value:
		if !hasKey {
			r.typeError(s, "This is a map; write `for key, %s in …` to loop over it.", n.Value.Name)
			return false
		}
	case string, []value.Value:
		if hasKey {
			r.typeError(s, "This is %s, which has no keys; write `for %s in …`.", describe(v), n.Value.Name)
			return false
		}
	default:
		r.typeError(s, "A loop needs an array, a map or a string, not %s.", describe(v))
		return false
	}
	return true
}

// turns runs the body count times in a scope of its own, which each turn
// starts anew.
func (r *run) turns(n *template.For, body *pongo2.NodeWrapper, count int, bind func(i int, f *frame)) *pongo2.Error {
	r.push(loopFrame).count = count
	defer r.pop()
	level := len(r.frames) - 1
	for i := range count {
		r.here = n.Tag.Range
		if !r.step() {
			return signalEnd
		}
		f := &r.frames[level]
		f.bindings = f.bindings[:0]
		f.index = i
		bind(i, f)
		switch err := r.body(body); err {
		case nil, signalContinue:
		case signalBreak:
			return nil
		default:
			return err
		}
	}
	return nil
}

// filterSection applies a filter to the text of a body.
func (r *run) filterSection(n *template.FilterSection, w *pongo2.NodeWrapper) *pongo2.Error {
	var err *pongo2.Error
	text, tainted := r.captured(func() { err = r.body(w) })
	if r.state != running {
		return signalEnd
	}
	var v value.Value = text
	if n.Name.Name != safeName {
		r.here = n.Tag.Range
		v = r.apply(r.site(n, filterKind, n.Name, n.Args), r.checked(text, n.Tag.Range), false, n.Args, n.Tag.Range)
		r.landed()
	}
	start := len(r.out.buf)
	switch {
	case r.state != running:
		return signalEnd
	case isPoison(v):
		r.placeholder(n.Span())
	default:
		r.generated(value.String(v), n.Span())
		if tainted {
			r.out.tainted = true
			r.mark(start)
		}
	}
	return err
}
