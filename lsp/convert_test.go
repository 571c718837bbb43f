package lsp

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/clnrm-ls/clnrm-ls/engine"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"go.lsp.dev/protocol"
)

// TestConvert: a finding with everything becomes a diagnostic with what the
// client can show, in its encoding; what it cannot show is left out.
func TestConvert(t *testing.T) {
	text := source.New("é𝒳 x\nsecond\n")
	at := source.Span{Start: 7, End: 8} // x
	f := finding.Finding{
		Location: finding.Location{Span: at}, Code: finding.TemplateSyntax, Severity: finding.Warning, Message: "m",
		Tags: finding.Unnecessary | finding.Deprecated,
		Related: []finding.Related{
			{Location: finding.Location{Span: source.Span{Start: 9, End: 15}}, Message: "here"},
			{Location: finding.Location{Unit: "/w/other.toml", Span: source.Span{Start: 0, End: 1}}, Message: "there"},
			{Location: finding.Location{Unit: "/w/gone.toml"}, Message: "unreadable"},
			{Location: finding.Location{Unit: finding.BuiltinUnit}, Message: "built in"},
		},
		Fixes: []finding.Fix{{Title: "do", Preferred: true, Edits: []finding.Edit{{Span: at, Text: "y"}}}},
	}
	full := client{encoding: source.UTF16, relatedInformation: true, diagnosticData: true,
		tags: map[protocol.DiagnosticTag]bool{protocol.DiagnosticTagUnnecessary: true}}
	for name, test := range map[string]struct {
		client  client
		want    []string
		without []string
	}{
		"everything": {full, []string{
			`"range":{"start":{"line":0,"character":4},"end":{"line":0,"character":5}}`, `"severity":2`,
			`"code":"template/syntax"`, `"source":"clnrm"`, `"message":"m"`, `"tags":[1]`,
			`"uri":"file:///w/A.toml"`, `"message":"here"`, `"uri":"FILE:///w/other.toml"`, `"message":"there"`,
			`"data":{"fixes":[{"title":"do","preferred":true,"edits":[{"range":`,
		}, []string{"unreadable", "built in", "codeDescription", "null"}},
		"nothing": {client{encoding: source.UTF8}, []string{`"start":{"line":0,"character":7}`},
			[]string{"tags", "related", "data", "codeDescription", "null"}},
		"UTF-32": {client{encoding: source.UTF32}, []string{`"start":{"line":0,"character":3}`}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			snap := convertSnapshot(t)
			c := converter{&test.client, snap}
			r := resource{uri: "file:///w/A.toml", key: "/w/A.toml", disk: true}
			all := c.diagnostics(r, &engine.Analysis{Document: engine.NewDocument(r.key, text, 1, true), Findings: []finding.Finding{f}})
			raw, err := codec{}.Marshal(&protocol.PublishDiagnosticsParams{URI: "file:///w/A.toml", Diagnostics: all})
			if err != nil || !json.Valid(raw) {
				t.Fatal(err, string(raw))
			}
			for _, part := range test.want {
				has(t, string(raw), part)
			}
			for _, part := range test.without {
				if strings.Contains(string(raw), part) {
					t.Errorf("%q is in %s", part, raw)
				}
			}
		})
	}
}

// convertSnapshot has one open document, in an odd spelling.
func convertSnapshot(t *testing.T) *snapshot {
	var st store
	st.init(Options{})
	r, err := parseURI("FILE:///w/other.toml")
	if err != nil {
		t.Fatal(err)
	}
	d := (&document{resource: r}).replace(source.New("other"), 1)
	return st.update(func(next *snapshot) { next.documents[r.key] = d })
}
