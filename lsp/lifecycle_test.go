package lsp

import (
	"testing"
	"testing/synctest"
)

// TestLifecycle drives the phases of a session; each step is a message, the
// error code of its answer (0: a result, noAnswer: none), and the exit code of
// the last step, or running.
func TestLifecycle(t *testing.T) {
	const (
		noAnswer = 1
		running  = -1
		initial  = `{"jsonrpc":"2.0","id":"%","method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}`
		hover    = `{"jsonrpc":"2.0","id":"%","method":"textDocument/hover","params":{"textDocument":{"uri":"file:///x.clnrm.toml"},"position":{"line":0,"character":0}}}`
		shutdown = `{"jsonrpc":"2.0","id":"%","method":"shutdown"}`
		unknown  = `{"jsonrpc":"2.0","id":"%","method":"no/such"}`
		exit     = `{"jsonrpc":"2.0","method":"exit"}`
		opening  = `{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///x.clnrm.toml","languageId":"x","version":1,"text":"a ="}}}`
		nonsense = `{"jsonrpc":"2.0","method":"$/nonsense"}`
	)
	type step struct {
		send string
		code int
	}
	for name, test := range map[string]struct {
		steps []step
		exit  int
	}{
		"proper":                    {[]step{{initial, 0}, {shutdown, 0}, {exit, noAnswer}}, 0},
		"exit without shutdown":     {[]step{{initial, 0}, {exit, noAnswer}}, 1},
		"exit before initialize":    {[]step{{exit, noAnswer}}, 1},
		"request before initialize": {[]step{{hover, -32002}, {unknown, -32002}, {shutdown, -32002}, {initial, 0}, {hover, 0}}, running},
		"notification before initialize": {[]step{
			{opening, noAnswer}, {nonsense, noAnswer}, {initial, 0}, {hover, 0}}, running},
		"initialize twice":       {[]step{{initial, 0}, {initial, -32600}, {hover, 0}}, running},
		"after shutdown":         {[]step{{initial, 0}, {shutdown, 0}, {hover, -32600}, {unknown, -32600}, {initial, -32600}, {opening, noAnswer}, {exit, noAnswer}}, 0},
		"double shutdown":        {[]step{{initial, 0}, {shutdown, 0}, {shutdown, -32600}, {exit, noAnswer}}, 0},
		"unknown":                {[]step{{initial, 0}, {unknown, -32601}, {nonsense, noAnswer}, {hover, 0}}, running},
		"initialize after error": {[]step{{`{"jsonrpc":"2.0","id":"%","method":"initialize","params":[]}`, -32602}, {initial, 0}}, running},
	} {
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
