package config

import "github.com/clnrm-ls/clnrm-ls/engine/toml"

// Otel is [otel] with its top-level twins otel_headers and otel_propagators
// (format.md 2.7).
type Otel struct {
	Node        *toml.Node
	Exporter    String
	Endpoint    String
	Protocol    String
	SampleRatio Float // 0 to 1
	Resources   Pairs
	Headers     Pairs
	Propagators Strings
}

// OtelValidation is [otel_validation] of 0.4 (format.md 2.12).
type OtelValidation struct {
	Node           *toml.Node
	Enabled        Bool
	MaxOverheadMS  Float // milliseconds
	ExpectedSpans  []ExpectedSpan
	ExpectedTraces []ExpectedTrace
	// Expect holds expect_graph, expect_counts, expect_windows, expect_order,
	// expect_status and expect_hermeticity; its Entry is nil.
	Expect Expect
}

// ExpectedSpan is one of otel_validation.expected_spans.
type ExpectedSpan struct {
	Node        *toml.Node
	Name        String
	Attributes  Pairs
	Required    Bool
	MinDuration Float // milliseconds
	MaxDuration Float // milliseconds
}

// ExpectedTrace is one of otel_validation.expected_traces.
type ExpectedTrace struct {
	Node        *toml.Node
	TraceID     String
	SpanNames   Strings
	Complete    Bool
	ParentChild []Edge
}

func decodeOtel(root *toml.Node) Otel {
	table := subtable(root, "otel")
	otel := Otel{
		Node:        table,
		Exporter:    text(table, "exporter"),
		Endpoint:    text(table, "endpoint"),
		Protocol:    text(table, "protocol"),
		SampleRatio: number(table, "sample_ratio"),
		Resources:   pairs(table, "resources"),
		Headers:     pairs(table, "headers"),
		Propagators: texts(subtable(table, "propagators"), "use"),
	}
	if !otel.Headers.Set() {
		otel.Headers = pairs(root, "otel_headers")
	}
	if !otel.Propagators.Set() {
		otel.Propagators = texts(subtable(root, "otel_propagators"), "use")
	}
	return otel
}

func decodeOtelValidation(root *toml.Node) OtelValidation {
	table := subtable(root, "otel_validation")
	if table == nil {
		return OtelValidation{}
	}
	v := OtelValidation{
		Node:          table,
		Enabled:       boolean(table, "enabled"),
		MaxOverheadMS: number(table, "max_overhead_ms"),
		Expect: Expect{
			Graph:       decodeGraph(subtable(table, "expect_graph")),
			Counts:      decodeCounts(subtable(table, "expect_counts")),
			Windows:     decodeWindows(table, "expect_windows"),
			Order:       decodeOrder(subtable(table, "expect_order")),
			Status:      decodeStatus(subtable(table, "expect_status")),
			Hermeticity: decodeHermeticity(subtable(table, "expect_hermeticity")),
		},
	}
	for _, item := range tables(table, "expected_spans") {
		v.ExpectedSpans = append(v.ExpectedSpans, ExpectedSpan{
			Node:        item,
			Name:        text(item, "name"),
			Attributes:  pairs(item, "attributes"),
			Required:    boolean(item, "required"),
			MinDuration: number(item, "min_duration_ms"),
			MaxDuration: number(item, "max_duration_ms"),
		})
	}
	for _, item := range tables(table, "expected_traces") {
		v.ExpectedTraces = append(v.ExpectedTraces, ExpectedTrace{
			Node:        item,
			TraceID:     text(item, "trace_id"),
			SpanNames:   texts(item, "span_names"),
			Complete:    boolean(item, "complete"),
			ParentChild: edges(item, "parent_child"),
		})
	}
	return v
}
