package template

import (
	"fmt"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// dump writes a tree as text: one line for each node, expressions in prefix
// form, spans in bytes.
type dump struct {
	strings.Builder
	file *File
}

func dumpFile(f *File, findings []finding.Finding) string {
	d := &dump{file: f}
	d.body("", f.Nodes)
	for _, x := range findings {
		fmt.Fprintf(d, "%s %s %s %q\n    %s\n", x.Severity, x.Code, spanText(x.Span), f.Slice(x.Span), x.Message)
		for _, r := range x.Related {
			fmt.Fprintf(d, "    see %s: %s\n", spanText(r.Span), r.Message)
		}
		for _, fix := range x.Fixes {
			fmt.Fprintf(d, "    fix %s:", fix.Title)
			for _, e := range fix.Edits {
				fmt.Fprintf(d, " %s=%q", spanText(e.Span), e.Text)
			}
			d.WriteByte('\n')
		}
	}
	return d.String()
}

func spanText(s source.Span) string { return fmt.Sprintf("%d-%d", s.Start, s.End) }

func (d *dump) body(indent string, nodes []Node) {
	for _, n := range nodes {
		fmt.Fprintf(d, "%s%s %s\n", indent, spanText(n.Span()), d.node(n))
		for i, body := range bodies(n) {
			if _, isIf := n.(*If); i > 0 || isIf {
				fmt.Fprintf(d, "%s  (%d)\n", indent, i)
			}
			d.body(indent+"  ", body)
		}
	}
}

func (d *dump) node(n Node) string {
	switch n := n.(type) {
	case *Text:
		kind := "text"
		if n.Raw {
			kind = "raw"
		}
		return fmt.Sprintf("%s %q", kind, d.file.Slice(n.Output))
	case *Comment:
		return "comment"
	case *Output:
		return "output " + expr(n.Value)
	case *If:
		var conds []string
		for _, b := range n.Branches {
			conds = append(conds, expr(b.Cond))
		}
		return fmt.Sprintf("if %s else=%v end=%s", strings.Join(conds, " / "), n.HasElse, spanText(n.EndTag.Range))
	case *For:
		return fmt.Sprintf("for %s,%s in %s end=%s", n.Key.Name, n.Value.Name, expr(n.Iterable), spanText(n.EndTag.Range))
	case *Set:
		return fmt.Sprintf("set %s global=%v %s", n.Name.Name, n.Global, expr(n.Value))
	case *Include:
		return fmt.Sprintf("include %v ignore=%v", refs(n.Paths), n.IgnoreMissing)
	case *Import:
		return fmt.Sprintf("import %q as %s late=%v", n.Path.Value, n.Alias.Name, n.Late)
	case *Extends:
		return fmt.Sprintf("extends %q", n.Path.Value)
	case *Block:
		return fmt.Sprintf("block %s end=%s", n.Name.Name, spanText(n.EndTag.Range))
	case *Macro:
		return fmt.Sprintf("macro %s(%s) end=%s", n.Name.Name, params(n.Params), spanText(n.EndTag.Range))
	case *FilterSection:
		return fmt.Sprintf("filter %s(%s) end=%s", n.Name.Name, args(n.Args), spanText(n.EndTag.Range))
	case *Broken:
		return fmt.Sprintf("broken value=%v %q", n.Value, d.file.Slice(n.Range))
	}
	return strings.ToLower(strings.TrimPrefix(fmt.Sprintf("%T", n), "*template."))
}

func refs(list []StringRef) []string {
	var out []string
	for _, r := range list {
		out = append(out, r.Value)
	}
	return out
}

func params(list []Param) string {
	var out []string
	for _, p := range list {
		s := p.Name.Name
		if p.Default != nil {
			s += "=" + expr(p.Default)
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func args(list []Arg) string {
	var out []string
	for _, a := range list {
		s := expr(a.Value)
		if a.Name.Name != "" {
			s = a.Name.Name + "=" + s
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

func exprs(list []Expr) string {
	var out []string
	for _, e := range list {
		out = append(out, expr(e))
	}
	return strings.Join(out, " ")
}

var opNames = [...]string{"", "or", "and", "not", "in", "not-in", "==", "!=", "<", "<=", ">", ">=", "~", "+", "-", "*", "/", "%", "neg"}

func expr(e Expr) string {
	switch e := e.(type) {
	case *Literal:
		return fmt.Sprintf("%#v", e.Value)
	case *Var:
		return e.Name
	case *Member:
		return expr(e.X) + "." + e.Name.Name
	case *Index:
		return expr(e.X) + "[" + expr(e.Key) + "]"
	case *Array:
		return "[" + exprs(e.Items) + "]"
	case *Map:
		var out []string
		for _, entry := range e.Entries {
			out = append(out, expr(entry.Key)+":"+expr(entry.Value))
		}
		return "{" + strings.Join(out, " ") + "}"
	case *Unary:
		return "(" + opNames[e.Op] + " " + expr(e.X) + ")"
	case *Binary:
		return "(" + opNames[e.Op] + " " + expr(e.X) + " " + expr(e.Y) + ")"
	case *Filter:
		return "(| " + expr(e.X) + " " + e.Name.Name + "(" + args(e.Args) + "))"
	case *Test:
		return fmt.Sprintf("(is %s %v %s(%s))", expr(e.X), !e.Negated, e.Name.Name, exprs(e.Args))
	case *Call:
		if e.Namespace.Name != "" {
			return e.Namespace.Name + "::" + e.Name.Name + "(" + args(e.Args) + ")"
		}
		return e.Name.Name + "(" + args(e.Args) + ")"
	case *Paren:
		return "<" + expr(e.X) + ">"
	case *BadExpr:
		return "BAD"
	}
	return "NIL"
}
