package schema

import "github.com/clnrm-ls/clnrm-ls/engine/toml"

// stepTable is one step (format.md 2.5).
func stepTable() *Table {
	return &Table{
		Name: "steps[]", Doc: "A command and what is expected of it.",
		Mistakes: stepMistakes,
		Keys: []Key{
			{Name: "name", Type: text, Required: true, Since: "0.4", Sample: `"unnamed"`,
				Doc: "What the step is called in reports. Must not be blank."},
			{Name: "command", Type: texts, Required: true, Since: "0.4", commandLine: true, Sample: `["true"]`,
				Doc:  "The program and its arguments, at least one string.\n\n```toml\ncommand = [\"sh\", \"-c\", \"echo hi | wc -c\"]\n```",
				Note: "clnrm joins the strings with spaces and gives the line to `sh -c`, so that quoting is lost; clnrm-ls passes the arguments as they are."},
			{Name: "expected_output_regex", Type: text, Since: "0.4", Sample: `""`,
				Doc: "A regular expression that must match somewhere in the standard output.\n\n```toml\nexpected_output_regex = \"ready in \\\\d+ ms\"\n```"},
			{Name: "workdir", Type: text, Since: "0.4", Effect: Honoured, Sample: `"/work"`,
				Doc: "Directory that the command runs in.", Note: "the command runs in the directory of the image"},
			{Name: "env", Type: textMap, Since: "0.4", Effect: Honoured, Sample: `{}`,
				Doc: "Environment variables of the command. Every value is a string.", Note: "the command does not see the variables"},
			{Name: "expected_exit_code", Type: integer, Min: minInt32, Max: maxInt32, Default: "0", Since: "0.4", Effect: Honoured, Sample: "0",
				Doc: "Exit status that the command must end with.", Note: "anything but 0 fails the step"},
			{Name: "continue_on_failure", Type: boolean, Default: "false", Since: "0.4", Effect: Honoured,
				Doc: "Whether later steps run when this one fails.", Note: "the first failure ends the test"},
			{Name: "service", Type: text, Since: "0.4", Effect: Honoured, Sample: `""`,
				Doc: "The service that the command runs in: a name from `[service.NAME]`.", Note: "every step runs in a fresh container of the default image"},
		},
	}
}

var stepMistakes = []Mistake{
	{Name: "cmd", Meant: "command", Why: "the command is written command"},
	{Name: "run", Meant: "command", Why: "a step has command, an array of strings; only a scenario has run"},
	{Name: "cwd", Meant: "workdir", Why: "the directory is written workdir"},
	{Name: "working_dir", Meant: "workdir", Why: "the directory is written workdir"},
	{Name: "environment", Meant: "env", Why: "environment variables are written env"},
	{Name: "env_vars", Meant: "env", Why: "environment variables are written env"},
	{Name: "exit_code", Meant: "expected_exit_code", Why: "the key is expected_exit_code"},
	{Name: "expected_output", Meant: "expected_output_regex", Why: "output is compared with a regular expression"},
	{Name: "expected_output_contains", Meant: "expected_output_regex", Why: "a regular expression matches anywhere in the output", convert: quotedRegex},
	{Name: "ignore_failure", Meant: "continue_on_failure", Why: "the key is continue_on_failure"},
	{Name: "description", Why: "write it as a comment", Harmless: true},
	{Name: "expected_output_regex_not", Why: "output cannot be forbidden; let the command fail instead, for example with ! grep"},
	{Name: "timeout", Why: "no timeout can be set for a step", Drop: true},
	{Name: "timeout_seconds", Why: "no timeout can be set for a step", Drop: true},
	{Name: "timeout_ms", Why: "no timeout can be set for a step", Drop: true},
	{Name: "retry", Why: "a step is never repeated", Drop: true},
	{Name: "max_retries", Why: "a step is never repeated", Drop: true},
	{Name: "retry_on_failure", Why: "a step is never repeated", Drop: true},
	{Name: "depends_on", Why: "steps run in the order in which they are written", Drop: true},
	{Name: "should_fail", Why: "a failure is expected with expected_exit_code"},
	{Name: "capture_stdout", Why: "output is always captured", Drop: true, Harmless: true},
	{Name: "capture_stderr", Why: "output is always captured", Drop: true, Harmless: true},
}

