package toml

// class says in which places a byte may stand, one bit per place, so that
// every inner loop of the scanner is one table look-up per byte.
type class uint8

const (
	bareKey      class = 1 << iota // A-Za-z0-9_-
	bareValue                      // numbers, dates, words: bareKey and + . :
	basicPlain                     // in "…" without further thought
	literalPlain                   // in '…' without further thought
	commentPlain                   // in a comment
	digit                          // 0-9
)

var classes = func() (t [256]class) {
	for i := range t {
		b := byte(i)
		switch {
		case b >= 'a' && b <= 'z', b >= 'A' && b <= 'Z', b == '_', b == '-':
			t[i] |= bareKey | bareValue
		case b >= '0' && b <= '9':
			t[i] |= bareKey | bareValue | digit
		case b == '+', b == '.', b == ':':
			t[i] |= bareValue
		}
		if b != '\t' && (b < ' ' || b == 0x7f) {
			continue
		}
		t[i] |= commentPlain
		if b != '"' && b != '\\' {
			t[i] |= basicPlain
		}
		if b != '\'' {
			t[i] |= literalPlain
		}
	}
	return t
}()

// run returns the offset of the first byte at or after from that is not of
// class c.
func run(text string, from int, c class) int {
	for from < len(text) && classes[text[from]]&c != 0 {
		from++
	}
	return from
}

// spaces returns the offset of the first byte at or after from that is
// neither space nor tab.
func spaces(text string, from int) int {
	for from < len(text) && (text[from] == ' ' || text[from] == '\t') {
		from++
	}
	return from
}

// lineEnd returns the offset of the line end at or after from, or the length
// of the text. A carriage return alone ends a line too: it is an error, and
// taking it as a line end keeps the error small.
func lineEnd(text string, from int) int {
	for from < len(text) && text[from] != '\n' && text[from] != '\r' {
		from++
	}
	return from
}

// trimEnd moves end back over blanks, not before start.
func trimEnd(text string, start, end int) int {
	for end > start && (text[end-1] == ' ' || text[end-1] == '\t') {
		end--
	}
	return end
}
