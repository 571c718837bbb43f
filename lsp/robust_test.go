package lsp

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
)

const doc = "file:///w/a.clnrm.toml"

// malformed are the cases of TestMalformed.
var malformed = map[string]struct {
	raw  string
	want []int
}{
	"invalid JSON":            {frameOf(`{"jsonrpc":`), []int{-32700}},
	"not JSON":                {frameOf(`hello`), []int{-32700}},
	"empty body":              {frameOf(``), []int{-32700}},
	"header garbage":          {"GET / HTTP/1.1\r\n\r\n", []int{-32700}},
	"wrong length":            {"Content-Length: 5\r\n\r\n" + `{"jsonrpc":"2.0"}` + "\r\n\r\n", []int{-32700, -32700}},
	"no version":              {frameOf(`{"id":"x","method":"shutdown"}`), []int{-1}},
	"wrong version":           {frameOf(`{"jsonrpc":"1.0","id":"x","method":"shutdown"}`), []int{-1}},
	"no method":               {frameOf(`{"jsonrpc":"2.0","id":"x"}`), []int{-1}},
	"id of a wrong type":      {frameOf(`{"jsonrpc":"2.0","id":{},"method":"shutdown"}`), []int{-32600}},
	"fractional id":           {frameOf(`{"jsonrpc":"2.0","id":1.5,"method":"shutdown"}`), []int{-32600}},
	"batch":                   {frameOf(`[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]`), []int{-32600}},
	"empty batch":             {frameOf(`[]`), []int{-32600}},
	"a number":                {frameOf(`1`), []int{-32600}},
	"null":                    {frameOf(`null`), []int{-32600}},
	"unknown response":        {frameOf(`{"jsonrpc":"2.0","id":77,"result":{}}`), nil},
	"unknown error response":  {frameOf(`{"jsonrpc":"2.0","id":"zz","error":{"code":1,"message":"m"}}`), nil},
	"unknown notification":    {frameOf(`{"jsonrpc":"2.0","method":"$/nope"}`), nil},
	"null id":                 {frameOf(`{"jsonrpc":"2.0","id":null,"method":"nope"}`), nil},
	"params of a wrong type":  {frameOf(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":[]}`), nil},
	"no params":               {frameOf(`{"jsonrpc":"2.0","method":"textDocument/didChange"}`), nil},
	"bad URI":                 {frameOf(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"a b","version":1,"text":""}}}`), nil},
	"change of the unknown":   {frameOf(`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///no","version":1},"contentChanges":[]}}`), nil},
	"close of the unknown":    {frameOf(`{"jsonrpc":"2.0","method":"textDocument/didClose","params":{"textDocument":{"uri":"file:///no"}}}`), nil},
	"cancel without id":       {frameOf(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{}}`), nil},
	"cancel of null":          {frameOf(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":null}}`), nil},
	"cancel of a large id":    {frameOf(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":4294967299}}`), nil},
	"cancel of an object":     {frameOf(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":{}}}`), nil},
	"null configuration":      {frameOf(`{"jsonrpc":"2.0","method":"workspace/didChangeConfiguration","params":{"settings":null}}`), nil},
	"trace of a wrong type":   {frameOf(`{"jsonrpc":"2.0","method":"$/setTrace","params":{"value":3}}`), nil},
	"progress cancel, number": {frameOf(`{"jsonrpc":"2.0","method":"window/workDoneProgress/cancel","params":{"token":5}}`), nil},
	"watched files, null":     {frameOf(`{"jsonrpc":"2.0","method":"workspace/didChangeWatchedFiles","params":{"changes":null}}`), nil},
	"folders, wrong":          {frameOf(`{"jsonrpc":"2.0","method":"workspace/didChangeWorkspaceFolders","params":{"event":null}}`), nil},
	"exit as a request":       {frameOf(`{"jsonrpc":"2.0","id":"x","method":"exit"}`), []int{-1}},
	"hover without params":    {frameOf(`{"jsonrpc":"2.0","id":"x","method":"textDocument/hover"}`), []int{-1}},
	"negative position":       {frameOf(`{"jsonrpc":"2.0","id":"x","method":"textDocument/hover","params":{"textDocument":{"uri":"file:///w/a.clnrm.toml"},"position":{"line":-1,"character":0}}}`), []int{-1}},
	"deep nesting":            {frameOf(`{"jsonrpc":"2.0","method":"$/setTrace","params":` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + `}`), nil},
}

// TestMalformed sends what is broken, and shows each time that the session
// goes on and in which way the client is told. want lists the codes of answers
// without an id; -1 means an error under the id "x".
func TestMalformed(t *testing.T) {
	for name, test := range malformed {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := start(t, `{}`)
				synctest.Wait()
				s.take()
				s.write(test.raw)
				synctest.Wait()
				var got []int
				for _, m := range s.take() {
					switch {
					case m.Method != "":
					case string(m.ID) == "null":
						got = append(got, code(m))
					case m.Error != nil:
						got = append(got, -1)
					}
				}
				if fmt.Sprint(got) != fmt.Sprint(test.want) {
					t.Errorf("codes %v, want %v", got, test.want)
				}
				s.alive()
				s.stop()
			})
		})
	}
}

