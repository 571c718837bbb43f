package schema

// projectTable is cleanroom.toml (format.md 1.4). Upstream wants all tables
// and keys; documents show partial files as valid, so that none is required
// here. Hardly a key is read by anything upstream, which is not told.
func projectTable() *Table {
	table := func(name, doc string, keys []Key) Key {
		for i := range keys {
			k := &keys[i]
			if k.Effect == Used && k.Name != "default_image" {
				k.Effect = Unread
			}
			k.Since = "0.4"
			if k.Sample == "" {
				k.Sample = k.Default
			}
		}
		return Key{Name: name, Since: "0.4", Doc: doc, Type: object(&Table{Name: name, Doc: doc, Keys: keys})}
	}
	tables := []Key{
		table("project", "Name and version of the project.", projectKeys()),
		table("cli", "Defaults of the command line.", cliKeys()),
		table("containers", "Containers: the default image, reuse and cleaning up.", containerKeys()),
		table("services", "Starting services.", servicesKeys()),
		table("observability", "Tracing, metrics and logging.", observabilityKeys()),
		table("plugins", "Plugins of services.", pluginKeys()),
		table("performance", "Performance.", performanceKeys()),
		table("test_execution", "Running tests.", executionKeys()),
		table("reporting", "Reports.", reportingKeys()),
		table("security", "Isolation.", securityKeys()),
	}
	return &Table{
		title: "cleanroom.toml", check: checkAllTables(tables), Keys: tables, Doc: "The project configuration, cleanroom.toml.",
		Mistakes: []Mistake{
			{Name: "meta", Meant: "project", Why: "the name of the project stands in [project]"},
			{Name: "container", Meant: "containers", Why: "the table is [containers]"},
			{Name: "service", Meant: "services", Why: "the table is [services]"},
			{Name: "report", Meant: "reporting", Why: "the table is [reporting]"},
			{Name: "execution", Meant: "test_execution", Why: "the table is [test_execution]"},
		},
	}
}

func flagKey(name, fallback, env, doc string) Key {
	return Key{Name: name, Type: boolean, Default: fallback, Env: env, Doc: doc}
}

func durationKey(name, fallback, doc string) Key {
	return Key{Name: name, Type: duration, Default: fallback, Doc: doc + " A whole number and a unit from seconds to days, such as `\"90s\"` or `\"5m\"`."}
}

func projectKeys() []Key {
	return []Key{
		{Name: "name", Type: text, Default: `"cleanroom-project"`, NonBlank: true, Doc: "Name of the project. Must not be blank."},
		{Name: "version", Type: text, Default: `"0.1.0"`, Doc: "Version of the project."},
		{Name: "description", Type: text, Default: `"Cleanroom integration tests"`, Doc: "What the project is."},
	}
}

func cliKeys() []Key {
	return []Key{
		flagKey("parallel", "false", "CLEANROOM_CLI_PARALLEL", "Whether files run at the same time."),
		{Name: "jobs", Type: integer, Default: "4", Min: one, Env: "CLEANROOM_CLI_JOBS", Doc: "How many files run at the same time, at least 1."},
		{Name: "output_format", Type: text, Default: `"human"`, Allowed: []string{"human", "json", "junit", "tap"}, Lenient: true,
			Env: "CLEANROOM_CLI_OUTPUT_FORMAT", Doc: "Form of the output."},
		flagKey("fail_fast", "false", "CLEANROOM_CLI_FAIL_FAST", "Whether the first failure ends the run."),
		flagKey("watch", "false", "CLEANROOM_CLI_WATCH", "Whether tests run again when a file changes."),
		flagKey("interactive", "false", "CLEANROOM_CLI_INTERACTIVE", "Whether the run asks what to do on a failure."),
	}
}

func containerKeys() []Key {
	startup := durationKey("startup_timeout", `"60s"`, "How long a container may take to start, at least 1 second.")
	startup.Min = one
	return []Key{
		flagKey("reuse_enabled", "true", "CLEANROOM_CONTAINERS_REUSE_ENABLED", "Whether containers are reused."),
		{Name: "default_image", Type: text, Default: `"alpine:latest"`, Env: "CLEANROOM_CONTAINERS_DEFAULT_IMAGE",
			Doc: "The image that every step and scenario runs in."},
		{Name: "pull_policy", Type: text, Default: `"if-not-present"`, Allowed: []string{"always", "if-not-present", "never"}, Lenient: true,
			Doc: "When images are pulled."},
		{Name: "cleanup_policy", Type: text, Default: `"on-success"`, Allowed: []string{"always", "on-success", "never", "on-failure"}, Lenient: true,
			Doc: "When containers are removed."},
		{Name: "max_containers", Type: integer, Default: "10", Min: one, Env: "CLEANROOM_CONTAINERS_MAX_CONTAINERS",
			Doc: "How many containers may run, at least 1."},
		startup,
	}
}

