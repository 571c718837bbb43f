package lsp

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Bounds of watching from here. A directory costs a kernel object, and more
// directories than that are not a test workspace.
const (
	maxWatchedDirectories = 4096
	// settle is how long a burst of events is collected: writing a file is
	// several events, a checkout thousands.
	settle = 50 * time.Millisecond
)

// watching is the fallback for clients that do not watch files.
type watching struct {
	mu      sync.Mutex // guards all below
	watcher *fsnotify.Watcher
	closed  bool
	pending map[string]struct{} // changed paths
	timer   *time.Timer
}

// watchDisk watches the workspace folders until the session ends. It blocks in
// the kernel between events.
func (s *server) watchDisk(ctx context.Context) {
	roots := s.store.snapshot().roots
	if len(roots) == 0 {
		return
	}
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		s.log.Warn("files cannot be watched", "error", err)
		return
	}
	if !s.watching.adopt(watcher) {
		return
	}
	for _, root := range roots {
		watchTree(watcher, root)
	}
	context.AfterFunc(ctx, s.watching.close)
	s.spawn("file watcher", func(context.Context) { s.pumpEvents(watcher) })
}

func (w *watching) adopt(watcher *fsnotify.Watcher) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed || w.watcher != nil {
		watcher.Close()
		return false
	}
	w.watcher, w.pending = watcher, map[string]struct{}{}
	return true
}

// close ends the watcher, and with it the goroutine that reads it.
func (w *watching) close() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.closed = true
	if w.timer != nil {
		w.timer.Stop()
	}
	if w.watcher != nil {
		w.watcher.Close()
		w.watcher = nil
	}
}

// watchTree adds a directory and those below it, but for hidden ones and those
// that hold no sources.
func watchTree(watcher *fsnotify.Watcher, root string) {
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return nil
		}
		name := entry.Name()
		if path != root && (strings.HasPrefix(name, ".") || name == "node_modules" || name == "target") {
			return fs.SkipDir
		}
		if len(watcher.WatchList()) >= maxWatchedDirectories || watcher.Add(path) != nil {
			return fs.SkipAll
		}
		return nil
	})
}

// pumpEvents reads events until the watcher is closed.
func (s *server) pumpEvents(watcher *fsnotify.Watcher) {
	for {
		select {
		case event, ok := <-watcher.Events:
			if !ok {
				return
			}
			if event.Has(fsnotify.Create) {
				if info, err := os.Stat(event.Name); err == nil && info.IsDir() {
					watchTree(watcher, event.Name)
					s.noteTree(event.Name)
				}
			}
			gone := event.Has(fsnotify.Remove) || event.Has(fsnotify.Rename)
			if watchedName(event.Name) || gone {
				s.note(event.Name)
			}
		case err, ok := <-watcher.Errors:
			if !ok {
				return
			}
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				s.rescan()
			}
			s.log.Warn("watching files failed", "error", err)
		}
	}
}

// noteTree notes the files of a new directory: they may have been written
// before it was watched.
func (s *server) noteTree(dir string) {
	_ = filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() && watchedName(path) {
			s.note(path)
		}
		return nil
	})
}

// note collects a change until the burst is over.
func (s *server) note(path string) {
	w := &s.watching
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return
	}
	w.pending[filepath.Clean(path)] = struct{}{}
	if w.timer == nil {
		w.timer = time.AfterFunc(settle, s.flushChanges)
	}
}

func (s *server) flushChanges() {
	w := &s.watching
	w.mu.Lock()
	changes := w.pending
	w.pending, w.timer = map[string]struct{}{}, nil
	closed := w.closed
	w.mu.Unlock()
	if closed {
		return
	}
	s.spawn("changed files", func(ctx context.Context) { s.filesChanged(ctx, slices.Collect(maps.Keys(changes))) })
}
