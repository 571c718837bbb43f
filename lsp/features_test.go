package lsp

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestStartup: after initialized the client is asked for its settings, then to
// watch files, then the scan begins, in this order, and its progress can be
// cancelled by the user.
func TestStartup(t *testing.T) {
	dir := t.TempDir()
	const files = 200
	for i := range files {
		put(t, filepath.Join(dir, fmt.Sprintf("%03d.clnrm.toml", i)), "bad")
	}
	bubble(t, func(t *testing.T) {
		s := newSession(t, Options{})
		var asked []string
		s.answerWith(func(method string, _ json.RawMessage) any {
			asked = append(asked, method)
			return nil
		})
		s.call("init", "initialize", fmt.Sprintf(`{"processId":null,"rootUri":%q,"capabilities":%s}`, fileURI(dir), everything))
		if len(s.take()) != 1 {
			t.Error("something was sent before initialized")
		}
		s.notify("initialized", `{}`)
		synctest.Wait()
		want := "workspace/configuration client/registerCapability window/workDoneProgress/create"
		if got := strings.Join(asked, " "); got != want {
			t.Errorf("asked for %s", got)
		}
		got := s.take()
		conform(t, got, nil)
		if n := len(lastPublished(got)); n != files {
			t.Errorf("%d of %d files are published", n, files)
		}
		var stats Stats
		if err := json.Unmarshal(s.call("stats", MethodStats, `{}`).Result, &stats); err != nil {
			t.Fatal(err)
		}
		if stats.Files != files || stats.Published != files || stats.Open != 0 {
			t.Errorf("stats %+v", stats)
		}
		s.stop()
	})
}

// TestProgressCancel: the user ends a scan; what has been checked stays, the
// rest is not checked.
func TestProgressCancel(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := start(t, everything)
		synctest.Wait()
		s.server.scan.begin(func() {})
		report := s.server.beginProgress("Checking", s.server.stopScan)
		synctest.Wait()
		s.server.callouts.mu.Lock()
		open := len(s.server.callouts.waiting)
		s.server.callouts.mu.Unlock()
		if open == 0 {
			t.Fatal("the client was not asked")
		}
		found := map[string]struct{}{"/w/a": {}, "/w/b": {}}
		if _, ok := s.server.scan.commit(t.Context(), found, report); !ok {
			t.Fatal("not committed")
		}
		s.server.scan.done("/w/a")
		s.notify("window/workDoneProgress/cancel", `{"token":"`+report.token+`"}`)
		synctest.Wait()
		if !report.ended || len(s.server.scan.waiting) != 0 || !s.server.scan.holds("/w/b") {
			t.Error("the scan goes on, or has forgotten what it found")
		}
		s.stop()
	})
}

// TestCodeAction: fixes are offered where their finding is, as versioned edits
// for a client that knows them, and only to one that asks for quick fixes.
func TestCodeAction(t *testing.T) {
	const text = "[meta]\nname = \"a\"\nversion = \"1\"\nauthor = \"x\"\nservice = 1\nx = {{ svcc }}\n"
	for name, test := range map[string]struct {
		capabilities, only string
		versioned, none    bool
	}{
		"everything":  {everything, ``, true, false},
		"kinds":       {everything, `,"only":["quickfix"]`, true, false},
		"refactor":    {everything, `,"only":["refactor"]`, true, true},
		"plain edits": {`{"textDocument":{"codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":[]}}}}}`, ``, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := start(t, test.capabilities)
				s.answerWith(func(string, json.RawMessage) any { return nil })
				s.open("untitled:a.clnrm.toml", 3, text)
				synctest.Wait()
				conform(t, s.take(), map[string]string{`"init"`: "initialize"})
				m := s.call("c", "textDocument/codeAction", `{"textDocument":{"uri":"untitled:a.clnrm.toml"},
					"range":{"start":{"line":0,"character":0},"end":{"line":9,"character":0}},"context":{"diagnostics":[]`+test.only+`}}`)
				conform(t, []message{m}, map[string]string{`"c"`: "textDocument/codeAction"})
				body := string(m.Result)
				if test.none {
					if body != "[]" {
						t.Errorf("offered %s", body)
					}
				} else {
					has(t, body, `"kind":"quickfix"`)
					has(t, body, `"newText":"svc"`)
					if test.versioned != strings.Contains(body, `"documentChanges"`) || test.versioned != strings.Contains(body, `"version":3`) {
						t.Errorf("edits %s", body)
					}
				}
				s.stop()
			})
		})
	}
}

