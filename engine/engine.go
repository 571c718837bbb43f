package engine

import (
	"slices"
	"sort"

	"github.com/clnrm-ls/clnrm-ls/cache"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/render"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// Engine analyses documents and remembers results. Make one per set of
// settings, which is why no key of its caches holds them; it is safe for
// concurrent use.
type Engine struct {
	settings Settings
	caches   cache.Registry // all of the following

	units     *cache.Cache[unitKey, unit]
	documents *cache.Cache[cache.Hash, parsed]
	analyses  *cache.Cache[analysisKey, *Analysis]
	sections  *toml.Memo
}

type unitKey struct {
	path string // part of the key because a unit knows its own path
	hash cache.Hash
}

type analysisKey struct {
	path    string
	version int32
	root    string
	text    cache.Hash
}

// parsed is a TOML document with the findings of its parser.
type parsed struct {
	document *toml.Document
	problems []finding.Finding
}

// New makes an engine.
func New(s Settings) *Engine {
	on := s.Cache.Enabled
	e := &Engine{
		settings:  s,
		units:     cache.New[unitKey, unit]("templates", s.Cache.Templates, on),
		documents: cache.New[cache.Hash, parsed]("documents", s.Cache.Documents, on),
		analyses:  cache.New[analysisKey, *Analysis]("analyses", s.Cache.Analyses, on),
		sections:  toml.NewMemo(s.Cache.Bytes, on),
	}
	e.caches.Register(e.units, e.documents, e.analyses, e.sections)
	return e
}

// unit parses a template, once per path and content.
func (e *Engine) unit(path, text string, hash cache.Hash) unit {
	u, _ := e.units.GetOrCompute(unitKey{path, hash}, func() (unit, error) {
		file, problems := template.Parse(text)
		return unit{Unit: render.NewUnit(path, file), problems: problems}, nil
	})
	return u
}

// parse reads TOML, once per content.
func (e *Engine) parse(text string, hash cache.Hash) parsed {
	p, _ := e.documents.GetOrCompute(hash, func() (parsed, error) {
		document, problems := toml.Parse(text, e.sections)
		return parsed{document, problems}, nil
	})
	return p
}

func (e *Engine) renderOptions(load render.Loader) render.Options {
	return render.Options{Limits: e.settings.Limits, LookupEnv: e.settings.LookupEnv, Loader: load}
}

// Stats are the counters of the engine's caches.
type Stats struct {
	Caches []cache.Counters `json:"caches"`
}

// Stats returns a snapshot of the counters.
func (e *Engine) Stats() Stats {
	return Stats{Caches: e.caches.Counters()}
}

func hasErrors(problems []finding.Finding) bool {
	return slices.ContainsFunc(problems, func(f finding.Finding) bool { return f.Severity == finding.Error })
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
