package check

import (
	"fmt"
	"path"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/config"
	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/toml"
)

// findJoinedCommands is M4, once per file: the files that exist are full of
// such commands, and each is right by what the documents promise. The place is
// a command substitution outside sh -c, if there is one, because that is most
// likely not meant as text.
func findJoinedCommands(p *pass) {
	var first, substitution *config.Step
	count := 0
	p.eachStep(func(s *config.Step) {
		if !changesWhenJoined(s.Command) || p.hidden(s.Command.Node.Span) || unexpanded(s.Command) != nil {
			return
		}
		if count++; first == nil {
			first = s
		}
		if substitution == nil && !readsVariables(s.Command) && substitutes(s.Command) {
			substitution = s
		}
	})
	if first == nil {
		return
	}
	if substitution != nil {
		first = substitution
	}
	others := ""
	if count > 1 {
		others = fmt.Sprintf(" (this file has %d such steps)", count)
	}
	p.report(finding.Finding{
		Location: at(first.Command.Node.Span),
		Message: "This command runs here exactly as written, but clnrm joins the arguments with spaces for sh -c, where it means something else" +
			others + "; quote for both if clnrm must run the file too.",
	})
}

func substitutes(command config.Strings) bool {
	for _, arg := range command.Items {
		if strings.Contains(arg.Value, "$(") || strings.Contains(arg.Value, "`") {
			return true
		}
	}
	return false
}

// changesWhenJoined reports whether a shell that is given the arguments joined
// by spaces would see other words (format.md 4.3). Spaces alone do not matter
// to echo.
func changesWhenJoined(command config.Strings) bool {
	if command.Broken || len(command.Items) == 0 {
		return false
	}
	echo := command.Items[0].Value == "echo"
	for i, arg := range command.Items {
		if !survivesShell(arg.Value, echo && i > 0) || i == 0 && strings.Contains(arg.Value, "=") {
			return true
		}
	}
	return false
}

func survivesShell(arg string, prose bool) bool {
	if arg == "" || arg == "{" || arg[0] == '~' || arg[0] == '#' {
		return false
	}
	if prose && (arg[0] == ' ' || arg[len(arg)-1] == ' ' || strings.Contains(arg, "  ") || strings.Contains(arg, " #") || strings.Contains(arg, " ~")) {
		return false
	}
	return !strings.ContainsAny(arg, shellSpecial) && (prose || !strings.Contains(arg, " "))
}

// shellSpecial is every byte with a meaning to sh wherever it stands, the
// space apart. A brace has one as a word of its own only.
const shellSpecial = "\t\r\n\"'\\`$&|;<>()*?["

// findUnexpandedVariables is the part of M4 that concerns a command without a
// shell: its variables are expanded by the shell of clnrm, and by nothing here.
func findUnexpandedVariables(p *pass) {
	p.eachStep(func(s *config.Step) {
		v := unexpanded(s.Command)
		if v == nil || p.hidden(s.Command.Node.Span) {
			return
		}
		p.report(finding.Finding{
			Location: at(p.inside(v.arg.Node, v.span)),
			Message: fmt.Sprintf("No shell runs, so %s is passed on as text, whereas clnrm has a shell expand it; write [\"sh\", \"-c\", \"…\"].",
				v.arg.Value[v.span.Start:v.span.End]),
			Fixes: runInShell(s.Command),
		})
	})
}

// runInShell gives the arguments to a shell, in quotes where it would read
// them otherwise. It is an offer only: clnrm joins sh -c with its argument.
func runInShell(command config.Strings) []finding.Fix {
	if command.Node.Form != toml.Value {
		return nil
	}
	words := make([]string, len(command.Items))
	for i, arg := range command.Items {
		words[i] = shellWord(arg.Value)
	}
	return []finding.Fix{{
		Title: "Run it with sh -c",
		Edits: []finding.Edit{{Span: command.Node.Span, Text: `["sh", "-c", ` + toml.Quote(strings.Join(words, " ")) + "]"}},
	}}
}

// shellWord writes an argument for a shell that expands its variables.
func shellWord(arg string) string {
	_, expands := variableIn(arg)
	switch {
	case expands:
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "`", "\\`").Replace(arg) + `"`
	case survivesShell(arg, false):
		return arg
	}
	return "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
}

// variable is a reference to an environment variable in an argument.
type variable struct {
	arg  config.String
	span source.Span // bytes of its value
}

// unexpanded is the first variable that nothing expands, or nil.
func unexpanded(command config.Strings) *variable {
	if command.Broken || len(command.Items) == 0 || readsVariables(command) {
		return nil
	}
	for _, arg := range command.Items[1:] {
		if span, ok := variableIn(arg.Value); ok {
			return &variable{arg, span}
		}
	}
	return nil
}

// expanders are programs that give $NAME a meaning of their own: shells, what
// runs one, and languages.
var expanders = func() map[string]bool {
	set := make(map[string]bool)
	for _, name := range strings.Fields(`sh bash dash ash zsh ksh mksh fish csh tcsh busybox pwsh powershell
		ssh su watch parallel script flock make cmake mvn
		awk gawk mawk nawk perl php ruby jq yq envsubst node deno bun tclsh expect psql nu`) {
		set[name] = true
	}
	return set
}()

// readsVariables reports whether a command runs one of expanders, directly or
// through a program such as env or timeout.
func readsVariables(command config.Strings) bool {
	for _, arg := range command.Items {
		if expanders[path.Base(arg.Value)] {
			return true
		}
	}
	return false
}

// variableIn finds ${NAME} or $NAME with a name in capitals. What stands in
// single quotes or behind a backslash is no variable to the shell of clnrm
// either.
func variableIn(arg string) (source.Span, bool) {
	quoted := false
	for i := 0; i < len(arg); i++ {
		switch arg[i] {
		case '\\':
			i++
		case '\'':
			quoted = !quoted
		case '$':
			if n := variableLength(arg[i:]); n > 0 && !quoted {
				return source.Span{Start: i, End: i + n}, true
			}
		}
	}
	return source.Span{}, false
}

// variableLength is the length of the variable that s starts with, or 0.
func variableLength(s string) int {
	start := 1
	if strings.HasPrefix(s, "${") {
		start = 2
	}
	end := start
	for end < len(s) && (s[end] >= 'A' && s[end] <= 'Z' || s[end] == '_' || end > start && s[end] >= '0' && s[end] <= '9') {
		end++
	}
	switch {
	case end == start:
		return 0
	case start == 2 && end < len(s) && s[end] == '}':
		return end + 1
	case start == 1 && (end == len(s) || s[end]|0x20 < 'a' || s[end]|0x20 > 'z'):
		return end
	}
	return 0
}