// TestLimit: a file with more findings than the limit gets one more that says
// how many.
func TestLimit(t *testing.T) {
	bubble(t, func(t *testing.T) {
		s := newSession(t, Options{})
		s.call("init", "initialize", `{"processId":null,"rootUri":null,"capabilities":{},"initializationOptions":{"diagnostics":{"limit":3}}}`)
		s.notify("initialized", `{}`)
		s.open(doc, 1, strings.Repeat("bad\n", 50))
		synctest.Wait()
		set := lastPublished(s.take())[doc]
		if n := len(set.Diagnostics); n != 4 || set.Diagnostics[3].Code != "session/more-findings" {
			t.Fatalf("published %+v", set)
		}
		has(t, set.Diagnostics[3].Message, "more findings are not shown")
		s.stop()
	})
}

// TestHover: the engine's answer arrives with its range, plain for a client
// that does not know Markdown, null where there is nothing.
func TestHover(t *testing.T) {
	for name, test := range map[string]struct{ capabilities, kind string }{
		"markdown": {everything, `"kind":"markdown"`}, "plain": {`{}`, `"kind":"plaintext"`},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := start(t, test.capabilities)
				s.answerWith(func(string, json.RawMessage) any { return nil })
				s.open(doc, 1, "[meta]\nname = \"a\"\n\n")
				ask := func(id string, line int) string {
					m := s.call(id, "textDocument/hover", fmt.Sprintf(`{"textDocument":{"uri":%q},"position":{"line":%d,"character":1}}`, doc, line))
					conform(t, []message{m}, map[string]string{`"` + id + `"`: "textDocument/hover"})
					return string(m.Result)
				}
				has(t, ask("on", 1), test.kind)
				if got := ask("off", 2); got != "null" {
					t.Errorf("on nothing: %s", got)
				}
				s.stop()
			})
		})
	}
}

// TestDiskWatch uses the real file system: a client that watches nothing still
// sees changes on disk, in new directories too.
func TestDiskWatch(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "a.clnrm.toml"), "bad")
	s := newSession(t, Options{})
	s.request("init", "initialize", fmt.Sprintf(`{"processId":null,"rootUri":%q,"capabilities":{}}`, fileURI(dir)))
	s.notify("initialized", `{}`)
	s.await("a.clnrm.toml", true)
	put(t, filepath.Join(dir, "a.clnrm.toml"), "")
	s.await("a.clnrm.toml", false)
	put(t, filepath.Join(dir, "new/deep/b.clnrm.toml"), "bad")
	s.await("b.clnrm.toml", true)
	if err := os.RemoveAll(filepath.Join(dir, "new")); err != nil {
		t.Fatal(err)
	}
	s.await("b.clnrm.toml", false)
	s.conn.Close()
	if code := <-s.code; code != 1 {
		t.Errorf("exit code %d", code)
	}
	<-s.over
}

// await waits for a published set with syntax errors, or without.
func (s *session) await(name string, errors bool) {
	s.t.Helper()
	deadline := time.NewTimer(20 * time.Second)
	defer deadline.Stop()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for {
		for uri, set := range lastPublished(s.take()) {
			found := false
			for _, d := range set.Diagnostics {
				found = found || strings.HasPrefix(d.Code, "toml/")
			}
			if strings.HasSuffix(uri, name) && found == errors {
				return
			}
		}
		select {
		case <-look.C:
		case <-deadline.C:
			s.t.Fatalf("%s was not published with errors: %v", name, errors)
		}
	}
}

// TestParentDeath: the session ends with the process that is named in
// initialize.
func TestParentDeath(t *testing.T) {
	parent := exec.Command("cat")
	stdin, err := parent.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Skipf("no process can be started: %v", err)
	}
	s := newSession(t, Options{})
	s.request("init", "initialize", fmt.Sprintf(`{"processId":%d,"rootUri":null,"capabilities":{}}`, parent.Process.Pid))
	s.notify("initialized", `{}`)
	select {
	case code := <-s.code:
		t.Fatalf("the session ended with %d while its parent lives", code)
	case <-time.After(20 * time.Millisecond):
	}
	stdin.Close()
	parent.Wait()
	select {
	case <-s.code:
	case <-time.After(20 * time.Second):
		t.Error("the session goes on without its parent")
	}
	s.conn.Close()
	<-s.over
}
