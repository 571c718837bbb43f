package lsp

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// everything is a client that can do all that this server makes use of.
const everything = `{
	"general":{"positionEncodings":["utf-16"]},
	"window":{"workDoneProgress":true},
	"workspace":{"configuration":true,"workspaceFolders":true,
		"didChangeConfiguration":{"dynamicRegistration":true},
		"didChangeWatchedFiles":{"dynamicRegistration":true},
		"workspaceEdit":{"documentChanges":true},
		"textDocumentContent":{}},
	"textDocument":{
		"publishDiagnostics":{"relatedInformation":true,"dataSupport":true,"versionSupport":true,"tagSupport":{"valueSet":[1,2]}},
		"codeAction":{"codeActionLiteralSupport":{"codeActionKind":{"valueSet":["quickfix"]}},"isPreferredSupport":true},
		"hover":{"contentFormat":["markdown"]}}}`

// provided maps each advertised capability to the methods that it promises. A
// capability that is not in it fails the test, and so does a method that is
// answered without being promised.
var provided = map[string][]string{
	"positionEncoding":              nil,
	"textDocumentSync.openClose":    {"textDocument/didOpen", "textDocument/didClose"},
	"textDocumentSync.change":       {"textDocument/didChange"},
	"textDocumentSync.save":         {"textDocument/didSave"},
	"hoverProvider":                 {"textDocument/hover"},
	"codeActionProvider":            {"textDocument/codeAction"},
	"workspace.workspaceFolders":    {"workspace/didChangeWorkspaceFolders"},
	"workspace.textDocumentContent": {"workspace/textDocumentContent"},
}

// unpromised are methods that need no capability of the server.
var unpromised = []string{
	"initialize", "initialized", "shutdown", "exit", "$/setTrace", "$/cancelRequest", "window/workDoneProgress/cancel",
	"workspace/didChangeConfiguration", "workspace/didChangeWatchedFiles", MethodStats, MethodRendered,
}

// TestCapabilities: what is advertised is answered, and what is answered is
// advertised, for a client with every capability and for one with none.
func TestCapabilities(t *testing.T) {
	for name, client := range map[string]string{"everything": everything, "nothing": `{}`} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				s := start(t, client)
				m, _ := s.answer("init")
				conform(t, []message{m}, map[string]string{`"init"`: "initialize"})
				var result struct{ Capabilities map[string]any }
				if err := json.Unmarshal(m.Result, &result); err != nil {
					t.Fatal(err)
				}
				promised := slices.Clone(unpromised)
				for _, key := range capabilityKeys(result.Capabilities) {
					methods, known := provided[key]
					if !known {
						t.Errorf("capability %s is advertised and not in the list", key)
					}
					promised = append(promised, methods...)
				}
				for _, method := range promised {
					if requests[method].serve == nil && notifications[method].serve == nil {
						t.Errorf("%s is promised and has no handler", method)
					}
				}
				if name == "everything" {
					checkAllPromised(t, promised)
				}
				s.stop()
			})
		})
	}
}

func capabilityKeys(capabilities map[string]any) (keys []string) {
	for key, value := range capabilities {
		group, ok := value.(map[string]any)
		if !ok || key != "textDocumentSync" && key != "workspace" {
			keys = append(keys, key)
			continue
		}
		for sub := range group {
			keys = append(keys, key+"."+sub)
		}
	}
	return keys
}

func checkAllPromised(t *testing.T, promised []string) {
	for method := range requests {
		if !strings.HasPrefix(method, "test/") && !slices.Contains(promised, method) {
			t.Errorf("request %s is answered and not advertised", method)
		}
		if _, both := unimplemented[method]; both {
			t.Errorf("request %s is answered and listed as not implemented", method)
		}
	}
	for method := range notifications {
		if !slices.Contains(promised, method) {
			t.Errorf("notification %s is handled and not advertised", method)
		}
	}
}

// TestUnimplemented: what is listed as missing is a request of LSP and is
// refused with the reason.
func TestUnimplemented(t *testing.T) {
	m, err := loadMetaModel()
	if err != nil {
		t.Skipf("the meta model of LSP is not there: %v", err)
	}
	bubble(t, func(t *testing.T) {
		s := start(t, everything)
		for method, why := range unimplemented {
			if !slices.ContainsFunc(m.Requests, func(r struct {
				Method           string
				MessageDirection string
				Params, Result   *metaType
			}) bool {
				return r.Method == method
			}) {
				t.Errorf("%s is no request of LSP", method)
			}
			answer := s.call(method, method, `{}`)
			if code(answer) != -32601 {
				t.Errorf("%s: %v", method, answer.Error)
			} else {
				has(t, answer.Error.Message, why)
			}
		}
		s.stop()
	})
}
