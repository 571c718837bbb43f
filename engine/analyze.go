package engine

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/clnrm-ls/clnrm-ls/cache"
	"github.com/clnrm-ls/clnrm-ls/engine/check"
	"github.com/clnrm-ls/clnrm-ls/engine/config"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/render"
	"github.com/clnrm-ls/clnrm-ls/engine/schema"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
	"github.com/clnrm-ls/clnrm-ls/engine/workspace"
)

// Analyze runs the pipeline over one version of one document. The error is
// that of the context; bad input never is one.
//
// A result is remembered until the document, or a file that it read, changes.
// Results that depend on the clock or on fresh random numbers are not.
func (e *Engine) Analyze(ctx context.Context, files Files, doc *Document) (*Analysis, error) {
	key := analysisKey{path: doc.Path, root: files.Root(doc.Path), version: doc.Version, text: doc.Hash()}
	if a, ok := e.analyses.Get(key); ok && fresh(files, a.Reads) {
		return a, nil
	}
	p := &pass{engine: e, ctx: ctx, files: files, doc: doc, analysis: &Analysis{Document: doc, Kind: kind(doc)}}
	p.run()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if !p.analysis.Impure {
		e.analyses.Add(key, p.analysis)
	}
	return p.analysis, nil
}

// kind is that of the name and the text. Editors hand over every .toml file
// that is opened, a Cargo.toml too: those that are no test stay Other. A
// buffer without a file is taken for a test, and so is any .toml that was
// named on the command line.
func kind(doc *Document) workspace.Kind {
	text := doc.Text.String()
	if doc.Open && strings.HasSuffix(doc.Path, ".toml") {
		return workspace.Classify(doc.Path, text)
	}
	k := workspace.ClassifyNamed(doc.Path, text)
	if k == workspace.Other && doc.Open {
		return workspace.Test
	}
	return k
}

// fresh reports whether every file that a result depends on is as it was.
func fresh(files Files, reads []Read) bool {
	for _, r := range reads {
		doc, err := files.Read(r.Path)
		if r.Missing != (err != nil) || err == nil && doc.Hash() != r.Hash {
			return false
		}
	}
	return true
}

// pass is one analysis on its way. Used by one goroutine.
type pass struct {
	engine   *Engine
	ctx      context.Context
	files    Files
	doc      *Document
	analysis *Analysis

	load     *loader
	rendered *rendered         // nil for a file without tags
	told     map[origin]bool   // what the rendered text has been blamed for
	findings []finding.Finding // everything so far, in offsets of the document
}

func (p *pass) run() {
	p.load = p.engine.loader(p.files, p.doc)
	switch p.analysis.Kind {
	case workspace.Project:
		p.project()
	case workspace.Library:
		p.library()
	case workspace.Other: // not ours: there is nothing to say
	default:
		p.test()
	}
	p.analysis.Findings = p.publishable()
	p.analysis.Reads = p.load.list()
}

// stage measures one stage of the pipeline.
func (p *pass) stage(name string, f func()) {
	start := time.Now()
	f()
	p.analysis.Stages = append(p.analysis.Stages, Stage{Name: name, Duration: time.Since(start)})
}

// library checks a macro library. Its render writes nothing of interest, but
// checks the names and arguments of every call on the way.
func (p *pass) library() {
	var main unit
	p.stage("parse", func() { main = p.engine.unit(p.doc.Path, p.doc.Text.String(), p.doc.Hash()) })
	p.analysis.Template = main.File
	p.findings = append(p.findings, main.problems...)
	if main.File.HasTags {
		p.stage("render", func() { p.render(main) })
	}
}

// test checks a test definition, with or without tags.
func (p *pass) test() {
	text, hash := p.doc.Text.String(), p.doc.Hash()
	var main unit
	p.stage("parse", func() { main = p.engine.unit(p.doc.Path, text, hash) })
	p.analysis.Template = main.File
	p.findings = append(p.findings, main.problems...)
	if main.File.HasTags {
		p.stage("render", func() { p.render(main) })
		text = p.rendered.Text
		hash = cache.Sum(text)
	}
	var parsed parsed
	p.stage("toml", func() { parsed = p.engine.parse(text, hash) })
	p.analysis.TOML = parsed.document
	p.stage("check", func() { p.check(parsed.document, parsed.problems) })
}

