package schema

// expectTable is [expect] (format.md 2.8).
func expectTable() *Table {
	key := func(name string, t Type, doc string) Key { return Key{Name: name, Type: t, Since: "0.6", Doc: doc} }
	return &Table{
		Name: "expect", Doc: "What the collected spans must look like.",
		Keys: []Key{
			key("span", array(object(spanTable())), "A span that must exist, and what it must look like.\n\n```toml\n[[expect.span]]\nname = \"clnrm.run\"\nkind = \"internal\"\n```"),
			key("graph", object(graphTable("expect.graph")), "Parents and children.\n\n```toml\n[expect.graph]\nmust_include = [[\"clnrm.run\", \"clnrm.test\"]]\nacyclic = true\n```"),
			key("counts", object(countsTable("expect.counts")), "Numbers of spans, events and errors.\n\n```toml\n[expect.counts]\nspans_total = { gte = 1, lte = 10 }\nerrors_total = { eq = 0 }\n```"),
			key("window", array(object(windowTable("expect.window[]"))), "Spans that must lie within the time of another.\n\n```toml\n[[expect.window]]\nouter = \"clnrm.run\"\ncontains = [\"clnrm.test\"]\n```"),
			key("order", object(orderTable("expect.order")), "Which span ends before which other starts."),
			key("status", object(statusTable("expect.status")), "Status of all spans, or by name.\n\n```toml\n[expect.status]\nall = \"OK\"\n```"),
			key("hermeticity", object(hermeticityTable("expect.hermeticity")), "That the test reaches nothing outside."),
		},
		Mistakes: []Mistake{
			{Name: "spans", Meant: "span", Why: "spans are written [[expect.span]]"},
			{Name: "windows", Meant: "window", Why: "windows are written [[expect.window]]"},
			{Name: "count", Meant: "counts", Why: "the key is counts"},
			{Name: "temporal", Why: "the order of spans is checked by [expect.order]"},
			{Name: "resource", Why: "resource attributes are checked by [expect.hermeticity.resource_attrs]"},
			{Name: "trace", Why: "parents and children are checked by [expect.graph]"},
			{Name: "resilience", Why: "nothing checks it", Drop: true},
			{Name: "chaos", Why: "clnrm injects no faults", Drop: true},
			{Name: "timeouts", Why: "no timeout can be set; a span's time is limited by duration_ms of [[expect.span]]"},
			{Name: "performance", Why: "a span's time is limited by duration_ms of [[expect.span]]"},
		},
	}
}

var spanKinds = []string{"internal", "server", "client", "producer", "consumer"}

// spanTable is an element of expect.span.
func spanTable() *Table {
	return &Table{
		Name: "expect.span[]", Doc: "A span that must exist, and what it must look like.",
		Keys: []Key{
			{Name: "name", Type: text, Required: true, Since: "0.6", Sample: `"clnrm.run"`,
				Doc: "Name of the span, compared exactly."},
			{Name: "parent", Type: text, Since: "1.0", Sample: `"clnrm.run"`,
				Doc: "Name of its parent."},
			{Name: "kind", Type: text, Since: "0.6", Allowed: spanKinds, FoldCase: true, Sample: `"internal"`,
				Doc: "Kind of the span."},
			{Name: "attrs", Type: object(attrsTable()), Since: "0.6", Doc: "Attributes: `attrs.all` and `attrs.any`."},
			{Name: "events", Type: object(eventsTable()), Since: "1.0", Doc: "Events by name: `events.any` and `events.all`."},
			{Name: "duration_ms", Type: object(durationTable()), Since: "1.0",
				Doc: "Time that the span may take, in milliseconds.\n\n```toml\nduration_ms = { min = 1, max = 1000 }\n```"},
		},
		Mistakes: []Mistake{
			{Name: "attributes", Meant: "attrs", fits: likeAttrs, Why: "attributes are written attrs.all = { … } or attrs.any = { … }"},
			{Name: "status", Why: "status is checked by [expect.status]"},
			{Name: "description", Why: "write it as a comment", Harmless: true},
			{Name: "count", Why: "numbers of spans are checked by [expect.counts]", refutes: wantsNoSpan},
			{Name: "exists", Why: "a span that is listed must exist", Drop: true, Harmless: true, refutes: wantsNoSpan},
			{Name: "min_duration_ms", Why: "the time is written duration_ms = { min = … }"},
			{Name: "max_duration_ms", Why: "the time is written duration_ms = { max = … }"},
			{Name: "duration", Meant: "duration_ms", Why: "the key is duration_ms"},
		},
	}
}

