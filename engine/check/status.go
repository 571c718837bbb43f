package check

import (
	"fmt"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/config"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
)

// checkStatusesAgree is M7 for [expect.status]: a pattern of by_name needs a
// span that matches (format.md 5.3), and that span has the status of all too.
// Statuses are compared ignoring case; what is none is for the structure.
func (p *pass) checkStatusesAgree(s config.Status) {
	if !s.All.Set() || !isStatus(s.All.Value) {
		return
	}
	for _, pair := range s.ByName.Items {
		if !pair.Value.Set() || !isStatus(pair.Value.Value) || strings.EqualFold(pair.Value.Value, s.All.Value) || p.hidden(pair.KeySpan) {
			continue
		}
		p.report(finding.Finding{
			Location: at(pair.Value.Span()),
			Message:  fmt.Sprintf("A span that matches %q must exist and be %s, but every span must be %s; remove one of the two.", pair.Key, strings.ToUpper(pair.Value.Value), strings.ToUpper(s.All.Value)),
			Related:  []finding.Related{related(s.All.Span(), "the status of every span")},
		})
	}
}

func isStatus(text string) bool {
	switch strings.ToUpper(text) {
	case "OK", "ERROR", "UNSET":
		return true
	}
	return false
}
