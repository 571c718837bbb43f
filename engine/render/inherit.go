package render

import (
	"fmt"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
	"github.com/flosch/pongo2/v6"
)

// lineage is a unit and what it extends, the unit itself first. Every level
// has its own position: its text comes into the output through the extends
// tags below it.
type lineage struct{ units []position }

func (l lineage) at(level int) position { return l.units[level] }

func alone(p position) lineage { return lineage{[]position{p}} }

// blockLevel is a block being written and the level that defines the body.
type blockLevel struct {
	name  string
	level int
}

// ancestry follows extends upwards. A parent that cannot be found ends it, so
// that the blocks below are still written.
func (r *run) ancestry(u *Unit) lineage {
	l := alone(position{unit: u})
	for {
		p := l.at(len(l.units) - 1)
		e := p.unit.File.Extends
		if e == nil {
			return l
		}
		r.moveTo(p)
		parent, ok := r.load(e.Path)
		if ok && len(l.units) > r.limits.IncludeDepth {
			r.limitAt(limitInclude, e.Path.Range)
			r.landed()
			ok = false
		}
		if !ok {
			r.drop()
			return l
		}
		next := r.call(parent, e.Span(), fmt.Sprintf("extends %q", e.Path.Value))
		l.units = append(l.units, next)
		r.inheritMacros(l, next)
	}
}

// inheritMacros lets every level below call what its new ancestor can call.
func (r *run) inheritMacros(l lineage, ancestor position) {
	r.moveTo(ancestor)
	inherited := r.namespace(ancestor.unit)
	for _, p := range l.units[:len(l.units)-1] {
		r.moveTo(p)
		own := r.namespace(p.unit)
		for alias, u := range inherited {
			if _, hidden := own[alias]; !hidden {
				own[alias] = u
			}
		}
	}
}

// block writes the body that the lowest level gives the block.
func (r *run) block(n *template.Block, own *pongo2.NodeWrapper) *pongo2.Error {
	for level := range r.lineage.units {
		if w := r.bodyAt(level, n.Name.Name); w != nil {
			return r.blockAt(level, n.Name.Name, w)
		}
	}
	return r.body(own)
}

// bodyAt is the body that a level of the lineage gives a block, or nil.
func (r *run) bodyAt(level int, name string) *pongo2.NodeWrapper {
	u := r.lineage.at(level).unit
	b := u.File.Blocks[name]
	if b == nil {
		return nil
	}
	return u.compiled().blocks[b]
}

func (r *run) blockAt(level int, name string, w *pongo2.NodeWrapper) *pongo2.Error {
	back := r.position()
	r.moveTo(r.lineage.at(level))
	r.blocks = append(r.blocks, blockLevel{name, level})
	r.calls++
	err := r.body(w)
	r.calls--
	r.blocks = r.blocks[:len(r.blocks)-1]
	r.moveTo(back)
	if r.landed() {
		return nil
	}
	return err
}

// super writes the body that the next level up gives the current block.
func (r *run) super(c *template.Call) bool {
	if len(r.blocks) == 0 {
		r.fail(finding.TemplateRender, c.Span(), "`super()` writes the parent's version of a block; use it inside a block.")
		return false
	}
	current := r.blocks[len(r.blocks)-1]
	for level := current.level + 1; level < len(r.lineage.units); level++ {
		if w := r.bodyAt(level, current.name); w != nil {
			r.blockAt(level, current.name, w)
			return r.state == running
		}
	}
	r.fail(finding.TemplateRender, c.Span(), fmt.Sprintf("No parent template has a block `%s`, so `super()` has nothing to write; remove it.", current.name))
	return false
}

// superValue is super() inside an expression, which Tera 1.x does not know.
func (r *run) superValue(c *template.Call) value.Value {
	ok := false
	text, tainted := r.captured(func() { ok = r.super(c) })
	if !ok || tainted || r.state != running {
		return Poison
	}
	return r.checked(text, c.Span())
}
