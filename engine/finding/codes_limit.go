package finding

// Limits of the TOML layer.
const (
	LimitTOMLDepth    Code = "limit/toml-depth"
	LimitTOMLKeyParts Code = "limit/toml-key-parts"
	LimitTOMLFindings Code = "limit/toml-findings"
)

// Limits of a render (design: bounded on any input).
const (
	LimitTime    Code = "limit/time"
	LimitSteps   Code = "limit/steps"
	LimitOutput  Code = "limit/output"
	LimitDepth   Code = "limit/depth"
	LimitInclude Code = "limit/include-depth"
	LimitValue   Code = "limit/value-size"
)

// Limits of the template parser.
const (
	LimitTemplateDepth    Code = "limit/template-depth"
	LimitTemplateFindings Code = "limit/template-findings"
)

var limitCodes = []Entry{
	{Code: LimitTemplateDepth, Severity: Error,
		What: "An expression or the block tags of a template are nested too deeply.",
		Why:  "Deeper nesting is refused to bound time and memory; the tag, or the rest of the file, is not read.",
		Fix:  "Split the expression with {% set %}, or move inner blocks into a macro."},
	{Code: LimitTemplateFindings, Severity: Information,
		What: "The file has more than 1,000 template findings.",
		Why:  "The rest is not reported, to bound time and memory.",
		Fix:  "Correct the reported ones first."},
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
	{Code: LimitTime, Severity: Error,
		What: "Rendering took longer than the time limit.",
		Why:  "The render ends there; what follows is neither rendered nor checked.",
		Fix:  "Reduce loops and recursion, or raise the time limit."},
	{Code: LimitSteps, Severity: Error,
		What: "Rendering took more evaluation steps than the limit.",
		Why:  "The render ends there; what follows is neither rendered nor checked.",
		Fix:  "Reduce loops and recursion, or raise the step limit."},
	{Code: LimitOutput, Severity: Error,
		What: "The rendered text is longer than the output limit.",
		Why:  "The render ends there; what follows is neither rendered nor checked.",
		Fix:  "Write less, or raise the output limit."},
	{Code: LimitDepth, Severity: Error,
		What: "Macros, bodies and expressions nest deeper than the limit, mostly by recursion.",
		Why:  "The outermost call is dropped as a whole; the rest is still rendered.",
		Fix:  "End the recursion, or raise the depth limit."},
	{Code: LimitInclude, Severity: Error,
		What: "Templates include, import or extend each other deeper than the limit, mostly in a circle.",
		Why:  "The outermost include is dropped as a whole; the rest is still rendered.",
		Fix:  "Break the circle, or raise the include limit."},
	{Code: LimitValue, Severity: Error,
		What: "A value has more elements and bytes than the limit, or nests too deeply.",
		Why:  "The value is replaced by a placeholder; the rest is still rendered.",
		Fix:  "Build a smaller value, or raise the value limit."},
}
