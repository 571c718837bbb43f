package lsp

import (
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// excluded says whether the settings keep a file from being checked. A glob
// that names a folder excludes what is in it; globs are relative to the
// workspace folder.
func (sn *snapshot) excluded(key string) bool {
	globs := sn.settings.Workspace.Exclude
	if len(globs) == 0 {
		return false
	}
	rel, ok := sn.relative(key)
	if !ok {
		return false
	}
	for _, glob := range globs {
		for name := rel; name != ""; {
			if doublestar.MatchUnvalidated(glob, name) {
				return true
			}
			parent := strings.LastIndexByte(name, '/')
			name = name[:max(parent, 0)]
		}
	}
	return false
}

// relative is key below its innermost workspace folder, with slashes.
func (sn *snapshot) relative(key string) (string, bool) {
	root, ok := sn.root(key)
	rel, err := filepath.Rel(root, key)
	return filepath.ToSlash(rel), ok && err == nil
}

// root is the innermost workspace folder that holds key.
func (sn *snapshot) root(key string) (best string, ok bool) {
	for _, root := range sn.roots {
		if len(root) >= len(best) && inside(root, key) {
			best, ok = root, true
		}
	}
	return best, ok
}

// inside says whether a clean path lies below a clean directory.
func inside(dir, file string) bool {
	rel, err := filepath.Rel(dir, file)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
