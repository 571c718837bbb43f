package engine

import (
	"time"

	"github.com/clnrm-ls/clnrm-ls/cache"
	"github.com/clnrm-ls/clnrm-ls/engine/config"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/render"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
	"github.com/clnrm-ls/clnrm-ls/engine/workspace"
)

// Analysis is everything known about one version of one document. It is
// immutable and safe for concurrent use.
type Analysis struct {
	Document *Document
	Kind     workspace.Kind
	Template *template.File // nil for a project configuration
	Render   *render.Result // nil when the file has no tags, or is a library
	TOML     *toml.Document // of the rendered text; nil for a template library
	Config   *config.Config // nil for a library or a project configuration
	// Findings are in offsets of Document.Text, sorted by range, free of
	// duplicates. Empty, never nil.
	Findings []finding.Finding
	// Reads lists every other file that was looked for, the missing ones too:
	// when one of them changes, this analysis is out of date.
	Reads []Read
	// Impure says that a second evaluation may differ (clock or random
	// numbers without [determinism]).
	Impure bool
	Stages []Stage
}

// Read is a file that an analysis depends on.
type Read struct {
	Path    string
	Hash    cache.Hash
	Missing bool
}

// Stage is the time one stage of the pipeline took.
type Stage struct {
	Name     string // "parse", "render", "toml", "check"
	Duration time.Duration
}

// RenderedText is what the TOML was read from: the rendered text, or the
// document itself when it has no tags.
func (a *Analysis) RenderedText() string {
	if a.Render != nil {
		return a.Render.Text
	}
	return a.Document.Text.String()
}
