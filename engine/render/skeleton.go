package render

import (
	"errors"
	"io"
	"strconv"
	"sync"

	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/flosch/pongo2/v6"
)

// program is a compiled unit. It is immutable and safe for concurrent use.
type program struct {
	template *pongo2.Template
	// nodes holds the nodes of all bodies; the skeleton refers to them by
	// index. Neighbouring leaves of one body are neighbours here too.
	nodes  []template.Node
	root   *pongo2.NodeWrapper
	macros map[*template.Macro]*pongo2.NodeWrapper
	blocks map[*template.Block]*pongo2.NodeWrapper
	err    error // a defect of the skeleton: nothing is rendered
}

// noFiles keeps pongo2 away from the file system: a skeleton names no files.
type noFiles struct{}

var errNoFiles = errors.New("skeletons load no files")

func (noFiles) Abs(_, name string) string          { return name }
func (noFiles) Get(path string) (io.Reader, error) { return nil, errNoFiles }

// compiler is pongo2's template set. pongo2 neither allows concurrent compiles
// on one set nor hands tag parsers a context, so mu guards both the set and
// current, the program that the tags of the running compile register with.
var compiler = struct {
	mu      sync.Mutex
	set     *pongo2.TemplateSet
	current *program
}{set: pongo2.NewSet("clnrm-ls", noFiles{})}

// compile turns a tree into a skeleton and has pongo2 compile that.
func compile(f *template.File) *program {
	p := &program{
		macros: map[*template.Macro]*pongo2.NodeWrapper{},
		blocks: map[*template.Block]*pongo2.NodeWrapper{},
	}
	s := &skeleton{program: p}
	s.open(tagRoot)
	s.body(f.Nodes)
	s.end()

	compiler.mu.Lock()
	defer compiler.mu.Unlock()
	compiler.current = p
	p.template, p.err = compiler.set.FromBytes(s.text)
	compiler.current = nil
	return p
}

// The tags of a skeleton. Numbers after a tag index program.nodes. A compound
// tag is followed by its bodies, separated by tagNext and ended by tagEnd.
const (
	tagRoot   = "clnrm_root"
	tagLeaves = "clnrm_leaves" // first and one past the last node
	tagIf     = "clnrm_if"     // one body per branch, then that of else
	tagFor    = "clnrm_for"    // the body, then that of else
	tagBlock  = "clnrm_block"
	tagMacro  = "clnrm_macro"
	tagFilter = "clnrm_filter"
	tagNext   = "clnrm_next"
	tagEnd    = "clnrm_end"
)

// skeleton writes the text that pongo2 compiles. The tree's depth is bounded
// by template.MaxBlockDepth, so it recurses freely, and so does pongo2.
type skeleton struct {
	program *program
	text    []byte
}

func (s *skeleton) open(tag string, numbers ...int) {
	s.text = append(append(s.text, "{% "...), tag...)
	for _, n := range numbers {
		s.text = strconv.AppendInt(append(s.text, ' '), int64(n), 10)
	}
	s.text = append(s.text, " %}"...)
}

func (s *skeleton) end() { s.open(tagEnd) }

func (s *skeleton) add(n template.Node) int {
	s.program.nodes = append(s.program.nodes, n)
	return len(s.program.nodes) - 1
}

func (s *skeleton) body(nodes []template.Node) {
	start := -1
	flush := func() {
		if start >= 0 {
			s.open(tagLeaves, start, len(s.program.nodes))
			start = -1
		}
	}
	for _, n := range nodes {
		if compound(n) {
			flush()
			s.compound(n)
			continue
		}
		if silent(n) {
			continue
		}
		if i := s.add(n); start < 0 {
			start = i
		}
	}
	flush()
}

// silent nodes neither write nor change anything when they are reached.
func silent(n template.Node) bool {
	switch n.(type) {
	case *template.Comment, *template.Import, *template.Extends:
		return true
	}
	return false
}

func compound(n template.Node) bool {
	switch n.(type) {
	case *template.If, *template.For, *template.Block, *template.Macro, *template.FilterSection:
		return true
	}
	return false
}

func (s *skeleton) compound(n template.Node) {
	switch n := n.(type) {
	case *template.If:
		s.open(tagIf, s.add(n))
		for _, b := range n.Branches {
			s.body(b.Body)
			s.open(tagNext)
		}
		s.body(n.Else)
	case *template.For:
		s.open(tagFor, s.add(n))
		s.body(n.Body)
		s.open(tagNext)
		s.body(n.Else)
	case *template.Block:
		s.open(tagBlock, s.add(n))
		s.body(n.Body)
	case *template.Macro:
		s.open(tagMacro, s.add(n))
		s.body(n.Body)
	case *template.FilterSection:
		s.open(tagFilter, s.add(n))
		s.body(n.Body)
	}
	s.end()
}
