package schema

import (
	"strings"
	"testing"
)

func TestAt(t *testing.T) {
	for _, c := range []struct{ path, key, keys string }{
		{"", "", "a test file"},
		{"steps", "steps", "steps[]"},
		{"steps.0", "steps", "steps[]"},
		{"steps.3.command", "command", ""},
		{"steps.3.command.0", "command", ""},
		{"steps.command", "command", ""},
		{"service", "service", ""},
		{"service.db", "service", "service.NAME"},
		{"service.0.image", "image", ""},
		{"service.db.volumes.0.host_path", "host_path", ""},
		{"expect.span.0.attrs", "attrs", "expect.span[].attrs"},
		{"expect.counts.by_name.clnrm", "by_name", "expect.counts.BOUND"},
		{"expect.hermeticity.resource_attrs_must_match", "resource_attrs", "expect.hermeticity.resource_attrs"},
		{"expect.graph.must_include.0.1", "must_include", ""},
		{"vars.a.b.0.c", "vars", ""},
		{"matrix.os.0", "matrix", ""},
		{"nope", "-", ""},
		{"steps.0.nope", "-", ""},
		{"meta.name.x", "-", ""},
	} {
		var path []string
		if c.path != "" {
			path = strings.Split(c.path, ".")
		}
		k, keys, ok := At(Test(), path)
		got := "-"
		if ok {
			got = ""
			if k != nil {
				got = k.Name
			}
		}
		name := ""
		if keys != nil {
			name = keys.Name + keys.title
		}
		if got != c.key || name != c.keys {
			t.Errorf("%q: key %q table %q, want %q and %q", c.path, got, name, c.key, c.keys)
		}
	}
}