// attrsTable is expect.span.attrs.
func attrsTable() *Table {
	return &Table{
		Name: "expect.span[].attrs", Doc: "Attributes of the span.",
		Keys: []Key{
			{Name: "all", Type: textMap, Since: "0.6", Sample: "{}",
				Doc: "Attributes that must all be there. Every value is a string.\n\n```toml\nattrs.all = { \"result\" = \"pass\" }\n```"},
			{Name: "any", Type: textMap, Since: "0.6", Sample: "{}",
				Doc:  "Attributes of which one must be there. Every value is a string.\n\n```toml\nattrs.any = { \"status\" = \"ok\" }\n```",
				Note: "Documents also show `[\"key=value\"]`, which no version of clnrm loads."},
		},
	}
}

// eventsTable is expect.span.events.
func eventsTable() *Table {
	return &Table{
		Name: "expect.span[].events", Doc: "Names of events of the span.",
		shorthand: arrayShorthand("any"),
		Keys: []Key{
			{Name: "any", Type: texts, Since: "1.0", Sample: "[]", Doc: "Events of which one must be there."},
			{Name: "all", Type: texts, Since: "1.0", Sample: "[]", Doc: "Events that must all be there."},
		},
	}
}

// durationTable is expect.span.duration_ms.
func durationTable() *Table {
	return &Table{
		Name: "expect.span[].duration_ms", Doc: "Time that the span may take, in milliseconds.",
		Keys: []Key{
			{Name: "min", Type: number, Unit: "ms", Since: "1.0", Sample: "1", Doc: "Least time in milliseconds."},
			{Name: "max", Type: number, Unit: "ms", Since: "1.0", Sample: "1000", Doc: "Most time in milliseconds."},
		},
	}
}

func graphTable(name string) *Table {
	return &Table{
		Name: name, Doc: "Parents and children.",
		Keys: []Key{
			{Name: "must_include", Type: edges, Since: "0.6", Sample: `[["parent", "child"]]`,
				Doc: "Pairs of parent and child that must exist: `[[\"run\", \"step\"]]`."},
			{Name: "must_not_cross", Type: edges, Since: "0.6", Sample: `[["parent", "child"]]`,
				Doc: "Pairs of parent and child that must not exist."},
			{Name: "acyclic", Type: boolean, Since: "0.6", Doc: "Whether parents must form no cycle."},
		},
		Mistakes: []Mistake{
			{Name: "parent", Why: `edges are written must_include = [["parent", "child"]]`},
			{Name: "child", Why: `edges are written must_include = [["parent", "child"]]`},
			{Name: "parent_child", Meant: "must_include", Why: `edges are written must_include = [["parent", "child"]]`},
			{Name: "edges", Meant: "must_include", Why: `edges are written must_include = [["parent", "child"]]`},
			{Name: "max_depth", Why: "depth is not checked", Drop: true},
			{Name: "must_be_connected", Why: "name the edges in must_include"},
			{Name: "description", Why: "write it as a comment", Harmless: true},
		},
	}
}

