package check

import (
	"errors"
	"regexp/syntax"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/config"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// regexFault is what is wrong with one expression.
type regexFault struct {
	span    source.Span
	message string
	dialect bool // only one of Rust's and Go's syntax has it
}

// findInvalidRegexes is M3: expressions that no engine accepts.
func findInvalidRegexes(p *pass) { p.reportRegexes(false) }

// findRegexDialects is M3: expressions that mean something else, or nothing,
// to the other engine (format.md 4.5).
func findRegexDialects(p *pass) { p.reportRegexes(true) }

func (p *pass) reportRegexes(dialect bool) {
	for _, fault := range p.regexFaults() {
		if fault.dialect == dialect {
			p.report(finding.Finding{Location: at(fault.span), Message: fault.message})
		}
	}
}

func (p *pass) regexFaults() []regexFault {
	if p.scanned {
		return p.regexes
	}
	p.scanned = true
	seen := make(map[string]bool) // true: good
	p.eachStep(func(s *config.Step) {
		re := s.ExpectedOutputRegex
		if !re.Set() || plainRegex(re.Value) || seen[re.Value] {
			return
		}
		part, fault, bad := checkRegex(re.Value)
		if !bad {
			seen[re.Value] = true
			return
		}
		fault.span = p.inside(re.Node, part)
		p.regexes = append(p.regexes, fault)
	})
	return p.regexes
}

// checkRegex looks at one expression; part is where it is wrong.
func checkRegex(expr string) (part source.Span, fault regexFault, bad bool) {
	part = source.Span{Start: 0, End: len(expr)}
	if start, end, message := rustOnly(expr); message != "" {
		return source.Span{Start: start, End: end}, regexFault{message: message, dialect: true}, true
	}
	_, err := syntax.Parse(expr, syntax.Perl)
	var wrong *syntax.Error
	if !errors.As(err, &wrong) {
		return part, fault, false
	}
	// The parser names the text, not the place; only where it occurs once is
	// the place certain.
	rest := ""
	if strings.HasPrefix(wrong.Expr, "(?P") && strings.Contains(expr, "(?P=") {
		return part, regexFault{message: noBackReference}, true
	}
	if strings.Count(expr, wrong.Expr) == 1 && wrong.Expr != "" {
		i := strings.Index(expr, wrong.Expr)
		rest, part = expr[i:], source.Span{Start: i, End: i + len(wrong.Expr)}
	}
	fault.message, fault.dialect = explainRegex(wrong, rest)
	return part, fault, true
}

// unsupported are the groups that neither engine has.
var unsupported = []struct{ group, message string }{
	{"(?=", noLookAround}, {"(?!", noLookAround}, {"(?<=", noLookAround}, {"(?<!", noLookAround},
}

const (
	noLookAround    = "Look-around is not supported, and clnrm fails the step; match what must be there, or test with grep in the command."
	noBackReference = "Back-references are not supported, and clnrm fails the step; repeat the expression instead."
)

// explainRegex says what to do about an error; rest is the expression from the
// place of the error on, "" when the place is not known.
func explainRegex(err *syntax.Error, rest string) (message string, dialect bool) {
	for _, u := range unsupported {
		if strings.HasPrefix(rest, u.group) || strings.HasPrefix(err.Expr, u.group) {
			return u.message, false
		}
	}
	switch e := err.Expr; err.Code {
	case syntax.ErrInvalidEscape:
		if len(e) == 2 && e[1] >= '1' && e[1] <= '9' {
			return noBackReference, false
		}
		if len(e) >= 2 && (e[1] == 'u' || e[1] == 'U') {
			return "clnrm understands " + e + " but it cannot be evaluated here; write the character itself or \\x{…}.", true
		}
	case syntax.ErrInvalidRepeatSize, syntax.ErrLarge:
		return "The repetition is too large to be evaluated here (at most 1000); use a smaller count or +.", true
	case syntax.ErrMissingParen, syntax.ErrUnexpectedParen:
		return "The parentheses do not balance; close the group, or write \\( and \\) for the characters.", false
	case syntax.ErrMissingBracket:
		return "The class [ is not closed; add ], or write \\[ for the character.", false
	case syntax.ErrTrailingBackslash:
		return "A backslash at the end escapes nothing; write \\\\ for the character.", false
	}
	return "The regular expression is invalid (" + err.Code.String() + ": " + err.Expr + "), and clnrm fails the step; correct it.", false
}
