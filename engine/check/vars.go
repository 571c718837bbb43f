package check

import (
	"fmt"

	"github.com/clnrm-ls/clnrm-ls/engine/config"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
)

// UnusedVars is T9: keys of [vars] that a template does not read. reads holds
// the keys that it reads, written there as NAME or as vars.NAME; an unknown or
// dynamic access must not be passed off as "not read": do not call it then,
// nor for a file without tags, where [vars] may only document. Spans are bytes
// of the text that cfg was decoded from.
func UnusedVars(cfg *config.Config, reads map[string]struct{}) []finding.Finding {
	if cfg == nil || cfg.Vars == nil {
		return nil
	}
	var out []finding.Finding
	for _, entry := range cfg.Vars.Entries {
		if _, used := reads[entry.Key]; used {
			continue
		}
		out = append(out, finding.Finding{
			Location: at(entry.KeySpan),
			Code:     finding.TemplateUnusedVariable,
			Severity: finding.Hint,
			Message:  fmt.Sprintf("No tag of the template reads %q; remove it from [vars] or use it.", entry.Key),
			Tags:     finding.Unnecessary,
		})
	}
	return out
}
