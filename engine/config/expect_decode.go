package config

import (
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

func decodeExpect(entry *toml.Entry) Expect {
	if entry == nil {
		return Expect{}
	}
	table := onlyTable(entry.Value)
	return Expect{
		Entry:       entry,
		Spans:       decodeSpans(table),
		Graph:       decodeGraph(subtable(table, "graph")),
		Counts:      decodeCounts(subtable(table, "counts")),
		Windows:     decodeWindows(table, "window"),
		Order:       decodeOrder(subtable(table, "order")),
		Status:      decodeStatus(subtable(table, "status")),
		Hermeticity: decodeHermeticity(subtable(table, "hermeticity")),
	}
}

func decodeSpans(table *toml.Node) []Span {
	items := tables(table, "span")
	if len(items) == 0 {
		return nil
	}
	spans := make([]Span, len(items))
	for i, item := range items {
		attrs, events, duration := subtable(item, "attrs"), subtable(item, "events"), subtable(item, "duration_ms")
		spans[i] = Span{
			Node:        item,
			Name:        text(item, "name"),
			Parent:      text(item, "parent"),
			Kind:        text(item, "kind"),
			AttrsAll:    pairs(attrs, "all"),
			AttrsAny:    attrsAny(attrs),
			EventsAny:   texts(events, "any"),
			EventsAll:   texts(events, "all"),
			MinDuration: number(duration, "min"),
			MaxDuration: number(duration, "max"),
		}
	}
	return spans
}

// attrsAny reads the array form ["key=value"] too (format.md 8.3).
func attrsAny(attrs *toml.Node) Pairs {
	p := pairs(attrs, "any")
	if p.Entry == nil || p.Node != nil {
		return p
	}
	array := elements(p.Entry.Value)
	if !array.Set() {
		return p
	}
	p.Node = array.Node
	for _, item := range array.Items {
		key, value, found := strings.Cut(item.Value, "=")
		if found {
			item.Value = value
			p.Items = append(p.Items, Pair{Key: key, KeySpan: item.Node.Span, Value: item})
		}
	}
	return p
}

func edges(table *toml.Node, key string) []Edge {
	items := list(table, key)
	if len(items) == 0 {
		return nil
	}
	out := make([]Edge, 0, len(items))
	for _, item := range items {
		if names := elements(item); names.Set() {
			out = append(out, Edge{Node: item, Names: names})
		}
	}
	return out
}

func decodeGraph(table *toml.Node) Graph {
	if table == nil {
		return Graph{}
	}
	return Graph{
		Node:         table,
		MustInclude:  edges(table, "must_include"),
		MustNotCross: edges(table, "must_not_cross"),
		Acyclic:      boolean(table, "acyclic"),
	}
}

func decodeCounts(table *toml.Node) Counts {
	if table == nil {
		return Counts{}
	}
	counts := Counts{
		Node:        table,
		SpansTotal:  bound(table.Get("spans_total")),
		EventsTotal: bound(table.Get("events_total")),
		ErrorsTotal: bound(table.Get("errors_total")),
	}
	if byName := subtable(table, "by_name"); byName != nil {
		for _, entry := range byName.Entries {
			if b := bound(entry); b.Node != nil {
				counts.ByName = append(counts.ByName, NamedBound{Name: entry.Key, Bound: b})
			}
		}
	}
	return counts
}

func bound(entry *toml.Entry) Bound {
	if entry == nil || onlyTable(entry.Value) == nil {
		return Bound{}
	}
	return Bound{
		Node:    entry.Value,
		KeySpan: entry.KeySpan,
		Gte:     integer(entry.Value, "gte"),
		Lte:     integer(entry.Value, "lte"),
		Eq:      integer(entry.Value, "eq"),
	}
}

func decodeWindows(table *toml.Node, key string) []Window {
	var windows []Window
	for _, item := range tables(table, key) {
		windows = append(windows, Window{Node: item, Outer: text(item, "outer"), Contains: texts(item, "contains")})
	}
	return windows
}

func decodeOrder(table *toml.Node) Order {
	if table == nil {
		return Order{}
	}
	return Order{
		Node:        table,
		MustPrecede: edges(table, "must_precede"),
		MustFollow:  edges(table, "must_follow"),
	}
}

func decodeStatus(table *toml.Node) Status {
	if table == nil {
		return Status{}
	}
	return Status{Node: table, All: text(table, "all"), ByName: pairs(table, "by_name")}
}

func decodeHermeticity(table *toml.Node) Hermeticity {
	if table == nil {
		return Hermeticity{}
	}
	h := Hermeticity{
		Node:               table,
		NoExternalServices: boolean(table, "no_external_services"),
		ResourceAttrs:      matchTable(table, "resource_attrs"),
		ForbidKeys:         texts(subtable(table, "span_attrs"), "forbid_keys"),
	}
	if !h.ResourceAttrs.Set() {
		h.ResourceAttrs = matchTable(table, "resource_attrs_must_match")
		if !h.ResourceAttrs.Set() {
			h.ResourceAttrs = pairs(table, "resource_attrs_must_match")
		}
	}
	if !h.ForbidKeys.Set() {
		h.ForbidKeys = texts(table, "span_attrs_forbid_keys")
		if !h.ForbidKeys.Set() {
			h.ForbidKeys = texts(subtable(table, "span_attrs_forbid_keys"), "forbid_keys")
		}
	}
	return h
}

func matchTable(table *toml.Node, key string) Pairs {
	return pairs(subtable(table, key), "must_match")
}
