package schema

import (
	"math"
	"strconv"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// rewrite is the TOML text of type t that a value of another type evidently
// stands for, or "" when there is nothing evident.
func (v *validator) rewrite(n *toml.Node, t *Type, k *Key) string {
	if n.Form != toml.Value && n.Form != toml.Inline {
		return ""
	}
	switch t.Kind {
	case String, Duration:
		return v.toString(n, t, k)
	case Integer:
		return toInteger(n, k)
	case Number:
		return toNumber(n, k)
	case Bool:
		return toBool(n)
	case Array:
		return v.toArray(n, t, k)
	case Map:
		if elemKind(t) == String {
			return pairsToTable(n)
		}
	case Object:
		if t.Table.shorthand != nil {
			return t.Table.shorthand(n)
		}
	}
	return ""
}

func (v *validator) toString(n *toml.Node, t *Type, k *Key) string {
	switch n.Kind {
	case toml.Integer:
		if t.Kind == Duration {
			return toml.Quote(plain(n.Value) + "s")
		}
		return toml.Quote(v.literal(n))
	case toml.Float, toml.Bool, toml.OffsetDateTime, toml.LocalDateTime, toml.LocalDate, toml.LocalTime:
		if text := v.literal(n); t.Kind == String && text != "" {
			return toml.Quote(text)
		}
	case toml.Array:
		words, ok := stringItems(n)
		switch {
		case !ok || len(words) == 0:
		case len(words) == 1:
			return toml.Quote(words[0])
		case k.commandLine:
			return toml.Quote(joinWords(words))
		}
	}
	return ""
}

// joinWords writes a command line that splits into the words again
// (format.md 4.4).
func joinWords(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		switch {
		case w != "" && !strings.ContainsAny(w, " \t\"'\\") && !shellLine(w):
			out[i] = w
		case !strings.Contains(w, "'"):
			out[i] = "'" + w + "'"
		default:
			out[i] = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(w) + `"`
		}
	}
	return strings.Join(out, " ")
}

func toInteger(n *toml.Node, k *Key) string {
	var x float64
	switch value := n.Value.(type) {
	case float64:
		x = value
	case string:
		y, ok := numberIn(value, k)
		if !ok {
			return ""
		}
		x = y
	default:
		return ""
	}
	if x != math.Trunc(x) || math.Abs(x) > 1<<53 || !inBounds(x, k) {
		return ""
	}
	return strconv.FormatInt(int64(x), 10)
}

func toNumber(n *toml.Node, k *Key) string {
	s, ok := n.Value.(string)
	if !ok {
		return ""
	}
	x, ok := numberIn(s, k)
	if !ok || !inBounds(x, k) {
		return ""
	}
	if x == math.Trunc(x) && math.Abs(x) < 1<<53 && !strings.Contains(s, ".") {
		return strconv.FormatInt(int64(x), 10)
	}
	return tomlFloat(x)
}

// numberIn reads the number that a string stands for: "30", "5s" where the
// key has a unit, "8080:80" and "8080/tcp" where it is a port.
func numberIn(s string, k *Key) (float64, bool) {
	s = strings.TrimSpace(s)
	if k.Max == maxPort {
		if i := strings.IndexAny(s, ":/"); i >= 0 {
			s = s[:i]
		}
	}
	if x, err := strconv.ParseFloat(s, 64); err == nil && !math.IsNaN(x) && !math.IsInf(x, 0) {
		return x, true
	}
	i := strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	if k.Unit == "" || i <= 0 {
		return 0, false
	}
	x, err := strconv.ParseFloat(s[:i], 64)
	ms, ok := unitMilliseconds(strings.TrimSpace(s[i:]))
	if err != nil || !ok {
		return 0, false
	}
	if k.Unit == "s" {
		return x * ms / 1000, true
	}
	return x * ms, true
}

func unitMilliseconds(unit string) (float64, bool) {
	if strings.EqualFold(unit, "ms") {
		return 1, true
	}
	d, ok := durationUnits[unit]
	return float64(d.Milliseconds()), ok
}

func toBool(n *toml.Node) string {
	switch value := n.Value.(type) {
	case string:
		switch strings.ToLower(strings.TrimSpace(value)) {
		case "true", "yes", "on", "1":
			return "true"
		case "false", "no", "off", "0":
			return "false"
		}
	case int64:
		switch value {
		case 0:
			return "false"
		case 1:
			return "true"
		}
	}
	return ""
}

func (v *validator) toArray(n *toml.Node, t *Type, k *Key) string {
	elem := t.Elem
	if elem == nil {
		return ""
	}
	if s, ok := n.Value.(string); ok && elem.Kind == String {
		if k.commandLine {
			return tomlStrings(commandWords(s))
		}
		return tomlStrings([]string{s})
	}
	if elem.Kind == String && n.Kind == toml.Table {
		return edgeOf(n)
	}
	if words, ok := stringItems(n); ok && elem.Kind == Array && elemKind(elem) == String {
		if len(words) == 2 {
			return "[" + tomlStrings(words) + "]"
		}
		return ""
	}
	if scalar(elem.Kind, n.Kind) && n.Value != nil {
		return "[" + v.literal(n) + "]"
	}
	if text := v.rewrite(n, elem, k); text != "" && n.Kind != toml.Array {
		return "[" + text + "]"
	}
	return ""
}

// edgeOf is the pair that an object such as {parent = "a", child = "b"} means.
func edgeOf(n *toml.Node) string {
	for _, ends := range [][2]string{{"parent", "child"}, {"from", "to"}, {"source", "target"}} {
		a, b := n.Lookup(ends[0]), n.Lookup(ends[1])
		if a == nil || b == nil || len(n.Entries) != 2 {
			continue
		}
		from, ok1 := a.Value.(string)
		to, ok2 := b.Value.(string)
		if ok1 && ok2 {
			return tomlStrings([]string{from, to})
		}
	}
	return ""
}

// commandWords splits a plain command line; one that needs a shell is given
// to a shell.
func commandWords(s string) []string {
	if strings.ContainsAny(s, "\"'") || shellLine(s) {
		return []string{"sh", "-c", s}
	}
	if words := strings.Fields(s); len(words) > 0 {
		return words
	}
	return []string{s}
}

// shellLine reports whether a command line has characters that mean something
// to a shell.
func shellLine(s string) bool { return strings.ContainsAny(s, "\\|&;<>()$`*?[]#~{}!\n\r") }

func stringItems(n *toml.Node) ([]string, bool) {
	if n.Kind != toml.Array {
		return nil, false
	}
	out := make([]string, 0, len(n.Items))
	for _, item := range n.Items {
		s, ok := item.Value.(string)
		if !ok {
			return nil, false
		}
		out = append(out, s)
	}
	return out, true
}

// pairsToTable turns ["key=value"] into a table of strings.
func pairsToTable(n *toml.Node) string {
	items, ok := stringItems(n)
	if !ok {
		return ""
	}
	seen := make(map[string]bool, len(items))
	pairs := make([]string, 0, len(items))
	for _, item := range items {
		key, value, ok := strings.Cut(item, "=")
		if key = strings.TrimSpace(key); !ok || key == "" || seen[key] {
			return ""
		}
		seen[key] = true
		pairs = append(pairs, toml.QuoteKey(key)+" = "+toml.Quote(strings.TrimSpace(value)))
	}
	if len(pairs) == 0 {
		return "{}"
	}
	return "{ " + strings.Join(pairs, ", ") + " }"
}
