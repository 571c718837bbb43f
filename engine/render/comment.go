package render

import (
	"bytes"
	"sort"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
)

// comment is the TOML comment of the unit that holds the offset.
func (u *Unit) comment(at int) (source.Span, bool) {
	u.commenting.Do(func() { u.comments = template.Comments(u.File.Text) })
	i := sort.Search(len(u.comments), func(i int) bool { return u.comments[i].End > at })
	if i == len(u.comments) || u.comments[i].Start > at {
		return source.Span{}, false
	}
	return u.comments[i], true
}

// commented reports whether s lies in a TOML comment of the main unit: then
// the tag was hardly meant to be evaluated.
func (r *run) commented(s source.Span) bool {
	if r.opts.Tera || r.unit != r.main {
		return false
	}
	_, ok := r.unit.comment(s.Start)
	return ok
}

// maxTag bounds the search for both ends of a tag, in bytes either way: a line
// may hold many findings.
const maxTag = 4096

// rawAround offers to make text of the value tag that holds s. A block tag
// alone would leave its partner behind.
func (r *run) rawAround(s source.Span) []finding.Fix {
	text := r.unit.File.Text
	c, ok := r.unit.comment(s.Start)
	if !ok {
		return nil
	}
	first := max(c.Start, s.Start-maxTag)
	head := text[first:min(s.Start+2, c.End)]
	open := strings.LastIndex(head, "{{")
	if open < 0 || strings.Contains(head[open:], "{%") {
		return nil
	}
	open += first
	from := max(s.End, open+4) - 2 // s may end with the tag
	end := strings.Index(text[from:max(min(c.End, from+maxTag), from)], "}}")
	if end < 0 {
		return nil
	}
	return []finding.Fix{template.RawFix(source.Span{Start: open, End: from + end + 2})}
}

// overflow warns of a tag behind # that has written more than one line since
// start: the comment ends with the first.
func (r *run) overflow(s source.Span, start int) {
	if start > len(r.out.buf) || bytes.IndexByte(r.out.buf[start:], '\n') < 0 || !r.commented(s) {
		return
	}
	r.add(finding.TemplateAccidentalTag, finding.Warning, s,
		"Tags are evaluated inside TOML comments, and only the first line of what this one writes stays a comment; wrap it in {% raw %}.",
		template.RawFix(s))
}
