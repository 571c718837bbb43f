package builtin

import (
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

// clockFunctions read Host.Now, which is frozen by [determinism] freeze_clock
// (format.md 3.8; upstream never freezes most of them).
var clockFunctions = []*Function{
	define("now_rfc3339", "string", ReadClock, "The current time in UTC as RFC 3339, offset written `+00:00`.",
		nil, func(a *args) value.Value { return rfc3339(a.Host.Now().UTC()) }),
	define("now_unix", "integer", ReadClock, "The current time in seconds since 1970.",
		nil, func(a *args) value.Value { return a.Host.Now().Unix() }),
	define("now_ms", "integer", ReadClock, "The current time in milliseconds since 1970.",
		nil, func(a *args) value.Value { return a.Host.Now().UnixMilli() }),
	define("now_plus", "string", ReadClock, "The current time plus `seconds`, as RFC 3339 in UTC.",
		[]Param{required("seconds", "integer", "Seconds to add; negative ones look back.")},
		func(a *args) value.Value { return a.shifted("seconds", a.needInt("seconds")) }),
	define("date_rfc3339", "string", ReadClock, "The current time plus `offset_seconds`, as RFC 3339 in UTC.",
		[]Param{optional("offset_seconds", "integer", int64(0), "Seconds to add; negative ones look back.")},
		func(a *args) value.Value { return a.shifted("offset_seconds", a.int("offset_seconds", 0)) }),
	define("now", "any", ReadClock, "The current time as RFC 3339, or in seconds since 1970 with `timestamp=true`.",
		[]Param{
			optional("timestamp", "bool", false, "Return an integer, seconds since 1970."),
			optional("utc", "bool", false, "Use UTC instead of the local time zone."),
		}, now),
}

func now(a *args) value.Value {
	timestamp, utc := a.bool("timestamp", false), a.bool("utc", false)
	t := a.Host.Now()
	switch {
	case timestamp:
		return t.Unix()
	case utc:
		t = t.UTC()
	}
	return rfc3339(t)
}

// farthest keeps shifted times within four-digit years and their arithmetic
// within int64.
const farthest = 400 * 365 * 24 * 60 * 60

func (a *args) shifted(name string, seconds int64) value.Value {
	if seconds > farthest || seconds < -farthest {
		a.invalid(name, "argument `%s` must lie within 400 years, got %d", name, seconds)
		return nil
	}
	t := a.Host.Now().UTC()
	return rfc3339(time.Unix(t.Unix()+seconds, int64(t.Nanosecond())).UTC())
}

// rfc3339 writes t as upstream's time library does: a numeric offset for UTC
// too, and no, three, six or nine digits of fraction.
func rfc3339(t time.Time) string {
	layout := "2006-01-02T15:04:05"
	switch ns := t.Nanosecond(); {
	case ns == 0:
	case ns%1e6 == 0:
		layout += ".000"
	case ns%1e3 == 0:
		layout += ".000000"
	default:
		layout += ".000000000"
	}
	return t.Format(layout + "-07:00")
}
