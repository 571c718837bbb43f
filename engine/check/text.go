package check

import (
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// inside is the range of a part of a decoded string, given in bytes of the
// decoded value. Where escapes stand before its end, bytes do not correspond,
// and the range of the whole value is given.
func (p *pass) inside(n *toml.Node, part source.Span) source.Span {
	content, ok := p.content(n)
	value, _ := n.Value.(string)
	if !ok || part.End > len(value) || part.End > content.Len() {
		return n.Span
	}
	if p.text[content.Start:content.Start+part.End] != value[:part.End] {
		return n.Span
	}
	return part.Shift(content.Start)
}

// content is the range between the delimiters of a string as written; a
// newline right behind an opening triple is not part of it.
func (p *pass) content(n *toml.Node) (source.Span, bool) {
	if n.Span.Start < 0 || n.Span.End > len(p.text) || n.Span.Len() < 2 {
		return source.Span{}, false
	}
	raw := p.text[n.Span.Start:n.Span.End]
	if raw[0] != '"' && raw[0] != '\'' {
		return source.Span{}, false
	}
	open := 1
	if len(raw) >= 6 && (strings.HasPrefix(raw, `"""`) || strings.HasPrefix(raw, "'''")) {
		open = 3
	}
	span := source.Span{Start: n.Span.Start + open, End: n.Span.End - open}
	if open == 3 {
		raw = p.text[span.Start:span.End]
		if strings.HasPrefix(raw, "\r\n") {
			span.Start += 2
		} else if strings.HasPrefix(raw, "\n") {
			span.Start++
		}
	}
	return span, true
}
