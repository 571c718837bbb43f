package config

import "github.com/clnrm-ls/clnrm-ls/engine/toml"

// Config is one test file (format.md 2.2).
type Config struct {
	Root *toml.Node

	Meta Metadata // [meta]
	Test Metadata // [test.metadata]; the flat form [test] too
	// Services is [services.*] and [service.*] merged in the order written;
	// where both define a name, service wins (format.md 6.3).
	Services  []Service
	Steps     []Step
	Scenarios []Scenario

	Expect         Expect
	Otel           Otel
	OtelValidation OtelValidation

	Vars        *toml.Node // [vars]: any values; nil when absent
	Matrix      []Axis
	Determinism Determinism
	Report      Report
	Limits      Limits
	Template    Template
	Assertions  *toml.Node // [assertions]: any values; nil when absent

	declared map[string]int // name of a service: 1 + index in Services, 0 when it is no table
}

// Metadata is [meta] or [test.metadata] (format.md 2.3).
type Metadata struct {
	Node        *toml.Node // nil when absent
	Name        String
	Version     String
	Description String
	Timeout     String // free text such as "120s"; upstream never reads it
}

// Decode reads a tree. It accepts nil, and any tree: what is missing or
// wrongly typed is absent in the result.
func Decode(root *toml.Node) *Config {
	c := &Config{Root: root}
	if onlyTable(root) == nil {
		return c
	}
	c.Meta = decodeMetadata(subtable(root, "meta"))
	c.Test = decodeTest(subtable(root, "test"))
	c.decodeServices()
	c.Steps = decodeSteps(root)
	c.Scenarios = decodeScenarios(root)
	c.Expect = decodeExpect(root.Get("expect"))
	c.Otel = decodeOtel(root)
	c.OtelValidation = decodeOtelValidation(root)
	c.Vars = subtable(root, "vars")
	c.Assertions = subtable(root, "assertions")
	c.Matrix = decodeMatrix(subtable(root, "matrix"))
	c.Determinism = decodeDeterminism(subtable(root, "determinism"))
	c.Report = decodeReport(subtable(root, "report"))
	c.Limits = decodeLimits(subtable(root, "limits"))
	c.Template = decodeTemplate(subtable(root, "template"))
	return c
}

// Name is the name of the test: that of [meta], else of [test.metadata]
// (format.md 8.3).
func (c *Config) Name() String {
	if c.Meta.Node != nil {
		return c.Meta.Name
	}
	return c.Test.Name
}

// Description is the description of the test, found like Name.
func (c *Config) Description() String {
	if c.Meta.Node != nil {
		return c.Meta.Description
	}
	return c.Test.Description
}

func decodeMetadata(table *toml.Node) Metadata {
	if table == nil {
		return Metadata{}
	}
	return Metadata{
		Node:        table,
		Name:        text(table, "name"),
		Version:     text(table, "version"),
		Description: text(table, "description"),
		Timeout:     text(table, "timeout"),
	}
}

// decodeTest also reads the legacy flat form, [test] with name = …, which
// upstream rejects: what its author meant is plain.
func decodeTest(test *toml.Node) Metadata {
	if table := subtable(test, "metadata"); table != nil {
		return decodeMetadata(table)
	}
	if test.Get("name") == nil {
		return Metadata{}
	}
	return decodeMetadata(test)
}
