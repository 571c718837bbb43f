package lsp

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

// TestScripts runs testdata/*.txtar. An archive holds the files of a workspace
// and a file `script`: each line is a step, followed by lines that start with
// "< " and say what the client was told because of it. Steps, with FILE below
// the workspace or a URI, and TEXT as a Go string:
//
//	start                        initialize; the first step
//	open FILE VERSION [TEXT]     without TEXT: what is on disk
//	change FILE VERSION TEXT     the whole text
//	edit FILE VERSION JSON       one content change
//	close FILE | save FILE
//	write FILE TEXT              on disk, with a notification if it is watched
//	remove FILE
//	settings JSON                what the client answers from now on
//	folders +DIR -DIR ...
//	request METHOD JSON          the result is shown
//
// Diagnostics are shown as the version, "-" for a file that is not open, and
// the number of those of the template and TOML layers: what they say, and what
// the rules make of the file, is for the tests of the engine. Of registrations
// those for files that are read are shown, with their globs.
func TestScripts(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			var script *txtar.File
			for i, f := range archive.Files {
				if f.Name == "script" {
					script = &archive.Files[i]
					continue
				}
				put(t, filepath.Join(dir, f.Name), string(f.Data))
			}
			bubble(t, func(t *testing.T) { check(t, script, dir) })
			if *update && !t.Failed() {
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func put(t testing.TB, file, text string) {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// player plays one script.
type player struct {
	*session
	t        testing.TB
	dir      string
	settings string
	asked    map[string]string
	requests int
}

// check runs a script and compares what the client was told with it.
func check(t *testing.T, script *txtar.File, dir string) {
	p := &player{t: t, dir: dir, settings: "null", asked: map[string]string{`"init"`: "initialize", `"stop"`: "shutdown"}}
	var result strings.Builder
	for _, line := range strings.Split(strings.TrimSpace(string(script.Data)), "\n") {
		if !strings.HasPrefix(line, "< ") {
			fmt.Fprintln(&result, line)
			p.step(line)
			fmt.Fprint(&result, p.told())
		}
	}
	p.stop()
	conform(t, p.take(), p.asked)
	if *update {
		script.Data = []byte(result.String())
	} else if got := result.String(); got != string(script.Data) {
		t.Errorf("got\n%s\nwant\n%s", got, script.Data)
	}
}

func (p *player) begin() {
	p.session = newSession(p.t, Options{Version: "test"})
	p.answerWith(p.answerServer)
	p.call("init", "initialize", fmt.Sprintf(`{"processId":null,"rootUri":%q,"capabilities":%s}`, fileURI(p.dir), everything))
	p.notify("initialized", `{}`)
}

func (p *player) answerServer(method string, _ json.RawMessage) any {
	if method == "workspace/configuration" {
		return []json.RawMessage{json.RawMessage(p.settings)}
	}
	return nil
}

// uri names a file of the workspace.
func (p *player) uri(file string) string {
	if strings.Contains(file, ":") {
		return strings.ReplaceAll(file, "$WS", p.dir)
	}
	return fileURI(filepath.Join(p.dir, file))
}

func (p *player) step(line string) {
	command, rest, _ := strings.Cut(line, " ")
	file, rest, _ := strings.Cut(rest, " ")
	id := fmt.Sprintf(`{"textDocument":{"uri":%q}}`, p.uri(file))
	switch command {
	case "start":
		p.begin()
	case "open", "change":
		number, text, _ := strings.Cut(rest, " ")
		version, _ := strconv.Atoi(number)
		if command == "open" {
			p.open(p.uri(file), version, p.textOf(file, text))
		} else {
			p.change(p.uri(file), version, `[{"text":`+jsonString(p.textOf(file, text))+`}]`)
		}
	case "edit":
		number, change, _ := strings.Cut(rest, " ")
		version, _ := strconv.Atoi(number)
		p.change(p.uri(file), version, "["+change+"]")
	case "close":
		p.notify("textDocument/didClose", id)
	case "save":
		p.notify("textDocument/didSave", id)
	case "write":
		kind := 2
		if _, err := os.Stat(filepath.Join(p.dir, file)); err != nil {
			kind = 1
		}
		put(p.t, filepath.Join(p.dir, file), p.textOf(file, rest))
		p.fileEvent(file, kind)
	case "remove":
		if err := os.RemoveAll(filepath.Join(p.dir, file)); err != nil {
			p.t.Fatal(err)
		}
		p.fileEvent(file, 3)
	case "settings":
		p.settings = strings.TrimPrefix(line, "settings ")
		p.notify("workspace/didChangeConfiguration", `{"settings":{"clnrm":`+p.settings+`}}`)
	case "folders":
		p.folders(strings.Fields(line)[1:])
	case "request":
		p.requests++
		name := "r" + strconv.Itoa(p.requests)
		p.asked[strconv.Quote(name)] = file
		p.request(name, file, strings.ReplaceAll(rest, "$WS", p.dir))
	default:
		p.t.Fatalf("unknown step %q", line)
	}
}

func (p *player) textOf(file, quoted string) string {
	if quoted == "" {
		raw, err := os.ReadFile(filepath.Join(p.dir, file))
		if err != nil {
			p.t.Fatal(err)
		}
		return string(raw)
	}
	text, err := strconv.Unquote(quoted)
	if err != nil {
		p.t.Fatalf("%s: %v", quoted, err)
	}
	return text
}

func (p *player) fileEvent(file string, kind int) {
	p.notify("workspace/didChangeWatchedFiles", fmt.Sprintf(`{"changes":[{"uri":%q,"type":%d}]}`, p.uri(file), kind))
}

func (p *player) folders(dirs []string) {
	lists := map[byte][]string{}
	for _, dir := range dirs {
		lists[dir[0]] = append(lists[dir[0]], fmt.Sprintf(`{"uri":%q,"name":"x"}`, p.uri(dir[1:])))
	}
	p.notify("workspace/didChangeWorkspaceFolders", fmt.Sprintf(`{"event":{"added":[%s],"removed":[%s]}}`,
		strings.Join(lists['+'], ","), strings.Join(lists['-'], ",")))
}

// told waits for rest and describes what the client got, sorted: files are
// analysed in parallel.
func (p *player) told() string {
	// Longer than any delay of the server: time is virtual.
	time.Sleep(time.Second)
	synctest.Wait()
	var lines []string
	got := p.take()
	conform(p.t, got, p.asked)
	for _, m := range got {
		lines = append(lines, p.describe(m)...)
	}
	sort.Strings(lines)
	return strings.Join(lines, "")
}

// globs are those of a registration.
var globs = regexp.MustCompile(`\*\*/[^"]*`)

func (p *player) describe(m message) []string {
	show := func(format string, args ...any) []string {
		return []string{"< " + strings.ReplaceAll(fmt.Sprintf(format, args...), p.dir, "$WS") + "\n"}
	}
	switch {
	case m.Method == "" && string(m.ID) == `"init"`:
		return nil
	case m.Method == "" && m.Error != nil:
		return show("%s: error %d %s", m.ID, m.Error.Code, m.Error.Message)
	case m.Method == "":
		return show("%s: %s", m.ID, m.Result)
	case m.Method == "textDocument/publishDiagnostics":
		for _, set := range lastPublished([]message{m}) {
			version, errors, session := "-", 0, ""
			if set.Version != nil {
				version = strconv.Itoa(int(*set.Version))
			}
			for _, d := range set.Diagnostics {
				if strings.HasPrefix(d.Code, "toml/") || strings.HasPrefix(d.Code, "template/") {
					errors++
				}
				if strings.HasPrefix(d.Code, "session/") {
					session = " " + d.Code
				}
			}
			return show("%s %s: %d%s", strings.TrimPrefix(set.URI, fileURI(p.dir)+"/"), version, errors, session)
		}
	case strings.Contains(string(m.Params), "clnrm-reads"):
		return show("%s", strings.Join(append([]string{m.Method}, globs.FindAllString(string(m.Params), -1)...), " "))
	case m.Method == "$/progress", strings.HasPrefix(m.Method, "window/workDoneProgress"),
		m.Method == "workspace/configuration", m.Method == "client/registerCapability":
		return nil // TestStartup shows these; whether a short scan is shown depends on who is faster
	}
	return show("%s %s", m.Method, m.Params)
}
