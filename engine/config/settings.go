package config

import (
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// Axis is one key of [matrix] (format.md 2.9).
type Axis struct {
	Name    string
	KeySpan source.Span
	Values  Strings
}

// Determinism is [determinism] (format.md 2.10).
type Determinism struct {
	Node        *toml.Node
	Seed        Int
	FreezeClock String // RFC 3339
}

// Report is [report]: paths relative to the working directory.
type Report struct {
	Node   *toml.Node
	JSON   String
	JUnit  String
	Digest String
}

// Limits is [limits].
type Limits struct {
	Node          *toml.Node
	CPUMillicores Int
	MemoryMB      Int // megabytes
}

// Template is the 0.6 draft section [template.vars], [template.matrix],
// [template.otel], which upstream ignores (format.md 2.2).
type Template struct {
	Node   *toml.Node
	Vars   *toml.Node
	Matrix []Axis
	Otel   *toml.Node
}

func decodeMatrix(table *toml.Node) []Axis {
	if table == nil {
		return nil
	}
	axes := make([]Axis, 0, len(table.Entries))
	for _, entry := range table.Entries {
		values := elements(entry.Value)
		values.Entry = entry
		axes = append(axes, Axis{Name: entry.Key, KeySpan: entry.KeySpan, Values: values})
	}
	return axes
}

func decodeDeterminism(table *toml.Node) Determinism {
	if table == nil {
		return Determinism{}
	}
	return Determinism{Node: table, Seed: integer(table, "seed"), FreezeClock: text(table, "freeze_clock")}
}

func decodeReport(table *toml.Node) Report {
	if table == nil {
		return Report{}
	}
	return Report{Node: table, JSON: text(table, "json"), JUnit: text(table, "junit"), Digest: text(table, "digest")}
}

func decodeLimits(table *toml.Node) Limits {
	if table == nil {
		return Limits{}
	}
	return Limits{Node: table, CPUMillicores: integer(table, "cpu_millicores"), MemoryMB: integer(table, "memory_mb")}
}

func decodeTemplate(table *toml.Node) Template {
	if table == nil {
		return Template{}
	}
	return Template{
		Node:   table,
		Vars:   subtable(table, "vars"),
		Matrix: decodeMatrix(subtable(table, "matrix")),
		Otel:   subtable(table, "otel"),
	}
}