func countsTable(name string) *Table {
	limit := object(boundTable(name))
	key := func(name, doc string) Key { return Key{Name: name, Type: limit, Since: "0.6", Doc: doc} }
	return &Table{
		Name: name, Doc: "Numbers of spans, events and errors.",
		Keys: []Key{
			key("spans_total", "How many spans there are: `{ gte = 1 }`, `{ lte = 10 }` or `{ eq = 3 }`."),
			key("events_total", "How many events there are."),
			key("errors_total", "How many spans have failed."),
			{Name: "by_name", Type: mapOf(limit), Since: "0.6",
				Doc: "How many spans of a name there are.\n\n```toml\nby_name = { \"clnrm.run\" = { eq = 1 } }\n```"},
		},
		Mistakes: []Mistake{
			{Name: "spans", Meant: "spans_total", Why: "numbers are written spans_total = { gte = 1, lte = 10 }"},
			{Name: "events", Meant: "events_total", Why: "the key is events_total"},
			{Name: "errors", Meant: "errors_total", Why: "the key is errors_total"},
			{Name: "description", Why: "write it as a comment", Harmless: true},
			{Name: "spans_by_name", Meant: "by_name", Why: "the key is by_name"},
			{Name: "by_kind", Why: "spans are counted in total and by name only", Drop: true},
			{Name: "spans_by_kind", Why: "spans are counted in total and by name only", Drop: true},
			{Name: "spans_per_kind", Why: "spans are counted in total and by name only", Drop: true},
			{Name: "spans_per_service", Why: "spans are counted in total and by name only", Drop: true},
		},
	}
}

func boundTable(of string) *Table {
	key := func(name, doc string) Key {
		return Key{Name: name, Type: integer, Min: zero, Since: "0.6", Sample: "1", Doc: doc}
	}
	return &Table{
		Name: of + ".BOUND", Doc: "Bounds of a number.",
		shorthand: boundShorthand,
		Keys: []Key{
			key("gte", "At least this many."),
			key("lte", "At most this many."),
			key("eq", "Exactly this many; then `gte` and `lte` do not count."),
		},
		Mistakes: []Mistake{
			{Name: "min", Meant: "gte", Why: "the lower bound is gte"},
			{Name: "max", Meant: "lte", Why: "the upper bound is lte"},
			{Name: "exact", Meant: "eq", Why: "an exact number is eq"},
			{Name: "count", Meant: "eq", Why: "an exact number is eq"},
			{Name: "gt", Why: "the lower bound is gte, inclusive"},
			{Name: "lt", Why: "the upper bound is lte, inclusive"},
		},
	}
}

func windowTable(name string) *Table {
	return &Table{
		Name: name, Doc: "Spans that must lie within the time of another.",
		Keys: []Key{
			{Name: "outer", Type: text, Required: true, Since: "0.6", Sample: `"clnrm.run"`,
				Doc: "Name of the span that encloses the others."},
			{Name: "contains", Type: texts, Required: true, Since: "0.6", Sample: "[]",
				Doc: "Names of the spans that lie within it."},
		},
		Mistakes: []Mistake{
			{Name: "start_span", Meant: "outer", Why: "a window is one span, outer, that contains others"},
			{Name: "inner", Meant: "contains", Why: "the spans within are written contains"},
			{Name: "end_span", Why: "a window is one span, outer, that contains others"},
			{Name: "max_duration_ms", Why: "a span's time is limited by duration_ms of [[expect.span]]"},
			{Name: "min_span_count", Why: "numbers of spans are checked by [expect.counts]"},
			{Name: "name", Why: "a window has no name", Drop: true, Harmless: true},
			{Name: "description", Why: "write it as a comment", Harmless: true},
		},
	}
}

func orderTable(name string) *Table {
	return &Table{
		Name: name, Doc: "Which span ends before which other starts.",
		Keys: []Key{
			{Name: "must_precede", Type: edges, Since: "0.6", Sample: `[["first", "second"]]`,
				Doc: "Pairs of which the first ends before the second starts: `[[\"setup\", \"test\"]]`."},
			{Name: "must_follow", Type: edges, Since: "0.6", Sample: `[["first", "second"]]`,
				Doc: "Pairs of which the first starts after the second has ended."},
		},
		Mistakes: []Mistake{
			{Name: "description", Why: "write it as a comment", Harmless: true},
			{Name: "before", Why: `pairs are written must_precede = [["first", "second"]]`},
			{Name: "after", Why: `pairs are written must_follow = [["second", "first"]]`},
		},
	}
}

