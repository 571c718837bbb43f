package schema

// metaTable is [meta] (format.md 2.3).
func metaTable() *Table {
	return &Table{
		Name: "meta", Doc: "Name and version of the test.",
		Mistakes: append([]Mistake{
			{Name: "timeout", Why: "no timeout is ever applied", Drop: true},
		}, metaMistakes...),
		Keys: []Key{
			{Name: "name", Type: text, Required: true, Since: "0.6", Sample: `"unnamed"`,
				Doc: "The name of the test. Must not be blank."},
			{Name: "version", Type: text, Required: true, Since: "0.6", Sample: `"1.0.0"`,
				Doc:  "The version of the test definition, free text such as `\"1.0.0\"`. Must not be blank.",
				Note: "Leaving it out is the most common error in `[meta]`: the file does not load."},
			{Name: "description", Type: text, Since: "0.6", Sample: `""`,
				Doc: "What the test proves. `lint` warns when it is missing."},
		},
	}
}

// testSection is [test]: nothing but metadata is in it.
func testSection() *Table {
	return &Table{
		Name: "test", Doc: "The name block of 0.4.",
		check: checkFlatTest, claims: flatTestKey,
		Keys: []Key{
			{Name: "metadata", Type: object(testMetadataTable()), Since: "0.4",
				Doc: "Name and description of the test.\n\n```toml\n[test.metadata]\nname = \"login\"\n```"},
		},
		Mistakes: []Mistake{
			{Name: "name", Why: "the name stands in [test.metadata]"},
			{Name: "description", Why: "the description stands in [test.metadata]", Harmless: true},
			{Name: "steps", Why: "steps stand at the top level: [[steps]]"},
			{Name: "services", Why: "services stand at the top level: [services.NAME]"},
			{Name: "assertions", Why: "nothing checks assertions; say it with expected_output_regex or [expect]"},
			{Name: "cleanup", Why: "containers are always removed", Drop: true},
			{Name: "benchmarks", Why: "a span's time is limited by duration_ms of [[expect.span]]"},
			{Name: "security", Why: "nothing enforces it", Drop: true},
		},
	}
}

// testMetadataTable is [test.metadata].
func testMetadataTable() *Table {
	return &Table{
		Name: "test.metadata", Doc: "Name and description of the test.",
		Mistakes: append([]Mistake{
			{Name: "version", Why: "only [meta] has a version", Drop: true, Harmless: true},
		}, metaMistakes...),
		Keys: []Key{
			{Name: "name", Type: text, Required: true, Since: "0.4", Sample: `"unnamed"`,
				Doc: "The name of the test. Must not be blank."},
			{Name: "description", Type: text, Since: "0.4", Sample: `""`,
				Doc: "What the test proves. `lint` warns when it is missing."},
			{Name: "timeout", Type: text, Since: "0.4", Sample: `"120s"`, Effect: Ignored,
				Doc:  "How long the test may take, free text such as `\"120s\"`.",
				Note: "no timeout is ever applied"},
		},
	}
}

var metaMistakes = []Mistake{
	{Name: "title", Meant: "name", Why: "the name of the test is name"},
	{Name: "desc", Meant: "description", Why: "the key is description"},
	{Name: "tags", Why: "tests cannot be selected by tag", Drop: true, Harmless: true},
	{Name: "author", Why: "write it as a comment", Harmless: true},
	{Name: "created_at", Why: "write it as a comment", Harmless: true},
	{Name: "timeout_seconds", Why: "no timeout is ever applied", Drop: true},
	{Name: "hermetic", Why: "[expect.hermeticity] checks that a test is hermetic"},
	{Name: "concurrent", Why: "steps always run one after another", Drop: true},
	{Name: "fake_mode", Why: "there is no such mode", Drop: true},
}
