package lsp

import (
	"context"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// Requests of this server beyond LSP.
const (
	// MethodStats returns the counters of the session: {} -> Stats.
	MethodStats = "clnrm/stats"
	// MethodRendered returns what a template renders to:
	// {textDocument: {uri}} -> Rendered.
	MethodRendered = "clnrm/rendered"
)

// request is how one request is answered. An inline one runs on the reader
// and gets no snapshot.
type request struct {
	name   string
	inline bool
	serve  func(ctx context.Context, s *server, snap *snapshot, params []byte) (any, error)
}

// notification is how one notification is handled, on the reader.
type notification struct {
	name  string
	serve func(ctx context.Context, s *server, params []byte) error
}

// requests and notifications are everything that is understood. A test holds
// them against the advertised capabilities.
var (
	requests      = map[string]request{}
	notifications = map[string]notification{}
)

func init() {
	lifecycle(protocol.MethodInitialize, (*server).initialize)
	lifecycle(protocol.MethodShutdown, (*server).shutdown)
	notify(protocol.MethodInitialized, (*server).initialized)
	notify(protocol.MethodExit, (*server).exited)
	notify(protocol.MethodSetTrace, (*server).setTrace)
	notify(protocol.MethodCancelRequest, (*server).cancelRequest)
	notify(protocol.MethodWindowWorkDoneProgressCancel, (*server).progressCancel)

	notify(protocol.MethodTextDocumentDidOpen, (*server).didOpen)
	notify(protocol.MethodTextDocumentDidChange, (*server).didChange)
	notify(protocol.MethodTextDocumentDidSave, (*server).didSave)
	notify(protocol.MethodTextDocumentDidClose, (*server).didClose)

	notify(protocol.MethodWorkspaceDidChangeConfiguration, (*server).didChangeConfiguration)
	notify(protocol.MethodWorkspaceDidChangeWatchedFiles, (*server).didChangeWatchedFiles)
	notify(protocol.MethodWorkspaceDidChangeWorkspaceFolders, (*server).didChangeWorkspaceFolders)

	serve(protocol.MethodTextDocumentHover, (*server).hover)
	serve(protocol.MethodTextDocumentCodeAction, (*server).codeAction)
	serve(protocol.MethodWorkspaceTextDocumentContent, (*server).textDocumentContent)
	serve(MethodRendered, (*server).rendered)
	requests[MethodStats] = request{name: MethodStats,
		serve: func(ctx context.Context, s *server, snap *snapshot, _ []byte) (any, error) {
			return s.stats(snap), nil
		}}
}

// serve registers a request that runs off the reader against a snapshot.
func serve[P any](method string, f func(*server, context.Context, *snapshot, *P) (any, error)) {
	requests[method] = request{name: method,
		serve: func(ctx context.Context, s *server, snap *snapshot, raw []byte) (any, error) {
			params := new(P)
			if err := decodeParams(raw, params); err != nil {
				return nil, err
			}
			return f(s, ctx, snap, params)
		}}
}

func lifecycle(method string, f func(*server, context.Context, []byte) (any, error)) {
	requests[method] = request{name: method, inline: true,
		serve: func(ctx context.Context, s *server, _ *snapshot, raw []byte) (any, error) { return f(s, ctx, raw) }}
}

func notify(method string, f func(*server, context.Context, []byte) error) {
	notifications[method] = notification{name: method,
		serve: func(ctx context.Context, s *server, raw []byte) error { return f(s, ctx, raw) }}
}

// notImplemented is the answer to a request that is not in the table.
func notImplemented(method string) error {
	if why, ok := unimplemented[method]; ok {
		return jsonrpc2.Errorf(jsonrpc2.MethodNotFound, "%s is not offered: %s", method, why)
	}
	return jsonrpc2.Errorf(jsonrpc2.MethodNotFound, "unknown method %q", method)
}
