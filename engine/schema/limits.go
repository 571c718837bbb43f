package schema

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/suggest"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// limits checks a value of the right type: permitted strings, bounds.
func (v *validator) limits(n *toml.Node, kind Kind, k *Key) {
	switch {
	case kind == Duration:
		v.duration(n, k)
	case len(k.Allowed) > 0 && kind == String:
		v.allowed(n, k)
	case k.Min != nil || k.Max != nil:
		v.bounds(n, k)
	case k.NonBlank:
		if s, ok := n.Value.(string); ok && strings.TrimSpace(s) == "" {
			v.invalid(n, k, k.label+" is blank; write "+k.Default+" or another text.")
		}
	}
}

func (v *validator) allowed(n *toml.Node, k *Key) {
	s, ok := n.Value.(string)
	if !ok {
		return
	}
	if canonical, ok := permitted(s, k); ok {
		if doubt, ok := k.Doubtful[canonical]; ok {
			v.doubtful(n, k, canonical, doubt)
		}
		return
	}
	f := v.invalidValue(n, k, fmt.Sprintf("%s is no value of %s; write %s.", shown(s), k.label, oneOf(k.Allowed)))
	if near := nearestAllowed(s, k.Allowed); near != "" {
		f.Fixes = replacement(n, toml.Quote(near), true)
	}
	v.report(f)
}

// nearestAllowed is the permitted string that another one stands for: by
// spelling, or as a part behind a slash that no other has ("json" for
// "http/json").
func nearestAllowed(s string, allowed []string) string {
	if near := suggest.Nearest(s, allowed); near != "" {
		return near
	}
	found := ""
	for _, a := range allowed {
		if _, part, ok := strings.Cut(a, "/"); ok && strings.EqualFold(part, s) {
			if found != "" {
				return ""
			}
			found = a
		}
	}
	return found
}

// replacement is the fix that writes another value.
func replacement(n *toml.Node, text string, preferred bool) []finding.Fix {
	return []finding.Fix{{
		Title: "Replace by " + text, Preferred: preferred,
		Edits: []finding.Edit{{Span: n.Span, Text: text}},
	}}
}

// permitted finds the spelling in Allowed that a string stands for.
func permitted(s string, k *Key) (string, bool) {
	for _, allowed := range k.Allowed {
		if s == allowed || k.FoldCase && strings.EqualFold(s, allowed) {
			return allowed, true
		}
	}
	return "", false
}

// doubtful reports a value that not every command accepts.
func (v *validator) doubtful(n *toml.Node, k *Key, value string, d Doubt) {
	f := v.invalidValue(n, k, fmt.Sprintf("%s = %s: %s.", k.label, toml.Quote(value), d.Why))
	f.Severity = finding.Warning
	v.report(f)
}

func (v *validator) invalid(n *toml.Node, k *Key, message string) {
	v.report(v.invalidValue(n, k, message))
}

func (v *validator) invalidValue(n *toml.Node, k *Key, message string) finding.Finding {
	return finding.Finding{Location: at(n.Span), Code: finding.SchemaValue, Severity: k.severity(), Message: message}
}

// severity of a value that breaks a limit.
func (k *Key) severity() finding.Severity {
	if k.Lenient {
		return finding.Warning
	}
	return finding.Error
}

func oneOf(list []string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = toml.Quote(s)
	}
	if len(quoted) == 1 {
		return quoted[0]
	}
	return strings.Join(quoted[:len(quoted)-1], ", ") + " or " + quoted[len(quoted)-1]
}

func (v *validator) bounds(n *toml.Node, k *Key) {
	var x float64
	switch value := n.Value.(type) {
	case int64:
		x = float64(value)
	case float64:
		x = value
	default:
		return
	}
	if !inBounds(x, k) {
		v.outOfRange(n, k, fmt.Sprintf("%s is out of range for %s; write a number %s.", plain(n.Value), k.label, interval(k)))
	}
}

func (v *validator) outOfRange(n *toml.Node, k *Key, message string) {
	v.report(finding.Finding{Location: at(n.Span), Code: finding.SchemaRange, Severity: k.severity(), Message: message})
}

// inBounds is false for a NaN where there is a bound.
func inBounds(x float64, k *Key) bool {
	return (k.Min == nil || x >= *k.Min) && (k.Max == nil || x <= *k.Max)
}

// interval describes the bounds of a key.
func interval(k *Key) string {
	low, high := "", ""
	if k.Min != nil {
		low = strconv.FormatFloat(*k.Min, 'f', -1, 64)
	}
	if k.Max != nil {
		high = strconv.FormatFloat(*k.Max, 'f', -1, 64)
	}
	switch {
	case low != "" && high != "":
		return "from " + low + " to " + high
	case low != "":
		return "of at least " + low
	}
	return "of at most " + high
}

// duration checks a string of the duration syntax (format.md 1.4).
func (v *validator) duration(n *toml.Node, k *Key) {
	s, ok := n.Value.(string)
	if !ok {
		return
	}
	d, err := ParseDuration(s)
	switch {
	case err != nil:
		v.invalid(n, k, fmt.Sprintf("%s is no duration; write a whole number and a unit without a space, as in %s.", shown(s), k.Default))
	case !inBounds(d.Seconds(), k):
		v.outOfRange(n, k, fmt.Sprintf("%s is out of range for %s; write a duration %s seconds, such as %s.", toml.Quote(s), k.label, interval(k), k.Default))
	}
}
