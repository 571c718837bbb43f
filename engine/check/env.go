package check

import (
	"fmt"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/config"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
)

// eachVariable visits every environment variable of services and steps.
func (p *pass) eachVariable(visit func(config.Pair)) {
	p.eachService(func(s *config.Service) {
		for _, pair := range s.Env.Items {
			visit(pair)
		}
	})
	p.eachStep(func(s *config.Step) {
		for _, pair := range s.Env.Items {
			visit(pair)
		}
	})
}

// findEnvNames is R20.
func findEnvNames(p *pass) {
	p.eachVariable(func(v config.Pair) {
		if !isEnvName(v.Key) {
			p.report(finding.Finding{
				Location: at(v.KeySpan),
				Message:  fmt.Sprintf("%q is no name of an environment variable; use letters, digits and _, and no digit first.", v.Key),
			})
		}
	})
}

func isEnvName(name string) bool {
	for i := 0; i < len(name); i++ {
		c := name[i]
		letter := c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return name != ""
}

// secretWords are those of R21 that are not part of another one.
var secretWords = []string{"API_KEY", "PASSWORD", "SECRET", "TOKEN", "PRIVATE_KEY", "CREDENTIALS", "ACCESS_KEY"}

// findSecrets is R21, narrowed: a word counts up to the next letter only
// (TOKENIZER is no token), a name that leads to a file holds no secret, nor
// does a switch or a small number, nor a value that the template computed.
func findSecrets(p *pass) {
	p.eachVariable(func(v config.Pair) {
		if !v.Value.Set() || !namesSecret(v.Key) || !couldBeSecret(v.Value.Value) {
			return
		}
		if p.in.Computed != nil && p.in.Computed(v.Value.Span()) {
			return
		}
		p.report(finding.Finding{
			Location: at(v.Value.Span()),
			Message:  fmt.Sprintf("The value of %s is written into the file; take it from the environment of the run with get_env.", v.Key),
		})
	})
}

func namesSecret(name string) bool {
	upper := strings.ToUpper(name)
	if strings.HasSuffix(upper, "_FILE") || strings.HasSuffix(upper, "_PATH") || strings.HasSuffix(upper, "_URL") {
		return false
	}
	for _, word := range secretWords {
		for rest := upper; ; {
			_, after, found := strings.Cut(rest, word)
			if !found {
				break
			}
			if after == "" || after[0] < 'A' || after[0] > 'Z' {
				return true
			}
			rest = after
		}
	}
	return false
}

// couldBeSecret excepts a value that starts with $, too: nothing expands it,
// but its author meant a reference, not a secret.
func couldBeSecret(value string) bool {
	value = strings.TrimSpace(value)
	switch strings.ToLower(value) {
	case "", "true", "false", "yes", "no", "on", "off", "none":
		return false
	}
	if len(value) <= 4 && strings.Trim(value, "0123456789") == "" {
		return false
	}
	return value[0] != '$'
}
