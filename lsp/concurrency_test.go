package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
)

// Requests that exist in tests only: one that runs until it is cancelled, one
// that panics, one that fails without a code, one that answers the text of a
// document as its snapshot has it.
func init() {
	requests["test/slow"] = request{name: "test/slow", serve: func(ctx context.Context, _ *server, _ *snapshot, _ []byte) (any, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}}
	requests["test/panic"] = request{name: "test/panic", serve: func(context.Context, *server, *snapshot, []byte) (any, error) {
		panic("asked to")
	}}
	requests["test/error"] = request{name: "test/error", serve: func(context.Context, *server, *snapshot, []byte) (any, error) {
		return nil, errors.New("plain")
	}}
	serve("test/text", func(_ *server, _ context.Context, snap *snapshot, p *renderedParams) (any, error) {
		d, ok := snap.find(p.TextDocument.URI)
		if !ok {
			return nil, nil
		}
		return d.text.Text.String(), nil
	})
}

const textOf = `{"textDocument":{"uri":"` + doc + `"}}`

// TestRequestOrder: each request sees exactly the text of its place in the
// stream, though all run concurrently.
func TestRequestOrder(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := start(t, `{}`)
		s.open(doc, 0, "w0")
		const rounds = 500
		for i := 1; i <= rounds; i++ {
			s.change(doc, i, `[{"text":"w`+strconv.Itoa(i)+`"}]`)
			s.request(strconv.Itoa(i), "test/text", textOf)
		}
		synctest.Wait()
		for i := 1; i <= rounds; i++ {
			if m, ok := s.answer(strconv.Itoa(i)); !ok || string(m.Result) != fmt.Sprintf(`"w%d"`, i) {
				t.Fatalf("request %d: %s", i, m.Result)
			}
		}
		s.stop()
	})
}

// TestManyRequests sends 10,000 requests without reading in between.
func TestManyRequests(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := start(t, `{}`)
		s.open(doc, 1, "a")
		const many = 10_000
		for i := range many {
			s.request(strconv.Itoa(i), "test/text", textOf)
		}
		synctest.Wait()
		for i := range many {
			if _, ok := s.answer(strconv.Itoa(i)); !ok {
				t.Fatalf("request %d has no answer", i)
			}
		}
		s.stop()
	})
}

// TestCancel: a cancelled request is answered once, with RequestCancelled, and
// blocks nobody; ids are strings or integers of any size.
func TestCancel(t *testing.T) {
	for name, id := range map[string]string{"string": `"a"`, "number": `7`, "large": `4294967299`, "zero": `0`, "negative": `-1`} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := start(t, `{}`)
				s.open(doc, 1, "a")
				s.send(`{"jsonrpc":"2.0","id":` + id + `,"method":"test/slow"}`)
				if m := s.call("fast", "test/text", textOf); string(m.Result) != `"a"` {
					t.Errorf("a running request blocks another: %s", m.Result)
				}
				s.notify("$/cancelRequest", `{"id":`+id+`}`)
				s.notify("$/cancelRequest", `{"id":`+id+`}`)
				synctest.Wait()
				s.mu.Lock()
				m := s.answers[id]
				s.mu.Unlock()
				if code(m) != -32800 {
					t.Errorf("answer %s, error %v", m.Result, m.Error)
				}
				s.stop()
			})
		})
	}
}

// TestCancelRaces cancels at once: whoever wins, there is exactly one answer,
// a result or RequestCancelled.
func TestCancelRaces(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := start(t, `{}`)
		s.open(doc, 1, "a")
		const many = 1000
		for i := range many {
			id := strconv.Itoa(i)
			s.request(id, "test/text", textOf)
			s.notify("$/cancelRequest", `{"id":"`+id+`"}`)
		}
		synctest.Wait()
		for i := range many {
			m, ok := s.answer(strconv.Itoa(i))
			if !ok || code(m) != -32800 && string(m.Result) != `"a"` {
				t.Fatalf("request %d: %v %s", i, m.Error, m.Result)
			}
		}
		s.stop()
	})
}

// TestErrors: every error has a code, and a panic costs one request.
func TestErrors(t *testing.T) {
	for method, want := range map[string]int{
		"test/panic": -32603, "test/error": -32603, "no/such": -32601, "textDocument/completion": -32601,
		"$/nope": -32601, "textDocument/hover": -32602, "clnrm/rendered": -32602,
	} {
		t.Run(method, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := start(t, `{}`)
				if m := s.call("x", method, ""); code(m) != want || m.Error.Message == "" {
					t.Errorf("%+v", m.Error)
				}
				s.alive()
				s.stop()
			})
		})
	}
}

// TestEndWithWork: the end of the stream cancels what runs, and the session
// ends with nothing left behind (the bubble sees to that).
func TestEndWithWork(t *testing.T) {
	for name, end := range map[string]func(*session){
		"EOF":         func(s *session) { s.conn.Close() },
		"exit":        func(s *session) { s.notify("exit", "") },
		"not LSP":     func(s *session) { s.write(strings.Repeat("noise\n", maxGarbage/5)) },
		"root cancel": func(s *session) { s.server.stop() },
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := start(t, `{"window":{"workDoneProgress":true},"workspace":{"configuration":true}}`)
				for i := range 100 {
					s.request(strconv.Itoa(i), "test/slow", "")
					s.open(fmt.Sprintf("file:///w/%d.clnrm.toml", i), 1, "a = ")
				}
				synctest.Wait()
				end(s)
				if code := <-s.code; code != 1 {
					t.Errorf("exit code %d", code)
				}
				s.conn.Close()
				<-s.over
			})
		})
	}
}

// TestSlowReader: a client that does not read neither blocks the server's
// reader nor gets what is out of date.
func TestSlowReader(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := start(t, `{}`)
		synctest.Wait()
		s.take()
		s.mu.Lock() // stops the client's reader
		const versions = 300
		s.open(doc, 0, "a = ")
		for v := 1; v <= versions; v++ {
			s.change(doc, v, `[{"text":"a = `+strings.Repeat(" ", v)+`"}]`)
		}
		// That all could be sent shows that the server has read it.
		s.mu.Unlock()
		synctest.Wait()
		set := lastPublished(s.take())[doc]
		if set.Version == nil || *set.Version != versions {
			t.Errorf("the last version shown is %v", set.Version)
		}
		s.stop()
	})
}

// TestTrace: a client that traces is told of each message, others are not.
func TestTrace(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := start(t, `{}`)
		traced := func() (n int) {
			synctest.Wait()
			for _, m := range s.take() {
				if m.Method == "$/logTrace" {
					var p struct{ Message string }
					if err := json.Unmarshal(m.Params, &p); err != nil || p.Message == "" {
						t.Errorf("%s", m.Params)
					}
					n++
				}
			}
			return n
		}
		s.call("1", "test/text", textOf)
		if n := traced(); n != 0 {
			t.Errorf("%d traces while off", n)
		}
		s.notify("$/setTrace", `{"value":"messages"}`)
		s.call("2", "test/text", textOf)
		if n := traced(); n != 2 {
			t.Errorf("%d traces, want 2", n)
		}
		s.notify("$/setTrace", `{"value":"off"}`)
		s.call("3", "test/text", textOf)
		if n := traced(); n != 0 {
			t.Errorf("%d traces while off again", n)
		}
		s.stop()
	})
}
