package check

import "strings"

// plainRegex reports whether an expression consists of nothing but common
// forms, in an order that both engines accept: characters, escapes of one
// letter or sign, simple classes, groups and single quantifiers. Parsing is
// the dearest part of all rules, and most expressions do not need it.
func plainRegex(expr string) bool {
	depth := 0
	atom := false // there is something that a quantifier can repeat
	for i := 0; i < len(expr); {
		n := 1
		switch c := expr[i]; c {
		case '\\':
			if i+1 == len(expr) || strings.IndexByte(`dDwWsSnrt.\()[]{}*+?^$|`, expr[i+1]) < 0 {
				return false
			}
			n, atom = 2, true
		case '[':
			if n = plainClass(expr[i:]); n == 0 {
				return false
			}
			atom = true
		case '(':
			if depth++; depth > 100 || strings.HasPrefix(expr[i:], "(?") {
				return false
			}
			atom = false
		case ')':
			if depth--; depth < 0 {
				return false
			}
			atom = true
		case '*', '+', '?':
			if !atom {
				return false
			}
			if strings.HasPrefix(expr[i+1:], "?") {
				n = 2
			}
			atom = false
		case '|', '^', '$':
			atom = false
		default:
			if c == '{' || c >= 0x80 {
				return false
			}
			atom = true
		}
		i += n
	}
	return depth == 0
}

// plainClass is the length of the class that s starts with; 0 when it holds
// more than letters, digits, blanks, _ and ascending ranges.
func plainClass(s string) int {
	i := 1
	if strings.HasPrefix(s, "[^") {
		i++
	}
	for start := i; i < len(s); i++ {
		c := s[i]
		if c == ']' && i > start {
			return i + 1
		}
		if c != '_' && c != ' ' && !isAlnum(c) {
			return 0
		}
		if strings.HasPrefix(s[i+1:], "-") {
			if i+2 >= len(s) || !isAlnum(s[i+2]) || s[i+2] < c {
				return 0
			}
			i += 2
		}
	}
	return 0
}

func isAlnum(c byte) bool { return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' }
