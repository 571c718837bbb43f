package builtin

import (
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/oklog/ulid/v2"

	"github.com/clnrm-ls/clnrm-ls/engine/value"
)

var timeParam = optional("time", "any", nil,
	"The instant to encode: an RFC 3339 string or milliseconds since 1970. Without it the (frozen) clock. Upstream ignores this argument.")

// identityFunctions make identifiers. Where upstream's are malformed (the
// seeded uuid_v4, uuid_v7; format.md 3.4), these are valid.
var identityFunctions = []*Function{
	define("uuid_v4", "string", ReadRandom, "Draws a random UUID (version 4).",
		[]Param{seedParam}, randomUUID),
	define("fake_uuid", "string", ReadRandom, "Draws a random UUID (version 4), like `uuid_v4`.",
		[]Param{seedParam}, randomUUID),
	define("fake_uuid_seeded", "string", ReadRandom,
		"Writes `seed` itself as a UUID: 42 gives `00000000-0000-0000-0000-00000000002a`. Without `seed` it is a random UUID.",
		[]Param{seedParam}, seedUUID),
	define("uuid_v7", "string", ReadClock|ReadRandom, "Makes a UUID (version 7) that begins with the time, so that later ones sort later.",
		[]Param{timeParam, seedParam}, timeUUID),
	define("uuid_v5", "string", Pure, "Derives a UUID (version 5) from a namespace and a name: equal arguments give equal results.",
		[]Param{
			required("ns", "string", "The UUID of the namespace."),
			required("name", "string", "The name within the namespace."),
		}, nameUUID),
	define("ulid", "string", ReadClock|ReadRandom, "Makes a ULID: 26 Crockford base-32 characters that begin with the time.",
		[]Param{timeParam, seedParam}, newULID),
}

func randomUUID(a *args) value.Value { return uuidV4(a.rng()) }

func uuidV4(rng *stream) string {
	id := randomID(rng)
	id[6] = id[6]&0x0f | 0x40
	id[8] = id[8]&0x3f | 0x80
	return id.String()
}

func randomID(rng *stream) (id uuid.UUID) {
	rng.bytes(id[:])
	return id
}

func seedUUID(a *args) value.Value {
	if _, given := a.get("seed"); !given {
		return randomUUID(a)
	}
	digits := fmt.Sprintf("%032x", a.seed())
	return digits[:8] + "-" + digits[8:12] + "-" + digits[12:16] + "-" + digits[16:20] + "-" + digits[20:]
}

func timeUUID(a *args) value.Value {
	ms, rng := a.milliseconds(), a.rng()
	id := randomID(rng)
	for i := range 6 {
		id[i] = byte(ms >> (40 - 8*i))
	}
	id[6] = id[6]&0x0f | 0x70
	id[8] = id[8]&0x3f | 0x80
	return id.String()
}

func nameUUID(a *args) value.Value {
	ns, name := a.needString("ns"), a.needString("name")
	if a.err != nil {
		return nil
	}
	space, err := uuid.Parse(ns)
	if err != nil {
		a.invalid("ns", "argument `ns` must be a UUID such as %s, got %s", uuid.NameSpaceDNS, describe(ns))
		return nil
	}
	return uuid.NewSHA1(space, []byte(name)).String()
}

func newULID(a *args) value.Value {
	ms, rng := a.milliseconds(), a.rng()
	var id ulid.ULID
	rng.bytes(id[6:])
	if err := id.SetTime(ms); err != nil {
		a.invalid("time", "argument `time` does not fit a ULID: %v", err)
	}
	return id.String()
}

// milliseconds is the argument time, else the clock, in the 48 bits that time
// based identifiers have.
func (a *args) milliseconds() uint64 {
	v, given := a.get("time")
	var ms int64
	switch x := v.(type) {
	case int64:
		ms = x
	case string:
		t, err := time.Parse(time.RFC3339, x)
		if err != nil {
			a.invalid("time", "argument `time` must be RFC 3339 such as 2025-01-01T00:00:00Z, got %s", describe(v))
		}
		ms = t.UnixMilli()
	default:
		if given {
			a.mistyped("time", "an RFC 3339 string or milliseconds", v)
			return 0
		}
		ms = a.Host.Now().UnixMilli()
	}
	if a.err == nil && (ms < 0 || ms >= 1<<48) {
		a.invalid("time", "the time must lie between the years 1970 and 10889")
	}
	return uint64(ms)
}
