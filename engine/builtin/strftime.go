package builtin

import (
	"fmt"
	"strings"
	"time"

	"github.com/goodsign/monday"
)

// moment is an instant with what the date filter knows about its zone and
// language.
type moment struct {
	time.Time
	zone  string // what %Z writes
	names monday.Locale
}

// composites are specifiers that stand for a format.
var composites = map[string]string{
	"D": "%m/%d/%y", "x": "%m/%d/%y", "F": "%Y-%m-%d", "v": "%e-%b-%Y",
	"R": "%H:%M", "T": "%H:%M:%S", "X": "%H:%M:%S", "r": "%I:%M:%S %p",
	"c": "%a %b %e %H:%M:%S %Y", "+": "%Y-%m-%dT%H:%M:%S%.f%:z",
}

// words are the specifiers that write text; each yields it for a moment.
var words = map[string]func(m moment) string{
	"a": func(m moment) string { return m.word("Mon") },
	"A": func(m moment) string { return m.word("Monday") },
	"b": func(m moment) string { return m.word("Jan") },
	"B": func(m moment) string { return m.word("January") },
	"h": func(m moment) string { return m.word("Jan") },
	"p": func(m moment) string { return m.Format("PM") },
	"P": func(m moment) string { return m.Format("pm") },
	"Z": func(m moment) string { return m.zone },

	"z":   func(m moment) string { return m.Format("-0700") },
	":z":  func(m moment) string { return m.Format("-07:00") },
	"::z": func(m moment) string { return m.Format("-07:00:00") },
	"#z":  func(m moment) string { return m.Format("-07:00") },
	":::z": func(m moment) string {
		return m.Format("-07")
	},

	".f":  func(m moment) string { return fraction(m.Time) },
	".3f": func(m moment) string { return m.Format(".000") },
	".6f": func(m moment) string { return m.Format(".000000") },
	".9f": func(m moment) string { return m.Format(".000000000") },
	"3f":  func(m moment) string { return m.Format(".000")[1:] },
	"6f":  func(m moment) string { return m.Format(".000000")[1:] },
	"9f":  func(m moment) string { return m.Format(".000000000")[1:] },

	"t": func(moment) string { return "\t" },
	"n": func(moment) string { return "\n" },
	"%": func(moment) string { return "%" },
}

func (m moment) word(layout string) string {
	if m.names == monday.LocaleEnUS {
		return m.Format(layout)
	}
	return monday.Format(m.Time, layout, m.names)
}

func fraction(t time.Time) string {
	text := rfc3339(t)
	if i := strings.IndexByte(text, '.'); i >= 0 {
		return text[i : len(text)-len("+00:00")]
	}
	return ""
}

// number is a specifier that writes digits, padded to width by pad unless the
// format overrides it.
type number struct {
	width int
	pad   byte
	value func(t time.Time) int
}

var numbers = map[string]number{
	"Y": {4, '0', time.Time.Year},
	"C": {2, '0', func(t time.Time) int { return floorDiv(t.Year(), 100) }},
	"y": {2, '0', func(t time.Time) int { return t.Year() - 100*floorDiv(t.Year(), 100) }},
	"m": {2, '0', func(t time.Time) int { return int(t.Month()) }},
	"d": {2, '0', time.Time.Day},
	"e": {2, ' ', time.Time.Day},
	"j": {3, '0', time.Time.YearDay},
	"H": {2, '0', time.Time.Hour},
	"k": {2, ' ', time.Time.Hour},
	"I": {2, '0', hour12},
	"l": {2, ' ', hour12},
	"M": {2, '0', time.Time.Minute},
	"S": {2, '0', time.Time.Second},
	"f": {9, '0', time.Time.Nanosecond},
	"s": {1, '0', func(t time.Time) int { return int(t.Unix()) }},
	"w": {1, '0', func(t time.Time) int { return int(t.Weekday()) }},
	"u": {1, '0', func(t time.Time) int { return int(t.Weekday()+6)%7 + 1 }},
	"U": {2, '0', func(t time.Time) int { return (t.YearDay() + 6 - int(t.Weekday())) / 7 }},
	"W": {2, '0', func(t time.Time) int { return (t.YearDay() + 6 - int(t.Weekday()+6)%7) / 7 }},
	"G": {4, '0', func(t time.Time) int { year, _ := t.ISOWeek(); return year }},
	"g": {2, '0', func(t time.Time) int { year, _ := t.ISOWeek(); return year - 100*floorDiv(year, 100) }},
	"V": {2, '0', func(t time.Time) int { _, week := t.ISOWeek(); return week }},
}

func hour12(t time.Time) int { return (t.Hour()+11)%12 + 1 }

func floorDiv(n, d int) int {
	if n < 0 {
		return -((-n + d - 1) / d)
	}
	return n / d
}

// appendTime writes m by a format of chrono's specifiers; ok is false for an
// unknown specifier.
func appendTime(dst []byte, m moment, format string) (out []byte, ok bool) {
	for {
		plain, rest, found := strings.Cut(format, "%")
		dst = append(dst, plain...)
		if !found {
			return dst, true
		}
		pad := byte(0)
		if rest != "" && strings.IndexByte("-_0", rest[0]) >= 0 {
			pad, rest = rest[0], rest[1:]
		}
		name := specifier(rest)
		format = rest[len(name):]
		if dst, ok = appendSpecifier(dst, m, name, pad); !ok {
			return nil, false
		}
	}
}

// specifier is the longest name of a specifier at the start of s, "" for none.
func specifier(s string) string {
	for n := min(4, len(s)); n > 0; n-- {
		if _, ok := words[s[:n]]; ok {
			return s[:n]
		}
		if _, ok := numbers[s[:n]]; ok {
			return s[:n]
		}
		if _, ok := composites[s[:n]]; ok {
			return s[:n]
		}
	}
	return ""
}

func appendSpecifier(dst []byte, m moment, name string, pad byte) ([]byte, bool) {
	if n, ok := numbers[name]; ok {
		return appendNumber(dst, n, n.value(m.Time), pad), true
	}
	if pad != 0 {
		return dst, false
	}
	if word, ok := words[name]; ok {
		return append(dst, word(m)...), true
	}
	if format, ok := composites[name]; ok {
		return appendTime(dst, m, format)
	}
	return dst, false
}

func appendNumber(dst []byte, n number, v int, pad byte) []byte {
	if pad == 0 {
		pad = n.pad
		if n.width == 4 && (v > 9999 || v < 0) {
			return fmt.Appendf(dst, "%+05d", v)
		}
	}
	switch pad {
	case '-':
		return fmt.Appendf(dst, "%d", v)
	case '0':
		return fmt.Appendf(dst, "%0*d", n.width, v)
	}
	return fmt.Appendf(dst, "%*d", n.width, v)
}
