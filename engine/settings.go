package engine

import (
	"sort"

	"github.com/clnrm-ls/clnrm-ls/cache"
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
	// Version of the program, part of every cache key.
	Version string
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
		Version: "dev",
	}
}

// hash covers what changes a result besides the texts: variables, limits,
// severities and the program's version.
func (s Settings) hash() cache.Hash {
	parts := []string{s.Version, fmtLimits(s.Limits)}
	for _, name := range sortedKeys(s.Variables) {
		parts = append(parts, "var", name, s.Variables[name])
	}
	codes := make([]string, 0, len(s.Severities))
	for code, severity := range s.Severities {
		codes = append(codes, string(code)+"="+severity.String())
	}
	sort.Strings(codes)
	return cache.Sums(append(parts, codes...)...)
}
