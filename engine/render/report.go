package render

import (
	"fmt"
	"slices"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/builtin"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/suggest"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// reportKey makes a place report one code once, however often a loop or a
// macro comes by.
type reportKey struct {
	unit int32
	span source.Span
	code finding.Code
}

// add reports at a range of the current unit, unless that was done before.
func (r *run) add(code finding.Code, severity finding.Severity, s source.Span, message string, fixes ...finding.Fix) {
	key := reportKey{r.unitIndex, s, code}
	if _, done := r.reported[key]; done {
		return
	}
	r.reported[key] = struct{}{}
	if r.full(code) {
		return
	}
	if severity == finding.Error && strings.HasPrefix(string(code), "template/") && r.commented(s) {
		message += template.CommentAdvice
		fixes = append(fixes, r.rawAround(s)...)
	}
	f := finding.Finding{
		Location: finding.Location{Unit: r.name(r.unit), Span: s},
		Code:     code, Severity: severity, Message: message,
	}
	if f.Unit == "" {
		f.Fixes = fixes // edits apply to the analysed document only
	}
	for c := r.chain; c != nil; c = c.outer {
		f.Related = append(f.Related, finding.Related{
			Location: finding.Location{Unit: c.frame.Unit, Span: c.frame.Span},
			Message:  "from " + c.frame.Name + " here",
		})
	}
	r.result.Findings = append(r.result.Findings, f)
	if severity == finding.Error && r.opts.Strict {
		r.stop()
	}
}

// full reports whether a finding is one too many; the first such is told. What
// ends the render is told in any case.
func (r *run) full(code finding.Code) bool {
	n := len(r.result.Findings)
	if n < MaxFindings || strings.HasPrefix(string(code), "limit/") {
		return false
	}
	if n == MaxFindings {
		r.add(finding.LimitTemplateFindings, finding.Information, r.here,
			"More than 1,000 faults came up in this render; correct the others to see the rest.")
	}
	return true
}

// fail reports what went wrong at run time, unless it is about to be rescued,
// and is the value of what failed.
func (r *run) fail(code finding.Code, s source.Span, message string, fixes ...finding.Fix) value.Value {
	if r.quiet == 0 {
		r.add(code, finding.Error, s, message, fixes...)
	}
	return Poison
}

func (r *run) typeError(s source.Span, format string, args ...any) value.Value {
	return r.fail(finding.TemplateType, s, fmt.Sprintf(format, args...))
}

// undefined reports a path that leads nowhere.
func (r *run) undefined(m *missing) value.Value {
	if r.quiet > 0 {
		return Poison
	}
	message := m.message()
	var fixes []finding.Fix
	if near := r.suggestion(m); near != "" {
		message += fmt.Sprintf(" Did you mean `%s`?", near)
		if r.unit.File.Slice(m.span) == m.name {
			fixes = append(fixes, replace(m.span, near, fmt.Sprintf("Change to `%s`", near)))
		}
	} else if r.commented(m.span) {
		// Nothing is to be defined for a tag that was not meant as one.
	} else if m.base == "" {
		message += fmt.Sprintf(" Define it in [vars], or write `%s | default(value=…)`.", m.name)
	} else if _, isMap := m.of.(map[string]value.Value); isMap {
		message += " Add the key, or write `| default(value=…)`."
	}
	return r.fail(finding.TemplateUndefined, m.span, message, fixes...)
}

// suggestion is the defined name closest to the missing one, or "".
func (r *run) suggestion(m *missing) string {
	if m.base == "" {
		return r.nearestOf(m.name, r.visible)
	}
	if keys, ok := m.of.(map[string]value.Value); ok {
		return closest(m.name, value.Keys(keys))
	}
	return ""
}

// maxSuggestions bounds the search for similar names in one render: it costs
// the number of names each time.
const maxSuggestions = 200

// nearestOf finds a similar name, once per name and render.
func (r *run) nearestOf(name string, names func() []string) string {
	near, known := r.similar[name]
	if known || len(r.similar) >= maxSuggestions {
		return near
	}
	if r.similar == nil {
		r.similar = map[string]string{}
	}
	near = closest(name, names())
	r.similar[name] = near
	return near
}

// closest is the name that was probably meant, or "". It sorts names, so that
// of equally close ones the same is suggested every time.
func closest(name string, names []string) string {
	slices.Sort(names)
	return suggest.Nearest(name, names)
}

// replace is the fix that writes text over s.
func replace(s source.Span, text, title string) finding.Fix {
	return finding.Fix{Title: title, Edits: []finding.Edit{{Span: s, Text: text}}, Preferred: true}
}

// unknown reports a name that no table has.
func (r *run) unknown(code finding.Code, what string, name template.Ident, names []string) {
	message := fmt.Sprintf("There is no %s `%s`.", what, name.Name)
	var fixes []finding.Fix
	advice := builtin.Suggestions[name.Name]
	if code != finding.TemplateUnknownFunction && code != finding.TemplateUnknownFilter {
		advice = ""
	}
	if advice != "" {
		message = fmt.Sprintf("There is no %s `%s`: %s.", what, name.Name, advice)
	} else if near := closest(name.Name, names); near != "" {
		message += fmt.Sprintf(" Did you mean `%s`?", near)
		fixes = append(fixes, replace(name.Range, near, fmt.Sprintf("Change to `%s`", near)))
	} else {
		message += " Check the spelling."
	}
	r.add(code, finding.Error, name.Range, message, fixes...)
}

// contextInMacro warns when a macro reads the context instead of an argument:
// Tera 1.x lets it, and says not to.
func (r *run) contextInMacro(x *template.Var) {
	m := r.currentMacro()
	if m == nil || r.opts.Tera || r.shadowed(x.Name) {
		return
	}
	r.add(finding.TemplateUndefined, finding.Warning, x.Span(), fmt.Sprintf(
		"`%s` is no parameter of macro `%s`; it is found in the render's context only. Pass it as an argument.", x.Name, m.macro))
}
