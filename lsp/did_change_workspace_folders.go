package lsp

import (
	"context"
	"slices"

	"github.com/clnrm-ls/clnrm-ls/engine"
)

// didChangeWorkspaceFolders handles the notification of that name. Files of a
// folder that is gone lose their diagnostics unless they are open; those that
// are open may resolve their includes differently now.
func (s *server) didChangeWorkspaceFolders(_ context.Context, raw []byte) error {
	var params struct {
		Event struct {
			Added   []textDocumentID `json:"added"`
			Removed []textDocumentID `json:"removed"`
		} `json:"event"`
	}
	if err := decodeParams(raw, &params); err != nil {
		return err
	}
	names := func(folders []textDocumentID) []string {
		uris := make([]string, len(folders))
		for i, f := range folders {
			uris[i] = f.URI
		}
		return rootPaths(uris)
	}
	added, removed := names(params.Event.Added), names(params.Event.Removed)
	s.store.update(func(next *snapshot) {
		roots := slices.DeleteFunc(slices.Clone(next.roots), func(r string) bool { return slices.Contains(removed, r) })
		for _, r := range added {
			if !slices.Contains(roots, r) {
				roots = append(roots, r)
			}
		}
		next.roots, next.disk = roots, engine.NewWorkspace(roots)
	})
	s.rediagnose()
	s.rescan()
	s.readsChanged()
	return nil
}
