package schema

import (
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// Layer is where a setting of the project configuration comes from.
type Layer uint8

// Layers, in the order of precedence, lowest first.
const (
	FromDefault Layer = iota
	FromFile
	FromEnvironment
)

// Setting is one key of the merged project configuration.
type Setting struct {
	Path string // "containers.default_image"
	// Value is string, int64, bool, time.Duration or []string, as the table
	// says. A string of a limited set has the spelling of the set.
	Value    any
	Layer    Layer
	File     int         // FromFile: index in the files of MergeProject
	Span     source.Span // FromFile: the value, in bytes of that file
	Variable string      // FromEnvironment: the name of the variable
}

// ProjectConfig is the merged project configuration. It is immutable and safe
// for concurrent use.
type ProjectConfig struct {
	settings []Setting
	byPath   map[string]int
}

// MergeProject merges the project configuration key by key, as documents
// describe it (format.md 1.4): environment variables win over files, nearer
// files over farther ones, files over the built-in defaults. A value that is
// invalid in one layer falls back to the next; Validate with Project tells
// where. files has the roots, nearest first; nil entries are skipped. env
// looks up an environment variable and may be nil.
func MergeProject(files []*toml.Node, env func(string) (string, bool)) *ProjectConfig {
	c := &ProjectConfig{}
	for i := range Project().Keys {
		section := &Project().Keys[i]
		for j := range section.Type.Table.Keys {
			k := &section.Type.Table.Keys[j]
			c.settings = append(c.settings, merge(section.Name, k, files, env))
		}
	}
	c.byPath = make(map[string]int, len(c.settings))
	for i, s := range c.settings {
		c.byPath[s.Path] = i
	}
	return c
}

// merge finds the value of one key.
func merge(section string, k *Key, files []*toml.Node, env func(string) (string, bool)) Setting {
	s := Setting{Path: section + "." + k.Name}
	if k.Env != "" && env != nil {
		if text, ok := env(k.Env); ok {
			if value, ok := settingOf(environmentNode(text, k), k); ok {
				s.Value, s.Layer, s.Variable = value, FromEnvironment, k.Env
				return s
			}
		}
	}
	for i, root := range files {
		n := root.Lookup(section, k.Name)
		if value, ok := settingOf(n, k); ok {
			s.Value, s.Layer, s.File, s.Span = value, FromFile, i, n.Span
			return s
		}
	}
	s.Value, _ = settingOf(projectDefaults().Lookup(section, k.Name), k)
	return s
}

// environmentNode reads the text of a variable as a value of the key:
// booleans exactly true or false, numbers decimal.
func environmentNode(text string, k *Key) *toml.Node {
	switch k.Type.Kind {
	case Bool:
		if text == "true" || text == "false" {
			return &toml.Node{Kind: toml.Bool, Value: text == "true"}
		}
	case Integer:
		if x, err := strconv.ParseInt(text, 10, 64); err == nil {
			return &toml.Node{Kind: toml.Integer, Value: x}
		}
	case String:
		return &toml.Node{Kind: toml.String, Value: text}
	}
	return nil
}

// settingOf decodes a value; ok is false when it is absent or invalid. What
// Validate only warns of is taken as it is.
func settingOf(n *toml.Node, k *Key) (value any, ok bool) {
	if n == nil || n.Value == nil && n.Kind != toml.Array {
		return nil, false
	}
	v := validator{}
	v.value(n, &k.Type, place{table: Project(), key: k})
	for _, f := range v.out {
		if f.Severity == finding.Error {
			return nil, false
		}
	}
	switch x := n.Value.(type) {
	case string:
		if k.Type.Kind == Duration {
			d, err := ParseDuration(x)
			return d, err == nil
		}
		if canonical, ok := permitted(x, k); ok {
			return canonical, true
		}
		return x, true
	case nil:
		items, ok := stringItems(n)
		return items, ok
	}
	return n.Value, true
}

// projectDefaults is a project configuration of the defaults only.
var projectDefaults = sync.OnceValue(func() *toml.Node {
	var b strings.Builder
	for i := range Project().Keys {
		section := &Project().Keys[i]
		b.WriteString("[" + section.Name + "]\n")
		for j := range section.Type.Table.Keys {
			k := &section.Type.Table.Keys[j]
			b.WriteString(k.Name + " = " + k.Default + "\n")
		}
	}
	document, _ := toml.Parse(b.String(), nil)
	return document.Root
})

// Settings lists every setting in the order of the table. The caller must not
// change it.
func (c *ProjectConfig) Settings() []Setting { return c.settings }

// Lookup finds a setting by its path, such as "cli.jobs".
func (c *ProjectConfig) Lookup(path string) (Setting, bool) {
	i, ok := c.byPath[path]
	if !ok {
		return Setting{}, false
	}
	return c.settings[i], true
}

// String is the value of a string setting, "" for another type or path.
func (c *ProjectConfig) String(path string) string { return setting[string](c, path) }

// Int is the value of an integer setting, 0 for another type or path.
func (c *ProjectConfig) Int(path string) int64 { return setting[int64](c, path) }

// Bool is the value of a boolean setting, false for another type or path.
func (c *ProjectConfig) Bool(path string) bool { return setting[bool](c, path) }

// Duration is the value of a duration setting, 0 for another type or path.
func (c *ProjectConfig) Duration(path string) time.Duration { return setting[time.Duration](c, path) }

// Strings is the value of a list setting, nil for another type or path. The
// caller must not change it.
func (c *ProjectConfig) Strings(path string) []string { return setting[[]string](c, path) }

func setting[T any](c *ProjectConfig, path string) T {
	s, _ := c.Lookup(path)
	value, _ := s.Value.(T)
	return value
}
