package schema

// serviceTable is one service (format.md 2.4).
func serviceTable() *Table {
	return &Table{
		Name: "service.NAME", Doc: "A service that the test starts.",
		Mistakes: serviceMistakes,
		check:    checkService,
		Keys: []Key{
			{Name: "plugin", Type: text, Default: `"generic_container"`, Since: "0.4", Sample: `"generic_container"`,
				Doc:  "What runs the service: `generic_container` for any image, `surrealdb`, or `process` for a program of the host without a container, which only clnrm-ls has.",
				Note: "clnrm has the first two; with any other plugin it fails the test. clnrm 1.0.x requires the key."},
			{Name: "type", Type: text, Since: "0.4", Until: "1.0", Effect: Unread, Sample: `"generic_container"`,
				Doc:  "Kind of the service. `plugin` is what selects the runner.",
				Note: "clnrm 1.0.x requires it, later versions ignore it: keep it where it is written."},
			{Name: "image", Type: text, Since: "0.4", Sample: `"alpine:latest"`,
				Doc:  "The container image, for example `\"alpine:latest\"`. A `generic_container` needs one.",
				Note: "The name is split at the first colon, so that a registry with a port and digests do not work."},
			{Name: "args", Type: texts, Since: "0.6", Effect: Ignored, commandLine: true, Sample: `[]`,
				Doc:  "Arguments for the program in the image.",
				Note: "the container starts without them"},
			{Name: "env", Type: textMap, Since: "0.4", Sample: `{}`,
				Doc:  "Environment variables. Every value is a string.\n\n```toml\nenv = { PORT = \"8080\" }\n```",
				Note: "Passed for `generic_container` only."},
			{Name: "ports", Type: array(integer), Min: zero, Max: maxPort, Since: "0.4", Sample: `[8080]`,
				Doc: "Ports to publish, as integers. Each is mapped to the same port of the host.\n\n```toml\nports = [8080]\n```"},
			{Name: "volumes", Type: array(object(volumeTable())), Since: "0.4", Sample: `[]`,
				Doc: "Directories of the host to mount.\n\n```toml\nvolumes = [{ host_path = \"/tmp/data\", container_path = \"/data\" }]\n```"},
			{Name: "health_check", Type: object(healthCheckTable()), Since: "0.4", Effect: Ignored,
				Doc:  "A command that tells when the service is ready.\n\n```toml\nhealth_check = { cmd = [\"pg_isready\"], interval = 5 }\n```",
				Note: "the service counts as ready once it is started"},
			{Name: "username", Type: text, Default: `"root"`, Since: "0.4", Sample: `"root"`,
				Doc: "User of the database. Only `surrealdb` reads it."},
			{Name: "password", Type: text, Default: `"root"`, Since: "0.4", Sample: `"root"`,
				Doc: "Password of the database. Only `surrealdb` reads it."},
			{Name: "strict", Type: boolean, Default: "false", Since: "0.4",
				Doc: "Strict mode of the database. Only `surrealdb` reads it."},
			{Name: "wait_for_span", Type: text, Since: "0.6", Effect: Ignored, Sample: `"clnrm.run"`,
				Doc:  "The service is ready when a span of this name was seen.",
				Note: "nothing waits"},
			{Name: "wait_for_span_timeout_secs", Type: integer, Min: zero, Default: "30", Unit: "s", Since: "0.6", Effect: Unread,
				Doc: "How many seconds to wait for the span.", Note: "Nothing waits."},
		},
	}
}

