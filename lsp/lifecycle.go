package lsp

import (
	"context"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// Phases of a session (LSP 3.17, server lifecycle).
const (
	phaseNew int32 = iota
	phaseRunning
	phaseShutdown
)

// admit says whether a request may be served in the present phase.
func (s *server) admit(method string) error {
	switch phase := s.phase.Load(); {
	case phase == phaseNew && method != protocol.MethodInitialize:
		return jsonrpc2.NewError(jsonrpc2.ServerNotInitialized, "the first request must be initialize")
	case phase != phaseNew && method == protocol.MethodInitialize:
		return jsonrpc2.NewError(jsonrpc2.InvalidRequest, "initialize may be sent only once")
	case phase == phaseShutdown:
		return jsonrpc2.NewError(jsonrpc2.InvalidRequest, "the server has been shut down; only exit may follow")
	}
	return nil
}

// accepts says whether a notification is handled in the present phase.
func (s *server) accepts(method string) bool {
	return method == protocol.MethodExit || s.phase.Load() == phaseRunning
}

// shutdown ends all work; the connection stays for exit.
func (s *server) shutdown(context.Context, []byte) (any, error) {
	s.phase.Store(phaseShutdown)
	s.scheduler.close()
	s.scan.cancel()
	s.watching.close()
	return nil, nil
}

// exited ends the session. Closing the connection here would wait for this
// very handler, so it is left to Serve.
func (s *server) exited(context.Context, []byte) error {
	code := exitDirty
	if s.phase.Load() == phaseShutdown {
		code = exitClean
	}
	select {
	case s.exit <- code:
	default: // a second exit changes nothing
	}
	s.stream.ended.Store(true)
	return nil
}

// cancelRequest cancels a request in flight. The params are read by hand: the
// generated type refuses ids that requests may have.
func (s *server) cancelRequest(_ context.Context, raw []byte) error {
	var params struct {
		ID any `json:"id"`
	}
	if err := decodeParams(raw, &params); err != nil {
		return err
	}
	if id := requestID(params.ID); id.IsValid() {
		s.calls.cancel(id)
	}
	return nil
}
