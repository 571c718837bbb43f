package finding

// Codes of the structure of a file (format.md 8.4, S3 to S9).
const (
	SchemaType             Code = "schema/type"
	SchemaMissingKey       Code = "schema/missing-key"
	SchemaUnknownKey       Code = "schema/unknown-key"
	SchemaUnused           Code = "schema/unused-upstream"
	SchemaTableShape       Code = "schema/table-shape"
	SchemaHermeticityAlias Code = "schema/hermeticity-alias"
	SchemaLegacy           Code = "schema/legacy-form"
	SchemaValue            Code = "schema/invalid-value"
	SchemaRange            Code = "schema/out-of-range"
	SchemaDuplicate        Code = "schema/duplicate-field"
)

var schemaCodes = []Entry{
	{Code: SchemaType, Severity: Error, Rule: "S3",
		What: "A value has another type than its key wants.",
		Why:  "clnrm converts nothing: the file fails to load at the first such value.",
		Fix:  "Write the value as the message says; the quick fix converts what can be converted."},
	{Code: SchemaMissingKey, Severity: Error, Rule: "S4",
		What: "A table lacks a key that it must have.",
		Why:  "clnrm refuses the file when the table is there without the key.",
		Fix:  "Add the key, or remove the table."},
	{Code: SchemaUnknownKey, Severity: Warning, Rule: "S5",
		What: "A key or table that clnrm does not know. Mere descriptions are information.",
		Why:  "clnrm ignores it silently, so that it has no effect.",
		Fix:  "Correct the spelling, use the key that was meant, or remove it."},
	{Code: SchemaUnused, Severity: Information, Rule: "S6",
		What: "clnrm accepts the key and never uses it. Told once per key and file; a warning for the steps of a scenario without run, which clnrm fails.",
		Why:  "The test does not depend on what is written there.",
		Fix:  "Do not rely on it with clnrm; the message says what clnrm-ls makes of it."},
	{Code: SchemaTableShape, Severity: Error, Rule: "S7",
		What: "An array of tables stands where one table is wanted, or the other way round.",
		Why:  "clnrm refuses the whole file.",
		Fix:  "Write the header with single or double brackets, as the message says."},
	{Code: SchemaHermeticityAlias, Severity: Warning, Rule: "S8",
		What: "A flat spelling in [expect.hermeticity] that checks nothing. With an array it is an error.",
		Why:  "The alias stands for the outer table, so that clnrm finds nothing to check in it.",
		Fix:  "Use resource_attrs.must_match and span_attrs.forbid_keys."},
	{Code: SchemaLegacy, Severity: Information, Rule: "S9",
		What: "A form of early versions or drafts. [test] without metadata is an error.",
		Why:  "clnrm ignores [template.*], and refuses a file whose [test] has no metadata.",
		Fix:  "Use [vars], [matrix] and [otel], or [test.metadata]."},
	{Code: SchemaValue, Severity: Error, Rule: "M10, R4",
		What: "A string is none of the values that its key permits. A warning where clnrm does not enforce it.",
		Why:  "clnrm refuses the file, or the check it stands in aborts.",
		Fix:  "Use one of the values that the message lists."},
	{Code: SchemaRange, Severity: Error, Rule: "S3, R5",
		What: "A number or duration lies outside the range of its key.",
		Why:  "clnrm refuses the file, or drops the configuration.",
		Fix:  "Use a value in the range that the message names."},
	{Code: SchemaDuplicate, Severity: Error, Rule: "S5",
		What: "A key is written together with another name of the same key.",
		Why:  "clnrm reports a duplicate field and refuses the file.",
		Fix:  "Remove one of the two."},
}
