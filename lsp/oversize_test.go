package lsp

import (
	"bytes"
	"fmt"
	"testing"
	"testing/synctest"

	"go.lsp.dev/jsonrpc2"
)

// TestTooLarge: a source map that is too large is refused before it is encoded,
// and the session goes on.
func TestTooLarge(t *testing.T) {
	const nested = "{% for a in range(end=400) %}{% for b in range(end=400) %}{{ a }}{{ b }}{% endfor %}{% endfor %}"
	for name, test := range map[string]struct {
		text, method, params string
		want                 string // of the message; "" for a result
	}{
		"map":    {nested, MethodRendered, `{"textDocument":{"uri":%q},"map":true}`, "ask without map"},
		"no map": {nested, MethodRendered, `{"textDocument":{"uri":%q}}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := start(t, `{}`)
				s.open(doc, 1, test.text)
				m := s.call("big", test.method, fmt.Sprintf(test.params, doc))
				switch {
				case test.want == "" && m.Error != nil:
					t.Errorf("refused: %v", m.Error)
				case test.want != "" && code(m) != int(codeRequestFailed):
					t.Errorf("error %v, result of %d bytes", m.Error, len(m.Result))
				case test.want != "":
					has(t, m.Error.Message, test.want)
				}
				s.stop()
			})
		})
	}
}

// TestNoRoom: an answer that has no room, whatever it is about, becomes an
// error; what waits counts too, and a client that reads nothing is still
// found out.
func TestNoRoom(t *testing.T) {
	bubble(t, func(t *testing.T) {
		gate := make(chan struct{})
		w := &gatedWriter{gate: gate}
		failed := make(chan error, 1)
		o := newOutbox(w, func(err error) { failed <- err })
		o.frame([]byte(`0`))
		synctest.Wait() // the writer holds the first and waits
		out := &stream{out: o}
		result := jsonrpc2.RawMessage(bytes.Repeat([]byte{'1'}, maxOutbox*2/3))
		for i := range 2 {
			n, err := out.Write(t.Context(), jsonrpc2.NewResponse(jsonrpc2.NewNumberID(int64(i)), result, nil))
			if small := n < 1000; err != nil || small != (i == 1) {
				t.Errorf("answer %d: %d bytes queued, %v", i, n, err)
			}
		}
		if err := o.frame(result); err != errOutboxFull || <-failed != errOutboxFull {
			t.Errorf("a client that does not read: %v", err)
		}
		close(gate)
		<-o.close()
	})
}
