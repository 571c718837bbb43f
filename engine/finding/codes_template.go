package finding

// Codes of the template layer (format.md 8.4, T1 to T9).
const (
	TemplateSyntax          Code = "template/syntax"
	TemplateUndefined       Code = "template/undefined-variable"
	TemplateUnknownFunction Code = "template/unknown-function"
	TemplateUnknownFilter   Code = "template/unknown-filter"
	TemplateUnknownTest     Code = "template/unknown-test"
	TemplateUnknownMacro    Code = "template/unknown-macro"
	TemplateMissingArgument Code = "template/missing-argument"
	TemplateUnknownArgument Code = "template/unknown-argument"
	TemplateInvalidArgument Code = "template/invalid-argument"
	TemplatePositional      Code = "template/positional-argument"
	TemplateMapLiteral      Code = "template/map-literal"
	TemplateLateImport      Code = "template/late-import"
	TemplateSuperset        Code = "template/not-tera"
	TemplateEnvNotSet       Code = "template/env-not-set"
	TemplateAccidentalTag   Code = "template/accidental-tag"
	TemplateImpure          Code = "template/non-deterministic"
	TemplateUnusedVariable  Code = "template/unused-variable"
	TemplateNotFound        Code = "template/not-found"
	TemplateType            Code = "template/type"
	TemplateRender          Code = "template/render"
)

var templateCodes = []Entry{
	{Code: TemplateSyntax, Severity: Error, Rule: "T1",
		What: "A template tag cannot be parsed.",
		Why:  "Only that construct is lost; the rest of the file is still checked.",
		Fix:  "Correct the tag at the marked token."},
	{Code: TemplateUndefined, Severity: Error, Rule: "T2",
		What: "A variable, key or index is not defined.",
		Why:  "Upstream refuses to render the file; here a placeholder takes its place and follow-up errors are not shown.",
		Fix:  "Correct the name, define it in [vars], or write `| default(value=…)`."},
	{Code: TemplateUnknownFunction, Severity: Error, Rule: "T3",
		What: "A function of this name does not exist.",
		Why:  "Upstream refuses to render the file.",
		Fix:  "Correct the name; call a macro through its namespace, as in `m::name(…)`."},
	{Code: TemplateUnknownFilter, Severity: Error, Rule: "T3",
		What: "A filter of this name does not exist.",
		Why:  "Upstream refuses to render the file.",
		Fix:  "Correct the name."},
	{Code: TemplateUnknownTest, Severity: Error, Rule: "T3",
		What: "A test of this name does not exist.",
		Why:  "Upstream refuses to render the file.",
		Fix:  "Correct the name."},
	{Code: TemplateUnknownMacro, Severity: Error, Rule: "T3",
		What: "A macro, or the namespace it is called through, does not exist.",
		Why:  "Upstream refuses to render the file.",
		Fix:  "Correct the name, or import the file that defines the macro."},
	{Code: TemplateMissingArgument, Severity: Error, Rule: "T4",
		What: "A mandatory argument is missing.",
		Why:  "The call fails and upstream refuses to render the file.",
		Fix:  "Add the argument."},
	{Code: TemplateUnknownArgument, Severity: Warning, Rule: "T4",
		What: "An argument has a name that the callee does not know.",
		Why:  "Tera ignores it silently, which is hardly what is meant.",
		Fix:  "Rename or remove the argument."},
	{Code: TemplateInvalidArgument, Severity: Error, Rule: "T4",
		What: "An argument has the wrong type or an impossible value, or there are too many.",
		Why:  "The call fails and upstream refuses to render the file.",
		Fix:  "Correct the argument."},
	{Code: TemplatePositional, Severity: Information, Rule: "T5",
		What: "An argument has no name.",
		Why:  "Tera 1.x takes keyword arguments only, so upstream rejects the file; it works here.",
		Fix:  "Write `name=` before the value."},
	{Code: TemplateMapLiteral, Severity: Information, Rule: "T5",
		What: "A map is written out in a tag.",
		Why:  "Tera 1.x has no map literals, so upstream rejects the file; it works here.",
		Fix:  "Pass the map in as a variable."},
	{Code: TemplateLateImport, Severity: Information, Rule: "T5",
		What: "An import does not stand at the very top of the file.",
		Why:  "Tera 1.x accepts it there only, where even a # comment may not precede it, so upstream rejects the file; it works here.",
		Fix:  "Move the import to the first line."},
	{Code: TemplateSuperset, Severity: Information, Rule: "T5",
		What: "A form that clnrm's own Tera 1.x does not accept or does not honour, such as the default of `env`, or a filter that upstream has as a function only.",
		Why:  "It works here, but upstream fails on it or ignores it.",
		Fix:  "Rewrite it as the message says."},
	{Code: TemplateEnvNotSet, Severity: Error, Rule: "T6",
		What: "An environment variable that the template needs is not set.",
		Why:  "Upstream refuses to render the file.",
		Fix:  "Set it, or use `get_env(name=…, default=…)`."},
	{Code: TemplateAccidentalTag, Severity: Warning, Rule: "T7",
		What: "A tag where none was meant, or text that looks like one, such as `${#VAR}` or `{{.Name}}`.",
		Why:  "Any `{{`, `{%` or `{#` makes upstream treat the file as a template, which then fails or loses text.",
		Fix:  "Wrap it in `{% raw %}…{% endraw %}`."},
	{Code: TemplateImpure, Severity: Information, Rule: "T8",
		What: "A function yields another result in every run.",
		Why:  "The rendered file differs from run to run, in spite of [determinism] for upstream.",
		Fix:  "Pass `seed=…`, or set seed and freeze_clock in [determinism]."},
	{Code: TemplateUnusedVariable, Severity: Hint, Rule: "T9",
		What: "A key of [vars] is used by no tag.",
		Why:  "It has no effect, or its name is misspelt where it is used.",
		Fix:  "Remove it, or use it."},
	{Code: TemplateNotFound, Severity: Error,
		What: "An included, imported or extended template cannot be loaded.",
		Why:  "Everything that it would have written is missing.",
		Fix:  "Create the file, or correct the name."},
	{Code: TemplateType, Severity: Error,
		What: "An operator, loop or filter got a value of a type that it does not take.",
		Why:  "Upstream refuses to render the file.",
		Fix:  "Convert the value, or correct the expression."},
	{Code: TemplateRender, Severity: Error,
		What: "A construct failed while rendering.",
		Why:  "Upstream refuses to render the file.",
		Fix:  "Do what the message says."},
}
