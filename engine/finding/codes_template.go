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
}
