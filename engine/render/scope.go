package render

import "github.com/clnrm-ls/clnrm-ls/engine/value"

// varsName is the variable that holds all variables (format.md 3.1).
const varsName = "vars"

type frameKind uint8

const (
	originFrame frameKind = iota
	macroFrame
	loopFrame
	includeFrame
)

// frame is one scope: assignments go to the innermost one, set_global to the
// innermost that is no loop, and look-ups go outwards up to a macro.
type frame struct {
	kind     frameKind
	bindings []binding
	macro    string // name of the macro
	index    int    // of the loop turn
	count    int    // of loop turns
}

// binding is a variable; origin is the literal whose bytes it holds, if any.
type binding struct {
	name   string
	value  value.Value
	origin *place
}

func (f *frame) find(name string) *binding {
	for i := range f.bindings {
		if f.bindings[i].name == name {
			return &f.bindings[i]
		}
	}
	return nil
}

func (f *frame) bind(b binding) {
	if old := f.find(b.name); old != nil {
		*old = b
		return
	}
	f.bindings = append(f.bindings, b)
}

func (r *run) top() *frame { return &r.frames[len(r.frames)-1] }

// push opens a scope, reusing the memory of one closed before.
func (r *run) push(kind frameKind) *frame {
	if n := len(r.frames); n < cap(r.frames) {
		r.frames = r.frames[:n+1]
		f := r.top()
		*f = frame{kind: kind, bindings: f.bindings[:0]}
		return f
	}
	r.frames = append(r.frames, frame{kind: kind})
	return r.top()
}

func (r *run) pop() {
	clear(r.top().bindings)
	r.frames = r.frames[:len(r.frames)-1]
}

// assign is set and set_global.
func (r *run) assign(b binding, global bool) {
	i := len(r.frames) - 1
	for global && r.frames[i].kind == loopFrame {
		i--
	}
	r.frames[i].bind(b)
}

// variable looks a name up: through the frames up to the innermost macro, then
// in the context. Tera 1.x shows the context to macros too, although its
// documentation advises against relying on it.
func (r *run) variable(name string) (b binding, found bool) {
	for i := len(r.frames) - 1; i >= 0; i-- {
		f := &r.frames[i]
		if b := f.find(name); b != nil {
			return *b, true
		}
		if f.kind == macroFrame {
			break
		}
	}
	r.result.VarReads[name] = struct{}{}
	v, found := r.vars[name]
	return binding{name: name, value: v}, found
}

// shadowed reports whether a frame, not the context, defines name.
func (r *run) shadowed(name string) bool {
	for i := len(r.frames) - 1; i >= 0; i-- {
		if r.frames[i].find(name) != nil {
			return true
		}
		if r.frames[i].kind == macroFrame {
			break
		}
	}
	return false
}

// currentMacro is the frame of the macro that evaluation is in, or nil.
func (r *run) currentMacro() *frame {
	for i := len(r.frames) - 1; i >= 0; i-- {
		if r.frames[i].kind == macroFrame {
			return &r.frames[i]
		}
	}
	return nil
}

// currentLoop is the innermost loop in sight, or nil.
func (r *run) currentLoop() *frame {
	for i := len(r.frames) - 1; i >= 0; i-- {
		switch r.frames[i].kind {
		case loopFrame:
			return &r.frames[i]
		case macroFrame:
			return nil
		}
	}
	return nil
}

// visible lists the names that a look-up could have found.
func (r *run) visible() []string {
	var names []string
	for i := len(r.frames) - 1; i >= 0; i-- {
		for _, b := range r.frames[i].bindings {
			names = append(names, b.name)
		}
		if r.frames[i].kind == macroFrame {
			break
		}
	}
	for name := range r.vars {
		names = append(names, name)
	}
	return names
}

// contextMap is everything visible, as __tera_context shows it.
func (r *run) contextMap() map[string]value.Value {
	out := make(map[string]value.Value, len(r.vars))
	for name, v := range r.vars {
		r.result.VarReads[name] = struct{}{}
		if !isPoison(v) {
			out[name] = v
		}
	}
	start := len(r.frames) - 1
	for start > 0 && r.frames[start].kind != macroFrame {
		start--
	}
	for _, f := range r.frames[start:] {
		for _, b := range f.bindings {
			if !isPoison(b.value) {
				out[b.name] = b.value
			}
		}
	}
	return out
}
