package render

import "github.com/clnrm-ls/clnrm-ls/engine/template"

// checkUnreached checks names and arguments of the calls in the main unit that
// evaluation did not come by. What it did come by has been checked there.
func (r *run) checkUnreached() {
	if r.opts.Strict || r.opts.Tera || r.ctx.Err() != nil {
		return
	}
	r.moveTo(position{unit: r.main})
	template.Walk(r.main.File, func(n any) bool {
		switch n := n.(type) {
		case *template.Call:
			r.checkCall(n)
		case *template.Filter:
			switch n.Name.Name {
			case safeName:
				r.positional(n.Args, nil)
			case defaultName:
				r.defaultNames(n)
			default:
				r.site(n, filterKind, n.Name, n.Args)
			}
		case *template.FilterSection:
			if n.Name.Name != safeName {
				r.site(n, filterKind, n.Name, n.Args)
			}
		case *template.Test:
			r.site(n, testKind, n.Name, unnamedArgs(n.Args))
		}
		return true
	})
}

func (r *run) checkCall(c *template.Call) {
	switch {
	case r.callsMacro(c):
		if _, m := r.macroOf(c); m != nil {
			r.macroSite(c, m)
		} else {
			r.positional(c.Args, nil)
		}
	case c.Name.Name == superName:
		r.positional(c.Args, nil)
	default:
		r.site(c, functionKind, c.Name, c.Args)
	}
}

// defaultNames reports a fallback without its name.
func (r *run) defaultNames(f *template.Filter) {
	names := make([]string, len(f.Args))
	if len(names) > 0 {
		names[0] = "value"
	}
	r.positional(f.Args, names)
}

// unnamedArgs makes the arguments of a test look like those of other calls.
func unnamedArgs(list []template.Expr) []template.Arg {
	args := make([]template.Arg, len(list))
	for i, arg := range list {
		args[i].Value = arg
	}
	return args
}
