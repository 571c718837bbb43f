package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
)

// session is a client over an in-memory pipe. In a synctest bubble, settle
// waits until the server has nothing left to do, so tests need no time-outs,
// and a goroutine that the server leaves behind fails the test.
type session struct {
	t      testing.TB
	server *server
	conn   net.Conn
	code   chan int
	over   chan struct{} // the reader has ended

	mu       sync.Mutex // guards all below
	received []message
	answers  map[string]message
	// reply answers requests from the server; nil leaves them open.
	reply func(method string, params json.RawMessage) any
}

type message struct {
	JSONRPC string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id,omitempty"`
	Method  string          `json:"method,omitempty"`
	Params  json.RawMessage `json:"params,omitempty"`
	Result  json.RawMessage `json:"result,omitempty"`
	Error   *wireErr        `json:"error,omitempty"`
	raw     []byte
}

type wireErr struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

// newSession starts a server on a pipe.
func newSession(t testing.TB, opts Options) *session {
	near, far := net.Pipe()
	s := &session{t: t, conn: near, code: make(chan int, 1), over: make(chan struct{}), answers: map[string]message{}}
	s.server = newServer(context.Background(), far, opts)
	s.server.conn.Go(s.server.root, s.server.handle)
	go func() {
		code := s.server.wait()
		s.server.finish()
		s.code <- code
	}()
	go s.read()
	return s
}

// start also initializes it. capabilities is JSON.
func start(t testing.TB, capabilities string, roots ...string) *session {
	s := newSession(t, Options{Version: "test"})
	folders := []map[string]string{}
	for _, root := range roots {
		folders = append(folders, map[string]string{"uri": fileURI(root), "name": root})
	}
	raw, _ := json.Marshal(folders)
	s.call("init", "initialize", fmt.Sprintf(`{"processId":null,"rootUri":null,"workspaceFolders":%s,"capabilities":%s}`, raw, capabilities))
	s.notify("initialized", `{}`)
	return s
}

// stop ends the session the proper way and waits for its end.
func (s *session) stop() {
	s.call("stop", "shutdown", "")
	s.notify("exit", "")
	if code := <-s.code; code != 0 {
		s.t.Errorf("exit code %d", code)
	}
	s.conn.Close()
	<-s.over
}

func (s *session) write(frame string) {
	if _, err := io.WriteString(s.conn, frame); err != nil {
		s.t.Logf("write: %v", err)
	}
}

func frameOf(body string) string { return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(body), body) }

func (s *session) send(body string) { s.write(frameOf(body)) }

func (s *session) notify(method, params string) {
	if params != "" {
		params = `,"params":` + params
	}
	s.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":%q%s}`, method, params))
}

func (s *session) request(id, method, params string) {
	if params != "" {
		params = `,"params":` + params
	}
	s.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":%q,"method":%q%s}`, id, method, params))
}

// call sends a request and returns its answer once all is quiet.
func (s *session) call(id, method, params string) message {
	s.request(id, method, params)
	synctest.Wait()
	m, ok := s.answer(id)
	if !ok {
		s.t.Fatalf("%s was not answered", method)
	}
	return m
}

// answerWith answers requests from the server from now on.
func (s *session) answerWith(reply func(method string, params json.RawMessage) any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.reply = reply
}

func (s *session) answer(id string) (message, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m, ok := s.answers[strconv.Quote(id)]
	return m, ok
}

// take returns and forgets what has arrived.
func (s *session) take() []message {
	s.mu.Lock()
	defer s.mu.Unlock()
	got := s.received
	s.received = nil
	return got
}

func (s *session) open(uri string, version int, text string) {
	raw, _ := json.Marshal(text)
	s.notify("textDocument/didOpen", fmt.Sprintf(`{"textDocument":{"uri":%q,"languageId":"clnrm","version":%d,"text":%s}}`, uri, version, raw))
}

func (s *session) change(uri string, version int, changes string) {
	s.notify("textDocument/didChange", fmt.Sprintf(`{"textDocument":{"uri":%q,"version":%d},"contentChanges":%s}`, uri, version, changes))
}

// text is the server's text of an open document.
func (s *session) text(uri string) string {
	r, err := parseURI(uri)
	if err != nil {
		s.t.Fatal(err)
	}
	return s.server.store.snapshot().documents[r.key].text.Text.String()
}

// published is the last set of diagnostics per URI, of what take returned.
type publishedSet struct {
	URI         string `json:"uri"`
	Version     *int32 `json:"version"`
	Diagnostics []struct {
		Range struct {
			Start, End struct{ Line, Character int }
		}
		Severity int
		Code     string
		Message  string
	} `json:"diagnostics"`
}

func lastPublished(messages []message) map[string]publishedSet {
	sets := map[string]publishedSet{}
	for _, m := range messages {
		if m.Method == "textDocument/publishDiagnostics" {
			var p publishedSet
			if err := json.Unmarshal(m.Params, &p); err == nil {
				sets[p.URI] = p
			}
		}
	}
	return sets
}

func (s *session) read() {
	defer close(s.over)
	r := bufio.NewReader(s.conn)
	for {
		header, err := textproto.NewReader(r).ReadMIMEHeader()
		if err != nil {
			return
		}
		n, err := strconv.Atoi(header.Get("Content-Length"))
		body := make([]byte, n)
		if _, readErr := io.ReadFull(r, body); err != nil || readErr != nil {
			return
		}
		var m message
		if err := json.Unmarshal(body, &m); err != nil {
			s.t.Errorf("the server sent %q: %v", body, err)
			return
		}
		m.raw = body
		s.dispatch(m)
	}
}

func (s *session) dispatch(m message) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if m.Method == "" {
		if _, twice := s.answers[string(m.ID)]; twice && string(m.ID) != "null" {
			s.t.Errorf("second answer to %s", m.ID)
		}
		s.answers[string(m.ID)] = m
	}
	s.received = append(s.received, m)
	if m.Method != "" && m.ID != nil && s.reply != nil {
		result, _ := json.Marshal(s.reply(m.Method, m.Params))
		body := fmt.Sprintf(`{"jsonrpc":"2.0","id":%s,"result":%s}`, m.ID, result)
		go io.WriteString(s.conn, frameOf(body)) // the server may be writing
	}
}

// bubble runs a test with virtual time and a check for leaks.
func bubble(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	synctest.Test(t, f)
}

func jsonString(s string) string {
	raw, _ := json.Marshal(s)
	return string(raw)
}

// has fails unless the text contains the part.
func has(t testing.TB, text, part string) {
	t.Helper()
	if !strings.Contains(text, part) {
		t.Errorf("%q is not in %q", part, text)
	}
}
