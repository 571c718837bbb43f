package schema

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// testKeys is every key of format.md, section 2, written down by hand.
const testKeys = `
test test.metadata test.metadata.name test.metadata.description test.metadata.timeout
meta meta.name meta.version meta.description
services services.x service service.x
service.x.plugin service.x.type service.x.image service.x.args service.x.env service.x.ports service.x.volumes
service.x.health_check service.x.username service.x.password service.x.strict service.x.wait_for_span service.x.wait_for_span_timeout_secs
service.x.volumes.host_path service.x.volumes.container_path service.x.volumes.read_only
service.x.health_check.cmd service.x.health_check.interval service.x.health_check.timeout service.x.health_check.retries
steps steps.name steps.command steps.expected_output_regex steps.workdir steps.env steps.expected_exit_code steps.continue_on_failure steps.service
scenario scenario.name scenario.service scenario.run scenario.steps scenario.concurrent scenario.timeout_ms scenario.policy scenario.artifacts
scenario.steps.name scenario.steps.command
scenario.policy.security_level scenario.policy.max_execution_time scenario.policy.max_memory_mb scenario.policy.max_cpu_usage
scenario.policy.allowed_network_hosts scenario.policy.disallowed_commands scenario.artifacts.collect
otel otel.exporter otel.endpoint otel.protocol otel.sample_ratio otel.resources otel.headers otel.propagators otel.propagators.use
otel_headers otel_propagators otel_propagators.use
expect expect.span expect.window expect.order expect.status expect.counts expect.graph expect.hermeticity
expect.span.name expect.span.parent expect.span.kind expect.span.attrs.all expect.span.attrs.any
expect.span.events.any expect.span.events.all expect.span.duration_ms.min expect.span.duration_ms.max
expect.graph.must_include expect.graph.must_not_cross expect.graph.acyclic
expect.counts.spans_total expect.counts.events_total expect.counts.errors_total expect.counts.by_name
expect.counts.spans_total.gte expect.counts.spans_total.lte expect.counts.spans_total.eq expect.counts.by_name.x.eq
expect.window.outer expect.window.contains expect.order.must_precede expect.order.must_follow
expect.status.all expect.status.by_name
expect.hermeticity.no_external_services expect.hermeticity.resource_attrs.must_match expect.hermeticity.span_attrs.forbid_keys
expect.hermeticity.resource_attrs_must_match.must_match expect.hermeticity.span_attrs_forbid_keys.forbid_keys
vars vars.x matrix matrix.x report report.json report.junit report.digest
determinism determinism.seed determinism.freeze_clock limits limits.cpu_millicores limits.memory_mb
otel_validation otel_validation.enabled otel_validation.validate_spans otel_validation.validate_traces otel_validation.validate_exports
otel_validation.validate_performance otel_validation.max_overhead_ms otel_validation.expected_spans otel_validation.expected_traces
otel_validation.expected_spans.name otel_validation.expected_spans.attributes otel_validation.expected_spans.required
otel_validation.expected_spans.min_duration_ms otel_validation.expected_spans.max_duration_ms
otel_validation.expected_traces.trace_id otel_validation.expected_traces.span_names otel_validation.expected_traces.complete
otel_validation.expected_traces.parent_child otel_validation.expect_graph.acyclic otel_validation.expect_counts.spans_total.eq
otel_validation.expect_windows.outer otel_validation.expect_hermeticity.no_external_services otel_validation.expect_order.must_precede
otel_validation.expect_status.all assertions assertions.x template.vars template.matrix template.otel
`

// requiredKeys are those that format.md marks as required.
const requiredKeys = `
test.metadata.name meta.name meta.version service.x.volumes.host_path service.x.volumes.container_path service.x.health_check.cmd
steps.name steps.command scenario.name scenario.artifacts.collect otel.exporter otel.propagators.use otel_propagators.use
expect.span.name expect.window.outer expect.window.contains otel_validation.enabled
otel_validation.expected_spans.name otel_validation.expected_traces.span_names
`

