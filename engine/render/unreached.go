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
			if n.Name.Name != safeName && n.Name.Name != defaultName {
				r.site(n, filterKind, n.Name, n.Args)
			}
		case *template.FilterSection:
			if n.Name.Name != safeName {
				r.site(n, filterKind, n.Name, n.Args)
			}
		case *template.Test:
			r.site(n, testKind, n.Name, positional(n.Args))
		}
		return true
	})
}

func (r *run) checkCall(c *template.Call) {
	switch {
	case r.callsMacro(c):
		if _, m := r.macroOf(c); m != nil {
			r.macroSite(c, m)
		}
	case c.Name.Name != superName:
		r.site(c, functionKind, c.Name, c.Args)
	}
}

// positional makes the arguments of a test look like those of other calls.
func positional(list []template.Expr) []template.Arg {
	args := make([]template.Arg, len(list))
	for i, arg := range list {
		args[i].Value = arg
	}
	return args
}
