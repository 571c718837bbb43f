package lsp

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// inflight holds the requests that are being answered, for $/cancelRequest.
type inflight struct {
	mu      sync.Mutex // guards cancels
	cancels map[jsonrpc2.ID]context.CancelFunc
}

func (f *inflight) add(id jsonrpc2.ID, cancel context.CancelFunc) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.cancels[id] = cancel
}

func (f *inflight) remove(id jsonrpc2.ID) {
	f.mu.Lock()
	defer f.mu.Unlock()
	delete(f.cancels, id)
}

func (f *inflight) cancel(id jsonrpc2.ID) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if cancel := f.cancels[id]; cancel != nil {
		cancel()
	}
}

// handle is the jsonrpc2 handler of the session. It runs on the reader, so
// messages take effect in wire order; a request other than a lifecycle one
// takes its snapshot here and leaves the reader afterwards.
//
// Three rules of the library are kept here and nowhere else: contexts are
// derived from DetachContext alone, because the request's own is recycled; an
// error for a notification would end the connection, so there is none; and the
// request's strings are borrowed until Async has copied them.
func (s *server) handle(ctx context.Context, req *jsonrpc2.Request) (any, error) {
	base := jsonrpc2.DetachContext(ctx)
	if !req.IsCall() {
		s.notification(base, req)
		return nil, nil
	}
	if err := s.admit(req.Method()); err != nil {
		return nil, err
	}
	m, ok := requests[req.Method()]
	if !ok {
		return nil, notImplemented(req.Method())
	}
	if m.inline {
		return s.answer(base, m, nil, req)
	}
	return s.concurrent(ctx, base, m, req)
}

// concurrent answers a request off the reader.
func (s *server) concurrent(ctx, base context.Context, m request, req *jsonrpc2.Request) (any, error) {
	select {
	case s.pending <- struct{}{}:
		defer func() { <-s.pending }()
	case <-base.Done():
		return nil, protocol.ErrRequestCancelled
	}
	snap := s.store.snapshot()
	running, cancel := context.WithCancel(base)
	defer cancel()
	id := req.ID()
	s.calls.add(id, cancel)
	defer s.calls.remove(id)

	jsonrpc2.Async(ctx)
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
	case <-running.Done():
		return nil, protocol.ErrRequestCancelled
	}
	return s.answer(running, m, snap, req)
}

// answer runs a handler and maps its error to the codes of the protocol.
func (s *server) answer(ctx context.Context, m request, snap *snapshot, req *jsonrpc2.Request) (result any, err error) {
	start := time.Now()
	defer func() {
		if r := recover(); r != nil {
			s.panicked(m.name, r)
			result, err = nil, jsonrpc2.Errorf(jsonrpc2.InternalError, "%s failed: %v", m.name, r)
		}
		s.traceRequest(m.name, req.ID(), start, err)
	}()
	if err := ctx.Err(); err != nil && !m.inline {
		return nil, protocol.ErrRequestCancelled
	}
	result, err = m.serve(ctx, s, snap, req.Params())
	return result, wireError(err)
}

// wireError gives every error a code: the library sends plain ones with 0.
func wireError(err error) error {
	var coded *jsonrpc2.Error
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return protocol.ErrRequestCancelled
	case errors.As(err, &coded):
		return coded
	}
	return jsonrpc2.NewError(jsonrpc2.InternalError, err.Error())
}

// notification handles a message that nobody answers; what goes wrong is
// logged, since nothing else would ever show it.
func (s *server) notification(ctx context.Context, req *jsonrpc2.Request) {
	method := req.Method()
	defer s.recovered(method)
	n, ok := notifications[method]
	if !ok || !s.accepts(method) {
		return
	}
	start := time.Now()
	if err := n.serve(ctx, s, req.Params()); err != nil {
		s.log.Warn("a notification could not be handled", "method", n.name, "error", err)
		s.logMessage(protocol.MessageTypeWarning, fmt.Sprintf("%s: %v", n.name, err))
	}
	s.traceNotification(n.name, start)
}

// recovered ends a panic; defer it directly.
func (s *server) recovered(what string) {
	if r := recover(); r != nil {
		s.panicked(what, r)
	}
}

// panicked reports a mistake in this program.
func (s *server) panicked(what string, reason any) {
	s.log.Error("panic", "in", what, "reason", reason, "stack", string(debug.Stack()))
	s.logMessage(protocol.MessageTypeError, fmt.Sprintf("%s failed: %v (please report this)", what, reason))
}
