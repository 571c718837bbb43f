package finding

// Codes of the TOML layer (format.md 8.4, S1 and S2).
const (
	TOMLSyntax           Code = "toml/syntax"
	TOMLUnclosed         Code = "toml/unclosed"
	TOMLInvalidValue     Code = "toml/invalid-value"
	TOMLBadEscape        Code = "toml/bad-escape"
	TOMLControlCharacter Code = "toml/control-character"
	TOMLEncoding         Code = "toml/encoding"
	TOMLDuplicateKey     Code = "toml/duplicate-key"
	TOMLRedefinedTable   Code = "toml/redefined-table"
	TOML11               Code = "toml/1.1"
)

var tomlCodes = []Entry{
	{Code: TOMLSyntax, Severity: Error, Rule: "S1",
		What: "A line, key, header, array or inline table is not written as TOML wants it.",
		Why:  "clnrm reads nothing of a file with a syntax error; here only that construct is lost.",
		Fix:  "Correct the marked token: one key = value per line, commas between elements."},
	{Code: TOMLUnclosed, Severity: Error, Rule: "S1",
		What: "A string, array, inline table or header is opened and never closed.",
		Why:  "What follows would become part of it.",
		Fix:  "Write the missing quote or bracket."},
	{Code: TOMLInvalidValue, Severity: Error, Rule: "S1",
		What: "What stands after = or in an array is no TOML value.",
		Why:  "TOML has strings in quotes, numbers, true and false, dates and times, arrays and tables; nothing else.",
		Fix:  "Put text in quotes; write numbers without leading zeros, booleans in lower case; remove a key that has no value."},
	{Code: TOMLBadEscape, Severity: Error, Rule: "S1",
		What: "A backslash in a double-quoted string starts no escape sequence.",
		Why:  "In double quotes a backslash always starts an escape sequence.",
		Fix:  `Write \\ for a backslash, or use a string in single quotes, in which nothing is escaped.`},
	{Code: TOMLControlCharacter, Severity: Error, Rule: "S1",
		What: "The text has a control character, or a carriage return without a line feed.",
		Why:  "TOML allows tab and line ends only.",
		Fix:  `Remove it, or write it as an escape sequence such as \u0000 in a double-quoted string.`},
	{Code: TOMLEncoding, Severity: Error, Rule: "S1",
		What: "The text is not valid UTF-8.",
		Why:  "TOML files are UTF-8 by definition.",
		Fix:  "Save the file as UTF-8."},
	{Code: TOMLDuplicateKey, Severity: Error, Rule: "S1",
		What: "A key is defined more than once.",
		Why:  "TOML has no last-one-wins; the file is rejected.",
		Fix:  "Remove or rename one of the definitions."},
	{Code: TOMLRedefinedTable, Severity: Error, Rule: "S1",
		What: "A table or an array of tables is defined twice, or in two ways that exclude each other.",
		Why:  "Each table has one header; inline tables and arrays in brackets are complete where they are written.",
		Fix:  "Move the keys into the first definition, or use [[name]] throughout for an array of tables."},
	{Code: TOML11, Severity: Information, Rule: "S2",
		What: "The text uses a form that came with TOML 1.1.",
		Why:  "clnrm's parser reads TOML 1.0 and rejects the file.",
		Fix:  "Use the TOML 1.0 form that the quick fix writes."},
}
