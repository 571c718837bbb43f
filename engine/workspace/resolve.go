package workspace

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// templatesDir is the folder at the root that is searched last.
const templatesDir = "templates"

// Candidates lists the absolute paths at which an include, import or extends
// in file finds name, first match first: the directory of file, each parent
// up to root, and templates/ in root (format.md 1.5 and 1.6). Whether there is
// such a file is not looked at.
//
// name is a relative path with slashes. It may climb with "..", as long as it
// stays inside root; places where it would not are left out. The error wraps
// ErrName for an empty or absolute name, ErrOutside for one that leaves root
// from everywhere. A file outside of root is searched for beside file only.
func Candidates(file, name, root string) ([]string, error) {
	local := filepath.FromSlash(name)
	if strings.TrimSpace(name) == "" || strings.ContainsRune(name, 0) ||
		strings.HasPrefix(name, "/") || filepath.IsAbs(local) || filepath.VolumeName(local) != "" {
		return nil, fmt.Errorf("%q: %w: use a relative path", name, ErrName)
	}
	dirs, root := searchPath(file, root)
	var found []string
	for _, dir := range append(dirs, filepath.Join(root, templatesDir)) {
		path := filepath.Join(dir, local)
		if path != root && inside(root, path) && !slices.Contains(found, path) {
			found = append(found, path)
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%q: %w", name, ErrOutside)
	}
	return found, nil
}

// ConfigPaths lists the absolute paths at which a project configuration that
// applies to file may lie, the nearest, which wins, first; the last is that in
// root. Whether there is such a file is not looked at.
func ConfigPaths(file, root string) []string {
	dirs, _ := searchPath(file, root)
	for i, dir := range dirs {
		dirs[i] = filepath.Join(dir, ProjectFile)
	}
	return dirs
}

// searchPath is the directory of file and its parents up to root. The root is
// the directory of file itself when root does not hold it.
func searchPath(file, root string) (dirs []string, actual string) {
	dir := filepath.Dir(file)
	root = filepath.Clean(root)
	if !inside(root, dir) {
		root = dir
	}
	for dirs = append(dirs, dir); dir != root; dirs = append(dirs, dir) {
		dir = filepath.Dir(dir)
	}
	return dirs, root
}

// inside reports whether the clean path lies in the clean directory dir, or
// is dir itself.
func inside(dir, path string) bool {
	if !strings.HasPrefix(path, dir) {
		return false
	}
	return len(path) == len(dir) || path[len(dir)] == filepath.Separator ||
		strings.HasSuffix(dir, string(filepath.Separator))
}
