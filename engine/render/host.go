package render

import (
	"errors"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// errGrow ends a built-in that asked for too much; the limit has been reported.
var errGrow = errors.New("value limit exceeded")

// host implements builtin.Host for the call that is being made.
type host struct {
	run  *run
	site *site
	at   source.Span // of the call
}

func (h *host) LookupEnv(name string) (string, bool) {
	r := h.run
	var text string
	var set bool
	if r.opts.LookupEnv != nil {
		text, set = r.opts.LookupEnv(name)
	}
	if !r.envSeen[name] {
		if r.envSeen == nil {
			r.envSeen = map[string]bool{}
		}
		r.envSeen[name] = true
		r.result.EnvReads = append(r.result.EnvReads, EnvRead{name, text, set})
	}
	return text, set
}

func (h *host) Now() time.Time {
	if h.run.opts.Clock != nil {
		return *h.run.opts.Clock
	}
	h.impure()
	return time.Now()
}

// Seed derives one stream per call position from [determinism] seed: from the
// file's base name, the text of the call, its ordinal among calls of the same
// text, the calls around it in the same terms, and how often that place has
// drawn before. No offset takes part, so that an edit elsewhere does not shift
// values.
func (h *host) Seed() (uint64, bool) {
	r := h.run
	if r.opts.Seed == nil {
		h.impure()
		return rand.Uint64(), false
	}
	key := drawKey{r.identity(h.at), r.chain.identity()}
	if r.draws == nil {
		r.draws = map[drawKey]int{}
	}
	n := r.draws[key]
	r.draws[key]++
	sum := fnv.New64a()
	for _, x := range []uint64{*r.opts.Seed, key.site, key.calls, uint64(n)} {
		io.WriteString(sum, strconv.FormatUint(x, 16)+" ")
	}
	return mix(sum.Sum64()), true
}

// drawKey is a place that draws, and the calls that led there.
type drawKey struct{ site, calls uint64 }

// identity names the call at s by what an edit elsewhere leaves alone.
func (r *run) identity(s source.Span) uint64 {
	sum := fnv.New64a()
	io.WriteString(sum, r.unit.base()+"\x00"+r.unit.File.Slice(s)+"\x00"+strconv.Itoa(r.unit.ordinal(s)))
	return sum.Sum64()
}

// mix is the finaliser of SplitMix64: FNV alone leaves neighbours similar.
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

func (h *host) impure() {
	r := h.run
	at := finding.Location{Unit: r.name(r.unit), Span: h.at}
	for _, known := range r.result.Impure {
		if known.Location == at {
			return
		}
	}
	r.result.Impure = append(r.result.Impure, Impurity{at, h.site.name.Name})
}

func (h *host) Count(name string, start, step int64) int64 {
	r := h.run
	if r.counters == nil {
		r.counters = map[string]int64{}
	}
	next, ok := r.counters[name]
	if !ok {
		next = start
	}
	r.counters[name] = next + step
	return next
}

func (h *host) Grow(n int) error {
	r := h.run
	if n < 0 || n > r.limits.ValueSize {
		r.limitAt(limitValue, h.at)
		return errGrow
	}
	if r.spend(n); r.state != running {
		return errGrow
	}
	return nil
}
