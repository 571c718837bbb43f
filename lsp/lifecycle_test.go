package lsp

import (
	"testing"
	"testing/synctest"
)

const (
	noAnswer       = 1 // as a code
	running        = -1
	sendInitialize = `{"jsonrpc":"2.0","id":"%","method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}`
	sendHover      = `{"jsonrpc":"2.0","id":"%","method":"textDocument/hover","params":{"textDocument":{"uri":"file:///x.clnrm.toml"},"position":{"line":0,"character":0}}}`
	sendShutdown   = `{"jsonrpc":"2.0","id":"%","method":"shutdown"}`
	sendUnknown    = `{"jsonrpc":"2.0","id":"%","method":"no/such"}`
	sendExit       = `{"jsonrpc":"2.0","method":"exit"}`
	sendOpen       = `{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///x.clnrm.toml","languageId":"x","version":1,"text":"a ="}}}`
	sendNonsense   = `{"jsonrpc":"2.0","method":"$/nonsense"}`
)

type lifecycleStep struct {
	send string
	code int
}

// lifecycles are the cases of TestLifecycle.
var lifecycles = map[string]struct {
	steps []lifecycleStep
	exit  int
}{
	"proper":                    {[]lifecycleStep{{sendInitialize, 0}, {sendShutdown, 0}, {sendExit, noAnswer}}, 0},
	"exit without shutdown":     {[]lifecycleStep{{sendInitialize, 0}, {sendExit, noAnswer}}, 1},
	"exit before initialize":    {[]lifecycleStep{{sendExit, noAnswer}}, 1},
	"request before initialize": {[]lifecycleStep{{sendHover, -32002}, {sendUnknown, -32002}, {sendShutdown, -32002}, {sendInitialize, 0}, {sendHover, 0}}, running},
	"notification before initialize": {[]lifecycleStep{
		{sendOpen, noAnswer}, {sendNonsense, noAnswer}, {sendInitialize, 0}, {sendHover, 0}}, running},
	"initialize twice":       {[]lifecycleStep{{sendInitialize, 0}, {sendInitialize, -32600}, {sendHover, 0}}, running},
	"after shutdown":         {[]lifecycleStep{{sendInitialize, 0}, {sendShutdown, 0}, {sendHover, -32600}, {sendUnknown, -32600}, {sendInitialize, -32600}, {sendOpen, noAnswer}, {sendExit, noAnswer}}, 0},
	"double shutdown":        {[]lifecycleStep{{sendInitialize, 0}, {sendShutdown, 0}, {sendShutdown, -32600}, {sendExit, noAnswer}}, 0},
	"unknown":                {[]lifecycleStep{{sendInitialize, 0}, {sendUnknown, -32601}, {sendNonsense, noAnswer}, {sendHover, 0}}, running},
	"initialize after error": {[]lifecycleStep{{`{"jsonrpc":"2.0","id":"%","method":"initialize","params":[]}`, -32602}, {sendInitialize, 0}}, running},
}

// TestLifecycle drives the phases of a session; each step is a message, the
// error code of its answer (0: a result, noAnswer: none), and the exit code of
// the last step, or running.
func TestLifecycle(t *testing.T) {
	for name, test := range lifecycles {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := newSession(t, Options{})
				for i, step := range test.steps {
					id := string(rune('a' + i))
					s.send(replaceID(step.send, id))
					synctest.Wait()
					m, answered := s.answer(id)
					switch {
					case !answered && step.code != noAnswer:
						t.Fatalf("step %d: no answer", i)
					case answered && code(m) != step.code:
						t.Errorf("step %d: code %d, want %d (%v)", i, code(m), step.code, m.Error)
					}
				}
				s.expectExit(test.exit)
			})
		})
	}
}

func replaceID(body, id string) string {
	for i := range body {
		if body[i] == '%' {
			return body[:i] + id + body[i+1:]
		}
	}
	return body
}

func code(m message) int {
	if m.Error != nil {
		return m.Error.Code
	}
	return 0
}

// expectExit checks the exit code; a running session (-1) is ended by closing
// the connection, which is exit code 1.
func (s *session) expectExit(want int) {
	s.t.Helper()
	if want < 0 {
		select {
		case code := <-s.code:
			s.t.Errorf("the session ended with %d", code)
		default:
		}
		s.conn.Close()
		want = 1
	}
	if code := <-s.code; code != want {
		s.t.Errorf("exit code %d, want %d", code, want)
	}
	s.conn.Close()
	<-s.over
}
