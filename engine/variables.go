package engine

import (
	"context"
	"strings"
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine/render"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// defaultVariables are the seven names that every template can rely on, with
// the environment variable that overrides each (format.md 3.1).
var defaultVariables = []struct{ name, env, value string }{
	{"svc", "SERVICE_NAME", "clnrm"},
	{"env", "ENV", "ci"},
	{"endpoint", "OTEL_ENDPOINT", "http://localhost:4318"},
	{"exporter", "OTEL_TRACES_EXPORTER", "otlp"},
	{"image", "CLNRM_IMAGE", "registry/clnrm:1.0.0"},
	{"freeze_clock", "FREEZE_CLOCK", "2025-01-01T00:00:00Z"},
	{"token", "OTEL_TOKEN", ""},
}

// inputs is what a render gets besides the template itself.
type inputs struct {
	vars  map[string]value.Value
	env   []render.EnvRead // of the defaults
	seed  *uint64
	clock *time.Time
	file  map[string]value.Value // what the file's own [vars] define
	// determinism is true when the file has a [determinism] table at all.
	determinism bool
}

// inputs builds the context of a document (format.md 3.1, recommendation):
// defaults < environment < the file's own [vars] < settings; the namespaces
// vars, matrix and otel win over a variable of that name.
func (e *Engine) inputs(ctx context.Context, doc *Document, load render.Loader) inputs {
	in := inputs{vars: make(map[string]value.Value, 16)}
	for _, d := range defaultVariables {
		in.vars[d.name] = d.value
		set, ok := e.lookupEnv(d.env)
		if ok {
			in.vars[d.name] = set
		}
		in.env = append(in.env, render.EnvRead{Name: d.env, Value: set, Set: ok})
	}
	for name, v := range e.settings.Variables {
		in.vars[name] = v
	}
	p := &prescan{engine: e, ctx: ctx, loader: load, vars: in.vars, path: doc.Path}
	p.read(doc.Text.String())
	in.file = p.file
	in.seed, in.clock, in.determinism = p.seed, p.clock, p.determinism

	all := make(map[string]value.Value, len(in.vars))
	for name, v := range in.vars {
		all[name] = v
	}
	in.vars["vars"], in.vars["matrix"], in.vars["otel"] = all, p.matrix, p.otel
	return in
}

func (e *Engine) lookupEnv(name string) (string, bool) {
	if e.settings.LookupEnv == nil {
		return "", false
	}
	return e.settings.LookupEnv(name)
}

// prescan reads, from the unrendered text, the tables that feed the render of
// the same text. It is lenient: what it cannot read is simply not defined,
// and the render or the TOML stage reports why.
type prescan struct {
	engine *Engine
	ctx    context.Context
	loader render.Loader
	path   string
	vars   map[string]value.Value

	file, matrix, otel map[string]value.Value
	seed               *uint64
	clock              *time.Time
	determinism        bool
}

func (p *prescan) read(text string) {
	p.file, p.matrix, p.otel = map[string]value.Value{}, map[string]value.Value{}, map[string]value.Value{}
	raw := sections(text)
	if raw == "" {
		return
	}
	doc, _ := toml.Parse(mask(raw), nil)
	for _, path := range [][]string{{"template", "vars"}, {"vars"}} {
		p.table(raw, doc.Root.Lookup(path...), p.define, p.spoil)
	}
	for _, prefix := range [][]string{{"template"}, nil} {
		p.table(raw, doc.Root.Lookup(append(prefix, "matrix")...), into(p.matrix), nil)
		p.table(raw, doc.Root.Lookup(append(prefix, "otel")...), into(p.otel), nil)
	}
	p.readDeterminism(raw, doc.Root.Get("determinism"))
}

// spoil makes a variable whose value cannot be computed Poison: the fault is
// reported where it stands, not again at every use.
func (p *prescan) spoil(name string) { p.define(name, render.Poison) }

// define sets a variable of the file, unless the settings, a higher layer,
// have one of that name.
func (p *prescan) define(name string, v value.Value) {
	if _, set := p.engine.settings.Variables[name]; !set {
		p.vars[name], p.file[name] = v, v
	}
}

func into(m map[string]value.Value) func(string, value.Value) {
	return func(name string, v value.Value) { m[name] = v }
}

// table hands the entries of a table to define: plain values first, then, in
// order of appearance, those that contain tags, so that they may refer to any
// plain one. An entry that names itself sees the value from a lower layer.
// lost, unless nil, gets the names whose value cannot be computed; an entry of
// [otel] that copies otel.NAME, say, is simply not there then, as upstream.
func (p *prescan) table(raw string, table *toml.Node, define func(string, value.Value), lost func(string)) {
	if table == nil || table.Kind != toml.Table {
		return
	}
	var templated []*toml.Entry
	for _, entry := range table.Entries {
		if hasTag(raw, entry.Value) {
			templated = append(templated, entry)
			continue
		}
		define(entry.Key, nodeValue(raw, entry.Value))
	}
	for _, entry := range templated {
		if v, ok := p.render(raw, entry.Value); ok {
			define(entry.Key, v)
		} else if lost != nil {
			lost(entry.Key)
		}
	}
}

// render evaluates the source text of one value and reads the result as TOML.
func (p *prescan) render(raw string, node *toml.Node) (value.Value, bool) {
	if node.Form != toml.Value && node.Form != toml.Inline {
		return nil, false
	}
	source := raw[node.Span.Start:node.Span.End]
	file, problems := template.Parse(source)
	if hasErrors(problems) {
		return nil, false
	}
	opts := p.engine.renderOptions(p.loader)
	opts.Strict = true
	result := render.Render(p.ctx, render.NewUnit(p.path, file), p.vars, opts)
	if hasErrors(result.Findings) {
		return nil, false
	}
	text := "v = " + result.Text
	doc, problems := toml.Parse(text, nil)
	entry := doc.Root.Get("v")
	if hasErrors(problems) || entry == nil {
		return nil, false
	}
	return nodeValue(text, entry.Value), true
}

func (p *prescan) readDeterminism(raw string, entry *toml.Entry) {
	if entry == nil || entry.Value.Kind != toml.Table {
		return
	}
	p.determinism = true
	values := map[string]value.Value{}
	p.table(raw, entry.Value, into(values), nil)
	if seed, ok := value.Int(values["seed"]); ok && seed >= 0 {
		u := uint64(seed)
		p.seed = &u
	}
	if text, ok := values["freeze_clock"].(string); ok {
		if at, err := time.Parse(time.RFC3339, text); err == nil {
			p.clock = &at
		}
	}
}

func hasTag(raw string, node *toml.Node) bool {
	text := raw[node.Span.Start:node.Span.End]
	return strings.Contains(text, "{{") || strings.Contains(text, "{%")
}

// nodeValue turns a TOML value into a template value. Dates become their text.
func nodeValue(text string, node *toml.Node) value.Value {
	switch node.Kind {
	case toml.Array:
		items := make([]value.Value, len(node.Items))
		for i, item := range node.Items {
			items[i] = nodeValue(text, item)
		}
		return items
	case toml.Table:
		entries := make(map[string]value.Value, len(node.Entries))
		for _, entry := range node.Entries {
			entries[entry.Key] = nodeValue(text, entry.Value)
		}
		return entries
	case toml.OffsetDateTime, toml.LocalDateTime, toml.LocalDate, toml.LocalTime:
		return text[node.Span.Start:node.Span.End]
	}
	return node.Value
}
