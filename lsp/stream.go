package lsp

import (
	"context"
	"errors"
	"io"
	"sync/atomic"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// stream is the jsonrpc2.Stream of a session. The library ends a connection at
// the first frame that it cannot decode; this one answers such a frame as
// JSON-RPC 2.0 section 5.1 asks and goes on with the next. Writes go through
// the outbox, so they never wait for the peer.
//
// Read is called by one goroutine at a time, Write by any.
type stream struct {
	frames *frameReader
	out    *outbox
	ended  atomic.Bool
	// onEnd is called once when reading is over, with the reason; running
	// handlers are cancelled by it, because the library lets them go on.
	onEnd func(error)
	// onBad is told what is wrong with a frame that was answered by an error.
	onBad func(error)
	// onResponse gets the client's answers, which the library never sees.
	onResponse func(*jsonrpc2.Response)
}

var _ jsonrpc2.Stream = (*stream)(nil)

// Read returns the next request or notification. It borrows the read buffer
// until the next call.
func (s *stream) Read(context.Context) (jsonrpc2.Message, int64, error) {
	for {
		if s.ended.Load() {
			return nil, 0, io.EOF
		}
		body, err := s.frames.next()
		if err == nil {
			var msg jsonrpc2.Message
			if msg, err = jsonrpc2.DecodeMessage(body); err == nil {
				if response, ok := msg.(*jsonrpc2.Response); ok {
					s.onResponse(response)
					continue
				}
				return msg, int64(len(body)), nil
			}
		} else if !recoverable(err) {
			s.finish(err)
			return nil, 0, err
		}
		s.refuse(body, err)
	}
}

func recoverable(err error) bool {
	return errors.Is(err, errFrameGarbage) || errors.Is(err, errFrameEmpty) || errors.Is(err, errFrameTooBig)
}

// refuse answers a frame that is no message.
func (s *stream) refuse(body []byte, cause error) {
	s.onBad(cause)
	id, reply := diagnoseFrame(body, cause)
	s.out.frame(jsonrpc2.AppendMessage(nil, jsonrpc2.NewResponse(id, nil, reply)))
}

// diagnoseFrame finds the id to answer, the zero ID when there is none, and
// tells invalid JSON from JSON that is no request.
func diagnoseFrame(body []byte, cause error) (jsonrpc2.ID, *jsonrpc2.Error) {
	if errors.Is(cause, errFrameTooBig) {
		return jsonrpc2.ID{}, jsonrpc2.Errorf(jsonrpc2.InvalidRequest, "%v", cause)
	}
	var probe any
	if len(body) == 0 || protocol.Unmarshal(body, &probe) != nil {
		return jsonrpc2.ID{}, jsonrpc2.Errorf(jsonrpc2.ParseError, "the message is not JSON: %v", cause)
	}
	if _, ok := probe.([]any); ok {
		return jsonrpc2.ID{}, jsonrpc2.NewError(jsonrpc2.InvalidRequest,
			"LSP has no JSON-RPC batches: send one message per frame")
	}
	object, _ := probe.(map[string]any)
	return requestID(object["id"]), jsonrpc2.NewError(jsonrpc2.InvalidRequest,
		`the message is no JSON-RPC 2.0 request: it needs "jsonrpc": "2.0", a method, and an id that is a string or an integer`)
}

// requestID makes an ID of a decoded JSON value; the zero ID for what cannot
// be one.
func requestID(v any) jsonrpc2.ID {
	switch v := v.(type) {
	case string:
		return jsonrpc2.NewStringID(v)
	case float64:
		if n := int64(v); float64(n) == v {
			return jsonrpc2.NewNumberID(n)
		}
	}
	return jsonrpc2.ID{}
}

// Write queues one message. An answer that has no room is replaced by an
// error: it says nothing about whether the client reads.
func (s *stream) Write(_ context.Context, msg jsonrpc2.Message) (int64, error) {
	body := jsonrpc2.AppendMessage(nil, msg)
	response, ok := msg.(*jsonrpc2.Response)
	if !ok {
		return int64(len(body)), s.out.frame(body)
	}
	sent, err := s.out.answer(body, func() []byte { return tooLarge(response.ID(), len(body)) })
	return int64(sent), err
}

// tooLarge is the answer in place of one of so many bytes.
func tooLarge(id jsonrpc2.ID, size int) []byte {
	return jsonrpc2.AppendMessage(nil, jsonrpc2.NewResponse(id, nil, jsonrpc2.Errorf(codeRequestFailed,
		"the answer is too large: it has %d bytes, and no more than %d may wait to be read; ask for less (clnrm/rendered: without map)",
		size, maxOutbox)))
}

// Close is called by the library as soon as reading is over and nothing is in
// flight. The last answers may still be in the outbox then, so the transport
// stays open until Serve has written them.
func (s *stream) Close() error {
	s.finish(io.EOF)
	return nil
}

// finish ends reading; the first reason counts.
func (s *stream) finish(reason error) {
	if s.ended.CompareAndSwap(false, true) {
		s.onEnd(reason)
	}
}
