package template

import (
	"slices"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/suggest"
)

// tagNames are all tags of Tera 1.x.
var tagNames = []string{
	"if", "elif", "else", "endif", "for", "endfor", "set", "set_global", "include", "import",
	"extends", "block", "endblock", "macro", "endmacro", "filter", "endfilter", "raw", "endraw",
	"break", "continue",
}

// foreignTags are names that other template languages use for the same.
var foreignTags = map[string]string{
	"foreach": "for", "endforeach": "endfor", "each": "for", "assign": "set", "let": "set", "var": "set",
	"verbatim": "raw", "endverbatim": "endraw",
}

// tagLike is the tag that name was probably meant to be, or "".
func (p *parser) tagLike(name string) string {
	if name == "end" && len(p.frames) > 1 {
		return "end" + frameNames[p.top().kind]
	}
	if known := foreignTags[name]; known != "" {
		return known
	}
	return suggest.Nearest(name, tagNames)
}

// unknownTag reports a tag by its name alone. A misspelt tag with a body is
// read as what was meant, so that its end tag finds it; of any other what
// follows the name is not read. The end tag of an unknown tag is not reported
// again.
func (p *parser) unknownTag(word token, name string) int {
	at := word.span()
	like := p.tagLike(name)
	closing := p.unknown[strings.TrimPrefix(name, "end")] && strings.HasPrefix(name, "end")
	message := "There is no tag `" + name + "`; correct the name."
	var fixes []finding.Fix
	if like != "" {
		message = "There is no tag `" + name + "`; did you mean `" + like + "`?"
		fixes = []finding.Fix{{Title: "Change to " + like, Edits: []finding.Edit{{Span: at, Text: like}}}}
	}
	if isOpening(like) && p.tok.kind != p.closer {
		p.syntax(at, message).Fixes = fixes
		p.forget(name)
		return p.opening(like)
	}
	for p.tok.kind != p.closer && p.tok.kind != tokEOF && p.tok.kind != tokFail && p.tok.kind < tokCloseValue {
		p.next()
		if p.tok.kind == tokLBrace && strings.HasPrefix(p.text[p.tok.start:], "{{") {
			break
		}
	}
	if p.tok.kind == p.closer {
		d := p.finish()
		if !closing {
			f := p.syntax(at, message)
			f.Fixes = fixes
		}
		p.forget(name)
		return p.closeByName(name, like, d)
	}
	f := newFinding(finding.TemplateSyntax, finding.Error, at, message)
	f.Fixes = fixes
	p.failAs(f)
	p.forget(name)
	return p.broken()
}

func isOpening(name string) bool {
	return name != "" && slices.Contains(frameNames[1:], name)
}

// forget notes an unknown tag.
func (p *parser) forget(name string) {
	if p.unknown == nil {
		p.unknown = map[string]bool{}
	}
	p.unknown[name] = true
}

// closeByName closes the innermost frame at {% end %} and at a misspelt end
// tag, which would otherwise be reported as missing.
func (p *parser) closeByName(name, like string, d delims) int {
	if opener, ok := strings.CutPrefix(like, "end"); ok && strings.HasPrefix(name, "e") &&
		len(p.frames) > 1 && frameNames[p.top().kind] == opener {
		p.pop(d)
		return d.span.End
	}
	return p.addBroken(d)
}
