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
		if !re.Set() || !strings.ContainsAny(re.Value, `\()[{*+?`) || seen[re.Value] {
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
	if i := strings.Index(expr, wrong.Expr); i >= 0 && wrong.Expr != "" {
		part = source.Span{Start: i, End: i + len(wrong.Expr)}
	}
	fault.message, fault.dialect = explainRegex(wrong)
	return part, fault, true
}

func explainRegex(err *syntax.Error) (message string, dialect bool) {
	switch e := err.Expr; err.Code {
	case syntax.ErrInvalidPerlOp, syntax.ErrMissingRepeatArgument:
		switch {
		case strings.HasPrefix(e, "(?=") || strings.HasPrefix(e, "(?!") || strings.HasPrefix(e, "(?<=") || strings.HasPrefix(e, "(?<!"):
			return "Look-around is not supported, and clnrm fails the step; match what must be there, or test with grep in the command.", false
		case strings.HasPrefix(e, "(?P="):
			return "Back-references are not supported, and clnrm fails the step; repeat the expression instead.", false
		}
	case syntax.ErrInvalidEscape:
		if len(e) == 2 && e[1] >= '1' && e[1] <= '9' {
			return "Back-references are not supported, and clnrm fails the step; repeat the expression instead.", false
		}
		if len(e) >= 2 && strings.IndexByte("uU<>", e[1]) >= 0 {
			return "clnrm understands " + e + " but it cannot be evaluated here; write the character itself, or \\b for the edge of a word.", true
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
