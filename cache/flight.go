package cache

import "sync"

// flights lets one goroutine at a time compute the value of a key. The zero
// value is ready.
type flights[K comparable, V any] struct {
	mu      sync.Mutex // guards running
	running map[K]*flight[V]
}

// flight is one computation. value and ok may be read once done is closed.
type flight[V any] struct {
	done  chan struct{}
	value V
	ok    bool // false after an error, a panic or a runtime.Goexit
}

// do returns what lookup finds, else what another goroutine is computing
// (both hits), else the result of compute, which it hands to keep (a miss,
// counted before compute runs, because that may panic).
//
// Only values are shared. A goroutine that waited for a computation which
// failed starts over itself: the failure may be private to the other caller,
// as the end of its context is.
func (f *flights[K, V]) do(key K, t *tally, lookup func(K) (V, bool), keep func(K, V), compute func() (V, error)) (V, error) {
	for {
		f.mu.Lock()
		if other, busy := f.running[key]; busy {
			f.mu.Unlock()
			<-other.done
			if other.ok {
				t.look(true)
				return other.value, nil
			}
			continue
		}
		// A value is kept before its flight ends, so nothing can slip in
		// between this look and the start of our own flight.
		if v, ok := lookup(key); ok {
			f.mu.Unlock()
			t.look(true)
			return v, nil
		}
		own := &flight[V]{done: make(chan struct{})}
		if f.running == nil {
			f.running = map[K]*flight[V]{}
		}
		f.running[key] = own
		f.mu.Unlock()
		t.look(false)
		return f.run(own, key, keep, compute)
	}
}

// run computes, keeps the value and ends the flight, whatever compute does.
func (f *flights[K, V]) run(own *flight[V], key K, keep func(K, V), compute func() (V, error)) (V, error) {
	defer func() {
		f.mu.Lock()
		delete(f.running, key)
		f.mu.Unlock()
		close(own.done)
	}()
	v, err := compute()
	if err == nil {
		keep(key, v)
		own.value, own.ok = v, true
	}
	return v, err
}
