package schema

// testTable is the top level of a test definition (format.md 2.2).
func testTable() *Table {
	return &Table{
		title: "a test file", Doc: "A clnrm test definition.",
		Mistakes: rootMistakes,
		Keys:     append(runKeys(), settingKeys()...),
	}
}

// runKeys are what a test is and does.
func runKeys() []Key {
	services, steps := mapOf(object(serviceTable())), array(object(stepTable()))
	return []Key{
		{Name: "meta", Type: object(metaTable()), Since: "0.6",
			Doc: "Name and version of the test. It wins over `[test.metadata]` when a file has both.\n\n```toml\n[meta]\nname = \"login\"\nversion = \"1.0.0\"\n```"},
		{Name: "test", Type: object(testSection()), Since: "0.4",
			Doc: "The older name block. Its keys stand in `[test.metadata]`; new files use `[meta]`."},
		{Name: "services", Type: services, Since: "0.4",
			Doc:  "The services that the test starts, by name, in the form of 0.4.\n\n```toml\n[services.db]\nplugin = \"surrealdb\"\n```",
			Note: "When this table exists, even empty, clnrm does not look at `[service]`. Services start in no particular order."},
		{Name: "service", Type: services, Since: "0.6",
			Doc:  "The services that the test starts, by name.\n\n```toml\n[service.app]\nplugin = \"generic_container\"\nimage = \"alpine:latest\"\n```",
			Note: "clnrm looks at it only when there is no `[services]`. Services start in no particular order."},
		{Name: "steps", Type: steps, Since: "0.4", Default: "[]",
			Doc: "Commands that run in order; the first failure ends the test.\n\n```toml\n[[steps]]\nname = \"hello\"\ncommand = [\"echo\", \"hello\"]\n```"},
		{Name: "scenario", Type: array(object(scenarioTable(steps))), Since: "0.6", Default: "[]",
			Doc: "Scenarios that run after all steps, in order.\n\n```toml\n[[scenario]]\nname = \"smoke\"\nservice = \"app\"\nrun = \"app --version\"\n```"},
		{Name: "vars", Type: anythingMap, Since: "0.6",
			Doc:  "Variables of the template, of any type: `{{ name }}` or `{{ vars.name }}`.\n\n```toml\n[vars]\nsvc = \"app\"\n```",
			Note: "clnrm uses them for the arguments of step commands only; clnrm-ls renders the whole file with them."},
		{Name: "expect", Type: object(expectTable()), Since: "0.6",
			Doc:  "What the collected spans must look like.",
			Note: "clnrm evaluates it only for a scenario whose artifacts collect `spans:…`; `order` and `status` only in `analyze`."},
	}
}

// settingKeys are telemetry, determinism, reports and what is of the past.
func settingKeys() []Key {
	return []Key{
		{Name: "otel", Type: object(otelTable()), Since: "0.6", Effect: Ignored,
			Doc:  "OpenTelemetry export: exporter, endpoint, protocol, sampling, resources.",
			Note: "it configures nothing when a test runs"},
		{Name: "matrix", Type: mapOf(texts), Since: "0.6", Effect: Ignored,
			Doc:  "Lists of values to run the test with. Every value is an array of strings.\n\n```toml\n[matrix]\nos = [\"alpine\", \"debian\"]\n```",
			Note: "the test runs once, whatever it says"},
		{Name: "determinism", Type: object(determinismTable()), Since: "0.6",
			Doc: "Fixes random numbers and the clock.\n\n```toml\n[determinism]\nseed = 42\nfreeze_clock = \"2025-01-01T00:00:00Z\"\n```"},
		{Name: "report", Type: object(reportTable()), Since: "0.6",
			Doc:  "Where reports are written.",
			Note: "When this table exists, the files that it does not name are written too, under their default names."},
		{Name: "limits", Type: object(limitsTable()), Since: "0.6", Effect: Ignored,
			Doc:  "Limits of processor and memory.",
			Note: "no container is limited"},
		{Name: "otel_headers", Type: textMap, Since: "0.6", Effect: Ignored,
			Doc:  "Headers sent to the collector; the twin of `[otel.headers]`.",
			Note: "no header is sent"},
		{Name: "otel_propagators", Type: object(propagatorsTable("otel_propagators")), Since: "0.6", Effect: Ignored,
			Doc:  "Context propagators; the twin of `[otel.propagators]`.",
			Note: "no propagator is set"},
		{Name: "assertions", Type: anythingMap, Since: "0.4", Effect: Ignored,
			Doc:  "Free-form assertions of 0.4.",
			Note: "nothing checks them; say it with expected_output_regex or [expect]"},
		{Name: "otel_validation", Type: object(otelValidationTable()), Since: "0.4", Effect: Ignored,
			Doc:  "Expectations on telemetry in the form of 0.4. `[expect]` is what replaced it.",
			Note: "no command evaluates it; say it with [expect]"},
		{Name: "template", Type: object(templateTable()), Since: "0.6", Until: "0.6", Effect: Unread,
			Doc:    "Variables in the form of the 0.6 drafts; write `[vars]` and `[matrix]` instead.",
			Note:   "No released clnrm reads it; clnrm-ls takes it for `[vars]`, `[matrix]` and `[otel]`.",
			Legacy: "[vars], [matrix] and [otel]"},
	}
}

var rootMistakes = []Mistake{
	{Name: "metadata", Meant: "meta", Why: "the name block is [meta]"},
	{Name: "step", Meant: "steps", Why: "steps are written [[steps]]"},
	{Name: "scenarios", Meant: "scenario", Why: "scenarios are written [[scenario]]"},
	{Name: "variables", Meant: "vars", Why: "variables are written [vars]"},
	{Name: "expectations", Meant: "expect", Why: "expectations are written [expect]"},
	{Name: "weaver", Why: "it was only ever proposed", Drop: true},
	{Name: "policy", Why: "a policy belongs to a scenario: [scenario.policy]"},
	{Name: "timeouts", Why: "no timeout can be set for a test", Drop: true},
	{Name: "chaos", Why: "clnrm injects no faults", Drop: true},
	{Name: "performance", Why: "a span's time is limited by duration_ms of [[expect.span]]"},
	{Name: "generated", Why: "values that a template needs belong in [vars]"},
	{Name: "otel_expectations", Why: "expectations on spans are written [expect]"},
	{Name: "cleanup", Why: "containers are always removed", Drop: true},
	{Name: "validation", Why: "expectations on spans are written [expect]"},
	{Name: "debug", Why: "there is nothing to switch on", Drop: true},
	{Name: "output", Why: "report files are named in [report]"},
	{Name: "metrics", Why: "metrics are not collected", Drop: true},
	{Name: "name", Why: "the name stands in [meta]"},
	{Name: "description", Why: "the description stands in [meta]", Harmless: true},
	{Name: "version", Why: "the version stands in [meta]", Harmless: true},
}
