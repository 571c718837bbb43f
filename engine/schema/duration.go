package schema

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"time"
)

// ErrDuration is what ParseDuration wraps for a string that is no duration.
var ErrDuration = errors.New("not a duration")

var durationUnits = map[string]time.Duration{
	"s": time.Second, "sec": time.Second, "secs": time.Second, "second": time.Second, "seconds": time.Second,
	"m": time.Minute, "min": time.Minute, "mins": time.Minute, "minute": time.Minute, "minutes": time.Minute,
	"h": time.Hour, "hr": time.Hour, "hrs": time.Hour, "hour": time.Hour, "hours": time.Hour,
	"d": 24 * time.Hour, "day": 24 * time.Hour, "days": 24 * time.Hour,
}

// ParseDuration reads the duration syntax of cleanroom.toml (format.md 1.4):
// an unsigned integer directly followed by a unit of seconds to days. No
// fractions, spaces, combinations or bare numbers. Errors wrap ErrDuration.
func ParseDuration(s string) (time.Duration, error) {
	digits := 0
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	unit, ok := durationUnits[s[digits:]]
	if digits == 0 || !ok {
		return 0, fmt.Errorf("%q: %w", s, ErrDuration)
	}
	n, err := strconv.ParseUint(s[:digits], 10, 63)
	if err != nil || n > uint64(math.MaxInt64/int64(unit)) {
		return 0, fmt.Errorf("%q: %w: too long", s, ErrDuration)
	}
	return time.Duration(n) * unit, nil
}
