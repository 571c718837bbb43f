package template

import (
	"strings"
	"unicode"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// addText adds [start, end) as literal text. White space control trims
// Unicode white space, as Tera does.
func (p *parser) addText(start, end int) {
	if start == end {
		return
	}
	t := p.texts.alloc()
	s := source.Span{Start: start, End: end}
	*t = Text{span: span{s}, Output: s}
	f := p.top()
	if f.trim && !f.kept {
		t.Output.Start = end - len(strings.TrimLeftFunc(p.text[start:end], unicode.IsSpace))
	}
	f.trim = false
	if len(p.frames) == 1 {
		p.prelude.text(p.text, t)
	}
	p.nodes = append(p.nodes, t)
}

// trimBefore trims the text before a tag that begins with -.
func (p *parser) trimBefore(left bool) {
	f := p.top()
	p.trimEnd(p.nodes[f.base:], left && !f.kept)
}

func (p *parser) trimEnd(body []Node, trim bool) {
	if !trim || len(body) == 0 {
		return
	}
	if t, ok := body[len(body)-1].(*Text); ok && !t.Raw {
		text := p.text[t.Output.Start:t.Output.End]
		t.Output.End = t.Output.Start + len(strings.TrimRightFunc(text, unicode.IsSpace))
	}
}

// comment reads {# … #}.
func (p *parser) comment(open int) int {
	end := p.nextEnd.find(p.text, "#}", open+2) + 2
	if end > len(p.text) {
		at := source.Span{Start: open, End: open + 2}
		p.syntax(at, "The comment is not closed: add `#}`. If `{#` is meant as text, put it into {% raw %}.")
		s := source.Span{Start: open, End: max(p.lineEnd(open), open+2)}
		p.add(&Broken{span: span{s}}, delims{span: s})
		return s.End
	}
	s := source.Span{Start: open, End: end}
	d := delims{span: s, left: p.text[open+2] == '-'}
	d.right = end-3 > open+2 && p.text[end-3] == '-'
	if inner := strings.Trim(p.text[open+2:end-2], "-"); inner == "" {
		f := p.superset(s, "Tera 1.x has no empty comments; write something in it.")
		f.Fixes = []finding.Fix{{Title: "Remove the comment", Edits: []finding.Edit{{Span: s}}}}
	}
	p.add(&Comment{span{s}}, d)
	return end
}

// raw reads what follows a {% raw %} tag: text up to {% endraw %}.
func (p *parser) raw(d delims) int {
	from := d.span.End
	inner := source.Span{Start: from}
	end, ok := p.endRaw(from)
	if !ok {
		p.syntax(d.span, "`raw` is not closed: add `{% endraw %}`.")
		inner.End = p.lineEnd(from)
		end.span = source.Span{Start: inner.End, End: inner.End}
	} else {
		inner.End = end.span.Start
	}
	t := &Text{span: span{source.Span{Start: d.span.Start, End: end.span.End}}, Output: inner, Raw: true}
	if !p.top().kept {
		if text := p.text[inner.Start:inner.End]; d.right {
			t.Output.Start = inner.End - len(strings.TrimLeftFunc(text, unicode.IsSpace))
		}
		if text := p.text[t.Output.Start:inner.End]; end.left {
			t.Output.End = t.Output.Start + len(strings.TrimRightFunc(text, unicode.IsSpace))
		}
	}
	p.add(t, delims{left: d.left, right: end.right})
	return t.Range.End
}

// endRaw finds the next {% endraw %}; inside raw nothing else is a tag.
func (p *parser) endRaw(from int) (delims, bool) {
	for pos := from; !p.noEndRaw; {
		n := strings.Index(p.text[pos:], "{%")
		if n < 0 {
			break
		}
		open := pos + n
		pos = open + 2
		d := delims{span: source.Span{Start: open}}
		i := pos
		if i < len(p.text) && p.text[i] == '-' {
			d.left = true
			i++
		}
		word := scan(p.text, i, false)
		if word.kind != tokIdent || p.text[word.start:word.end] != "endraw" {
			continue
		}
		if t := scan(p.text, word.end, false); t.kind == tokCloseTag {
			d.span.End, d.right = t.end, p.text[t.start] == '-'
			return d, true
		}
	}
	p.noEndRaw = true
	return delims{}, false
}

// prelude follows the beginning of a file, where alone Tera 1.x accepts
// import and extends: comments, then white space, then those tags, of which
// extends is the first or the last. White space around them is not written.
type prelude struct {
	over     bool
	spaced   bool // white space or a tag was seen: comments end the prelude now
	imported bool
	extended bool
	full     bool // extends came after an import: nothing may follow
	swallow  bool // the tag before swallows white space
	before   *Text
}

func (s *prelude) text(text string, t *Text) {
	if s.over {
		return
	}
	rest := strings.TrimLeft(text[t.Output.Start:t.Output.End], " \t\r\n")
	if s.swallow {
		t.Output.Start = t.Output.End - len(rest)
	}
	s.swallow, s.spaced, s.before = false, true, t
	s.over = rest != ""
}

// end is told of every other node at the top level.
func (s *prelude) end(n Node) {
	switch n.(type) {
	case *Comment:
		s.over = s.over || s.spaced
	case *Import, *Extends:
	case *Broken:
		// it may have been meant as an import: the next one is not late for it
		s.spaced = true
	default:
		s.over = true
	}
}

// admit reports whether an import, or an extends, is valid here in Tera 1.x,
// and takes it into the prelude.
func (s *prelude) admit(extends bool) bool {
	if s.over || s.full || extends && s.extended {
		return false
	}
	if s.before != nil {
		s.before.Output.End = s.before.Output.Start
		s.before = nil
	}
	s.spaced, s.swallow = true, true
	if extends {
		s.extended, s.full = true, s.imported
	} else {
		s.imported = true
	}
	return true
}
