package engine

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/render"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// maxQuote bounds the rendered line that a finding on generated text shows,
// in bytes.
const maxQuote = 120

// locate maps a finding on rendered text to the document. It is dropped when
// it touches a placeholder: then it only follows from what was reported
// already. A range that does not map byte for byte is anchored at the
// construct that generated it, the rendered line goes into the related
// information, and fixes, which would edit generated text, are left out.
func (p *pass) locate(f finding.Finding) (finding.Finding, bool) {
	if p.rendered == nil {
		return f, true
	}
	if touchesAny(p.rendered.Placeholders, f.Span) || p.cutOff(f.Span) {
		return f, false
	}
	o := p.rendered.Map.Source(f.Span)
	at, exact, chain := anchor(o)
	if !p.first(f.Code, o) {
		return f, false
	}
	var notes []finding.Related
	if !exact {
		f.Message += " (in generated text)"
		notes = append(notes, finding.Related{Location: finding.Location{Span: at}, Message: "rendered as: " + p.quote(f.Span)})
		notes = append(notes, chain...)
	}
	for _, r := range f.Related {
		span, _, _ := anchor(p.rendered.Map.Source(r.Span))
		notes = append(notes, finding.Related{Location: finding.Location{Span: span}, Message: r.Message})
	}
	f.Span, f.Related = at, notes
	f.Fixes = p.mapFixes(f.Fixes)
	return f, true
}

// first reports whether this is the first finding of its code that comes from
// its place in a template: the turns of a loop repeat what one turn has said.
func (p *pass) first(code finding.Code, o render.Origin) bool {
	key := origin{code, o.Unit, o.Span, ""}
	for _, frame := range o.Chain { // two calls of one macro are two places
		key.calls += fmt.Sprint(frame.Unit, frame.Span)
	}
	if p.told[key] {
		return false
	}
	if p.told == nil {
		p.told = map[origin]bool{}
	}
	p.told[key] = true
	return true
}

// origin identifies where in the templates a finding was caused.
type origin struct {
	code  finding.Code
	unit  string
	span  source.Span
	calls string
}

// cutOff reports whether a range reaches the last line of a text that a limit
// ended: what is wrong there follows from the cut.
func (p *pass) cutOff(s source.Span) bool {
	text := p.rendered.Text
	return p.rendered.Truncated && s.End > strings.LastIndexByte(text, '\n')
}

// anchor is the place in the document that a rendered range comes from. For a
// range that another unit wrote it is the outermost call, and the places on
// the way there are related information.
func anchor(o render.Origin) (at source.Span, exact bool, chain []finding.Related) {
	if o.Unit == "" {
		return o.Span, o.Exact, nil
	}
	chain = append(chain, finding.Related{Location: finding.Location{Unit: o.Unit, Span: o.Span}, Message: "written here"})
	for _, frame := range o.Chain {
		if frame.Unit == "" {
			return frame.Span, false, chain
		}
		chain = append(chain, finding.Related{Location: finding.Location{Unit: frame.Unit, Span: frame.Span}, Message: "called here: " + frame.Name})
	}
	return source.Span{}, false, chain
}

// mapFixes keeps the fixes whose every edit lies in text written literally.
func (p *pass) mapFixes(fixes []finding.Fix) []finding.Fix {
	var kept []finding.Fix
	for _, fix := range fixes {
		edits := make([]finding.Edit, 0, len(fix.Edits))
		for _, e := range fix.Edits {
			o := p.rendered.Map.Source(e.Span)
			if o.Unit != "" || !o.Exact {
				break
			}
			edits = append(edits, finding.Edit{Span: o.Span, Text: e.Text})
		}
		if len(edits) == len(fix.Edits) {
			fix.Edits = edits
			kept = append(kept, fix)
		}
	}
	return kept
}

// quote is the rendered line around a range.
func (p *pass) quote(s source.Span) string {
	text := p.rendered.Text
	start := strings.LastIndexByte(text[:s.Start], '\n') + 1
	end := len(text)
	if i := strings.IndexByte(text[s.Start:], '\n'); i >= 0 {
		end = s.Start + i
	}
	line := strings.TrimSpace(text[start:end])
	if len(line) > maxQuote {
		line = strings.ToValidUTF8(line[:maxQuote], "") + "…"
	}
	return fmt.Sprintf("`%s`", line)
}

// touchesAny reports whether s shares a byte with one of the sorted spans, or
// ends or begins where one does.
func touchesAny(spans []source.Span, s source.Span) bool {
	i, _ := slices.BinarySearchFunc(spans, s, func(a, b source.Span) int {
		return cmp.Compare(a.End, b.Start)
	})
	return i < len(spans) && spans[i].Start <= s.End
}

// atMain moves a finding of the render that lies in another unit to the call
// in the document that led there; the place itself becomes related.
func atMain(f finding.Finding) finding.Finding {
	if f.Unit == "" {
		return f
	}
	for i := len(f.Related) - 1; i >= 0; i-- {
		if f.Related[i].Unit != "" {
			continue
		}
		inner := finding.Related{Location: f.Location, Message: f.Message}
		f.Location = f.Related[i].Location
		f.Related = append([]finding.Related{inner}, slices.Delete(slices.Clone(f.Related), i, i+1)...)
		f.Fixes = nil
		return f
	}
	f.Location, f.Fixes = finding.Location{}, nil
	return f
}

// publishable finishes the findings: severities of the settings, ranges inside
// the text, sorted by range, nothing twice.
func (p *pass) publishable() []finding.Finding {
	out := make([]finding.Finding, 0, len(p.findings))
	size := p.doc.Text.Len()
	for _, f := range p.findings {
		if s, set := p.engine.settings.Severities[f.Code]; set {
			if s == 0 {
				continue
			}
			f.Severity = s
		}
		f.Span.Start = min(max(f.Span.Start, 0), size)
		f.Span.End = min(max(f.Span.End, f.Span.Start), size)
		out = append(out, f)
	}
	slices.SortStableFunc(out, func(a, b finding.Finding) int {
		return cmp.Or(
			cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End),
			cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(out, func(a, b finding.Finding) bool {
		return a.Location == b.Location && a.Code == b.Code && a.Message == b.Message
	})
}

// unseeded reports the calls that stay non-deterministic although the file
// has a [determinism] table (format.md 8.4, T8).
func unseeded(r rendered) []finding.Finding {
	if !r.determinism {
		return nil
	}
	var out []finding.Finding
	for _, call := range r.Impure {
		if call.Unit != "" {
			continue
		}
		missing := "seed"
		if r.seed != nil {
			missing = "freeze_clock"
		}
		out = append(out, finding.Finding{
			Location: call.Location, Code: finding.TemplateImpure, Severity: finding.Information,
			Message: fmt.Sprintf("`%s` gives another result each time although this file has [determinism]: set %s there too.", call.Name, missing),
		})
	}
	return out
}
