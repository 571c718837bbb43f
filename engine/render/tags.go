package render

import (
	"errors"
	"strconv"

	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/flosch/pongo2/v6"
)

// runKey is the one private key of the context that pongo2 carries.
const runKey = "run"

// Signals travel up through pongo2 as errors: it stops a body at the first
// error and returns it unchanged.
var (
	signalBreak    = &pongo2.Error{Sender: "clnrm", OrigError: errors.New("break")}
	signalContinue = &pongo2.Error{Sender: "clnrm", OrigError: errors.New("continue")}
	// signalEnd says that the run is no longer in state running.
	signalEnd = &pongo2.Error{Sender: "clnrm", OrigError: errors.New("end")}
)

// init registers the tags with pongo2, whose registry is global to the
// process and has no lock: this is the only moment when nobody reads it.
func init() {
	for name, parse := range map[string]pongo2.TagParser{
		tagRoot:   parseCompound(makeRoot),
		tagLeaves: parseLeaves,
		tagIf:     parseCompound(makeIf),
		tagFor:    parseCompound(makeFor),
		tagBlock:  parseCompound(makeBlock),
		tagMacro:  parseCompound(makeMacro),
		tagFilter: parseCompound(makeFilter),
	} {
		if err := pongo2.RegisterTag(name, parse); err != nil {
			panic(err) // two packages with one tag name: a build that cannot work
		}
	}
}

// number reads the next node number of a tag.
func number(arguments *pongo2.Parser) (int, *pongo2.Error) {
	token := arguments.MatchType(pongo2.TokenNumber)
	if token == nil {
		return 0, arguments.Error("node number expected", nil)
	}
	n, err := strconv.Atoi(token.Val)
	if err != nil || n < 0 || n > len(compiler.current.nodes) {
		return 0, arguments.Error("node number out of range", token)
	}
	return n, nil
}

// tag is a node of the compiled skeleton.
type tag func(r *run) *pongo2.Error

// Execute implements pongo2.INodeTag. What is written goes to the run's own
// output, which knows where every byte comes from, not to pongo2's writer.
func (t tag) Execute(ctx *pongo2.ExecutionContext, w pongo2.TemplateWriter) *pongo2.Error {
	r := ctx.Public[runKey].(*run)
	r.carrier, r.sink = ctx, w
	return t(r)
}

func parseLeaves(_ *pongo2.Parser, _ *pongo2.Token, arguments *pongo2.Parser) (pongo2.INodeTag, *pongo2.Error) {
	from, err := number(arguments)
	if err != nil {
		return nil, err
	}
	to, err := number(arguments)
	if err != nil {
		return nil, err
	}
	nodes := compiler.current.nodes[from:to]
	return tag(func(r *run) *pongo2.Error { return r.leaves(nodes) }), nil
}

// maker builds the tag of a compound node from its bodies.
type maker func(n template.Node, bodies []*pongo2.NodeWrapper) tag

func parseCompound(make maker) pongo2.TagParser {
	return func(doc *pongo2.Parser, _ *pongo2.Token, arguments *pongo2.Parser) (pongo2.INodeTag, *pongo2.Error) {
		var node template.Node
		if arguments.Remaining() > 0 {
			at, err := number(arguments)
			if err != nil {
				return nil, err
			}
			node = compiler.current.nodes[at]
		}
		var bodies []*pongo2.NodeWrapper
		for {
			body, _, err := doc.WrapUntilTag(tagNext, tagEnd)
			if err != nil {
				return nil, err
			}
			bodies = append(bodies, body)
			if body.Endtag == tagEnd {
				return make(node, bodies), nil
			}
		}
	}
}

func makeRoot(_ template.Node, bodies []*pongo2.NodeWrapper) tag {
	compiler.current.root = bodies[0]
	return func(r *run) *pongo2.Error { return r.body(bodies[0]) }
}

func makeIf(n template.Node, bodies []*pongo2.NodeWrapper) tag {
	node := n.(*template.If)
	return func(r *run) *pongo2.Error { return r.conditional(node, bodies) }
}

func makeFor(n template.Node, bodies []*pongo2.NodeWrapper) tag {
	node := n.(*template.For)
	return func(r *run) *pongo2.Error { return r.loop(node, bodies[0], bodies[1]) }
}

func makeBlock(n template.Node, bodies []*pongo2.NodeWrapper) tag {
	node := n.(*template.Block)
	compiler.current.blocks[node] = bodies[0]
	return func(r *run) *pongo2.Error { return r.block(node, bodies[0]) }
}

// makeMacro registers the body; reaching a definition does nothing.
func makeMacro(n template.Node, bodies []*pongo2.NodeWrapper) tag {
	compiler.current.macros[n.(*template.Macro)] = bodies[0]
	return func(*run) *pongo2.Error { return nil }
}

func makeFilter(n template.Node, bodies []*pongo2.NodeWrapper) tag {
	node := n.(*template.FilterSection)
	return func(r *run) *pongo2.Error { return r.filterSection(node, bodies[0]) }
}
