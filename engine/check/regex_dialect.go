package check

import "strings"

// rustOnly finds the first construct that clnrm's engine (Rust's) reads
// differently from Go's, outside of what both reject: flags x, R and u,
// nested classes and set operations, and a brace that repeats nothing. The
// message is "" when there is none; offsets are bytes of the expression.
func rustOnly(expr string) (start, end int, message string) {
	for i := 0; i < len(expr); {
		switch expr[i] {
		case '\\':
			if n := strings.IndexByte("<>", expr[min(i+1, len(expr)-1)]); n >= 0 {
				return i, i + 2, "clnrm takes " + expr[i:i+2] + " for the edge of a word, which cannot be evaluated here; write \\b, or the character without a backslash."
			}
			i += escape(expr[i:])
		case '[':
			next, at, message := rustClass(expr, i)
			if message != "" {
				return at, min(at+2, len(expr)), message
			}
			i = next
		case '(':
			if n := flags(expr[i:]); n > 0 {
				return i, i + n, "clnrm knows these flags but they cannot be evaluated here; write the expression without x, R and u."
			}
			i++
		case '{':
			n := repetition(expr[i:])
			if n == 0 {
				return i, i + 1, "clnrm takes this brace for a repetition and fails the step; write \\{ for the character."
			}
			i += n
		default:
			i++
		}
	}
	return 0, 0, ""
}

// escape is the length of the escape that s starts with, \p{Greek} and its
// like in full.
func escape(s string) int {
	if len(s) > 2 && s[2] == '{' && strings.IndexByte("pPxuUb", s[1]) >= 0 {
		if end := strings.IndexByte(s, '}'); end > 0 {
			return end + 1
		}
	}
	return 2
}

// flags is the length of a flag group such as (?x) or (?i-u: that uses a flag
// of Rust's only; 0 when it is none.
func flags(s string) int {
	if !strings.HasPrefix(s, "(?") {
		return 0
	}
	only := false
	for i := 2; i < len(s); i++ {
		switch s[i] {
		case 'x', 'R', 'u':
			only = true
		case 'i', 'm', 's', 'U', '-':
		case ')', ':':
			if only {
				return i + 1
			}
			return 0
		default:
			return 0
		}
	}
	return 0
}

// repetition is the length of {n}, {n,} or {n,m}; 0 when it is none. Blanks
// are left out: whether they are allowed depends on the version.
func repetition(s string) int {
	end := strings.IndexByte(s, '}')
	if end < 2 || s[1] < '0' || s[1] > '9' {
		return 0
	}
	if strings.Trim(s[1:end], "0123456789,") != "" || strings.Count(s[1:end], ",") > 1 {
		return 0
	}
	return end + 1
}

// rustClass walks the class that opens at i; next is behind its ]. at is the
// place of a construct that Go takes for ordinary characters.
func rustClass(expr string, i int) (next, at int, message string) {
	j := i + 1
	if j < len(expr) && expr[j] == '^' {
		j++
	}
	for j < len(expr) && expr[j] == '-' {
		j++ // a - at the start is a character, and so is the next
	}
	if j < len(expr) && expr[j] == ']' {
		j++ // a ] in first place is a character
	}
	for j < len(expr) {
		switch c := expr[j]; {
		case c == ']':
			return j + 1, 0, ""
		case c == '\\':
			j += escape(expr[j:])
		case c == '[' && strings.HasPrefix(expr[j:], "[:"):
			if n := strings.Index(expr[j:], ":]"); n > 0 {
				j += n + 2
				continue
			}
			return 0, j, nestedClass
		case c == '[':
			return 0, j, nestedClass
		case j+1 < len(expr) && expr[j+1] == c && (c == '&' || c == '~' || c == '-'):
			return 0, j, "clnrm takes " + expr[j:j+2] + " in a class for a set operation, which cannot be evaluated here; escape the characters, or write the class out."
		default:
			j++
		}
	}
	return len(expr), 0, ""
}

const nestedClass = "clnrm takes a [ inside a class for a class of its own, which cannot be evaluated here; write \\[ for the character."
