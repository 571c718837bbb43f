package cache

import (
	"math"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// EntryOverhead is what an entry of a Bytes costs beside its value, in bytes:
// the key, the list element and the slot in the map, roughly. Without it a
// budget would not bound values of size zero.
const EntryOverhead = 128

// Bytes holds values up to a total size in bytes and drops what was not used
// for longest. Safe for concurrent use.
type Bytes[K comparable, V any] struct {
	name    string
	budget  int64
	size    func(K, V) int
	tally   tally
	flights flights[K, V]

	mu   sync.Mutex                     // guards list and used
	list *simplelru.LRU[K, weighted[V]] // nil when switched off
	used int64
}

// weighted is a value with the size it had when it was added: what was added
// to the account must come off it again, even if the value has grown since.
type weighted[V any] struct {
	value V
	size  int64
}

// NewBytes makes a cache whose values have at most budget bytes in all; size
// tells the bytes of one value, without EntryOverhead, which is added to
// each. It is switched off when enabled is false or budget is not positive:
// every look-up misses and nothing is kept.
func NewBytes[K comparable, V any](name string, budget int, enabled bool, size func(K, V) int) *Bytes[K, V] {
	b := &Bytes[K, V]{name: name, budget: int64(budget), size: size}
	if !enabled || budget <= 0 {
		return b
	}
	// The budget is the bound, so the list needs none in entries.
	list, err := simplelru.NewLRU[K, weighted[V]](math.MaxInt, nil)
	if err != nil {
		return b
	}
	b.list = list
	return b
}

// Get looks key up.
func (b *Bytes[K, V]) Get(key K) (V, bool) {
	v, ok := b.lookup(key)
	b.tally.look(ok)
	return v, ok
}

// Add keeps a value, in place of any other for the same key. A value that is
// larger than the whole budget is not kept.
func (b *Bytes[K, V]) Add(key K, value V) {
	if b.list == nil {
		return
	}
	entry := weighted[V]{value, max(int64(b.size(key, value)), 0) + EntryOverhead}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.drop(key)
	if entry.size > b.budget {
		b.tally.evictions.Add(1)
		return
	}
	for b.used+entry.size > b.budget {
		_, oldest, ok := b.list.RemoveOldest()
		if !ok {
			break
		}
		b.used -= oldest.size
		b.tally.evictions.Add(1)
	}
	b.list.Add(key, entry)
	b.used += entry.size
}

// Remove forgets a key.
func (b *Bytes[K, V]) Remove(key K) {
	if b.list == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.drop(key)
}

// GetOrCompute is as that of Cache.
func (b *Bytes[K, V]) GetOrCompute(key K, compute func() (V, error)) (V, error) {
	if b.list == nil {
		b.tally.look(false)
		return compute()
	}
	if v, ok := b.lookup(key); ok {
		b.tally.look(true)
		return v, nil
	}
	return b.flights.do(key, &b.tally, b.lookup, b.Add, compute)
}

// Purge forgets everything but the counters.
func (b *Bytes[K, V]) Purge() {
	if b.list == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.list.Purge()
	b.used = 0
}

// Counters returns a snapshot. Bytes includes EntryOverhead per entry.
func (b *Bytes[K, V]) Counters() Counters {
	counters := b.tally.snapshot(b.name, b.list != nil)
	if b.list == nil {
		return counters
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	counters.Entries, counters.Bytes = b.list.Len(), b.used
	return counters
}

func (b *Bytes[K, V]) lookup(key K) (v V, ok bool) {
	if b.list == nil {
		return v, false
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	entry, ok := b.list.Get(key)
	return entry.value, ok
}

// drop removes a key from the list and from the account. The list's own Add
// would overwrite in silence and leave the account wrong.
func (b *Bytes[K, V]) drop(key K) {
	if old, ok := b.list.Peek(key); ok {
		b.list.Remove(key)
		b.used -= old.size
	}
}
