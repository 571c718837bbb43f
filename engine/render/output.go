package render

import (
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// output collects rendered text and, unless it captures text for a value,
// where every byte comes from.
type output struct {
	buf      []byte
	segments []segment
	capture  bool // no source map: the text becomes a value
	tainted  bool // a placeholder was written
}

// write appends text that has one origin. exact text must have the length of
// its place. Empty text leaves no trace.
func (o *output) write(text string, at place, exact bool, via *place, c *chain) {
	if text == "" {
		return
	}
	start := int32(len(o.buf))
	o.buf = append(o.buf, text...)
	if o.capture {
		return
	}
	end := start + int32(len(text))
	if n := len(o.segments); exact && via == nil && n > 0 {
		last := &o.segments[n-1]
		if last.exact && last.via == nil && last.unit == at.unit && last.to == at.from && last.chain == c {
			last.end, last.to = end, at.to
			return
		}
	}
	o.segments = append(o.segments, segment{start, end, at, exact, via, c})
}

// place is the range s of the current unit.
func (r *run) place(s source.Span) place {
	return place{r.unitIndex, int32(s.Start), int32(s.End)}
}

// room checks the output limit before n more bytes are written.
func (r *run) room(n int) bool {
	if r.written += n; r.written > r.limits.OutputBytes {
		r.limit(limitOutput)
		return false
	}
	return true
}

// text writes literal template text.
func (r *run) text(s source.Span) {
	if r.room(s.Len()) {
		r.out.write(r.unit.File.Text[s.Start:s.End], r.place(s), true, nil, r.chain)
	}
}

// generated writes the text of a value that the construct at s produced.
func (r *run) generated(text string, s source.Span) {
	if r.room(len(text)) {
		r.out.write(text, r.place(s), false, nil, r.chain)
	}
}

// copied writes text that is the literal at origin, by way of the expression
// at s.
func (r *run) copied(text string, origin *place, s source.Span) {
	if !r.room(len(text)) {
		return
	}
	var via *place
	if here := r.place(s); here.unit != origin.unit || origin.from < here.from || here.to < origin.to {
		via = &here
	}
	r.out.write(text, *origin, true, via, r.chain)
}

// placeholderText stands for a value that could not be computed: it is a TOML
// value, a bare key and harmless inside a string, so that what follows can
// still be checked.
const placeholderText = "0"

// placeholder stands in for the failed construct at s. A construct alone on
// its line generates lines, not a value: nothing is written for it.
func (r *run) placeholder(s source.Span) {
	r.out.tainted = true
	if standsAlone(r.unit.File.Text, s) {
		r.drop()
		return
	}
	start := len(r.out.buf)
	r.generated(placeholderText, s)
	r.mark(start)
}

// drop notes that text is missing where the document stands.
func (r *run) drop() {
	at := len(r.document.buf)
	if n := len(r.result.Drops); n == 0 || r.result.Drops[n-1] < at {
		r.result.Drops = append(r.result.Drops, at)
	}
}

// pullDrops moves the drops behind the document's new end to it.
func (r *run) pullDrops(end int) {
	drops := r.result.Drops
	n := len(drops)
	for n > 0 && drops[n-1] > end {
		n--
	}
	if n < len(drops) {
		r.result.Drops = drops[:n]
		r.drop()
	}
}

// mark records everything written since start as a placeholder. Captured text
// is marked when it is written, by whoever captures it.
func (r *run) mark(start int) {
	if !r.out.capture && len(r.out.buf) > start {
		r.result.Placeholders = append(r.result.Placeholders, source.Span{Start: start, End: len(r.out.buf)})
	}
}

// standsAlone reports whether nothing but blanks shares the lines of s.
func standsAlone(text string, s source.Span) bool {
	before := strings.TrimRight(text[:s.Start], " \t")
	after := strings.TrimLeft(text[s.End:], " \t\r")
	return (before == "" || before[len(before)-1] == '\n') && (after == "" || after[0] == '\n')
}

// captured runs body with an output of its own and returns what it wrote.
// tainted says that a placeholder is part of it.
func (r *run) captured(body func()) (text string, tainted bool) {
	outer := r.out
	r.out = &output{capture: true}
	body()
	text, tainted = string(r.out.buf), r.out.tainted
	r.out = outer
	return text, tainted
}

// outputMark is a point that output can be rewound to.
type outputMark struct {
	size    int
	tainted bool
}

func (o *output) mark() outputMark { return outputMark{len(o.buf), o.tainted} }

// rewind drops what was written since m.
func (o *output) rewind(m outputMark) {
	o.buf, o.tainted = o.buf[:m.size], m.tainted
	for n := len(o.segments); n > 0; n-- {
		last := &o.segments[n-1]
		if int(last.start) < m.size {
			// Only exact segments grow, so the part to drop is as long in the
			// source as in the output.
			last.to -= max(last.end-int32(m.size), 0)
			last.end = min(last.end, int32(m.size))
			break
		}
		o.segments = o.segments[:n-1]
	}
}