func servicesKeys() []Key {
	return []Key{
		durationKey("default_timeout", `"30s"`, "How long an operation on a service may take."),
		durationKey("health_check_interval", `"5s"`, "Time between two health checks."),
		durationKey("health_check_timeout", `"10s"`, "How long a health check may take."),
		{Name: "max_retries", Type: integer, Default: "3", Min: zero, Doc: "How often a failed start is repeated."},
	}
}

func observabilityKeys() []Key {
	return []Key{
		flagKey("enable_tracing", "true", "CLEANROOM_OBSERVABILITY_ENABLE_TRACING", "Whether traces are recorded."),
		flagKey("enable_metrics", "true", "CLEANROOM_OBSERVABILITY_ENABLE_METRICS", "Whether metrics are recorded."),
		flagKey("enable_logging", "true", "CLEANROOM_OBSERVABILITY_ENABLE_LOGGING", "Whether logs are written."),
		{Name: "log_level", Type: text, Default: `"info"`, Allowed: []string{"debug", "info", "warn", "error"}, FoldCase: true,
			Env: "CLEANROOM_OBSERVABILITY_LOG_LEVEL", Doc: "How much is logged."},
		{Name: "metrics_port", Type: integer, Default: "9090", Min: one, Max: maxPort, Doc: "Port of the metrics endpoint, 1 to 65535."},
		{Name: "traces_endpoint", Type: text, Default: `"http://localhost:4317"`, Doc: "URL of the collector."},
	}
}

func pluginKeys() []Key {
	return []Key{
		flagKey("auto_discover", "true", "", "Whether plugins are looked for."),
		{Name: "plugin_dir", Type: text, Default: `"./plugins"`, Doc: "Directory of the plugins."},
		{Name: "enabled_plugins", Type: texts, Default: `["surrealdb", "postgres", "redis"]`, Doc: "Names of the plugins in use."},
	}
}

func performanceKeys() []Key {
	return []Key{
		{Name: "container_pool_size", Type: integer, Default: "5", Min: zero, Doc: "How many containers are kept ready."},
		flagKey("lazy_initialization", "true", "", "Whether services start when they are first needed."),
		flagKey("cache_compiled_tests", "true", "", "Whether parsed tests are kept."),
		flagKey("parallel_step_execution", "false", "", "Whether steps run at the same time."),
	}
}

func executionKeys() []Key {
	return []Key{
		durationKey("default_timeout", `"300s"`, "How long a test may take."),
		durationKey("step_timeout", `"60s"`, "How long a step may take."),
		flagKey("retry_on_failure", "false", "", "Whether a failed test is repeated."),
		{Name: "retry_count", Type: integer, Default: "3", Min: zero, Doc: "How often a failed test is repeated."},
		{Name: "test_dir", Type: text, Default: `"./tests"`, Doc: "Directory of the tests."},
	}
}

func reportingKeys() []Key {
	return []Key{
		flagKey("generate_html", "true", "", "Whether an HTML report is written."),
		flagKey("generate_junit", "false", "", "Whether a JUnit report is written."),
		{Name: "report_dir", Type: text, Default: `"./reports"`, Doc: "Directory of the reports."},
		flagKey("include_timestamps", "true", "", "Whether reports have times."),
		flagKey("include_logs", "true", "", "Whether reports have logs."),
	}
}

func securityKeys() []Key {
	return []Key{
		flagKey("hermetic_isolation", "true", "CLEANROOM_SECURITY_HERMETIC_ISOLATION", "Whether tests are isolated from each other."),
		flagKey("network_isolation", "true", "CLEANROOM_SECURITY_NETWORK_ISOLATION", "Whether containers are cut off from the network."),
		flagKey("file_system_isolation", "true", "CLEANROOM_SECURITY_FILESYSTEM_ISOLATION", "Whether containers are cut off from the file system."),
		{Name: "security_level", Type: text, Default: `"medium"`, Allowed: securityLevels, FoldCase: true,
			Env: "CLEANROOM_SECURITY_LEVEL", Doc: "How strict the isolation is."},
	}
}
