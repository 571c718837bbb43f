package render

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
)

// loadKey is a name in a unit; loaded what the Loader said to it.
type loadKey struct {
	from *Unit
	name string
}

type loaded struct {
	unit *Unit
	err  error
}

var errNoLoader = fmt.Errorf("no templates can be loaded here: %w", fs.ErrNotExist)

// errRefused is what Tera 1.x says to a template that only the superset
// accepts.
var errRefused = errors.New("it does not parse")

// find asks the Loader, once per unit and name.
func (r *run) find(name string) (*Unit, error) {
	key := loadKey{r.unit, name}
	l, known := r.loads[key]
	if !known {
		if r.loads == nil {
			r.loads = map[loadKey]loaded{}
		}
		if l.err = errNoLoader; r.opts.Loader != nil {
			l.unit, l.err = r.opts.Loader.Load(r.unit, name)
		}
		if l.err == nil && l.unit == nil {
			l.err = fs.ErrNotExist
		}
		if l.err == nil && r.opts.Tera && !r.refusePositional(l.unit) {
			l.err = errRefused
		}
		r.loads[key] = l
	}
	return l.unit, l.err
}

// load is find for a mandatory template.
func (r *run) load(ref template.StringRef) (*Unit, bool) {
	u, err := r.find(ref.Value)
	if err != nil {
		r.notFound(ref, err)
		return nil, false
	}
	return u, true
}

func (r *run) notFound(ref template.StringRef, err error) {
	if errors.Is(err, errRefused) {
		return // told at the place itself
	}
	message := fmt.Sprintf("Template %q is found neither beside this file, nor in a folder above it, nor in the workspace's templates folder; create it or correct the name.", ref.Value)
	if !errors.Is(err, fs.ErrNotExist) {
		message = fmt.Sprintf("Template %q cannot be used: %v. Correct the name or the file.", ref.Value, err)
	}
	r.add(finding.TemplateNotFound, finding.Error, ref.Range, message)
}

// include writes the first of its templates that exists. It sees, and does not
// change, the scope it stands in.
func (r *run) include(n *template.Include) {
	r.here = n.Span()
	for i, ref := range n.Paths {
		u, err := r.find(ref.Value)
		if err == nil {
			r.included(n, ref, u)
			return
		}
		if !errors.Is(err, fs.ErrNotExist) || i == len(n.Paths)-1 && !n.IgnoreMissing {
			r.drop()
			r.notFound(ref, err)
			return
		}
	}
}

func (r *run) included(n *template.Include, ref template.StringRef, u *Unit) {
	if r.includes >= r.limits.IncludeDepth {
		r.limit(limitInclude)
		return
	}
	back, lineage, blocks := r.position(), r.lineage, r.blocks
	r.moveTo(r.call(u, n.Span(), fmt.Sprintf("include %q", ref.Value)))
	r.lineage, r.blocks = alone(r.position()), nil
	r.push(includeFrame)
	r.includes++
	r.calls++
	r.namespace(u)
	if e := u.File.Extends; e != nil {
		r.drop()
		r.add(finding.TemplateRender, finding.Error, e.Span(),
			"An included template cannot extend another; include that one, or render this one by itself.")
	}
	if p := u.compiled(); p.err != nil {
		r.broke(p.err)
	} else if r.state == running {
		r.body(p.root)
	}
	r.calls--
	r.includes--
	r.pop()
	r.lineage, r.blocks = lineage, blocks
	r.moveTo(back)
	r.landed()
}
