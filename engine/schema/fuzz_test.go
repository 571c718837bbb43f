package schema

import (
	"testing"

	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// FuzzValidate: no panic, findings in range and told once, fixes in range and
// harmless to the syntax, for any text.
func FuzzValidate(f *testing.F) {
	for _, text := range goldenInputs(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, table := range []*Table{Test(), Project()} {
			document, problems := toml.Parse(text, nil)
			if errorCount(problems) == 0 {
				verify(t, "input", text, table)
			}
			Validate(document.Root, table, Input{Partial: true})
			MergeProject([]*toml.Node{document.Root}, nil)
		}
	})
}
