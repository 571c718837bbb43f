package cache

import (
	"sync"
	"sync/atomic"
)

// Counters is a snapshot of what happened to one cache since it was made.
type Counters struct {
	Name      string `json:"name"`
	Enabled   bool   `json:"enabled"`
	Hits      uint64 `json:"hits"`      // a value was there, or somebody was just making it
	Misses    uint64 `json:"misses"`    // it was not
	Evictions uint64 `json:"evictions"` // values dropped for want of room
	Entries   int    `json:"entries"`   // values now
	Bytes     int64  `json:"bytes"`     // their size now; 0 where sizes are not known
}

// HitRate is the part of all look-ups that were hits, from 0 to 1; 0 when
// there were none.
func (c Counters) HitRate() float64 {
	if total := c.Hits + c.Misses; total > 0 {
		return float64(c.Hits) / float64(total)
	}
	return 0
}

// tally is the running form of Counters.
type tally struct{ hits, misses, evictions atomic.Uint64 }

func (t *tally) look(hit bool) {
	if hit {
		t.hits.Add(1)
	} else {
		t.misses.Add(1)
	}
}

func (t *tally) snapshot(name string, enabled bool) Counters {
	return Counters{
		Name: name, Enabled: enabled,
		Hits: t.hits.Load(), Misses: t.misses.Load(), Evictions: t.evictions.Load(),
	}
}

// Store is what all caches have in common.
type Store interface {
	Counters() Counters
	Purge()
}

// Registry lists the caches of a program. The zero value is ready, and safe
// for concurrent use.
type Registry struct {
	mu     sync.Mutex // guards stores
	stores []Store
}

// Register adds stores to the list.
func (r *Registry) Register(stores ...Store) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stores = append(r.stores, stores...)
}

// Counters returns a snapshot of each store, in order of registration.
func (r *Registry) Counters() []Counters {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := make([]Counters, len(r.stores))
	for i, s := range r.stores {
		all[i] = s.Counters()
	}
	return all
}

// Purge empties every store.
func (r *Registry) Purge() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.stores {
		s.Purge()
	}
}
