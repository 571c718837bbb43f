package render

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
	"github.com/flosch/pongo2/v6"
)

// run is the state of one Render. It is used by one goroutine.
type run struct {
	ctx    context.Context
	opts   Options
	limits Limits
	main   *Unit
	escape bool
	// printed is the array literal that the output at work is made from: its
	// strings are escaped as items, before any filter (as in Tera 1.20).
	printed *template.Array
	vars    map[string]value.Value
	result  *Result

	// carrier and sink are what pongo2 passes along; bodies that are executed
	// out of turn (macros, blocks, includes) need them.
	carrier *pongo2.ExecutionContext
	sink    pongo2.TemplateWriter

	// Where evaluation stands.
	unit      *Unit
	unitIndex int32
	units     []*Unit
	chain     *chain
	here      source.Span // the construct at work, for limits
	out       *output
	document  *output // what becomes the text; out captures at times
	frames    []frame
	lineage   lineage
	blocks    []blockLevel
	host      host

	meter
	bare     source.Span // the call that is a condition by itself, while it is made
	quiet    int         // over 0: failures are about to be rescued, so not reported
	reported map[reportKey]struct{}
	sites    map[siteKey]*site
	spaces   map[*Unit]namespace
	loads    map[loadKey]loaded
	similar  map[string]string
	counters map[string]int64
	draws    map[drawKey]int
	envSeen  map[string]bool
}

// Render evaluates main. vars is the context; it is read only, and may hold
// Poison. Render never fails: whatever goes wrong is in the Result's findings.
// The context's end truncates the result without a finding.
func Render(ctx context.Context, main *Unit, vars map[string]value.Value, o Options) *Result {
	r := &run{
		ctx: ctx, opts: o, limits: o.Limits.orDefaults(), main: main, vars: vars,
		escape:   o.AutoEscape != nil && o.AutoEscape(main.Path),
		result:   &Result{VarReads: map[string]struct{}{}},
		out:      &output{buf: make([]byte, 0, len(main.File.Text)+len(main.File.Text)/4)},
		frames:   append(make([]frame, 0, 8), frame{kind: originFrame}),
		reported: map[reportKey]struct{}{}, sites: map[siteKey]*site{},
	}
	r.host.run, r.document = r, r.out
	r.deadline = time.Now().Add(r.limits.Time)
	if o.Record {
		r.result.Values = map[template.Expr]value.Value{}
	}
	r.enterUnit(main)
	r.guarded(r.execute)
	r.guarded(r.checkUnreached)
	return r.finish()
}

// guarded turns a panic into a finding: it would be a defect of this package
// or of pongo2, and must not take the server down.
func (r *run) guarded(f func()) {
	defer func() {
		if p := recover(); p != nil {
			r.broke(fmt.Errorf("%v", p))
		}
	}()
	f()
}

// execute lets pongo2 drive the topmost ancestor of the main unit.
func (r *run) execute() {
	if r.ctx.Err() != nil {
		r.stop()
		return
	}
	if r.opts.Tera && !r.refusePositional(r.main) {
		r.stop()
		return
	}
	r.lineage = r.ancestry(r.main)
	r.namespace(r.main)
	top := r.lineage.at(len(r.lineage.units) - 1)
	r.moveTo(top)
	p := top.unit.compiled()
	if p.err != nil {
		r.broke(p.err)
		return
	}
	err := p.template.ExecuteWriterUnbuffered(pongo2.Context{runKey: r}, io.Discard)
	if err != nil && r.state == running && !isSignal(err) {
		r.broke(err)
	}
}

func isSignal(err error) bool {
	return err == error(signalBreak) || err == error(signalContinue) || err == error(signalEnd)
}

// broke reports a defect of the engine itself.
func (r *run) broke(err error) {
	r.stop()
	r.out = r.document
	r.drop()
	r.moveTo(position{unit: r.main})
	r.add(finding.TemplateRender, finding.Error, source.Span{},
		fmt.Sprintf("The template engine failed: %v. Please report this with the file.", err))
}

func (r *run) finish() *Result {
	res := r.result
	res.Text = string(r.out.buf)
	res.Steps = r.steps
	res.Dropped = len(res.Drops) > 0
	m := &Map{segments: r.out.segments, size: len(r.out.buf), units: make([]string, len(r.units))}
	for i, u := range r.units {
		m.units[i] = r.name(u)
		u.list()
		for name := range u.mentions {
			res.VarReads[name] = struct{}{}
		}
	}
	res.Map = m
	return res
}

// name is how findings and maps call a unit.
func (r *run) name(u *Unit) string {
	if u == r.main || u.Path == r.main.Path {
		return ""
	}
	return u.Path
}

// position is where evaluation stands between constructs.
type position struct {
	unit  *Unit
	chain *chain
}

func (r *run) position() position { return position{r.unit, r.chain} }

func (r *run) moveTo(p position) {
	r.chain = p.chain
	if r.unit != p.unit {
		r.enterUnit(p.unit)
	}
}

func (r *run) enterUnit(u *Unit) {
	r.unit = u
	for i, known := range r.units {
		if known == u {
			r.unitIndex = int32(i)
			return
		}
	}
	r.unitIndex = int32(len(r.units))
	r.units = append(r.units, u)
}

// call is the position inside a construct that the one at s calls.
func (r *run) call(u *Unit, s source.Span, name string) position {
	c := &chain{Frame{r.name(r.unit), s, name}, r.chain, r.chain.level() + 1, 0}
	if r.opts.Seed != nil {
		c.hash = mix(r.chain.identity() ^ r.identity(s))
	}
	return position{u, c}
}
