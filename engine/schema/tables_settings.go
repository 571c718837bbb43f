package schema

// determinismTable is [determinism] (format.md 2.10, 3.8).
func determinismTable() *Table {
	return &Table{
		Name: "determinism", Doc: "Fixes random numbers and the clock.",
		Keys: []Key{
			{Name: "seed", Type: integer, Min: zero, Since: "0.6", Sample: "42",
				Doc:  "Seed of all random functions, a non-negative integer.",
				Note: "clnrm seeds no template function with it, only an explicit `seed=` argument counts; clnrm-ls does."},
			{Name: "freeze_clock", Type: text, Since: "0.6", Sample: `"2025-01-01T00:00:00Z"`,
				Doc:  "The time that all clock functions return, in RFC 3339.\n\n```toml\nfreeze_clock = \"2025-01-01T00:00:00Z\"\n```",
				Note: "clnrm does not freeze template functions; clnrm-ls does."},
		},
		Mistakes: []Mistake{
			{Name: "random_seed", Meant: "seed", Why: "the key is seed"},
			{Name: "clock", Meant: "freeze_clock", Why: "the key is freeze_clock"},
			{Name: "frozen_clock", Meant: "freeze_clock", Why: "the key is freeze_clock"},
			{Name: "freeze_time", Meant: "freeze_clock", Why: "the key is freeze_clock"},
		},
	}
}

// reportTable is [report].
func reportTable() *Table {
	file := func(name, fallback, doc string) Key {
		return Key{Name: name, Type: text, Default: fallback, Since: "0.6", Sample: fallback,
			Doc: doc + " The path is relative to the working directory; its folder must exist."}
	}
	return &Table{
		Name: "report", Doc: "Where reports are written.",
		Keys: []Key{
			file("json", `"report.json"`, "The report as JSON."),
			file("junit", `"junit.xml"`, "The report as JUnit XML."),
			file("digest", `"digest.txt"`, "The SHA-256 digest of the spans."),
		},
		Mistakes: []Mistake{
			{Name: "junit_xml", Meant: "junit", Why: "the key is junit"},
			{Name: "sha256", Meant: "digest", Why: "the key is digest"},
		},
	}
}

// limitsTable is [limits].
func limitsTable() *Table {
	return &Table{
		Name: "limits", Doc: "Limits of processor and memory.",
		Keys: []Key{
			{Name: "cpu_millicores", Type: integer, Min: zero, Max: maxUint32, Since: "0.6", Effect: Unread, Sample: "500",
				Doc: "Thousandths of a processor."},
			{Name: "memory_mb", Type: integer, Min: zero, Max: maxUint32, Since: "0.6", Effect: Unread, Sample: "512",
				Doc: "Megabytes of memory."},
		},
		Mistakes: []Mistake{
			{Name: "cpu", Meant: "cpu_millicores", Why: "the key is cpu_millicores"},
			{Name: "memory", Meant: "memory_mb", Why: "the key is memory_mb"},
		},
	}
}

// templateTable is [template] of the 0.6 drafts (format.md 2.2).
func templateTable() *Table {
	draft := func(name, doc string) Key {
		return Key{Name: name, Type: anythingMap, Since: "0.6", Until: "0.6", Effect: Unread, Doc: doc}
	}
	return &Table{
		Name: "template", Doc: "Variables in the form of the 0.6 drafts.",
		Keys: []Key{
			draft("vars", "Write `[vars]` instead."),
			draft("matrix", "Write `[matrix]` instead."),
			draft("otel", "Write `[otel]` instead."),
		},
	}
}