var serviceMistakes = []Mistake{
	{Name: "environment", Meant: "env", Why: "environment variables are written env"},
	{Name: "env_vars", Meant: "env", Why: "environment variables are written env"},
	{Name: "healthcheck", Meant: "health_check", Why: "the key is health_check, with cmd as an array of strings"},
	{Name: "port", Meant: "ports", Why: "ports is an array of integers"},
	{Name: "volume", Meant: "volumes", Why: "volumes is an array of tables"},
	{Name: "command", Meant: "args", Why: "the arguments of the program are written args"},
	{Name: "cmd", Meant: "args", Why: "the arguments of the program are written args"},
	{Name: "user", Meant: "username", Why: "the key is username"},
	{Name: "description", Why: "write it as a comment", Harmless: true},
	{Name: "name", Why: "the name of a service is the last part of its header", Drop: true, Harmless: true},
	{Name: "depends_on", Why: "services start in no particular order", Drop: true},
	{Name: "network", Why: "all services share one network", Drop: true},
	{Name: "limits", Why: "containers cannot be limited", Drop: true},
	{Name: "capabilities", Why: "privileges cannot be granted", Drop: true},
	{Name: "resources", Why: "containers cannot be limited", Drop: true},
	{Name: "wait_for_ready", Why: "clnrm waits for nothing", Drop: true},
	{Name: "wait_strategy", Why: "clnrm waits for nothing", Drop: true},
	{Name: "endpoint", Why: "a service is started, not connected to", Drop: true},
	{Name: "model", Why: "no plugin reads a model", Drop: true},
	{Name: "default_model", Why: "no plugin reads a model", Drop: true},
	{Name: "timeout", Why: "no timeout can be set for a service", Drop: true},
	{Name: "workdir", Why: "only a step has workdir"},
	{Name: "working_dir", Why: "only a step has workdir"},
}

// volumeTable is an element of volumes.
func volumeTable() *Table {
	return &Table{
		Name: "service.NAME.volumes[]", Doc: "A directory of the host, mounted into the container.",
		shorthand: volumeShorthand, proviso: volumeProviso,
		Keys: []Key{
			{Name: "host_path", Type: text, Required: true, Since: "0.4", Sample: `"/tmp"`,
				Doc: "Absolute path on the host. It must exist when the test runs."},
			{Name: "container_path", Type: text, Required: true, Since: "0.4", Sample: `"/data"`,
				Doc: "Absolute path in the container."},
			{Name: "read_only", Type: boolean, Default: "false", Since: "0.4",
				Doc: "Whether the container may only read it."},
		},
		Mistakes: []Mistake{
			{Name: "source", Meant: "host_path", Why: "the path on the host is host_path"},
			{Name: "host", Meant: "host_path", Why: "the path on the host is host_path"},
			{Name: "target", Meant: "container_path", Why: "the path in the container is container_path"},
			{Name: "container", Meant: "container_path", Why: "the path in the container is container_path"},
			{Name: "readonly", Meant: "read_only", Why: "the key is read_only"},
			{Name: "ro", Meant: "read_only", Why: "the key is read_only"},
		},
	}
}

// healthCheckTable is health_check.
func healthCheckTable() *Table {
	seconds := func(name, doc, sample string) Key {
		return Key{Name: name, Type: integer, Min: zero, Unit: "s", Since: "0.4", Effect: Unread, Doc: doc, Sample: sample}
	}
	return &Table{
		Name: "service.NAME.health_check", Doc: "A command that tells when the service is ready.",
		shorthand: healthCheckShorthand,
		Keys: []Key{
			{Name: "cmd", Type: texts, Required: true, Since: "0.4", Effect: Unread, commandLine: true, Sample: `["true"]`,
				Doc: "The command and its arguments. Exit status 0 means ready."},
			seconds("interval", "Seconds between two tries, as an integer.", "5"),
			seconds("timeout", "Seconds that one try may take, as an integer.", "10"),
			{Name: "retries", Type: integer, Min: zero, Since: "0.4", Effect: Unread, Sample: "3",
				Doc: "How many failures make the service unhealthy."},
		},
		Mistakes: []Mistake{
			{Name: "command", Meant: "cmd", Why: "the command is written cmd"},
			{Name: "test", Meant: "cmd", Why: "the command is written cmd"},
			{Name: "interval_secs", Meant: "interval", Why: "interval is in seconds"},
			{Name: "timeout_secs", Meant: "timeout", Why: "timeout is in seconds"},
		},
	}
}
