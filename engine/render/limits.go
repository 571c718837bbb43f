package render

import (
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// state says how evaluation goes on.
type state uint8

const (
	running state = iota
	// unwinding leaves every call up to the outermost one: what recursed too
	// deeply is lost as a whole, and the rest of the main unit goes on.
	unwinding
	// stopped ends the render.
	stopped
)

// meter counts what a run has used.
type meter struct {
	state    state
	deadline time.Time
	steps    int
	ticks    int // steps since the last look at the clock
	work     int // bytes and elements handled since the last look at the clock
	written  int
	depth    int
	calls    int // macros, includes and blocks that evaluation is inside of
	includes int
}

const (
	ticksPerLook = 256
	workPerLook  = 64 << 10
	workPerStep  = 64
)

// limitKind names a limit; the text completes "…: …".
type limitKind struct {
	code   finding.Code
	after  state // how evaluation goes on
	advice string
}

var (
	limitTime    = limitKind{finding.LimitTime, stopped, "Rendering takes too long; reduce loops or recursion, or raise the time limit."}
	limitSteps   = limitKind{finding.LimitSteps, stopped, "Rendering takes too many steps; reduce loops or recursion, or raise the step limit."}
	limitOutput  = limitKind{finding.LimitOutput, stopped, "The rendered text gets too long; write less, or raise the output limit."}
	limitDepth   = limitKind{finding.LimitDepth, unwinding, "Constructs nest too deeply here; end the recursion, or split the template."}
	limitInclude = limitKind{finding.LimitInclude, unwinding, "Templates include each other too deeply here; break the circle."}
	limitValue   = limitKind{finding.LimitValue, running, "This value gets too large; build a smaller one, or raise the value limit."}
)

// limit reports that a limit was hit at the construct at work.
func (r *run) limit(k limitKind) { r.limitAt(k, r.here) }

func (r *run) limitAt(k limitKind, s source.Span) {
	if r.state != running {
		return
	}
	if r.state = k.after; k.after != running {
		r.drop()
	}
	r.add(k.code, finding.Error, s, k.advice)
	if k.after == stopped {
		r.stop()
	}
}

func (r *run) stop() {
	r.state = stopped
	r.result.Truncated = true
}

// step accounts for one node, expression or loop turn; false: give up.
func (r *run) step() bool {
	r.steps++
	if r.ticks++; r.ticks >= ticksPerLook {
		r.look()
	}
	if r.steps > r.limits.Steps {
		r.limit(limitSteps)
	}
	return r.state == running
}

// spend accounts for handling n bytes or elements at once.
func (r *run) spend(n int) {
	r.steps += n / workPerStep
	if r.work += n; r.work >= workPerLook {
		r.look()
	}
}

func (r *run) look() {
	r.ticks, r.work = 0, 0
	if r.ctx.Err() != nil {
		r.stop()
		return
	}
	if time.Now().After(r.deadline) {
		r.limit(limitTime)
	}
}

// enter opens one level of nesting; false: too deep, and nothing to leave.
func (r *run) enter() bool {
	if !r.step() {
		return false
	}
	if r.depth >= r.limits.Depth {
		r.limit(limitDepth)
		return false
	}
	r.depth++
	return true
}

func (r *run) leave() { r.depth-- }

// landed ends unwinding outside of all calls. It reports whether a call was
// lost.
func (r *run) landed() bool {
	if r.state != unwinding || r.calls > 0 {
		return false
	}
	r.state = running
	if r.opts.Strict {
		r.stop()
	}
	return true
}

// checked refuses a value that is too large or too deep, at the construct s.
func (r *run) checked(v value.Value, s source.Span) value.Value {
	switch x := v.(type) {
	case string:
		r.spend(len(x))
		if len(x) <= r.limits.ValueSize {
			return v
		}
	case []value.Value, map[string]value.Value:
		size, err := value.Measure(v, r.limits.ValueSize)
		r.spend(size)
		if err == nil && size <= r.limits.ValueSize {
			return v
		}
	default:
		return v
	}
	r.limitAt(limitValue, s)
	return Poison
}

// spendOn accounts for a walk over a whole value.
func (r *run) spendOn(v value.Value) {
	switch x := v.(type) {
	case string:
		r.spend(len(x))
	case []value.Value, map[string]value.Value:
		size, _ := value.Measure(v, r.limits.ValueSize)
		r.spend(size)
	}
}
