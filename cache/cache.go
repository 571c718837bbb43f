package cache

import (
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Cache holds a limited number of results, one per file say. It is a 2Q
// cache: a scan of the whole workspace, which touches each file once, does
// not drive out what is used all the time. Safe for concurrent use.
type Cache[K comparable, V any] struct {
	name    string
	size    func(V) int // nil: unknown
	tally   tally
	flights flights[K, V]

	// adding makes "is it new, add it, was anything dropped" one step, which
	// is the only way to count evictions of a TwoQueueCache.
	adding sync.Mutex
	queue  *lru.TwoQueueCache[K, V] // has its own lock; nil when switched off
}

// New makes a cache of at most entries values. It is switched off when
// enabled is false or entries is not positive: every look-up misses and
// nothing is kept.
func New[K comparable, V any](name string, entries int, enabled bool) *Cache[K, V] {
	c := &Cache[K, V]{name: name}
	if !enabled || entries <= 0 {
		return c
	}
	// Ghosts are the keys, without values, of what was dropped lately; the
	// library refuses to have none.
	ghosts := lru.Default2QGhostEntries
	if entries == 1 {
		ghosts = 1
	}
	queue, err := lru.New2QParams[K, V](entries, lru.Default2QRecentRatio, ghosts)
	if err != nil {
		return c
	}
	c.queue = queue
	return c
}

// Measure gives c a function for the size of a value in bytes, which is
// called by Counters only. Call it before c is used. It returns c.
func (c *Cache[K, V]) Measure(size func(V) int) *Cache[K, V] {
	c.size = size
	return c
}

// Get looks key up.
func (c *Cache[K, V]) Get(key K) (V, bool) {
	v, ok := c.lookup(key)
	c.tally.look(ok)
	return v, ok
}

// Add keeps a value, in place of any other for the same key.
func (c *Cache[K, V]) Add(key K, value V) {
	if c.queue == nil {
		return
	}
	c.adding.Lock()
	defer c.adding.Unlock()
	known, before := c.queue.Contains(key), c.queue.Len()
	c.queue.Add(key, value)
	if !known && c.queue.Len() <= before {
		c.tally.evictions.Add(1)
	}
}

// Remove forgets a key.
func (c *Cache[K, V]) Remove(key K) {
	if c.queue == nil {
		return
	}
	c.adding.Lock()
	defer c.adding.Unlock()
	c.queue.Remove(key)
}

// GetOrCompute returns the value of key, computing and keeping it when it is
// not there. Goroutines that ask for one key at the same time share one
// computation. An error goes to the caller whose compute returned it, a panic
// likewise; neither is kept nor shared. compute must not ask c for the same
// key. A cache that is switched off calls compute each time.
func (c *Cache[K, V]) GetOrCompute(key K, compute func() (V, error)) (V, error) {
	if c.queue == nil {
		c.tally.look(false)
		return compute()
	}
	if v, ok := c.queue.Get(key); ok {
		c.tally.look(true)
		return v, nil
	}
	return c.flights.do(key, &c.tally, c.lookup, c.Add, compute)
}

// Purge forgets everything but the counters.
func (c *Cache[K, V]) Purge() {
	if c.queue == nil {
		return
	}
	c.adding.Lock()
	defer c.adding.Unlock()
	c.queue.Purge()
}

// Counters returns a snapshot. Bytes is 0 unless Measure was called.
func (c *Cache[K, V]) Counters() Counters {
	counters := c.tally.snapshot(c.name, c.queue != nil)
	if c.queue == nil {
		return counters
	}
	counters.Entries = c.queue.Len()
	if c.size != nil {
		for _, v := range c.queue.Values() {
			counters.Bytes += int64(c.size(v))
		}
	}
	return counters
}

func (c *Cache[K, V]) lookup(key K) (v V, ok bool) {
	if c.queue == nil {
		return v, false
	}
	return c.queue.Get(key)
}
