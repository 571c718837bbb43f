package builtin

import (
	"strings"
	"time"
	_ "time/tzdata" // time zones must not depend on what is installed

	"github.com/goodsign/monday"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

var dateFilters = []*Function{
	define("date", "string", Pure,
		"Writes an instant by a strftime format. Takes seconds since 1970, an RFC 3339 date and time, one without an offset (meant as UTC), or a date `YYYY-MM-DD`.",
		[]Param{
			optional("format", "string", "%Y-%m-%d", "The format; specifiers as in Rust's chrono."),
			optional("timezone", "string", nil, "An IANA time zone such as `Europe/Berlin`; applies to instants that have an offset."),
			optional("locale", "string", nil, "The language of day and month names, such as `fr_FR`."),
		}, date),
}

func date(a *args) value.Value {
	format := a.string("format", "%Y-%m-%d")
	names, zone := a.locale(), a.zone()
	if a.err != nil || !a.grow(len(format)) {
		return nil
	}
	at, ok := a.instant(zone)
	if !ok {
		return nil
	}
	at.names = names
	text, ok := appendTime(nil, at, format)
	if !ok {
		a.invalid("format", "argument `format` is not a valid date format: %s; see chrono's strftime specifiers", describe(format))
	}
	return string(text)
}

func (a *args) zone() *time.Location {
	name := a.string("timezone", "UTC")
	if name != "" && name != "Local" {
		if zone, err := time.LoadLocation(name); err == nil {
			return zone
		}
	}
	a.invalid("timezone", "Error parsing `%s` as a timezone; use an IANA name such as Europe/Berlin", name)
	return time.UTC
}

var locales = func() map[string]monday.Locale {
	m := map[string]monday.Locale{"POSIX": monday.LocaleEnUS, "C": monday.LocaleEnUS}
	for _, l := range monday.ListLocales() {
		m[string(l)] = l
	}
	return m
}()

func (a *args) locale() monday.Locale {
	name := a.string("locale", "POSIX")
	names, ok := locales[name]
	if !ok {
		a.invalid("locale", "Error parsing `%s` as a locale; use one such as en_US or fr_FR", name)
	}
	return names
}

// lastSecond is a bound that keeps calendar arithmetic exact: about the year
// 262,000, as in upstream's library.
const lastSecond = 8_200_000_000_000

// instant converts the input; its zone name for %Z is that of upstream.
func (a *args) instant(zone *time.Location) (moment, bool) {
	switch x := a.Input.(type) {
	case int64:
		if x > lastSecond || x < -lastSecond {
			a.fail(finding.TemplateType, "", "the timestamp %d lies outside the calendar", x)
			return moment{}, false
		}
		return inZone(time.Unix(x, 0), zone), true
	case string:
		return a.parseInstant(x, zone)
	}
	a.mistyped("", "an integer timestamp or a string", a.Input)
	return moment{}, false
}

func inZone(t time.Time, zone *time.Location) moment {
	t = t.In(zone)
	name, _ := t.Zone()
	return moment{Time: t, zone: name}
}

func (a *args) parseInstant(s string, zone *time.Location) (moment, bool) {
	if !strings.Contains(s, "T") {
		t, err := time.Parse("2006-1-2", s)
		if err != nil {
			a.fail(finding.TemplateType, "", "%s is not a date of the form YYYY-MM-DD", describe(s))
		}
		return moment{Time: t, zone: "UTC"}, err == nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05Z0700"} {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		if _, given := a.get("timezone"); given {
			return inZone(t, zone), true
		}
		return moment{Time: t, zone: t.Format("-07:00")}, true
	}
	t, err := time.Parse("2006-01-02T15:04:05", s)
	if err != nil {
		a.fail(finding.TemplateType, "", "%s is neither an RFC 3339 date and time nor one without an offset", describe(s))
	}
	return moment{Time: t, zone: "UTC"}, err == nil
}
