package lsp

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/clnrm-ls/clnrm-ls/engine/workspace"
)

// scan knows the test files of the workspace and has each of them checked once
// in the background.
type scan struct {
	mu      sync.Mutex // guards all below
	ran     bool
	stop    context.CancelFunc  // ends the scan that is running
	files   map[string]struct{} // what the workspace holds, by key
	waiting map[string]struct{} // files of this scan that have not been checked
	total   int
	report  *progress
}

// rescan looks for the files of the workspace again and checks them. A scan
// that is running is given up.
func (s *server) rescan() {
	ctx, stop := context.WithCancel(s.root)
	s.scan.begin(stop)
	s.spawn("workspace scan", func(context.Context) {
		s.followFolders(ctx)
		snap := s.store.snapshot()
		found := map[string]struct{}{}
		if snap.settings.Workspace.Scan && snap.settings.Diagnostics.Enabled {
			s.discover(ctx, snap, found)
		}
		var report *progress
		if len(found) > 0 {
			report = s.beginProgress("Checking clnrm tests", s.stopScan)
		}
		gone, ok := s.scan.commit(ctx, found, report)
		if !ok {
			report.end("")
			return
		}
		s.forgetAll(gone)
		s.checkAll(snap, found)
	})
}

// forgetAll drops files that are not in the workspace any more, but for those
// that are open.
func (s *server) forgetAll(gone []string) {
	for _, key := range gone {
		if _, open := s.store.snapshot().documents[key]; !open {
			s.scheduler.forget(key)
			s.drop(key)
		}
	}
}

// stopScan is the user's wish: what is known stays, the rest waits until it is
// opened or changed.
func (s *server) stopScan() {
	for _, key := range s.scan.cancel() {
		s.scheduler.forget(key)
	}
}

// discover collects the files below the workspace folders.
func (s *server) discover(ctx context.Context, snap *snapshot, found map[string]struct{}) {
	for _, root := range snap.roots {
		files, err := workspace.Discover(ctx, root, workspace.DiscoverOptions{Report: func(path string, err error) {
			s.log.Info("not looked at", "path", path, "error", err)
		}})
		if err != nil && ctx.Err() == nil {
			s.log.Warn("the workspace folder cannot be searched", "folder", root, "error", err)
		}
		for _, file := range files {
			if !snap.excluded(file) {
				found[file] = struct{}{}
			}
		}
	}
}

// checkAll queues what was found; open documents are checked as they are
// opened.
func (s *server) checkAll(snap *snapshot, found map[string]struct{}) {
	for key := range found {
		if _, open := snap.documents[key]; open {
			s.scan.done(key)
		} else {
			s.scheduler.schedule(key, background)
		}
	}
}

// begin replaces the running scan by one that stop ends.
func (sc *scan) begin(stop context.CancelFunc) {
	sc.cancel()
	sc.mu.Lock()
	defer sc.mu.Unlock()
	sc.ran, sc.stop = true, stop
}

// started says whether there has been a scan; before, there is nothing to redo.
func (sc *scan) started() bool {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	return sc.ran
}

// commit takes over the files that a scan found, unless it was cancelled
// meanwhile, and returns those that are gone.
func (sc *scan) commit(ctx context.Context, found map[string]struct{}, report *progress) (gone []string, ok bool) {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	if ctx.Err() != nil {
		return nil, false
	}
	for key := range sc.files {
		if _, still := found[key]; !still {
			gone = append(gone, key)
		}
	}
	sc.files, sc.waiting = maps.Clone(found), maps.Clone(found)
	sc.total, sc.report = len(found), report
	return gone, true
}

// done is told of every analysis; the last one of a scan ends its progress.
func (sc *scan) done(key string) {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	if _, ok := sc.waiting[key]; !ok {
		return
	}
	delete(sc.waiting, key)
	checked := sc.total - len(sc.waiting)
	if len(sc.waiting) > 0 {
		sc.report.step(fmt.Sprintf("%d of %d files", checked, sc.total), checked, sc.total)
		return
	}
	sc.report.end(fmt.Sprintf("%d files checked", sc.total))
	sc.report, sc.waiting = nil, nil
}

// cancel ends the scan that is running, if any, and returns the files that it
// has not checked.
func (sc *scan) cancel() (left []string) {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	if sc.stop != nil {
		sc.stop()
		sc.stop = nil
	}
	sc.report.end("")
	left = slices.Collect(maps.Keys(sc.waiting))
	sc.report, sc.waiting = nil, nil
	return left
}

// holds says whether a file belongs to the workspace.
func (sc *scan) holds(key string) bool {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	_, ok := sc.files[key]
	return ok
}

func (sc *scan) add(key string) {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	if sc.files == nil {
		sc.files = map[string]struct{}{}
	}
	sc.files[key] = struct{}{}
}

func (sc *scan) remove(key string) {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	delete(sc.files, key)
}

func (sc *scan) count() int {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	return len(sc.files)
}
