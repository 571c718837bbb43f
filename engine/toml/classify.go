package toml

import "strconv"

// classify tells which kind of value a bare token is, by the ABNF of TOML
// 1.0; newer says that it is one by TOML 1.1 only. Invalid is no value.
func classify(s string) (kind Kind, newer bool) {
	switch s {
	case "true", "false":
		return Bool, false
	case "inf", "nan", "+inf", "-inf", "+nan", "-nan":
		return Float, false
	}
	if isDecimal(s) {
		if len(s) > 18 && !fitsInt64(s) {
			return Invalid, false
		}
		return Integer, false
	}
	if len(s) > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'o' || s[1] == 'b') {
		return based(s), false
	}
	if len(s) >= 5 && isDigit(s[0]) && (s[2] == ':' || s[4] == '-' && number(s[:4], 0, 9999)) {
		return dateTime(s)
	}
	if isFloat(s) {
		return Float, false
	}
	return Invalid, false
}

// digits skips a run of digits in which single underscores separate, from
// offset i; -1 when there is none.
func digits(s string, i int) int {
	if i >= len(s) || !isDigit(s[i]) {
		return -1
	}
	for i < len(s) {
		switch {
		case isDigit(s[i]):
			i++
		case s[i] == '_' && i+1 < len(s) && isDigit(s[i+1]):
			i++
		default:
			return i
		}
	}
	return i
}

// decimal skips a decimal integer with optional sign and without leading
// zeros; -1 when there is none.
func decimal(s string) int {
	i := 0
	if s != "" && (s[0] == '+' || s[0] == '-') {
		i = 1
	}
	end := digits(s, i)
	if end < 0 || (s[i] == '0' && end > i+1) {
		return -1
	}
	return end
}

func isDecimal(s string) bool { return decimal(s) == len(s) && s != "" }

func isFloat(s string) bool {
	i := decimal(s)
	if i < 0 || i == len(s) {
		return false
	}
	if s[i] == '.' {
		if i = digits(s, i+1); i < 0 {
			return false
		}
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		i = digits(s, i)
	}
	return i == len(s) && floatFits(s)
}

// floatFits tells whether a float is not too large for 64 bits: the decoder
// refuses what overflows.
func floatFits(s string) bool {
	_, err := strconv.ParseFloat(plainDigits(s), 64)
	return err == nil
}

// fitsInt64 decides for integers so long that they may not.
func fitsInt64(s string) bool {
	_, err := strconv.ParseInt(plainDigits(s), 10, 64)
	return err == nil
}

// plainDigits drops the underscores.
func plainDigits(s string) string {
	for i := range len(s) {
		if s[i] == '_' {
			b := append(make([]byte, 0, len(s)), s[:i]...)
			for ; i < len(s); i++ {
				if s[i] != '_' {
					b = append(b, s[i])
				}
			}
			return string(b)
		}
	}
	return s
}

// based checks 0x, 0o and 0b.
func based(s string) Kind {
	base := map[byte]int{'x': 16, 'o': 8, 'b': 2}[s[1]]
	body := s[2:]
	for i := range len(body) {
		edge := i == 0 || i == len(body)-1
		if body[i] == '_' && (edge || body[i-1] == '_') {
			return Invalid
		}
	}
	if body[0] == '+' || body[0] == '-' {
		return Invalid
	}
	if _, err := strconv.ParseInt(plainDigits(body), base, 64); err != nil {
		return Invalid
	}
	return Integer
}

// dateTime checks dates and times (RFC 3339, section 5.6).
func dateTime(s string) (kind Kind, newer bool) {
	if s[2] == ':' {
		n, newer := clock(s)
		if n != len(s) {
			return Invalid, false
		}
		return LocalTime, newer
	}
	if !isDate(s) {
		return Invalid, false
	}
	if len(s) == len("2006-01-02") {
		return LocalDate, false
	}
	if c := s[10]; c != 'T' && c != 't' && c != ' ' {
		return Invalid, false
	}
	rest := s[11:]
	n, newer := clock(rest)
	if n < 0 {
		return Invalid, false
	}
	switch rest = rest[n:]; {
	case rest == "":
		return LocalDateTime, newer
	case rest == "Z", rest == "z":
		return OffsetDateTime, newer
	case len(rest) == 6 && (rest[0] == '+' || rest[0] == '-') && rest[3] == ':' &&
		number(rest[1:3], 0, 23) && number(rest[4:], 0, 59):
		return OffsetDateTime, newer
	}
	return Invalid, false
}

func isDate(s string) bool {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' || !number(s[:4], 0, 9999) ||
		!number(s[5:7], 1, 12) || !number(s[8:10], 1, 31) {
		return false
	}
	year, _ := strconv.Atoi(s[:4])
	day, _ := strconv.Atoi(s[8:10])
	switch s[5:7] {
	case "02":
		leap := year%4 == 0 && (year%100 != 0 || year%400 == 0)
		return day <= 28 || leap && day == 29
	case "04", "06", "09", "11":
		return day <= 30
	}
	return true
}

// clock skips a time of day; -1 when there is none. A leap second is refused:
// the decoder has no value for it.
func clock(s string) (n int, newer bool) {
	if len(s) < 5 || !number(s[:2], 0, 23) || s[2] != ':' || !number(s[3:5], 0, 59) {
		return -1, false
	}
	if len(s) == 5 || s[5] != ':' {
		return 5, true
	}
	if len(s) < 8 || !number(s[6:8], 0, 59) {
		return -1, false
	}
	if len(s) == 8 || s[8] != '.' {
		return 8, false
	}
	n = 9
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	if n == 9 {
		return -1, false
	}
	return n, false
}

// number tells whether s is digits only, with a value from low to high.
func number(s string, low, high int) bool {
	n := 0
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
		n = 10*n + int(s[i]-'0')
	}
	return low <= n && n <= high
}
