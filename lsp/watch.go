package lsp

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/workspace"
	"go.lsp.dev/protocol"
)

// watchedGlobs are the files whose changes matter whoever reads them; what
// else is read, watch_reads.go adds.
var watchedGlobs = []protocol.Pattern{"**/*.toml", "**/*.tera", "**/" + workspace.IgnoreFile}

// watchedName says whether watchedGlobs cover a file.
func watchedName(file string) bool {
	return strings.HasSuffix(file, ".toml") || strings.HasSuffix(file, ".tera") || ignoreFile(file)
}

// ignoreFile says whether a file decides which others belong to the workspace.
func ignoreFile(file string) bool { return filepath.Base(file) == workspace.IgnoreFile }

// watch has the client tell of changed files and settings where it can. Where
// it cannot, the file system is watched from here.
func (s *server) watch(ctx context.Context) {
	var wanted []protocol.Registration
	if s.client.configurationWatch {
		wanted = append(wanted, protocol.Registration{ID: "clnrm-configuration",
			Method:          protocol.MethodWorkspaceDidChangeConfiguration,
			RegisterOptions: encode(map[string]string{"section": settingsSection})})
	}
	if s.client.fileWatch {
		wanted = append(wanted, watchers("clnrm-files", watchedGlobs))
	}
	refused := false
	if len(wanted) > 0 {
		err := s.callouts.call(ctx, protocol.MethodClientRegisterCapability,
			&protocol.RegistrationParams{Registrations: wanted}, nil)
		if refused = err != nil; refused {
			s.log.Warn("the client refused a registration", "error", err)
		}
	}
	s.reading.registered.Store(s.client.fileWatch && !refused)
	if !s.client.fileWatch || refused {
		s.watchDisk(ctx)
	}
	s.readsChanged() // of documents that were opened meanwhile
}

// watchers is the registration of file watchers.
func watchers(id string, globs []protocol.Pattern) protocol.Registration {
	options := protocol.DidChangeWatchedFilesRegistrationOptions{}
	for _, glob := range globs {
		options.Watchers = append(options.Watchers, protocol.FileSystemWatcher{GlobPattern: glob})
	}
	return protocol.Registration{ID: id, Method: protocol.MethodWorkspaceDidChangeWatchedFiles, RegisterOptions: encode(&options)}
}

// didChangeWatchedFiles handles workspace/didChangeWatchedFiles. Looking at the
// files is left to a task: a checkout changes thousands of them. Tasks may
// overtake each other, so the kind of the change is not looked at but the disk.
func (s *server) didChangeWatchedFiles(_ context.Context, raw []byte) error {
	var params struct {
		Changes []textDocumentID `json:"changes"`
	}
	if err := decodeParams(raw, &params); err != nil {
		return err
	}
	var keys []string
	for _, change := range params.Changes {
		if r, err := parseURI(change.URI); err == nil && r.disk {
			keys = append(keys, r.key)
		}
	}
	s.spawn("changed files", func(ctx context.Context) { s.filesChanged(ctx, keys) })
	return nil
}

// filesChanged has everything repeated that changes on disk have a bearing on.
// What changes of .gitignore files do, only a scan can tell.
func (s *server) filesChanged(ctx context.Context, keys []string) {
	rescan := false
	for _, key := range keys {
		if ctx.Err() != nil {
			return
		}
		s.fileChanged(key)
		rescan = rescan || ignoreFile(key) && s.store.snapshot().looksInto(filepath.Dir(key))
	}
	if rescan && s.scan.started() {
		s.rescan()
	}
}

// fileChanged is about one file, or a directory that is gone. An open document
// wins over the disk, so nothing follows from its file.
func (s *server) fileChanged(key string) {
	snap := s.store.snapshot()
	if _, open := snap.documents[key]; open {
		return
	}
	changed := []string{key}
	switch {
	case gone(key):
		changed = append(s.scan.below(key), key)
		for _, file := range changed {
			s.scan.remove(file)
		}
		s.forgetAll(changed)
	case snap.belongs(key):
		s.scan.add(key)
		s.scheduler.schedule(key, dependent)
	case s.scan.holds(key): // cannot be read, or is no test any more
		s.scan.remove(key)
		s.forgetAll(changed)
	}
	for _, file := range changed {
		s.scheduleReaders(file)
	}
}

// gone says whether nothing has that name. It is asked of the system because a
// workspace folder itself cannot be read through the workspace.
func gone(key string) bool {
	_, err := os.Lstat(key)
	return errors.Is(err, fs.ErrNotExist)
}

// belongs says whether a file is one that a scan would find.
func (sn *snapshot) belongs(key string) bool {
	if !sn.settings.Workspace.Scan || sn.excluded(key) {
		return false
	}
	return slices.ContainsFunc(sn.roots, func(root string) bool { return workspace.Finds(root, key) })
}

// looksInto says whether a scan looks into a directory.
func (sn *snapshot) looksInto(dir string) (looks bool) {
	for _, root := range sn.roots {
		workspace.Directories(context.Background(), root, dir, func(string) bool {
			looks = true
			return false
		})
	}
	return looks
}

// below lists the known files inside a directory.
func (sc *scan) below(dir string) (files []string) {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	prefix := dir + string(filepath.Separator)
	for key := range sc.files {
		if strings.HasPrefix(key, prefix) {
			files = append(files, key)
		}
	}
	return files
}
