package workspace

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// Overlay is an immutable view of the workspace: open documents over disk. It
// is safe for concurrent use. The disk below may change at any time; the open
// documents and the folders do not.
type Overlay struct {
	folders []string         // absolute and clean, sorted
	open    map[string]*File // by path
	// strays are the directories of open documents that no folder holds. They
	// may be read too: a file opened by itself can include its neighbours.
	strays []string
}

// NewOverlay makes a view of folders, absolute paths, with no open document.
// Relative paths are left out.
func NewOverlay(folders ...string) *Overlay {
	o := &Overlay{}
	for _, folder := range folders {
		if filepath.IsAbs(folder) {
			o.folders = append(o.folders, filepath.Clean(folder))
		}
	}
	slices.Sort(o.folders)
	o.folders = slices.Compact(o.folders)
	return o
}

// WithFolders is o with other folders.
func (o *Overlay) WithFolders(folders ...string) *Overlay {
	next := NewOverlay(folders...)
	next.open = o.open
	next.strays = next.findStrays()
	return next
}

// With is o with a version of an open document in place of any other.
func (o *Overlay) With(f *File) *Overlay {
	_, known := o.open[f.Path]
	next := &Overlay{folders: o.folders, open: maps.Clone(o.open), strays: o.strays}
	if next.open == nil {
		next.open = map[string]*File{}
	}
	next.open[f.Path] = f
	if !known {
		next.strays = next.findStrays()
	}
	return next
}

// WithOpen is o with exactly these open documents, by clean path. The caller
// must not change the map afterwards.
func (o *Overlay) WithOpen(files map[string]*File) *Overlay {
	next := &Overlay{folders: o.folders, open: files}
	next.strays = next.findStrays()
	return next
}

// Without is o without an open document: what is on disk shows again.
func (o *Overlay) Without(path string) *Overlay {
	next := &Overlay{folders: o.folders, open: maps.Clone(o.open)}
	delete(next.open, filepath.Clean(path))
	next.strays = next.findStrays()
	return next
}

// Folders are the workspace folders, sorted. The caller must not change them.
func (o *Overlay) Folders() []string { return o.folders }

// OpenFiles are the open documents, sorted by path.
func (o *Overlay) OpenFiles() []*File {
	files := make([]*File, 0, len(o.open))
	for _, path := range slices.Sorted(maps.Keys(o.open)) {
		files = append(files, o.open[path])
	}
	return files
}

// Root is the workspace folder that holds path: the innermost one, or the
// file's own directory when no folder holds it.
func (o *Overlay) Root(path string) string {
	path = filepath.Clean(path)
	if folder, ok := innermost(o.folders, path); ok {
		return folder
	}
	return filepath.Dir(path)
}

// Read returns the open document at an absolute path, always the same *File
// for the same version, else what is on disk now. The error wraps
// fs.ErrNotExist, ErrOutside for a path that no folder and no directory of an
// open document holds or whose symbolic links lead out of it (an absolute
// link counts as such), ErrNotRegular, ErrTooLarge, or is that of the system.
func (o *Overlay) Read(path string) (*File, error) {
	path = filepath.Clean(path)
	if f, ok := o.open[path]; ok {
		return f, nil
	}
	root, ok := innermost(o.folders, path)
	if !ok {
		root, ok = innermost(o.strays, path)
	}
	if !ok || path == root {
		return nil, fmt.Errorf("%s: %w", path, ErrOutside)
	}
	text, err := readFile(root, path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return newFile(path, source.New(text), 0, false), nil
}

func (o *Overlay) findStrays() []string {
	var strays []string
	for path := range o.open {
		if _, ok := innermost(o.folders, path); !ok && filepath.IsAbs(path) {
			strays = append(strays, filepath.Dir(path))
		}
	}
	slices.Sort(strays)
	return slices.Compact(strays)
}

// innermost is the longest of dirs that holds the clean path.
func innermost(dirs []string, path string) (dir string, ok bool) {
	for _, d := range dirs {
		if inside(d, path) && len(d) >= len(dir) {
			dir, ok = d, true
		}
	}
	return dir, ok
}
