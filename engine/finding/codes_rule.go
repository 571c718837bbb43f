package finding

// Codes of the semantic rules (format.md 2.15, 6.2, 6.3 and 8.4; L1 to L5, R1 to
// R22 and M1 to M12).
const (
	RuleNoName             Code = "rule/no-name"
	RuleBlankName          Code = "rule/blank-name"
	RuleBlankVersion       Code = "rule/blank-version"
	RuleNothingToRun       Code = "rule/nothing-to-run"
	RuleNoDescription      Code = "rule/no-description"
	RuleTwoMetadata        Code = "rule/two-metadata"
	RuleTwoServiceTables   Code = "rule/two-service-tables"
	RuleEmptyAssertions    Code = "rule/empty-assertions"
	RuleNoSampleRatio      Code = "rule/no-sample-ratio"
	RuleInvalidClock       Code = "rule/invalid-clock"
	RulePluginNotRunnable  Code = "rule/plugin-not-runnable"
	RuleMissingImage       Code = "rule/missing-image"
	RuleInvalidImage       Code = "rule/invalid-image"
	RuleDeepImage          Code = "rule/deep-image"
	RuleLowPort            Code = "rule/low-port"
	RulePortConflict       Code = "rule/port-conflict"
	RuleRelativeVolume     Code = "rule/relative-volume"
	RuleProtectedMount     Code = "rule/protected-mount"
	RuleServiceCycle       Code = "rule/service-cycle"
	RuleEnvName            Code = "rule/env-name"
	RuleSecret             Code = "rule/secret-in-file"
	RuleUndefinedService   Code = "rule/undefined-service"
	RuleDuplicateName      Code = "rule/duplicate-name"
	RuleEmptyCommand       Code = "rule/empty-command"
	RuleJoinedCommand      Code = "rule/joined-command"
	RuleUnexpandedVariable Code = "rule/unexpanded-variable"
	RuleInvalidRegex       Code = "rule/invalid-regex"
	RuleRegexDialect       Code = "rule/regex-dialect"
	RuleEmptyScenario      Code = "rule/empty-scenario"
	RuleNoService          Code = "rule/no-service"
	RuleScenarioName       Code = "rule/scenario-name"
	RuleInvalidArtifact    Code = "rule/invalid-artifact"
	RuleShellOperator      Code = "rule/shell-operator"
	RuleUnbalancedQuotes   Code = "rule/unbalanced-quotes"
	RuleGraphEdge          Code = "rule/graph-edge"
	RuleOrderPair          Code = "rule/order-pair"
	RuleOrderCycle         Code = "rule/order-cycle"
	RuleDurationRange      Code = "rule/duration-range"
	RuleImpossibleBound    Code = "rule/impossible-bound"
	RuleContradiction      Code = "rule/contradiction"
	RuleInvalidGlob        Code = "rule/invalid-glob"
	RuleSpanNameGlob       Code = "rule/span-name-glob"
	RuleNotEvaluated       Code = "rule/not-evaluated"
	RuleUndeclaredSpan     Code = "rule/undeclared-span"
)

