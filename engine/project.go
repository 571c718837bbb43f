package engine

import (
	"fmt"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/schema"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
	"github.com/clnrm-ls/clnrm-ls/engine/workspace"
)

// Project is the project configuration that holds for one file.
type Project struct {
	*schema.ProjectConfig
	Files []string // the cleanroom.toml files that were merged, nearest first
}

// Project merges the cleanroom.toml files above path key by key, nearest
// first, under the environment and over the defaults (format.md 1.4). It is
// read anew at each call, from caches keyed by content: no result of Analyze
// depends on it.
func (e *Engine) Project(files Files, path string) Project {
	var p Project
	var roots []*toml.Node
	for _, file := range workspace.ConfigPaths(path, files.Root(path)) {
		doc, err := files.Read(file)
		if err != nil {
			continue // not there, or not readable: the next layer holds
		}
		p.Files = append(p.Files, file)
		roots = append(roots, e.parse(doc.Text.String(), doc.Hash()).document.Root)
	}
	p.ProjectConfig = schema.MergeProject(roots, e.settings.LookupEnv)
	return p
}

// describe says which value of a setting is in force and who set it.
func (p Project) describe(path string) (string, bool) {
	s, ok := p.Lookup(path)
	if !ok {
		return "", false
	}
	from := "the built-in default"
	switch s.Layer {
	case schema.FromFile:
		from = "`" + p.Files[s.File] + "`"
	case schema.FromEnvironment:
		from = "the environment variable `" + s.Variable + "`"
	}
	return fmt.Sprintf("In force: `%v`, from %s.", s.Value, from), true
}

// defaultImage is the setting that names the container of a step.
const defaultImage = "containers.default_image"

// projectNote is what the project configuration adds to the documentation of
// a key at path: the value in force in a cleanroom.toml, and the image that a
// command runs in in a test file.
func (e *Engine) projectNote(files Files, a *Analysis, path []string) string {
	setting := ""
	switch {
	case a.Kind == workspace.Project:
		setting = strings.Join(path, ".")
	case len(path) > 0 && (path[len(path)-1] == "command" || path[len(path)-1] == "run"):
		setting = defaultImage
	default:
		return ""
	}
	note, ok := e.Project(files, a.Document.Path).describe(setting)
	if !ok {
		return ""
	}
	if setting == defaultImage {
		note = "Image of a step without a service: " + strings.TrimPrefix(note, "In force: ")
	}
	return "\n\n" + note
}
