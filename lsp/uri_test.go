package lsp

import "testing"

// TestURI: every spelling of a file has one key, and the client's spelling is
// kept; what is not on disk says so.
func TestURI(t *testing.T) {
	for in, want := range map[string]struct {
		key  string
		disk bool
		ok   bool
	}{
		"file:///w/a.toml":               {"/w/a.toml", true, true},
		"FILE:///w/a.toml":               {"/w/a.toml", true, true},
		"file:///w/%61.toml":             {"/w/a.toml", true, true},
		"file:///w/a%40b.toml":           {"/w/a@b.toml", true, true},
		"file:///w/a@b.toml":             {"/w/a@b.toml", true, true},
		"file:///w/x/../a.toml":          {"/w/a.toml", true, true},
		"file:///w//a.toml":              {"/w/a.toml", true, true},
		"file:////w/a.toml":              {"/w/a.toml", true, true},
		"file:///w/%C3%A9%20x.toml":      {"/w/é x.toml", true, true},
		"file:/w/a.toml":                 {"/w/a.toml", true, true},
		"file:///":                       {"/", true, true},
		"untitled:Untitled-1":            {"/untitled:Untitled-1", false, true},
		"vscode-vfs://github/o/r/a.toml": {"/vscode-vfs:/github/o/r/a.toml", false, true},
		"git:/w/a.toml?x":                {"/git:/w/a.toml?x", false, true},
		"file:":                          {"/", true, true},
		"":                               {},
		"a b":                            {},
		"/w/a.toml":                      {},
		"3x:y":                           {},
	} {
		t.Run(in, func(t *testing.T) {
			got, err := parseURI(in)
			if (err == nil) != want.ok {
				t.Fatal(got, err)
			}
			if err == nil && (got.key != want.key || got.disk != want.disk || got.uri != in) {
				t.Errorf("got %+v", got)
			}
		})
	}
}
