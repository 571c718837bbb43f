package toml

import (
	"hash/maphash"

	"github.com/clnrm-ls/clnrm-ls/cache"
)

// Memo remembers decoded values by their text, so that an edit decodes only
// the run of values that it touches. It is safe for concurrent use, and its
// results are the same as those without.
type Memo struct {
	runs *cache.Bytes[uint64, decodedRun]
}

// decodedRun is the values of one run of scalars.
type decodedRun struct {
	text   string // compared on a hit: a hash alone may collide
	values []any
}

// seed is drawn once per process, so that no input can aim at a collision.
var seed = maphash.MakeSeed()

// NewMemo makes a memo of at most budget bytes; it keeps nothing when enabled
// is false.
func NewMemo(budget int, enabled bool) *Memo {
	size := func(_ uint64, r decodedRun) int { return 2*len(r.text) + 32*len(r.values) }
	return &Memo{runs: cache.NewBytes("toml sections", budget, enabled, size)}
}

// Counters tells what the memo holds and how often it was asked.
func (m *Memo) Counters() cache.Counters { return m.runs.Counters() }

// Purge forgets everything.
func (m *Memo) Purge() { m.runs.Purge() }

// get looks up the values of a run. m may be nil.
func (m *Memo) get(text []byte) (hash uint64, values []any, ok bool) {
	if m == nil {
		return 0, nil, false
	}
	hash = maphash.Bytes(seed, text)
	r, ok := m.runs.Get(hash)
	if !ok || r.text != string(text) {
		return hash, nil, false
	}
	return hash, r.values, true
}

// put keeps the values of a run. The text is that of the decoded document,
// which string values share anyway.
func (m *Memo) put(hash uint64, text string, values []any) {
	if m != nil {
		m.runs.Add(hash, decodedRun{text, values})
	}
}
