package lsp

import (
	"context"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"go.lsp.dev/protocol"
)

// An include may name a file of any kind, and one that is missing may be
// created. The fixed globs cover neither, and a glob for everything would have
// the client tell of every object file. So the client is asked for the names
// that are read, in any directory: names change less often than paths, since a
// missing file is looked for in many places.

const (
	// maxReadGlobs bounds the names that the client is asked to watch.
	maxReadGlobs = 256
	// maxReadName is in bytes: no file system has longer names.
	maxReadName = 255
	// readsSettle is how long changes are collected: while a name is typed,
	// each key makes a new one.
	readsSettle = 300 * time.Millisecond
)

// reading keeps the watchers for files that are read in step with the
// dependencies.
type reading struct {
	registered atomic.Bool // the client watches files

	mu      sync.Mutex // guards pending
	pending bool       // a timer runs

	updating sync.Mutex // held while the client is asked; guards all below
	globs    []protocol.Pattern
	id       string // of the registration, "" when there is none
	count    int    // of registrations so far
}

// readsChanged is called when the set of files that are read may be another.
func (s *server) readsChanged() {
	r := &s.reading
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.pending {
		return
	}
	r.pending = true
	time.AfterFunc(readsSettle, func() {
		r.mu.Lock()
		r.pending = false
		r.mu.Unlock()
		if s.phase.Load() < phaseShutdown {
			s.spawn("watched names", s.watchReads)
		}
	})
}

// watchReads has what is read watched, by the client or from here.
func (s *server) watchReads(ctx context.Context) {
	if !s.reading.registered.Load() {
		s.followReads()
		return
	}
	r := &s.reading
	r.updating.Lock()
	defer r.updating.Unlock()
	globs, files := s.readGlobs()
	if slices.Equal(globs, r.globs) {
		return
	}
	before, known := r.id, r.globs
	r.count++
	r.globs, r.id = globs, ""
	if len(globs) > 0 {
		id := "clnrm-reads-" + strconv.Itoa(r.count)
		err := s.callouts.call(ctx, protocol.MethodClientRegisterCapability,
			&protocol.RegistrationParams{Registrations: []protocol.Registration{watchers(id, globs)}}, nil)
		if err != nil {
			s.log.Warn("the client refused to watch files that are read", "error", err)
		} else {
			r.id = id
		}
	}
	// The old ones go last so that there is no gap.
	if before != "" {
		err := s.callouts.call(ctx, protocol.MethodClientUnregisterCapability, &protocol.UnregistrationParams{
			Unregisterations: []protocol.Unregistration{{ID: before, Method: protocol.MethodWorkspaceDidChangeWatchedFiles}}}, nil)
		if err != nil {
			s.log.Warn("the client did not end a registration", "error", err)
		}
	}
	for _, file := range files {
		// It may have been created before it was watched.
		if !slices.Contains(known, nameGlob(file)) {
			s.scheduleReaders(file)
		}
	}
}

// readGlobs are the globs for files that are read and that watchedGlobs do not
// cover, sorted, and these files.
func (s *server) readGlobs() (globs []protocol.Pattern, files []string) {
	snap := s.store.snapshot()
	for _, file := range s.depends.files() {
		if _, below := snap.relative(file); !below || watchedName(file) || len(filepath.Base(file)) > maxReadName {
			continue
		}
		glob := nameGlob(file)
		at, known := slices.BinarySearch(globs, glob)
		if !known {
			if len(globs) == maxReadGlobs {
				continue
			}
			globs = slices.Insert(globs, at, glob)
		}
		files = append(files, file)
	}
	return globs, files
}

// nameGlob matches the name of a file in any directory. Globs of LSP have no
// escapes: what would mean something stands for any character.
func nameGlob(file string) protocol.Pattern {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`*?[]{},!\`, r) {
			return '?'
		}
		return r
	}, filepath.Base(file))
	return protocol.Pattern("**/" + name)
}
