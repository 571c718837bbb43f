package workspace

import (
	"path"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Bounds on what one .gitignore may make us do.
const (
	maxIgnoreBytes   = 64 << 10
	maxPatternLength = 1 << 10
)

// braces escapes what means something to doublestar but nothing to git.
var braces = strings.NewReplacer(`\\`, `\\`, `\{`, `\{`, `\}`, `\}`, "{", `\{`, "}", `\}`)

// ignore is the rules of one .gitignore on top of those of the directories
// above (gitignore(5)). nil has no rules.
type ignore struct {
	above *ignore
	dir   string // relative to the root of the walk, with slashes; "." is the root
	rules []rule
}

// rule is one line of a .gitignore.
type rule struct {
	pattern  string // for doublestar.Match
	negated  bool   // matches are not ignored after all
	dirOnly  bool   // matches directories only
	anchored bool   // matches the path below dir, else the last name of it
}

// with is i with the rules of text, the .gitignore of dir, on top.
func (i *ignore) with(dir, text string) *ignore {
	var rules []rule
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		if r, ok := parseRule(line); ok {
			rules = append(rules, r)
		}
	}
	if len(rules) == 0 {
		return i
	}
	return &ignore{above: i, dir: dir, rules: rules}
}

// parseRule reads one line; ok is false for a blank, a comment and a pattern
// that cannot match anything.
func parseRule(line string) (r rule, ok bool) {
	line = trimSpaces(strings.TrimRight(line, "\r\n"))
	if line == "" || line[0] == '#' || len(line) > maxPatternLength {
		return r, false
	}
	line, r.negated = strings.CutPrefix(line, "!")
	line, r.dirOnly = strings.CutSuffix(line, "/")
	r.anchored = strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	if rest, all := strings.CutSuffix(line, "/**"); all && rest != "" {
		// Everything inside, but not the directory itself.
		line += "/*"
	}
	r.pattern = braces.Replace(line)
	return r, line != "" && doublestar.ValidatePattern(r.pattern)
}

// trimSpaces removes trailing spaces but for one that is escaped.
func trimSpaces(line string) string {
	trimmed := strings.TrimRight(line, " ")
	if len(trimmed) < len(line) && strings.HasSuffix(trimmed, `\`) {
		return line[:len(trimmed)+1]
	}
	return trimmed
}

// ignores reports whether a path below the root of the walk is ignored. That
// no directory above it is, the walk has seen to.
func (i *ignore) ignores(rel string, dir bool) bool {
	for ; i != nil; i = i.above {
		below := rel
		if i.dir != "." {
			below = strings.TrimPrefix(rel, i.dir+"/")
		}
		for n := len(i.rules) - 1; n >= 0; n-- {
			if i.rules[n].matches(below, dir) {
				return !i.rules[n].negated
			}
		}
	}
	return false
}

func (r rule) matches(below string, dir bool) bool {
	if r.dirOnly && !dir {
		return false
	}
	if !r.anchored {
		below = path.Base(below)
	}
	return doublestar.MatchUnvalidated(r.pattern, below)
}
