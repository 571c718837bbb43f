package builtin

import (
	"fmt"
	"math"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// args reads the arguments of one call. The first error sticks: later reads
// yield zero values, so an implementation reads everything, and checks once
// before it does anything expensive.
type args struct {
	*Call
	err error
}

// impl computes a result from checked arguments; its value is dropped when
// a.err is set.
type impl func(a *args) value.Value

// define makes a table row. The name, the documentation and the parameters
// are data; impl is wrapped so that no implementation handles errors twice.
func define(name, result string, purity Purity, doc string, params []Param, f impl) *Function {
	return &Function{
		Name: name, Doc: doc, Params: params, Result: result, Purity: purity,
		Call: func(c *Call) (value.Value, error) {
			a := &args{Call: c}
			v := f(a)
			if a.err != nil {
				return nil, a.err
			}
			return v, nil
		},
	}
}

// required and optional make Params.
func required(name, typ, doc string) Param {
	return Param{Name: name, Type: typ, Required: true, Doc: doc}
}

func optional(name, typ string, def value.Value, doc string) Param {
	return Param{Name: name, Type: typ, Default: def, Doc: doc}
}

func (a *args) fail(code finding.Code, arg, format string, v ...any) {
	if a.err == nil {
		a.err = &Error{Code: code, Arg: arg, Message: fmt.Sprintf(format, v...)}
	}
}

func (a *args) invalid(arg, format string, v ...any) {
	a.fail(finding.TemplateInvalidArgument, arg, format, v...)
}

// mistyped reports an argument, or for arg "" the filtered value, of a wrong
// type.
func (a *args) mistyped(arg, want string, got value.Value) {
	if arg == "" {
		a.fail(finding.TemplateType, "", "expects %s, got %s; convert the value first", want, describe(got))
		return
	}
	a.invalid(arg, "argument `%s` expects %s, got %s", arg, want, describe(got))
}

// describe shows a value in a message: its type, and its text when short.
func describe(v value.Value) string {
	const longest = 40
	switch x := v.(type) {
	case nil:
		return "null"
	case string:
		if len(x) <= longest {
			return fmt.Sprintf("the string %q", x)
		}
	case bool, int64, uint64, float64:
		return fmt.Sprintf("the %s %s", value.TypeName(v), value.String(v))
	}
	name := value.TypeName(v)
	if name == "array" || name == "integer" {
		return "an " + name
	}
	return "a " + name
}

// get finds an argument; of two with one name the first counts.
func (a *args) get(name string) (value.Value, bool) {
	for i := range a.Args {
		if a.Args[i].Name == name {
			return a.Args[i].Value, true
		}
	}
	return nil, false
}

// need finds an argument that has no default.
func (a *args) need(name string) (value.Value, bool) {
	v, ok := a.get(name)
	if !ok {
		a.fail(finding.TemplateMissingArgument, name, "argument `%s` is missing; write `%s=…`", name, name)
	}
	return v, ok
}

func (a *args) string(name, def string) string {
	v, ok := a.get(name)
	if !ok {
		return def
	}
	return a.text(name, v)
}

func (a *args) needString(name string) string {
	v, ok := a.need(name)
	if !ok {
		return ""
	}
	return a.text(name, v)
}

func (a *args) text(name string, v value.Value) string {
	s, ok := v.(string)
	if !ok {
		a.mistyped(name, "a string", v)
	}
	return s
}

func (a *args) int(name string, def int64) int64 {
	v, ok := a.get(name)
	if !ok {
		return def
	}
	return a.integer(name, v)
}

func (a *args) needInt(name string) int64 {
	v, ok := a.need(name)
	if !ok {
		return 0
	}
	return a.integer(name, v)
}

func (a *args) integer(name string, v value.Value) int64 {
	n, ok := value.Int(v)
	if !ok {
		a.mistyped(name, "an integer", v)
	}
	return n
}

// count is an integer that says how much to build: not negative, and small
// enough that sums of a few of them cannot overflow.
func (a *args) count(name string, def int64) int {
	n := a.int(name, def)
	if n < 0 || n > math.MaxInt32 {
		a.invalid(name, "argument `%s` must lie between 0 and %d, got %d", name, math.MaxInt32, n)
		return 0
	}
	return int(n)
}

func (a *args) bool(name string, def bool) bool {
	v, ok := a.get(name)
	if !ok {
		return def
	}
	b, ok := v.(bool)
	if !ok {
		a.mistyped(name, "true or false", v)
	}
	return b
}

func (a *args) float(name string, def float64) float64 {
	v, ok := a.get(name)
	if !ok {
		return def
	}
	f, ok := value.Float(v)
	if !ok {
		a.mistyped(name, "a number", v)
	}
	return f
}

func (a *args) needArray(name string) []value.Value {
	v, ok := a.need(name)
	if !ok {
		return nil
	}
	list, ok := v.([]value.Value)
	if !ok {
		a.mistyped(name, "an array", v)
	}
	return list
}

// inputString and the others check the value on the left of a filter or test.
func (a *args) inputString() string {
	s, ok := a.Input.(string)
	if !ok {
		a.mistyped("", "a string", a.Input)
	}
	return s
}

func (a *args) inputArray() []value.Value {
	list, ok := a.Input.([]value.Value)
	if !ok {
		a.mistyped("", "an array", a.Input)
	}
	return list
}

func (a *args) inputNumber() float64 {
	f, ok := value.Float(a.Input)
	if !ok {
		a.mistyped("", "a number", a.Input)
	}
	return f
}

// grow reserves n bytes or elements; false ends the call.
func (a *args) grow(n int) bool {
	if a.err == nil {
		a.err = a.Host.Grow(n)
	}
	return a.err == nil
}

// growProduct is grow for a product of two lengths that may overflow.
func (a *args) growProduct(n, m int) bool {
	if m > 0 && n > math.MaxInt32/m {
		n, m = math.MaxInt32, 1
	}
	return a.grow(n * m)
}
