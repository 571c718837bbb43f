package render

import (
	"fmt"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
)

// positional reports the arguments without a name of one call in the main
// unit: once for the call, with one fix that names all of them (format.md 8.4,
// T5). names holds the parameter that each argument is for, "" where there is
// none; it is nil when the callee is unknown.
//
// The parser accepts these arguments in silence, because only the callee's
// parameters tell what to write. Other units are reported when they are
// analysed themselves.
func (r *run) positional(args []template.Arg, names []string) {
	if r.opts.Tera || r.unit != r.main {
		return
	}
	var at source.Span
	var edits []finding.Edit
	var forms []string
	for i, arg := range args {
		if arg.Name.Name != "" {
			continue
		}
		s := arg.Value.Span()
		if at == (source.Span{}) {
			at = s
		}
		at.End = s.End
		if names != nil && names[i] != "" {
			edits = append(edits, finding.Edit{Span: source.Span{Start: s.Start, End: s.Start}, Text: names[i] + "="})
			forms = append(forms, "`"+names[i]+"=`")
		}
	}
	if at == (source.Span{}) {
		return
	}
	const why = "Tera 1.x takes keyword arguments only, so upstream rejects the file; write "
	if len(edits) == 0 {
		r.add(finding.TemplatePositional, finding.Information, at, why+"the parameter's name and `=` before the value.")
		return
	}
	list := strings.Join(forms, ", ")
	r.add(finding.TemplatePositional, finding.Information, at,
		fmt.Sprintf("%s%s before the value%s.", why, list, plural(len(edits))),
		finding.Fix{Title: "Insert " + strings.ReplaceAll(list, "`", ""), Edits: edits, Preferred: true})
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// refusePositional reports what Tera 1.x's parser does not accept although
// ours does, before anything of u is rendered. false: it did.
func (r *run) refusePositional(u *Unit) bool {
	u.list()
	if u.unnamed == nil {
		return true
	}
	back := r.position()
	r.moveTo(position{u, back.chain})
	r.add(finding.TemplatePositional, finding.Error, u.unnamed.Span(), "Tera 1.x takes keyword arguments only; write the parameter's name and `=` before the value.")
	r.moveTo(back)
	return false
}

// unnamed is the first argument without a name in f, or nil.
func unnamed(f *template.File) (first template.Expr) {
	template.Walk(f, func(n any) bool {
		var args []template.Arg
		switch n := n.(type) {
		case *template.Call:
			args = n.Args
		case *template.Filter:
			args = n.Args
		case *template.FilterSection:
			args = n.Args
		}
		for _, arg := range args {
			if arg.Name.Name == "" && (first == nil || arg.Value.Span().Start < first.Span().Start) {
				first = arg.Value
			}
		}
		return true
	})
	return first
}
