package lsp

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/clnrm-ls/clnrm-ls/engine/workspace"
	"github.com/fsnotify/fsnotify"
)

// Which directories are watched from here: those that a scan looks into, and
// those of the files that are read. Both change with the workspace folders and
// the .gitignore files, hence with each scan.

// followFolders makes the watched directories those of the present workspace.
// It is called before a scan reads them.
func (s *server) followFolders(ctx context.Context) {
	if !s.watching.wanted.Load() {
		return
	}
	s.watching.following.Lock()
	defer s.watching.following.Unlock()
	roots := s.store.snapshot().roots
	watcher := s.watching.current()
	if watcher == nil {
		if len(roots) == 0 {
			return
		}
		if watcher = s.startWatcher(); watcher == nil {
			return
		}
	}
	before := map[string]bool{}
	for _, dir := range watcher.WatchList() {
		before[dir] = true
	}
	keep := map[string]bool{}
	add := func(dir string) bool {
		if len(keep) >= maxWatchedDirectories {
			return false
		}
		if before[dir] || watcher.Add(dir) == nil {
			keep[dir] = true
		}
		return true
	}
	for _, root := range roots {
		workspace.Directories(ctx, root, root, add)
	}
	for _, dir := range s.readDirectories() {
		add(dir)
	}
	for dir := range before {
		if ctx.Err() == nil && !keep[dir] {
			_ = watcher.Remove(dir) // it may be gone already
		}
	}
}

// followNew watches a new directory, and notes its files: they may have been
// written before.
func (s *server) followNew(dir string) {
	s.watching.following.Lock()
	defer s.watching.following.Unlock()
	watcher := s.watching.current()
	if watcher == nil {
		return
	}
	for _, root := range s.store.snapshot().roots {
		workspace.Directories(s.root, root, dir, func(dir string) bool { return s.followOne(watcher, dir) })
	}
	for _, read := range s.readDirectories() {
		if inside(dir, read) {
			s.followOne(watcher, read)
		}
	}
}

// followReads watches the directories of files that are read. None is given
// up before the next scan.
func (s *server) followReads() {
	s.watching.following.Lock()
	defer s.watching.following.Unlock()
	watcher := s.watching.current()
	if watcher == nil {
		return
	}
	watched := map[string]bool{}
	for _, dir := range watcher.WatchList() {
		watched[dir] = true
	}
	for _, dir := range s.readDirectories() {
		if !watched[dir] {
			s.followOne(watcher, dir)
		}
	}
}

// followOne watches one directory and notes what is in it.
func (s *server) followOne(watcher *fsnotify.Watcher, dir string) bool {
	if len(watcher.WatchList()) >= maxWatchedDirectories || watcher.Add(dir) != nil {
		return false
	}
	entries, _ := os.ReadDir(dir) // what can be read
	for _, entry := range entries {
		if file := filepath.Join(dir, entry.Name()); !entry.IsDir() && s.matters(file) {
			s.note(file)
		}
	}
	return true
}

// matters says whether a change of a file is of interest.
func (s *server) matters(file string) bool { return watchedName(file) || s.depends.has(file) }

// readDirectories are the directories of the files that are read; for one that
// does not exist the nearest above that does, where it may appear. All lie in
// workspace folders, and no link leads out of them.
func (s *server) readDirectories() (dirs []string) {
	snap := s.store.snapshot()
	seen := map[string]bool{}
	for _, file := range s.depends.files() {
		root, below := snap.root(file)
		for dir := filepath.Dir(file); below && !seen[dir]; dir = filepath.Dir(dir) {
			seen[dir] = true
			if directory(root, dir) {
				dirs = append(dirs, dir)
				break
			}
			if dir == root {
				break
			}
		}
	}
	return dirs
}

// directory says whether dir, which lies in root, is a directory, through
// links inside of root only.
func directory(root, dir string) bool {
	rel, err := filepath.Rel(root, dir)
	if err != nil {
		return false
	}
	r, err := os.OpenRoot(root)
	if err != nil {
		return false
	}
	defer r.Close()
	info, err := fs.Stat(r.FS(), filepath.ToSlash(rel))
	return err == nil && info.IsDir()
}
