package lsp

import (
	"context"

	"github.com/go-json-experiment/json/jsontext"
)

// startup is what waits for initialized: before the answer to initialize
// nothing may be sent.
type startup struct {
	options  jsontext.Value // initializationOptions: in force where the client tells nothing else
	problems []string       // with these
}

// initialized starts the background work of the session. The order matters:
// settings decide what is scanned, watchers must be in place before the scan
// reads what they watch.
func (s *server) initialized(context.Context, []byte) error {
	s.tellProblems(s.startup.problems)
	s.spawn("startup", func(ctx context.Context) {
		s.pullConfiguration(ctx)
		s.watch(ctx)
		s.rescan()
	})
	return nil
}
