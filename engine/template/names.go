package template

import "github.com/clnrm-ls/clnrm-ls/engine/source"

// checkNames fills the tables of macros and blocks; Tera rejects a name that
// is defined twice.
func (p *parser) checkNames() {
	for _, m := range p.macros {
		if m.Name.Name == "" {
			continue
		}
		if p.file.Macros == nil {
			p.file.Macros = make(map[string]*Macro, len(p.macros))
		}
		if first := p.file.Macros[m.Name.Name]; first != nil {
			p.duplicate("macro", m.Name, first.Name.Range)
		}
		p.file.Macros[m.Name.Name] = m
	}
	for _, b := range p.blocks {
		if b.Name.Name == "" {
			continue
		}
		if p.file.Blocks == nil {
			p.file.Blocks = make(map[string]*Block, len(p.blocks))
		}
		if first := p.file.Blocks[b.Name.Name]; first != nil {
			p.duplicate("block", b.Name, first.Name.Range)
		}
		p.file.Blocks[b.Name.Name] = b
	}
}

func (p *parser) duplicate(what string, name Ident, first source.Span) {
	f := p.syntax(name.Range, "There is a "+what+" `"+name.Name+"` already; rename one of them.")
	f.Related = append(f.Related, p.related(first, "defined here first"))
}
