package schema

// otelTable is [otel] (format.md 2.7).
func otelTable() *Table {
	key := func(k Key) Key { k.Since, k.Effect = "0.6", Unread; return k }
	return &Table{
		Name: "otel", Doc: "OpenTelemetry export.",
		Keys: []Key{
			key(Key{Name: "exporter", Type: text, Required: true, Sample: `"otlp"`, FoldCase: true, Lenient: true,
				Allowed:  []string{"otlp", "stdout", "otlp-http", "otlp-grpc", "jaeger", "zipkin", "datadog", "newrelic"},
				Doubtful: doubtfulExporters,
				Doc:      "Where spans go. `otlp` is the value that all commands agree on.",
				Note:     "Loading a file takes only `stdout`, `otlp`, `jaeger` and `zipkin`; dry-run refuses `stdout` and `zipkin`."}),
			{Name: "endpoint", Type: text, Since: "1.0", Effect: Unread, Sample: `"http://localhost:4318"`,
				Doc: "URL of the collector, for example `\"http://localhost:4318\"`."},
			{Name: "protocol", Type: text, Since: "1.0", Effect: Unread, Sample: `"http/protobuf"`, FoldCase: true,
				Allowed: []string{"http/protobuf", "grpc", "http/json"},
				Doc:     "Wire protocol of OTLP."},
			key(Key{Name: "sample_ratio", Type: number, Min: zero, Max: one, Sample: "1.0",
				Doc: "Share of the traces to keep, 0.0 to 1.0. `lint` warns when it is missing."}),
			key(Key{Name: "resources", Type: textMap, Sample: "{}",
				Doc: "Resource attributes. Every value is a string.\n\n```toml\nresources = { \"service.name\" = \"app\" }\n```"}),
			key(Key{Name: "headers", Type: textMap, Sample: "{}",
				Doc: "Headers sent to the collector."}),
			key(Key{Name: "propagators", Type: object(propagatorsTable("otel.propagators")),
				Doc: "Context propagators.\n\n```toml\n[otel.propagators]\nuse = [\"tracecontext\", \"baggage\"]\n```"}),
		},
		Mistakes: []Mistake{
			{Name: "resource", Meant: "resources", Why: "the key is resources"},
			{Name: "resource_attributes", Meant: "resources", Why: "the key is resources"},
			{Name: "sampling_ratio", Meant: "sample_ratio", Why: "the key is sample_ratio"},
			{Name: "sample_rate", Meant: "sample_ratio", Why: "the key is sample_ratio"},
			{Name: "url", Meant: "endpoint", Why: "the key is endpoint"},
			{Name: "enabled", Why: "the table itself is what enables it", Drop: true},
			{Name: "service_name", Why: `the name of the service is a resource: resources = { "service.name" = "…" }`},
		},
	}
}

const (
	dryRunFlags = "clnrm accepts it, but dry-run reports it as an error; only \"otlp\" and \"jaeger\" pass everywhere"
	loadRefuses = "dry-run accepts it, but clnrm refuses the file when it loads it; only \"otlp\" and \"jaeger\" pass everywhere"
)

// doubtfulExporters are those that loading and dry-run disagree on.
var doubtfulExporters = map[string]Doubt{
	"stdout":    {Why: dryRunFlags},
	"zipkin":    {Why: dryRunFlags},
	"otlp-http": {Why: loadRefuses},
	"otlp-grpc": {Why: loadRefuses},
	"datadog":   {Why: loadRefuses},
	"newrelic":  {Why: loadRefuses},
}

// propagatorsTable is [otel.propagators] and its twin at the top level.
func propagatorsTable(name string) *Table {
	return &Table{
		Name: name, Doc: "Context propagators.",
		shorthand: arrayShorthand("use"),
		Keys: []Key{
			{Name: "use", Type: texts, Required: true, Since: "0.6", Effect: Unread, Sample: `["tracecontext", "baggage"]`,
				Doc: "Names of the propagators, for example `\"tracecontext\"` and `\"baggage\"`."},
		},
	}
}

// otelValidationTable is [otel_validation] (format.md 2.12). No command
// evaluates any of it.
func otelValidationTable() *Table {
	flag := func(name, doc string) Key {
		return Key{Name: name, Type: boolean, Since: "0.4", Effect: Unread, Doc: doc}
	}
	table := func(name string, t Type, doc string) Key {
		return Key{Name: name, Type: t, Since: "0.4", Effect: Unread, Doc: doc}
	}
	enabled := flag("enabled", "Whether telemetry is validated.")
	enabled.Required, enabled.Sample = true, "true"
	return &Table{
		Name: "otel_validation", Doc: "Expectations on telemetry in the form of 0.4.",
		Mistakes: otelValidationMistakes,
		Keys: []Key{
			enabled,
			flag("validate_spans", "Whether spans are validated."),
			flag("validate_traces", "Whether traces are validated."),
			flag("validate_exports", "Whether exports are validated."),
			flag("validate_performance", "Whether the overhead is validated."),
			{Name: "max_overhead_ms", Type: number, Unit: "ms", Since: "0.4", Effect: Unread, Sample: "100.0",
				Doc: "Milliseconds that telemetry may cost."},
			table("expected_spans", array(object(expectedSpanTable())), "Spans that must exist."),
			table("expected_traces", array(object(expectedTraceTable())), "Traces that must exist."),
			table("expect_graph", object(graphTable("otel_validation.expect_graph")), "As `[expect.graph]`."),
			table("expect_counts", object(countsTable("otel_validation.expect_counts")), "As `[expect.counts]`."),
			table("expect_windows", array(object(windowTable("otel_validation.expect_windows[]"))), "As `[[expect.window]]`."),
			table("expect_hermeticity", object(hermeticityTable("otel_validation.expect_hermeticity")), "As `[expect.hermeticity]`."),
			table("expect_order", object(orderTable("otel_validation.expect_order")), "As `[expect.order]`."),
			table("expect_status", object(statusTable("otel_validation.expect_status")), "As `[expect.status]`."),
		},
	}
}