// render evaluates the template and takes over what it found.
func (p *pass) render(main unit) {
	r := p.engine.render(p.ctx, p.doc, main, p.load, false)
	p.rendered = &r
	p.analysis.Render = r.Result
	p.analysis.Impure = len(r.Impure) > 0
	for _, f := range r.Findings {
		p.findings = append(p.findings, atMain(f))
	}
	p.findings = append(p.findings, p.load.problems(main.File)...)
	p.findings = append(p.findings, unseeded(r)...)
}

// check adds the findings on the TOML, mapped back to the document.
func (p *pass) check(document *toml.Document, problems []finding.Finding) {
	cfg := config.Decode(document.Root)
	p.analysis.Config = cfg
	in := check.Input{Document: document, Config: cfg, Partial: losesText(problems)}
	if p.rendered != nil {
		in.Placeholders = p.rendered.Placeholders
		in.Computed = func(s source.Span) bool { return !p.rendered.Map.Source(s).Exact }
		in.Drops = p.rendered.Drops
		in.Partial = in.Partial || p.rendered.Truncated
	}
	if p.fragment(cfg) {
		in.Partial = true
		p.softenUndefined()
	}
	all := append(append([]finding.Finding(nil), problems...), check.Run(in)...)
	if p.rendered != nil {
		all = append(all, check.UnusedVars(cfg, p.rendered.VarReads)...)
	}
	for _, f := range all {
		if located, ok := p.locate(f); ok {
			p.findings = append(p.findings, located)
		}
	}
}

// losesText reports whether TOML errors may hide keys or tables, so that the
// absence of one proves nothing. A duplicate or a bad value hides nothing.
func losesText(problems []finding.Finding) bool {
	return slices.ContainsFunc(problems, func(f finding.Finding) bool {
		switch f.Code {
		case finding.TOMLDuplicateKey, finding.TOMLRedefinedTable, finding.TOMLInvalidValue, finding.TOMLBadEscape:
			return false
		}
		return f.Severity == finding.Error
	})
}

// fragment says that the document is made to be included: a template without
// a test header whose name does not claim to be a test. Absence proves
// nothing there, and names may come from the file that includes it.
func (p *pass) fragment(cfg *config.Config) bool {
	return p.analysis.Kind == workspace.Template && !strings.HasSuffix(p.doc.Path, ".clnrm.toml.tera") &&
		cfg.Meta.Node == nil && cfg.Test.Node == nil
}

// softenUndefined turns undefined variables of a fragment into hints.
func (p *pass) softenUndefined() {
	for i, f := range p.findings {
		if f.Code == finding.TemplateUndefined {
			p.findings[i].Severity = finding.Hint
			p.findings[i].Message += " The file that includes this one may define it."
		}
	}
}

// project checks a cleanroom.toml.
func (p *pass) project() {
	var parsed parsed
	p.stage("toml", func() { parsed = p.engine.parse(p.doc.Text.String(), p.doc.Hash()) })
	p.analysis.TOML = parsed.document
	p.stage("check", func() {
		p.findings = append(p.findings, parsed.problems...)
		p.findings = append(p.findings, schema.Validate(parsed.document.Root, schema.Project(), schema.Input{Text: p.doc.Text.String()})...)
	})
}

// rendered is a render with the inputs that led to it.
type rendered struct {
	*render.Result
	inputs
}

// render evaluates a template with the variables of its document; record keeps
// the value of each expression.
func (e *Engine) render(ctx context.Context, doc *Document, main unit, load *loader, record bool) rendered {
	in := e.inputs(ctx, doc, load)
	opts := e.renderOptions(load)
	opts.Seed, opts.Clock, opts.Record = in.seed, in.clock, record
	return rendered{render.Render(ctx, main.Unit, in.vars, opts), in}
}
