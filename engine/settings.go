package engine

import (
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/render"
)

// Settings configure an Engine. The zero value is not useful; start from
// DefaultSettings.
type Settings struct {
	// Variables override every other source of a template variable
	// (format.md 3.1, `--map`). Values are always strings, as upstream.
	Variables map[string]string
	// LookupEnv reads the environment; nil means that no variable is set.
	// Reads are listed in the results that depend on them.
	LookupEnv func(name string) (string, bool)
	Limits    render.Limits
	Cache     CacheSettings
	// Severities overrides the severity of codes; 0 switches a code off.
	Severities map[finding.Code]finding.Severity
}

// CacheSettings bound the memory that results may keep.
type CacheSettings struct {
	Enabled   bool
	Templates int // compiled templates, entries
	Documents int // parsed TOML documents, entries
	Analyses  int // whole results, entries
	Bytes     int // decoded TOML sections, bytes
}

// DefaultSettings are those of the documentation (design.md 6).
func DefaultSettings() Settings {
	return Settings{
		Limits: render.DefaultLimits(),
		Cache: CacheSettings{
			Enabled: true, Templates: 100, Documents: 200, Analyses: 200, Bytes: 16 << 20,
		},
	}
}
