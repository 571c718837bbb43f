package lsp

import (
	"context"
	"fmt"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// Trace levels ($/setTrace).
const (
	traceOff int32 = iota
	traceMessages
	traceVerbose
)

func traceLevel(value protocol.TraceValue) int32 {
	switch value {
	case protocol.TraceValueMessages:
		return traceMessages
	case protocol.TraceValueVerbose:
		return traceVerbose
	}
	return traceOff
}

// setTrace handles $/setTrace.
func (s *server) setTrace(_ context.Context, raw []byte) error {
	var params struct {
		Value protocol.TraceValue `json:"value"`
	}
	if err := decodeParams(raw, &params); err != nil {
		return err
	}
	s.trace.Store(traceLevel(params.Value))
	return nil
}

// traceRequest tells a client that traces how long an answer took.
func (s *server) traceRequest(method string, id jsonrpc2.ID, start time.Time, err error) {
	if s.trace.Load() == traceOff {
		return
	}
	outcome := "answered"
	if err != nil {
		outcome = "refused"
	}
	var detail *string
	if err != nil && s.trace.Load() == traceVerbose {
		text := err.Error()
		detail = &text
	}
	s.logTrace(fmt.Sprintf("%s (%q) %s in %v", method, id, outcome, time.Since(start).Round(time.Microsecond)), detail)
}

func (s *server) traceNotification(method string, start time.Time) {
	if s.trace.Load() != traceOff {
		s.logTrace(fmt.Sprintf("%s handled in %v", method, time.Since(start).Round(time.Microsecond)), nil)
	}
}

func (s *server) logTrace(message string, detail *string) {
	if s.phase.Load() == phaseRunning {
		s.out.log(protocol.MethodLogTrace, encode(&protocol.LogTraceParams{Message: message, Verbose: detail}))
	}
}

// logMessage writes to the client's log of this server.
func (s *server) logMessage(kind protocol.MessageType, message string) {
	if s.phase.Load() == phaseRunning {
		s.out.log(protocol.MethodWindowLogMessage, encode(&protocol.LogMessageParams{Type: kind, Message: message}))
	}
}

// showMessage interrupts the user: only for what the user has to act on.
func (s *server) showMessage(kind protocol.MessageType, message string) {
	if s.phase.Load() == phaseRunning {
		s.out.notify(protocol.MethodWindowShowMessage, encode(&protocol.ShowMessageParams{Type: kind, Message: message}))
	}
}
