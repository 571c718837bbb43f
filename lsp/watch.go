package lsp

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/workspace"
	"go.lsp.dev/protocol"
)

// watchedGlobs are the files whose changes matter.
var watchedGlobs = []protocol.Pattern{"**/*.toml", "**/*.tera"}

func watchedName(file string) bool {
	return strings.HasSuffix(file, ".toml") || strings.HasSuffix(file, ".tera")
}

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
		options := protocol.DidChangeWatchedFilesRegistrationOptions{}
		for _, glob := range watchedGlobs {
			options.Watchers = append(options.Watchers, protocol.FileSystemWatcher{GlobPattern: glob})
		}
		wanted = append(wanted, protocol.Registration{ID: "clnrm-files",
			Method: protocol.MethodWorkspaceDidChangeWatchedFiles, RegisterOptions: encode(&options)})
	}
	refused := false
	if len(wanted) > 0 {
		err := s.callouts.call(ctx, protocol.MethodClientRegisterCapability,
			&protocol.RegistrationParams{Registrations: wanted}, nil)
		if refused = err != nil; refused {
			s.log.Warn("the client refused a registration", "error", err)
		}
	}
	if !s.client.fileWatch || refused {
		s.watchDisk(ctx)
	}
}

// didChangeWatchedFiles handles workspace/didChangeWatchedFiles.
func (s *server) didChangeWatchedFiles(_ context.Context, raw []byte) error {
	var params struct {
		Changes []struct {
			textDocumentID
			Type protocol.FileChangeType `json:"type"`
		} `json:"changes"`
	}
	if err := decodeParams(raw, &params); err != nil {
		return err
	}
	for _, change := range params.Changes {
		if r, err := parseURI(change.URI); err == nil && r.disk {
			s.fileChanged(r.key, change.Type == protocol.FileChangeTypeDeleted)
		}
	}
	return nil
}

// fileChanged has everything repeated that a change on disk has a bearing on.
// An open document wins over the disk, so nothing follows from its file.
func (s *server) fileChanged(key string, deleted bool) {
	snap := s.store.snapshot()
	if _, open := snap.documents[key]; open {
		return
	}
	if deleted {
		gone := append(s.scan.below(key), key)
		for _, file := range gone {
			s.scan.remove(file)
		}
		s.forgetAll(gone)
		for _, file := range gone {
			s.scheduleReaders(file)
		}
		return
	}
	if !s.scan.holds(key) {
		if doc, err := snap.overlay().Read(key); err == nil && snap.belongs(key, doc.Text.String()) {
			s.scan.add(key)
		}
	}
	if s.scan.holds(key) {
		s.scheduler.schedule(key, dependent)
	}
	s.scheduleReaders(key)
}

// belongs says whether a file with that text is one that a scan would find.
func (sn *snapshot) belongs(key, text string) bool {
	_, below := sn.relative(key)
	return below && sn.settings.Workspace.Scan && !sn.excluded(key) && workspace.Classify(key, text) != workspace.Other
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
