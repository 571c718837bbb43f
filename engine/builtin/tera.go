package builtin

import (
	"math"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// teraFunctions are Tera's own; now, get_random and get_env stand with their
// relatives.
var teraFunctions = []*Function{
	define("range", "array", Pure, "The integers from `start` up to but not including `end`, `step_by` apart.",
		[]Param{
			required("end", "integer", "One more than the highest element."),
			optional("start", "integer", int64(0), "The first element."),
			optional("step_by", "integer", int64(1), "The distance of elements; not 0."),
		}, rangeList),
	define("throw", "nothing", Pure, "Ends the render with an error of your own.",
		[]Param{required("message", "string", "What the error says.")}, throw),
}

func rangeList(a *args) value.Value {
	start, end, step := a.int("start", 0), a.needInt("end"), a.int("step_by", 1)
	for _, bound := range []struct {
		name string
		n    int64
	}{{"start", start}, {"end", end}} {
		if a.err == nil && bound.n < 0 {
			a.invalid(bound.name, "argument `%s` must not be negative, got %d", bound.name, bound.n)
		}
	}
	if a.err == nil && step <= 0 {
		a.invalid("step_by", "argument `step_by` must be positive, got %d", step)
	}
	if a.err == nil && start > end {
		a.invalid("start", "argument `start` (%d) must not be greater than `end` (%d)", start, end)
	}
	if a.err != nil {
		return nil
	}
	n := (end - start) / step
	if (end-start)%step != 0 {
		n++
	}
	if !a.grow(int(min(n, math.MaxInt))) {
		return nil
	}
	list := make([]value.Value, n)
	for i := range list {
		list[i] = start + int64(i)*step
	}
	return list
}

func throw(a *args) value.Value {
	message := a.needString("message")
	a.fail(finding.TemplateRender, "message", "%s", message)
	return nil
}