// scenarioTable is one scenario (format.md 2.6).
func scenarioTable(steps Type) *Table {
	return &Table{
		Name: "scenario[]", Doc: "A command that runs in a service, and what it leaves behind.",
		Keys: []Key{
			{Name: "name", Type: text, Required: true, Since: "0.6", Sample: `"unnamed"`,
				Doc: "What the scenario is called; also the name of its artifact folder. Letters, digits, `_` and `-`."},
			{Name: "service", Type: text, Since: "1.0", Sample: `""`,
				Doc:  "The service that the command belongs to: a name from `[service.NAME]`.",
				Note: "clnrm requires it with `run`, and then runs the command in the default image, not in that service."},
			{Name: "run", Type: text, Since: "1.0", commandLine: true, Sample: `"echo hello"`,
				Doc:  "The command line. It is split into words and executed without a shell; write `sh -c '…'` for pipes and variables.\n\n```toml\nrun = \"sh -c 'app | grep ready'\"\n```",
				Note: "clnrm requires it with `service`."},
			{Name: "steps", Type: steps, Since: "0.6", Effect: Honoured, fails: stepsAlone,
				Doc: "Steps of the scenario, as in 0.6.", Note: "it runs service and run only, and fails a scenario without them"},
			{Name: "concurrent", Type: boolean, Default: "false", Since: "0.6", Effect: Ignored,
				Doc: "Whether the steps run at the same time.", Note: "steps run one after another"},
			{Name: "timeout_ms", Type: integer, Min: zero, Unit: "ms", Since: "0.6", Effect: Ignored, Sample: "30000",
				Doc: "How many milliseconds the scenario may take.", Note: "no timeout is applied"},
			{Name: "policy", Type: object(policyTable()), Since: "0.6", Effect: Ignored,
				Doc: "Limits on what the scenario may do.", Note: "nothing enforces it"},
			{Name: "artifacts", Type: object(artifactsTable()), Since: "1.0",
				Doc:  "What to keep of a run.\n\n```toml\nartifacts.collect = [\"spans:default\"]\n```",
				Note: "clnrm evaluates `[expect]` only when some entry starts with `spans:`; no file is written."},
		},
		Mistakes: []Mistake{
			{Name: "command", Meant: "run", Why: "a scenario has run, one string"},
			{Name: "cmd", Meant: "run", Why: "a scenario has run, one string"},
			{Name: "services", Meant: "service", Why: "a scenario has one service"},
			{Name: "timeout", Meant: "timeout_ms", Why: "the key is timeout_ms, in milliseconds"},
			{Name: "description", Why: "write it as a comment", Harmless: true},
			{Name: "expect_success", Why: "a scenario always has to succeed", Drop: true, Harmless: true},
			{Name: "expect_failure", Why: "a scenario always has to succeed; turn the status around with sh -c '! …'"},
			{Name: "expect", Why: "expectations stand at the top level: [expect]"},
			{Name: "expect_partial_failure", Why: "a scenario always has to succeed; turn the status around with sh -c '! …'"},
			{Name: "parallel_services", Why: "services start before the scenarios, in no particular order", Drop: true},
			{Name: "deadline_ms", Meant: "timeout_ms", Why: "the key is timeout_ms"},
		},
	}
}

// stepsAlone speaks for a scenario that has nothing but steps: to run it,
// upstream wants service and run (format.md 2.6).
func stepsAlone(n *toml.Node) string {
	if n.Get("run") != nil {
		return ""
	}
	return "clnrm fails a scenario without service and run, and ignores its steps; clnrm-ls runs them. Add service and run if clnrm must run the file."
}

// policyTable is scenario.policy. Upstream checks none of it.
func policyTable() *Table {
	key := func(k Key) Key { k.Since, k.Effect, k.Lenient = "0.6", Unread, true; return k }
	return &Table{
		Name: "scenario[].policy", Doc: "Limits on what the scenario may do.",
		Keys: []Key{
			key(Key{Name: "security_level", Type: text, Allowed: securityLevels, FoldCase: true, Sample: `"medium"`, Doc: "How strict the isolation is."}),
			key(Key{Name: "max_execution_time", Type: integer, Min: zero, Unit: "s", Sample: "60", Doc: "Seconds that the scenario may take."}),
			key(Key{Name: "max_memory_mb", Type: integer, Min: zero, Sample: "512", Doc: "Megabytes of memory."}),
			key(Key{Name: "max_cpu_usage", Type: number, Min: zero, Max: one, Sample: "0.5", Doc: "Share of the processor, 0 to 1."}),
			key(Key{Name: "allowed_network_hosts", Type: texts, Sample: "[]", Doc: "Hosts that may be reached."}),
			key(Key{Name: "disallowed_commands", Type: texts, Sample: "[]", Doc: "Programs that must not run."}),
		},
	}
}

var securityLevels = []string{"low", "medium", "high"}

// artifactsTable is scenario.artifacts.
func artifactsTable() *Table {
	return &Table{
		Name: "scenario[].artifacts", Doc: "What to keep of a run.",
		shorthand: arrayShorthand("collect"),
		Keys: []Key{
			{Name: "collect", Type: texts, Required: true, Since: "1.0", Sample: `["spans:default"]`,
				Doc: "What to collect: `spans:NAME`, `logs:stdout`, `logs:stderr` or `files:PATH`."},
		},
	}
}
