package builtin

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// host is a render as far as functions see it.
type host struct {
	counters map[string]int64
	seed     uint64
	room     int
}

var errFull = errors.New("limit reached")

func newHost() *host { return &host{counters: map[string]int64{}, seed: 7, room: 1 << 20} }

func (h *host) LookupEnv(name string) (string, bool) {
	if name == "HOME" {
		return "/home/test", true
	}
	return "", name == "EMPTY"
}

func (h *host) Now() time.Time       { return time.Date(2025, 1, 2, 3, 4, 5, 0, time.UTC) }
func (h *host) Seed() (uint64, bool) { return h.seed, true }

func (h *host) Count(name string, start, step int64) int64 {
	n, ok := h.counters[name]
	if !ok {
		n = start
	}
	h.counters[name] = n + step
	return n
}

func (h *host) Grow(n int) error {
	if n < 0 || n > h.room {
		return errFull
	}
	h.room -= n
	return nil
}

// lookups select a table by the first letters of a case's name.
var lookups = map[string]func(string, bool) (*Function, bool){
	"function": LookupFunction, "filter": LookupFilter, "test": LookupTest,
}

// row is one call: arguments and input are JSON, want is JSON, "!CODE" for a
// typed error, "!limit" for a refused reservation, or "~PREFIX" of the JSON.
// The input "?" is an undefined variable. Tera selects plain Tera.
type row struct {
	table, name, input, args, want string
	tera                           bool
}

func check(t *testing.T, rows []row) {
	t.Helper()
	for _, r := range rows {
		got := call(t, r)
		ok := got == r.want
		if strings.HasPrefix(r.want, "~") {
			ok = strings.HasPrefix(got, r.want[1:])
		}
		if !ok {
			t.Errorf("%s %s(%s) on %s\n got %s\nwant %s", r.table, r.name, r.args, r.input, got, r.want)
		}
	}
}

func call(t *testing.T, r row) string {
	t.Helper()
	f, ok := lookups[r.table](r.name, r.tera)
	if !ok {
		return "unknown"
	}
	c := &Call{Host: newHost(), Undefined: r.input == "?"}
	if r.input != "" && r.input != "?" {
		c.Input = decode(t, r.input)
	}
	c.Args = arguments(t, r.args)
	v, err := f.Call(c)
	var failed *Error
	switch {
	case errors.Is(err, errFull):
		return "!limit"
	case errors.As(err, &failed):
		if failed.Message == "" && r.name != "throw" {
			t.Errorf("%s %s(%s): error without message", r.table, r.name, r.args)
		}
		return strings.TrimSuffix(fmt.Sprintf("!%s %s", failed.Code, failed.Arg), " ")
	case err != nil:
		return err.Error()
	}
	return string(value.AppendJSON(nil, v, ""))
}

func arguments(t *testing.T, text string) []Arg {
	t.Helper()
	if text == "" {
		return nil
	}
	m, ok := decode(t, "{"+text+"}").(map[string]value.Value)
	if !ok {
		t.Fatalf("arguments %s", text)
	}
	var list []Arg
	for _, name := range value.Keys(m) {
		list = append(list, Arg{Name: name, Value: m[name]})
	}
	return list
}

func decode(t *testing.T, text string) value.Value {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var x any
	if err := d.Decode(&x); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	v, err := value.From(x)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

// Errors as rows spell them.
const (
	invalid  = "!" + string(finding.TemplateInvalidArgument) + " "
	missing  = "!" + string(finding.TemplateMissingArgument) + " "
	badType  = "!" + string(finding.TemplateType)
	rendered = "!" + string(finding.TemplateRender) + " "
)

func functionRows(rows [][3]string) []row {
	list := make([]row, len(rows))
	for i, r := range rows {
		list[i] = row{table: "function", name: r[0], args: r[1], want: r[2]}
	}
	return list
}

func filterRows(rows [][4]string) []row {
	list := make([]row, len(rows))
	for i, r := range rows {
		list[i] = row{table: "filter", name: r[0], input: r[1], args: r[2], want: r[3]}
	}
	return list
}
