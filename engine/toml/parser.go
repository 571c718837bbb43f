package toml

import (
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// parser is the state of one Parse. The scanner walks the text once and
// builds the tree as it goes; scalars are collected and decoded at the end.
type parser struct {
	text string
	doc  *Document
	pos  int // the next byte

	// table takes the pairs that follow. ancestors are the tables and arrays
	// without headers of their own that its header leads through; their
	// extents end with its.
	table     *Node
	ancestors []*Node

	// For recovery, see recover.go.
	first     int    // where the current statement starts
	indent    int    // of the line that the current statement starts on
	line      int    // where the line that pos is on starts, in a container
	checked   int    // the line that was last compared with a statement
	resync    int    // where the statement loop goes on, or -1
	container byte   // the innermost open container: '[', '{' or 0
	depth     int    // of containers
	closers   []byte // closing brackets of the open containers
	orphans   int    // closing brackets that a resync left behind
	unclosed  int    // multi-line strings that ran to the end of the text
	badUTF8   bool   // the text is not valid UTF-8
	returns   bool   // a carriage return alone was reported
	noQuote   [2]int // to where no " (0) and no ' (1) closes a string on its line
	anyErrors int    // errors so far, the dropped ones too

	findings []finding.Finding
	dropped  bool // there were more than MaxFindings
	blamed   map[*Entry]bool

	// Scratch, reused by later parsers.
	parts  []part
	nodes  []*Node // elements of the open arrays
	leaves []leaf
	runs   []int // where in leaves a run of the memo starts
	buffer []byte

	slabs
}

// part is one part of a key as it is written.
type part struct {
	name  string
	span  source.Span // quotes included
	entry *Entry      // nil when the key is not in the tree
}

// leaf is a scalar that waits for its value.
type leaf struct {
	node *Node
	end  int // of its text in the buffer
}

func (p *parser) start(text string) {
	p.text = text
	p.resync, p.checked = -1, -1
	whole := source.Span{Start: 0, End: len(text)}
	root := p.newNode(Table, Root, whole)
	p.table = root
	p.doc = &Document{Text: text, Root: root}
}

// release gives the scratch space back, without the references in it.
func (p *parser) release() {
	fresh := parser{}
	// One hostile text must not pin its space for good.
	if cap(p.leaves) <= 1<<16 && cap(p.buffer) <= 1<<21 && cap(p.nodes) <= 1<<16 {
		clear(p.parts[:cap(p.parts)])
		clear(p.nodes[:cap(p.nodes)])
		clear(p.leaves[:cap(p.leaves)])
		fresh.parts, fresh.nodes, fresh.leaves = p.parts[:0], p.nodes[:0], p.leaves[:0]
		fresh.runs, fresh.buffer, fresh.closers = p.runs[:0], p.buffer[:0], p.closers[:0]
	}
	*p = fresh
	parsers.Put(p)
}

// document is the statement loop.
func (p *parser) document() {
	if len(p.text) >= 3 && p.text[:3] == "\xef\xbb\xbf" {
		p.pos = 3
	}
	for p.pos < len(p.text) {
		start := p.pos
		p.blanks()
		if p.atLineStart(start) {
			p.line, p.indent = start, p.pos-start
		}
		p.first = p.pos
		p.statement()
		if p.resync >= 0 {
			p.pos, p.resync = p.resync, -1
		}
	}
	p.closeTable(len(p.text))
}

func (p *parser) atLineStart(offset int) bool {
	return offset == 0 || p.text[offset-1] == '\n' || p.text[offset-1] == '\r'
}

// statement reads one line, or the part of it up to a wrong separator.
func (p *parser) statement() {
	if p.pos >= len(p.text) {
		return
	}
	switch p.text[p.pos] {
	case '\n':
		p.pos++
	case '\r':
		p.carriageReturn()
	case '#':
		p.comment()
	case '[':
		p.header()
	case ']', '}', ',':
		if !p.orphan() {
			p.pair()
		}
	case '{':
		p.braces()
	default:
		p.pair()
	}
}

// comment reads a comment up to the line end.
func (p *parser) comment() {
	start := p.pos
	for {
		p.pos = run(p.text, p.pos, commentPlain)
		if p.pos >= len(p.text) || p.text[p.pos] == '\n' || p.text[p.pos] == '\r' {
			break
		}
		p.controlCharacters()
	}
	p.doc.Comments = append(p.doc.Comments, source.Span{Start: start, End: p.pos})
}

// carriageReturn reads a line end that starts with one.
func (p *parser) carriageReturn() {
	if p.pos+1 < len(p.text) && p.text[p.pos+1] == '\n' {
		p.pos += 2
		return
	}
	p.loneReturn()
	p.pos++
}

// gap reads blanks, line ends and comments inside a container and tells
// whether there was a line end.
func (p *parser) gap() (newline bool) {
	for p.pos < len(p.text) {
		switch p.text[p.pos] {
		case ' ', '\t':
			p.pos++
			continue
		case '#':
			p.comment()
			newline = true
			continue
		case '\n':
			p.pos++
		case '\r':
			p.carriageReturn()
		default:
			if classes[p.text[p.pos]]&commentPlain == 0 {
				p.controlCharacters()
				continue
			}
			return newline
		}
		p.line = p.pos
		newline = true
	}
	return newline
}

// blanks reads spaces and tabs, and control characters, which are reported
// and count as blank.
func (p *parser) blanks() {
	for {
		p.pos = spaces(p.text, p.pos)
		if p.pos >= len(p.text) || p.text[p.pos] == '\n' || p.text[p.pos] == '\r' ||
			classes[p.text[p.pos]]&commentPlain != 0 {
			return
		}
		p.controlCharacters()
	}
}

// restOfLine reads what may follow a statement: a comment and the line end.
// after names the statement for the message.
func (p *parser) restOfLine(after string, value *Node) {
	p.blanks()
	if p.pos < len(p.text) {
		switch p.text[p.pos] {
		case '#':
			p.comment()
		case '\n', '\r':
		default:
			if p.junk(after, value) {
				return
			}
		}
	}
	if p.pos < len(p.text) {
		if p.text[p.pos] == '\r' {
			p.carriageReturn()
		} else {
			p.pos++
		}
	}
}
