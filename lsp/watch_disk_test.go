package lsp

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestDiskWatchFolders uses the real file system: what is watched from here
// follows the workspace folders, the .gitignore files and what is read.
func TestDiskWatchFolders(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	put(t, at("one/.ci/a.clnrm.toml"), "bad")
	put(t, at("one/.gitignore"), "gen/\n")
	put(t, at("one/gen/g.clnrm.toml"), "bad")
	put(t, at("one/node_modules/m/n.clnrm.toml"), "bad")
	put(t, at("one/r.clnrm.toml.tera"), "bad{% include \"target/deep/x.txt\" %}\n")
	put(t, at("two/b.clnrm.toml"), "bad")
	s := newSession(t, Options{})
	s.request("init", "initialize", `{"processId":null,"rootUri":null,"capabilities":{}}`)
	s.notify("initialized", `{}`)
	folders := func(added, removed string) {
		s.notify("workspace/didChangeWorkspaceFolders", fmt.Sprintf(`{"event":{"added":[%s],"removed":[%s]}}`, added, removed))
	}
	folder := func(name string) string { return fmt.Sprintf(`{"uri":%q,"name":"x"}`, fileURI(at(name))) }

	folders(folder("one")+","+folder("two"), "")
	s.await("two/b.clnrm.toml", true)
	put(t, at("two/b.clnrm.toml"), "")
	s.await("two/b.clnrm.toml", false)
	put(t, at("one/.ci/a.clnrm.toml"), "")
	s.await(".ci/a.clnrm.toml", false)
	s.watches("the scanned directories", at("one"), at("one/.ci"), at("two"))

	put(t, at("one/.gitignore"), "")
	s.await("gen/g.clnrm.toml", true)
	put(t, at("one/gen/g.clnrm.toml"), "")
	s.await("gen/g.clnrm.toml", false)

	// The file that is read appears in a directory that no scan looks into.
	put(t, at("one/target/deep/x.txt"), "= 1")
	s.await("r.clnrm.toml.tera", false)
	if err := os.Remove(at("one/target/deep/x.txt")); err != nil {
		t.Fatal(err)
	}
	s.await("r.clnrm.toml.tera", true)

	folders("", folder("one"))
	s.watches("the folder that is left", at("two"))
	put(t, at("two/b.clnrm.toml"), "bad")
	s.await("two/b.clnrm.toml", true)
	s.conn.Close()
	<-s.code
	<-s.over
}

// watches waits until just these directories are watched.
func (s *session) watches(what string, want ...string) {
	s.t.Helper()
	deadline := time.NewTimer(20 * time.Second)
	defer deadline.Stop()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for {
		var got []string
		if watcher := s.server.watching.current(); watcher != nil {
			got = watcher.WatchList()
		}
		slices.Sort(got)
		if slices.Equal(got, want) {
			return
		}
		select {
		case <-look.C:
		case <-deadline.C:
			s.t.Fatalf("%s: watched are\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}
