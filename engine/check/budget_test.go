package check

import (
	"fmt"
	"strings"
	"testing"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// TestComparisons: every undefined service is reported, but advice is sought
// within a budget only, or the time would grow with the square of the file.
func TestComparisons(t *testing.T) {
	const n = 1000
	var text strings.Builder
	text.WriteString("[meta]\nname = \"a\"\nversion = \"1\"\n")
	for i := range n {
		fmt.Fprintf(&text, "[[steps]]\nname = \"n%[1]d\"\ncommand = [\"a\"]\nservice = \"zz%[1]d\"\n[services.z%[1]d]\nplugin = \"generic_container\"\nimage = \"x\"\n", i)
	}
	document, _ := toml.Parse(text.String(), nil)
	reported, advised := 0, 0
	for _, f := range Run(Input{Document: document}) {
		if f.Code != finding.RuleUndefinedService {
			continue
		}
		reported++
		if len(f.Fixes) > 0 {
			advised++
		}
	}
	if reported != n || advised == 0 || advised > maxComparisons/n {
		t.Errorf("%d reported, %d with advice", reported, advised)
	}
}