var ruleCodes = []Entry{
	{Code: RuleNoName, Severity: Error, Rule: "R1, L1",
		What: "The file has neither [meta] nor [test.metadata].",
		Why:  "A test without a name cannot be loaded or reported.",
		Fix:  "Add [meta] with name and version."},
	{Code: RuleBlankName, Severity: Error, Rule: "R2, R6",
		What: "The name of a test, step or scenario is blank.",
		Why:  "Results, logs and artifact folders are labelled by it.",
		Fix:  "Write a name."},
	{Code: RuleBlankVersion, Severity: Error, Rule: "R2",
		What: "meta.version is blank.",
		Why:  "Loading the file fails.",
		Fix:  `Write a version such as "1.0.0".`},
	{Code: RuleNothingToRun, Severity: Error, Rule: "R3, L2",
		What: "The file has no step and no scenario.",
		Why:  "Such a test passes without proving anything.",
		Fix:  "Add a [[steps]] or a [[scenario]] table."},
	{Code: RuleNoDescription, Severity: Hint, Rule: "L3",
		What: "The test has no description.",
		Why:  "Reports cannot say what the test proves.",
		Fix:  "Add a description."},
	{Code: RuleTwoMetadata, Severity: Information,
		What: "Both [meta] and [test.metadata] are present.",
		Why:  "[meta] wins; the other is not read.",
		Fix:  "Keep one of them."},
	{Code: RuleTwoServiceTables, Severity: Warning,
		What: "Both [services] and [service] are present.",
		Why:  "They are merged here, but clnrm starts only those of [services].",
		Fix:  "Use one of the two."},
	{Code: RuleEmptyAssertions, Severity: Warning,
		What: "[assertions] is empty.",
		Why:  "clnrm rejects the file when it loads it.",
		Fix:  "Remove the table."},
	{Code: RuleNoSampleRatio, Severity: Hint, Rule: "L4",
		What: "[otel] has no sample_ratio.",
		Why:  "Without it the exporter decides which spans are kept.",
		Fix:  "Add sample_ratio = 1.0."},
	{Code: RuleInvalidClock, Severity: Error, Rule: "M10",
		What: "determinism.freeze_clock is no RFC 3339 time.",
		Why:  "The clock cannot be frozen, so the run is not repeatable.",
		Fix:  "Write date, time and zone, as in 2025-01-01T00:00:00Z."},
	{Code: RulePluginNotRunnable, Severity: Warning, Rule: "M2",
		What: "The plugin of a service does not exist in clnrm.",
		Why:  "The test fails when the service is started.",
		Fix:  "Use generic_container with an image, surrealdb, or process."},
	{Code: RuleMissingImage, Severity: Error,
		What: "A container service has no image.",
		Why:  "There is nothing to start.",
		Fix:  "Add image."},
	{Code: RuleInvalidImage, Severity: Error, Rule: "R13, R14",
		What: "The image name is blank or contains a space, !, ? or *.",
		Why:  "No container engine can find it.",
		Fix:  "Write registry/name:tag."},
	{Code: RuleDeepImage, Severity: Warning, Rule: "R15",
		What: "The image name has more than three slashes.",
		Why:  "Dry-run of clnrm rejects it, although deep registries are fine.",
		Fix:  "Shorten the name if dry-run must pass."},
	{Code: RuleLowPort, Severity: Hint, Rule: "R16",
		What: "A port below 1024 is opened on the host.",
		Why:  "Those ports are privileged.",
		Fix:  "Use a higher port if the test must run unprivileged."},
	{Code: RulePortConflict, Severity: Warning, Rule: "R17",
		What: "A port is listed twice.",
		Why:  "Ports are opened on the host, so the second service cannot start.",
		Fix:  "Use another port."},
	{Code: RuleRelativeVolume, Severity: Error, Rule: "R18",
		What: "A path of a volume is not absolute.",
		Why:  "Loading the file fails.",
		Fix:  "Start the path with a slash."},
	{Code: RuleProtectedMount, Severity: Warning, Rule: "R19",
		What: "A volume covers a system directory of the container.",
		Why:  "Dry-run of clnrm rejects it, and programs of the image may vanish.",
		Fix:  "Mount somewhere else."},
	{Code: RuleServiceCycle, Severity: Warning, Rule: "R22",
		What: "The health checks of services name each other.",
		Why:  "None of them can become ready first.",
		Fix:  "Take one of the health checks out."},
	{Code: RuleEnvName, Severity: Error, Rule: "R20, M12",
		What: "The name of an environment variable is empty or has a character other than letters, digits and _.",
		Why:  "It cannot be set.",
		Fix:  "Use letters, digits and _, with no digit first."},
	{Code: RuleSecret, Severity: Warning, Rule: "R21, M12",
		What: "An environment variable that is named like a secret has its value in the file.",
		Why:  "Test files are committed and shared.",
		Fix:  "Take the value from the environment of the run."},
	{Code: RuleUndefinedService, Severity: Error, Rule: "R8, M1",
		What: "A step or scenario names a service that is not defined.",
		Why:  "It has nowhere to run.",
		Fix:  "Define the service or correct the name."},
	{Code: RuleDuplicateName, Severity: Warning, Rule: "M11",
		What: "Two steps of a list or two scenarios have the same name.",
		Why:  "Results cannot be told apart, and artifacts overwrite each other.",
		Fix:  "Give each its own name."},
	{Code: RuleEmptyCommand, Severity: Error,
		What: "A command or run string is empty.",
		Why:  "There is nothing to execute.",
		Fix:  "Write the program and its arguments."},
	{Code: RuleJoinedCommand, Severity: Information, Rule: "M4",
		What: "A command means something else when its arguments are joined by spaces.",
		Why:  "That is how clnrm gives it to a shell; here the arguments are passed exactly. Told once per file.",
		Fix:  "Quote for both if clnrm must run the file too."},
	{Code: RuleUnexpandedVariable, Severity: Warning, Rule: "M4",
		What: "An argument of a command that is no shell has $NAME or ${NAME}.",
		Why:  "Arguments are passed exactly; only clnrm, which gives the line to a shell, expands them.",
		Fix:  `Write ["sh", "-c", "…"].`},
	{Code: RuleInvalidRegex, Severity: Error, Rule: "M3",
		What: "expected_output_regex is no valid regular expression.",
		Why:  "The step fails whatever it prints.",
		Fix:  "Correct the expression at the marked place."},
	{Code: RuleRegexDialect, Severity: Warning, Rule: "M3",
		What: "A regular expression means something else, or nothing, to one of Rust's and Go's engines.",
		Why:  "clnrm and clnrm-ls would disagree about the step.",
		Fix:  "Write it with the syntax that both share."},
	{Code: RuleEmptyScenario, Severity: Error, Rule: "R7",
		What: "A scenario has neither run nor steps.",
		Why:  "It runs nothing.",
		Fix:  "Add run with a service, or steps."},
	{Code: RuleNoService, Severity: Warning, Rule: "R7",
		What: "A scenario has run and no service.",
		Why:  "clnrm fails it; here it runs in the default image.",
		Fix:  "Add service if clnrm must run the file."},
	{Code: RuleScenarioName, Severity: Information, Rule: "L5",
		What: "A scenario name has a character other than letters, digits, _ and -.",
		Why:  "The name becomes the name of the artifact folder.",
		Fix:  "Rename the scenario."},
	{Code: RuleInvalidArtifact, Severity: Warning, Rule: "M10",
		What: "An entry of artifacts.collect is none of spans:NAME, logs:stdout, logs:stderr, files:PATH.",
		Why:  "Nothing is collected for it.",
		Fix:  "Correct the entry."},
	{Code: RuleShellOperator, Severity: Warning, Rule: "M5",
		What: "A run string has a shell operator, line end or expansion outside quotes.",
		Why:  "run is executed without a shell, so the operator is passed on as text.",
		Fix:  "Wrap the command in sh -c '…'."},
	{Code: RuleUnbalancedQuotes, Severity: Error, Rule: "M6",
		What: "A quote in a run string is never closed.",
		Why:  "The command line cannot be split into words.",
		Fix:  "Close or escape the quote."},
	{Code: RuleGraphEdge, Severity: Error,
		What: "An edge of a graph is not a pair of two span names.",
		Why:  "Loading the file fails.",
		Fix:  `Write ["parent", "child"].`},
	{Code: RuleOrderPair, Severity: Warning,
		What: "An entry of an order is not a pair of two span names.",
		Why:  "clnrm drops it without a word.",
		Fix:  `Write ["first", "second"].`},
	{Code: RuleOrderCycle, Severity: Error, Rule: "R10, M7",
		What: "The pairs of an order form a cycle.",
		Why:  "No run can satisfy them.",
		Fix:  "Remove one of the pairs."},
	{Code: RuleDurationRange, Severity: Error, Rule: "R9, M7",
		What: "The shortest duration is above the longest.",
		Why:  "No span can pass.",
		Fix:  "Swap or correct the two."},
	{Code: RuleImpossibleBound, Severity: Error, Rule: "M7",
		What: "The bounds on a number exclude each other.",
		Why:  "No run can satisfy them.",
		Fix:  "Swap or correct them."},
	{Code: RuleContradiction, Severity: Error, Rule: "M7",
		What: "Two expectations exclude each other.",
		Why:  "No run can satisfy both.",
		Fix:  "Remove one of the two."},
	{Code: RuleInvalidGlob, Severity: Error, Rule: "R11, M10",
		What: "A key of expect.status.by_name is no valid pattern.",
		Why:  "The expectation fails whatever the spans are.",
		Fix:  "Close the class, and use ** only between slashes."},
	{Code: RuleSpanNameGlob, Severity: Warning,
		What: "A span name outside expect.status.by_name is written like a pattern.",
		Why:  "Names are compared exactly, so * and ? stand for themselves and the name never matches.",
		Fix:  "Write the whole name."},
	{Code: RuleNotEvaluated, Severity: Information, Rule: "M8",
		What: "No scenario collects spans, so no expectation is evaluated by clnrm.",
		Why:  "The test passes whatever was expected. Told once per file.",
		Fix:  `Add artifacts.collect = ["spans:default"] to a scenario.`},
	{Code: RuleUndeclaredSpan, Severity: Hint, Rule: "M9",
		What: "A span name nearly is one that an expect.span declares.",
		Why:  "Names are compared exactly, so a slip never matches.",
		Fix:  "Correct the name, or leave it if it is meant."},
}
