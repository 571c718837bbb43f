package finding

// Limits of the TOML layer.
const (
	LimitTOMLDepth    Code = "limit/toml-depth"
	LimitTOMLKeyParts Code = "limit/toml-key-parts"
	LimitTOMLFindings Code = "limit/toml-findings"
)

var limitCodes = []Entry{
	{Code: LimitTOMLDepth, Severity: Error,
		What: "Arrays and inline tables are nested more than 200 deep.",
		Why:  "Deeper nesting is refused to bound time and memory; the value is not read.",
		Fix:  "Nest less deeply, or use [table] headers."},
	{Code: LimitTOMLKeyParts, Severity: Error,
		What: "A dotted key or a header has more than 64 parts.",
		Why:  "Longer keys are refused to bound time and memory; the key is not read.",
		Fix:  "Use fewer parts."},
	{Code: LimitTOMLFindings, Severity: Information,
		What: "The file has more than 1,000 TOML findings.",
		Why:  "The rest is not reported, to bound time and memory.",
		Fix:  "Correct the reported ones first; perhaps the file is no TOML at all."},
}
