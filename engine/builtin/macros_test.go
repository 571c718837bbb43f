package builtin_test

import (
	"context"
	"flag"
	"io/fs"
	"os"
	"strings"
	"testing"

	burnt "github.com/BurntSushi/toml"
	"golang.org/x/tools/txtar"

	"github.com/clnrm-ls/clnrm-ls/engine/builtin"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/render"
	"github.com/clnrm-ls/clnrm-ls/engine/schema"
	"github.com/clnrm-ls/clnrm-ls/engine/template"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

var update = flag.Bool("update", false, "write the renderings of testdata anew")

const macroCases = "testdata/macros.txtar"

// library resolves the one import to the built-in library.
type library struct{ unit *render.Unit }

func (l library) Load(_ *render.Unit, name string) (*render.Unit, error) {
	if name != "_macros.toml.tera" {
		return nil, fs.ErrNotExist
	}
	return l.unit, nil
}

// loadLibrary parses the library; anything worse than the superset notes that
// it needs is a defect.
func loadLibrary(t *testing.T) (library, *template.File) {
	t.Helper()
	file, findings := template.Parse(builtin.MacroLibrary)
	for _, f := range findings {
		if f.Severity <= finding.Warning {
			t.Errorf("library: %s: %s at %q", f.Code, f.Message, file.Slice(f.Span))
		}
	}
	return library{render.NewUnit(finding.BuiltinUnit, file)}, file
}

func TestMacroLibrary(t *testing.T) {
	lib, file := loadLibrary(t)
	archive, err := txtar.ParseFile(macroCases)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for i := 0; i+1 < len(archive.Files); i += 2 {
		source, golden := archive.Files[i], &archive.Files[i+1]
		got := renderCall(t, lib, source.Name, string(source.Data))
		if *update {
			golden.Data = []byte(got)
		}
		if got != string(golden.Data) {
			t.Errorf("%s\n got:\n%s\nwant:\n%s", source.Name, got, golden.Data)
		}
		all.Write(source.Data)
	}
	if *update {
		if err := os.WriteFile(macroCases, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name := range file.Macros {
		if !strings.Contains(all.String(), "m::"+name+"(") && name != "lifecycle_pairs" {
			t.Errorf("macro %s has no case", name)
		}
	}
}

// renderCall renders one case and decodes what it gives.
func renderCall(t *testing.T, lib library, name, text string) string {
	t.Helper()
	const preamble = `{% import "_macros.toml.tera" as m %}` + "\n"
	file, _ := template.Parse(preamble + text)
	result := render.Render(context.Background(), render.NewUnit(name, file), nil, render.Options{Loader: lib})
	for _, f := range result.Findings {
		if f.Severity <= finding.Warning {
			t.Errorf("%s: %s: %s", name, f.Code, f.Message)
		}
	}
	var decoded map[string]any
	if _, err := burnt.Decode(result.Text, &decoded); err != nil {
		t.Errorf("%s: %v in\n%s", name, err, result.Text)
	}
	checkSchema(t, name, result.Text)
	return strings.TrimLeft(result.Text, "\n")
}

// checkSchema fails for keys that the format does not have and values of a
// wrong shape.
func checkSchema(t *testing.T, name, text string) {
	t.Helper()
	if name == "attrs.tera" || name == "container_lifecycle_events.tera" || name == "otel_standard_resources.tera" {
		return // parts of a table, not tables
	}
	document, _ := toml.Parse(text, nil)
	for _, f := range schema.Validate(document.Root, schema.Test(), schema.Input{Partial: true}) {
		if f.Severity <= finding.Warning {
			t.Errorf("%s: %s: %s", name, f.Code, f.Message)
		}
	}
}

// The names of format.md, Appendix A.
const libraryMacros = `span service scenario span_exists graph_relationship temporal_ordering
error_propagation service_interaction attribute_validation resource_check batch_validation
lifecycle edges window count attrs multi_lifecycle span_with_attrs container_lifecycle_events
otel_standard_resources span_assertions temporal_order status_validation standard_reports`

func TestMacroLibraryIsComplete(t *testing.T) {
	_, file := loadLibrary(t)
	for _, name := range strings.Fields(libraryMacros) {
		if file.Macros[name] == nil {
			t.Errorf("the library lacks %s", name)
		}
	}
}
