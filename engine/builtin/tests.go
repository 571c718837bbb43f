package builtin

import (
	"math"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// test makes a table row for a test of a defined value.
func test(name, doc string, params []Param, f func(a *args) bool) *Function {
	return define(name, "bool", Pure, doc, params, func(a *args) value.Value {
		if a.Undefined {
			a.fail(finding.TemplateUndefined, "", "test `%s` needs a defined variable; check `is defined` first", name)
			return nil
		}
		return f(a)
	})
}

// valueTests look at type and number; the parameter names are ours, since
// arguments of tests are positional in Tera.
var valueTests = []*Function{
	define("defined", "bool", Pure, "Whether the variable exists.", nil,
		func(a *args) value.Value { return !a.Undefined }),
	define("undefined", "bool", Pure, "Whether the variable does not exist.", nil,
		func(a *args) value.Value { return a.Undefined }),
	test("odd", "Whether a number is odd.", nil,
		func(a *args) bool { return math.Mod(a.inputNumber(), 2) != 0 }),
	test("even", "Whether a number is even.", nil,
		func(a *args) bool { return math.Mod(a.inputNumber(), 2) == 0 }),
	test("divisibleby", "Whether a number can be divided by another without a remainder.",
		[]Param{required("divisor", "number", "The number to divide by.")},
		func(a *args) bool {
			n := a.inputNumber()
			if _, ok := a.need("divisor"); !ok {
				return false
			}
			return math.Mod(n, a.float("divisor", 1)) == 0
		}),
	test("string", "Whether the value is a string.", nil, func(a *args) bool {
		_, ok := a.Input.(string)
		return ok
	}),
	test("number", "Whether the value is a number.", nil,
		func(a *args) bool { return value.IsNumber(a.Input) }),
	test("object", "Whether the value is a map.", nil, func(a *args) bool {
		_, ok := a.Input.(map[string]value.Value)
		return ok
	}),
	test("iterable", "Whether the value is an array or a map, so that `for` can walk it.", nil, func(a *args) bool {
		switch a.Input.(type) {
		case []value.Value, map[string]value.Value:
			return true
		}
		return false
	}),
}