// alive shows that documents are still analysed.
func (s *session) alive() {
	s.t.Helper()
	s.take()
	s.open("file:///w/alive.clnrm.toml", 1, "a = ")
	synctest.Wait()
	if set, ok := lastPublished(s.take())["file:///w/alive.clnrm.toml"]; !ok || set.Version == nil || *set.Version != 1 {
		s.t.Errorf("the session does not work any more: %v", set)
	}
}

// TestInitializeVariants: what real clients send, and worse, must initialize.
func TestInitializeVariants(t *testing.T) {
	for name, test := range map[string]struct{ params, encoding string }{
		"nothing":              {`{"processId":null,"rootUri":null,"capabilities":{}}`, "utf-16"},
		"trace null":           {`{"processId":null,"rootUri":null,"capabilities":{},"trace":null}`, "utf-16"},
		"folders null":         {`{"processId":null,"rootUri":null,"capabilities":{},"workspaceFolders":null}`, "utf-16"},
		"capabilities missing": {`{"processId":null,"rootUri":null}`, "utf-16"},
		"capabilities null":    {`{"processId":null,"rootUri":null,"capabilities":null}`, "utf-16"},
		"a broken capability":  {`{"processId":null,"rootUri":null,"capabilities":{"textDocument":7,"general":{"positionEncodings":["utf-8"]}}}`, "utf-8"},
		"a broken root":        {`{"processId":null,"rootUri":"a b","capabilities":{"general":{"positionEncodings":["utf-8","utf-16"]}}}`, "utf-8"},
		"general null":         {`{"processId":null,"rootUri":null,"capabilities":{"general":null}}`, "utf-16"},
		"only UTF-32":          {`{"processId":null,"rootUri":null,"capabilities":{"general":{"positionEncodings":["utf-32"]}}}`, "utf-32"},
		"UTF-32 first":         {`{"processId":null,"rootUri":null,"capabilities":{"general":{"positionEncodings":["utf-32","utf-16"]}}}`, "utf-16"},
		"all":                  {`{"processId":null,"rootUri":null,"capabilities":{"general":{"positionEncodings":["utf-16","utf-8","utf-32"]}}}`, "utf-8"},
		"unknown ones":         {`{"processId":null,"rootUri":null,"capabilities":{"general":{"positionEncodings":["utf-7"]}}}`, "utf-16"},
		"processId a string":   {`{"processId":"12","rootUri":null,"capabilities":{}}`, "utf-16"},
		"no such process":      {`{"processId":2147483646,"rootUri":null,"capabilities":{}}`, "utf-16"},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := newSession(t, Options{Version: "1.2.3"})
				m := s.call("i", "initialize", test.params)
				if m.Error != nil {
					t.Fatal(m.Error)
				}
				var result struct {
					Capabilities struct{ PositionEncoding string }
					ServerInfo   struct{ Name, Version string }
				}
				if err := json.Unmarshal(m.Result, &result); err != nil {
					t.Fatal(err)
				}
				if result.Capabilities.PositionEncoding != test.encoding || result.ServerInfo.Version != "1.2.3" {
					t.Errorf("%+v", result)
				}
				s.alive()
				s.stop()
			})
		})
	}
}