var spanStatuses = []string{"OK", "ERROR", "UNSET"}

func statusTable(name string) *Table {
	return &Table{
		Name: name, Doc: "Status of all spans, or by name.",
		Keys: []Key{
			{Name: "all", Type: text, Allowed: spanStatuses, FoldCase: true, Since: "0.6", Sample: `"OK"`,
				Doc: "The status that every span must have."},
			{Name: "by_name", Type: textMap, Allowed: spanStatuses, FoldCase: true, Since: "0.6", Sample: "{}",
				Doc: "The status of the spans whose name matches a glob.\n\n```toml\nby_name = { \"clnrm.*\" = \"OK\" }\n```"},
		},
		Mistakes: []Mistake{
			{Name: "description", Why: "write it as a comment", Harmless: true},
			{Name: "all_ok", Why: `that every span is well is written all = "OK"`},
			{Name: "error_count", Why: "errors are counted by errors_total of [expect.counts]"},
			{Name: "errors_allowed", Why: "errors are counted by errors_total of [expect.counts]"},
			{Name: "failed_spans", Why: `they are written by_name = { "NAME" = "ERROR" }`},
		},
	}
}

// hermeticityTable is [expect.hermeticity]. The aliases rename the outer
// table, so that the flat spelling people want them for checks nothing; that
// is for checkHermeticity.
func hermeticityTable(name string) *Table {
	resource := &Table{
		Name: name + ".resource_attrs", Doc: "Resource attributes.",
		Open: true, // what people put directly inside is reported as one
		Keys: []Key{
			{Name: "must_match", Type: textMap, Since: "0.6", Sample: "{}",
				Doc: "Resource attributes that the spans must carry. Every value is a string.\n\n```toml\nresource_attrs.must_match = { \"service.name\" = \"app\" }\n```"},
		},
	}
	span := &Table{
		Name: name + ".span_attrs", Doc: "Attributes of spans.",
		Keys: []Key{
			{Name: "forbid_keys", Type: texts, Since: "0.6", Sample: "[]",
				Doc: "Attributes that no span may have.\n\n```toml\nspan_attrs.forbid_keys = [\"net.peer.name\"]\n```"},
		},
	}
	return &Table{
		Name: name, Doc: "That the test reaches nothing outside.",
		check: checkHermeticity,
		Keys: []Key{
			{Name: "no_external_services", Type: boolean, Since: "0.6",
				Doc: "No span may have an attribute that names a peer, a host, a URL, a database or a message queue."},
			{Name: "resource_attrs", Aliases: []string{"resource_attrs_must_match"}, alias: flatAlias("resource_attrs", "must_match"), Type: object(resource), Since: "0.6",
				Doc: "Resource attributes: `resource_attrs.must_match`."},
			{Name: "span_attrs", Aliases: []string{"span_attrs_forbid_keys"}, alias: flatAlias("span_attrs", "forbid_keys"), Type: object(span), Since: "0.6",
				Doc: "Attributes of spans: `span_attrs.forbid_keys`."},
		},
		Mistakes: []Mistake{
			{Name: "sdk_resource_attrs", Meant: "resource_attrs", Why: "only resource_attrs.must_match is checked"},
			{Name: "description", Why: "write it as a comment", Harmless: true},
			{Name: "allow_network", Why: "no_external_services = true is what forbids them"},
			{Name: "network_isolation", Why: "no_external_services = true is what forbids them"},
			{Name: "allowed_images", Why: "images are not checked", Drop: true},
		},
	}
}
