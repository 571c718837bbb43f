package lsp

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
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
	wanted    atomic.Bool
	following sync.Mutex // held while directories are added and removed

	mu      sync.Mutex // guards all below
	watcher *fsnotify.Watcher
	closed  bool
	pending map[string]struct{} // changed paths
	timer   *time.Timer
}

// watchDisk has the workspace folders watched from here until the session
// ends; the next scan begins with it.
func (s *server) watchDisk(ctx context.Context) {
	s.watching.wanted.Store(true)
	context.AfterFunc(ctx, s.watching.close)
}

// startWatcher makes the watcher when there is something to watch, and a goroutine
// that is blocked in the kernel between events. nil when it cannot be made.
func (s *server) startWatcher() *fsnotify.Watcher {
	if watcher := s.watching.current(); watcher != nil {
		return watcher
	}
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		s.log.Warn("files cannot be watched", "error", err)
		return nil
	}
	if !s.watching.adopt(watcher) {
		return nil
	}
	s.spawn("file watcher", func(context.Context) { s.pumpEvents(watcher) })
	return watcher
}

func (w *watching) current() *fsnotify.Watcher {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.watcher
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

// pumpEvents reads events until the watcher is closed.
func (s *server) pumpEvents(watcher *fsnotify.Watcher) {
	for {
		select {
		case event, ok := <-watcher.Events:
			if !ok {
				return
			}
			if event.Has(fsnotify.Create) {
				if info, err := os.Lstat(event.Name); err == nil && info.IsDir() {
					s.followNew(event.Name)
				}
			}
			gone := event.Has(fsnotify.Remove) || event.Has(fsnotify.Rename)
			if gone || s.matters(event.Name) {
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