// projectKeysWanted is every key of format.md 1.4.
const projectKeysWanted = `
project.name project.version project.description
cli.parallel cli.jobs cli.output_format cli.fail_fast cli.watch cli.interactive
containers.reuse_enabled containers.default_image containers.pull_policy containers.cleanup_policy containers.max_containers containers.startup_timeout
services.default_timeout services.health_check_interval services.health_check_timeout services.max_retries
observability.enable_tracing observability.enable_metrics observability.enable_logging observability.log_level observability.metrics_port observability.traces_endpoint
plugins.auto_discover plugins.plugin_dir plugins.enabled_plugins
performance.container_pool_size performance.lazy_initialization performance.cache_compiled_tests performance.parallel_step_execution
test_execution.default_timeout test_execution.step_timeout test_execution.retry_on_failure test_execution.retry_count test_execution.test_dir
reporting.generate_html reporting.generate_junit reporting.report_dir reporting.include_timestamps reporting.include_logs
security.hermetic_isolation security.network_isolation security.file_system_isolation security.security_level
`

func TestEveryKeyIsKnown(t *testing.T) {
	for _, list := range []struct {
		table *Table
		paths string
	}{{Test(), testKeys}, {Project(), projectKeysWanted}} {
		for _, path := range strings.Fields(list.paths) {
			if _, _, ok := At(list.table, strings.Split(path, ".")); !ok {
				t.Errorf("%s is not in the table", path)
			}
		}
	}
}

func TestRequiredKeys(t *testing.T) {
	want := map[*Key]bool{}
	for _, path := range strings.Fields(requiredKeys) {
		k, _, _ := At(Test(), strings.Split(path, "."))
		if k == nil || !k.Required {
			t.Errorf("%s is not required", path)
		}
		want[k] = true
	}
	each(Test(), func(table *Table, k *Key) {
		if k.Required && !want[k] && !strings.HasPrefix(table.Name, "otel_validation.expect_") {
			t.Errorf("%s of %s is required, against format.md", k.Name, table.Name)
		}
	})
	each(Project(), func(_ *Table, k *Key) {
		if k.Required {
			t.Errorf("%s of the project configuration is required", k.Name)
		}
	})
}

// each visits every key of a table and of those below it, once.
func each(t *Table, f func(*Table, *Key)) {
	seen := map[*Table]bool{}
	var visit func(*Table)
	visit = func(t *Table) {
		if t == nil || seen[t] {
			return
		}
		seen[t] = true
		for i := range t.Keys {
			f(t, &t.Keys[i])
			for typ := &t.Keys[i].Type; typ != nil; typ = typ.Elem {
				visit(typ.Table)
			}
		}
	}
	visit(t)
}

func TestTablesAreComplete(t *testing.T) {
	for _, root := range []*Table{Test(), Project()} {
		mistakes := map[*Table]bool{}
		each(root, func(table *Table, k *Key) {
			where := table.Name + "." + k.Name
			if k.Doc == "" || k.Since == "" || table.Doc == "" {
				t.Errorf("%s lacks documentation or its generation", where)
			}
			if (k.Effect == Ignored || k.Effect == Honoured) && (k.Note == "" || strings.HasSuffix(k.Note, ".")) {
				t.Errorf("%s: the note stands in the middle of a message: %q", where, k.Note)
			}
			if k.Required && k.Sample == "" {
				t.Errorf("%s is required and has no sample", where)
			}
			for _, sample := range []string{k.Sample, k.Default} {
				if sample == "" {
					continue
				}
				for _, f := range accept(k, sample) {
					t.Errorf("%s = %s: %s", where, sample, f.Message)
				}
			}
			if !mistakes[table] {
				mistakes[table] = true
				checkMistakes(t, table)
			}
			if !strings.Contains(Documentation(k), k.Doc) || strings.Contains(Documentation(k), "%!") {
				t.Errorf("documentation of %s: %s", where, Documentation(k))
			}
		})
	}
}