var otelValidationMistakes = []Mistake{
	{Name: "expect_window", Meant: "expect_windows", Why: "the key is expect_windows, an array of tables"},
	{Name: "expected_span", Meant: "expected_spans", Why: "the key is expected_spans"},
	{Name: "expected_trace", Meant: "expected_traces", Why: "the key is expected_traces"},
	{Name: "validate_cardinality", Why: "numbers of spans are checked by [expect.counts]"},
	{Name: "span_count_constraints", Why: "numbers of spans are checked by [expect.counts]"},
	{Name: "graph_topology_constraints", Why: "parents and children are checked by [expect.graph]"},
	{Name: "validate_graph_topology", Why: "parents and children are checked by [expect.graph]"},
	{Name: "tree_structure", Why: "parents and children are checked by [expect.graph]"},
	{Name: "sibling_constraints", Why: "the order of spans is checked by [expect.order]"},
	{Name: "temporal_constraints", Why: "the order of spans is checked by [expect.order]"},
	{Name: "hermeticity_constraints", Why: "isolation is checked by [expect.hermeticity]"},
	{Name: "validate_hermeticity", Why: "isolation is checked by [expect.hermeticity]"},
	{Name: "attribute_constraints", Why: "attributes are checked by attrs of [[expect.span]]"},
	{Name: "validate_attributes", Why: "attributes are checked by attrs of [[expect.span]]"},
	{Name: "resource_attributes", Why: "resource attributes are checked by [expect.hermeticity.resource_attrs]"},
	{Name: "collector_url", Why: "the endpoint stands in [otel]"},
}

func expectedSpanTable() *Table {
	key := func(k Key) Key { k.Since, k.Effect = "0.4", Unread; return k }
	return &Table{
		Name: "otel_validation.expected_spans[]", Doc: "A span that must exist.",
		Keys: []Key{
			key(Key{Name: "name", Type: text, Required: true, Sample: `"clnrm.run"`, Doc: "Name of the span."}),
			key(Key{Name: "attributes", Type: textMap, Sample: "{}", Doc: "Attributes that it must have. Every value is a string."}),
			key(Key{Name: "required", Type: boolean, Doc: "Whether its absence is a failure."}),
			key(Key{Name: "min_duration_ms", Type: number, Unit: "ms", Sample: "1.0", Doc: "Least time in milliseconds."}),
			key(Key{Name: "max_duration_ms", Type: number, Unit: "ms", Sample: "1000.0", Doc: "Most time in milliseconds."}),
		},
		Mistakes: []Mistake{
			{Name: "attrs", Meant: "attributes", Why: "attributes stand in attributes here"},
			{Name: "required_attributes", Meant: "attributes", Why: "the key is attributes"},
			{Name: "count", Why: "numbers of spans are checked by [expect.counts]"},
			{Name: "parent", Why: "parents are checked by [[expect.span]] or [expect.graph]"},
			{Name: "is_root", Why: "parents are checked by [[expect.span]] or [expect.graph]"},
		},
	}
}

func expectedTraceTable() *Table {
	key := func(k Key) Key { k.Since, k.Effect = "0.4", Unread; return k }
	return &Table{
		Name: "otel_validation.expected_traces[]", Doc: "A trace that must exist.",
		Keys: []Key{
			key(Key{Name: "trace_id", Type: text, Sample: `""`, Doc: "Id of the trace, 32 hexadecimal digits."}),
			key(Key{Name: "span_names", Type: texts, Required: true, Sample: "[]", Doc: "Names of the spans in it."}),
			key(Key{Name: "complete", Type: boolean, Doc: "Whether it has no other spans."}),
			key(Key{Name: "parent_child", Type: edges, Sample: `[["parent", "child"]]`, Doc: "Pairs of parent and child: `[[\"run\", \"step\"]]`."}),
		},
		Mistakes: []Mistake{
			{Name: "is_tree", Why: "cycles are checked by acyclic of [expect.graph]"},
			{Name: "spans", Meant: "span_names", Why: "the key is span_names"},
		},
	}
}