func checkMistakes(t *testing.T, table *Table) {
	seen := map[string]bool{}
	for _, m := range table.Mistakes {
		if seen[m.Name] || table.Key(m.Name) != nil {
			t.Errorf("%s is listed twice in %s, or is a key", m.Name, table.Name)
		}
		seen[m.Name] = true
		if m.Why == "" || strings.HasSuffix(m.Why, ".") || m.Meant != "" && table.Key(m.Meant) == nil {
			t.Errorf("mistake %s of %s: %+v", m.Name, table.Name, m)
		}
	}
}

// accept validates one key with a value.
func accept(k *Key, value string) []finding.Finding {
	copied := *k
	table := compile(&Table{Name: "test", Keys: []Key{copied}})
	text := k.Name + " = " + value + "\n"
	document, problems := toml.Parse(text, nil)
	found := Validate(document.Root, table, Input{Text: text, Partial: true})
	found = slices.DeleteFunc(found, func(f finding.Finding) bool { return f.Severity == finding.Information })
	return append(problems, found...)
}

// right and wrong are TOML values by kind.
func right(t *Type, k *Key) []string {
	switch t.Kind {
	case String:
		if len(k.Allowed) > 0 {
			return []string{toml.Quote(k.Allowed[0])}
		}
		return []string{`"text"`, `'''text'''`}
	case Duration:
		return []string{`"30s"`, `"5minutes"`, `"1d"`}
	case Integer:
		return []string{"1", "0x10"}
	case Number:
		return []string{"1", "0.5"}
	case Bool:
		return []string{"true", "false"}
	case Array:
		list := []string{"[]"}
		for _, item := range right(t.Elem, k) {
			list = append(list, "["+item+", "+item+"]")
		}
		return list
	case Map:
		if t.Elem == nil {
			return []string{"{ a = 1, b = [{}] }"}
		}
		list := []string{"{}"}
		for _, item := range right(t.Elem, k) {
			list = append(list, fmt.Sprintf(`{ a = %s, "b.c" = %s }`, item, item))
		}
		return list
	case Object:
		return []string{"{}"}
	}
	return []string{"1", `"a"`, "[]"}
}

func wrong(t *Type) []string {
	all := map[Kind]string{String: `"text"`, Integer: "1", Number: "1.5", Bool: "true", Array: "[1979-05-27]", Map: "{ a = 1979-05-27 }"}
	switch t.Kind {
	case Any:
		return nil
	case Duration:
		delete(all, String)
	case Number:
		delete(all, Number)
		delete(all, Integer)
	case Object:
		delete(all, Map)
	case Map:
		if t.Elem == nil {
			delete(all, Map)
		}
	case String, Integer, Bool:
		delete(all, t.Kind)
	}
	list := []string{"07:32:00"}
	for _, v := range all {
		list = append(list, v)
	}
	slices.Sort(list)
	return list
}

func TestEveryKeyTakesItsTypeOnly(t *testing.T) {
	for _, root := range []*Table{Test(), Project()} {
		each(root, func(table *Table, k *Key) {
			if k.Type.Kind == Object && table == root && root == Project() {
				return
			}
			for _, value := range right(&k.Type, k) {
				for _, f := range accept(k, value) {
					t.Errorf("%s.%s = %s: %s", table.Name, k.Name, value, f.Message)
				}
			}
			for _, value := range wrong(&k.Type) {
				found := accept(k, value)
				if len(found) == 0 || found[0].Code != finding.SchemaType && found[0].Code != finding.SchemaTableShape || found[0].Severity != finding.Error {
					t.Errorf("%s.%s = %s is accepted: %v", table.Name, k.Name, value, found)
				}
			}
		})
	}
}

func TestCodesAreDocumented(t *testing.T) {
	for _, code := range []finding.Code{
		finding.SchemaType, finding.SchemaMissingKey, finding.SchemaUnknownKey, finding.SchemaUnused, finding.SchemaTableShape,
		finding.SchemaHermeticityAlias, finding.SchemaLegacy, finding.SchemaValue, finding.SchemaRange, finding.SchemaDuplicate,
	} {
		e, ok := finding.Lookup(code)
		if !ok || e.What == "" || e.Why == "" || e.Fix == "" || e.Rule == "" || e.Severity == 0 {
			t.Errorf("%s has no complete entry: %+v", code, e)
		}
	}
}
