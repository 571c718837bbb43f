package cache

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

// TestSingleFlight shows that goroutines which ask for one key share one
// computation, whatever becomes of those before it.
func TestSingleFlight(t *testing.T) {
	failure := errors.New("failure")
	cases := []struct {
		name  string
		first func() (int, error) // the first computation
		want  int                 // computations in all
	}{
		{"value", func() (int, error) { return 7, nil }, 1},
		{"error", func() (int, error) { return 0, failure }, 2},
		{"panic", func() (int, error) { panic(failure) }, 2},
		{"exit", func() (int, error) { runtime.Goexit(); return 0, nil }, 2},
	}
	for _, c := range cases {
		for name, s := range ten(true) {
			t.Run(c.name+"/"+name, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					if got := fly(t, s, failure, c.first); got != c.want {
						t.Errorf("%d computations, want %d", got, c.want)
					}
				})
				check(t, s, Counters{Enabled: true, Hits: uint64(21 - c.want), Misses: uint64(c.want), Entries: 1})
			})
		}
	}
}

// fly lets 20 goroutines wait for the first computation of a key and counts
// the computations until all have its value, 7. It runs in a bubble, which
// fails when somebody is left waiting.
func fly(t *testing.T, s store, failure error, first func() (int, error)) int {
	t.Helper()
	var computed atomic.Int32
	release := make(chan struct{})
	go func() {
		defer func() { _ = recover() }()
		_, err := s.GetOrCompute("k", func() (int, error) {
			computed.Add(1)
			<-release
			return first()
		})
		if err != nil && !errors.Is(err, failure) {
			t.Errorf("the first caller got %v", err)
		}
	}()
	synctest.Wait()
	for range 20 {
		go func() {
			v, err := s.GetOrCompute("k", func() (int, error) { computed.Add(1); return 7, nil })
			if v != 7 || err != nil {
				t.Errorf("a waiter got %d, %v; want 7", v, err)
			}
		}()
	}
	synctest.Wait()
	if n := computed.Load(); n != 1 {
		t.Errorf("%d computations at a time", n)
	}
	close(release)
	synctest.Wait()
	return int(computed.Load())
}

// TestKeysDoNotWait shows that a computation holds up its own key only, and
// may ask for another.
func TestKeysDoNotWait(t *testing.T) {
	forEach(t, true, func(t *testing.T, s store) {
		v, err := s.GetOrCompute("a", func() (int, error) {
			return s.GetOrCompute("b", func() (int, error) { return 3, nil })
		})
		if v != 3 || err != nil {
			t.Errorf("a is %d, %v; want 3", v, err)
		}
	})
}

// TestConcurrent lets the race detector look at every operation, and checks
// that values never belong to another key.
func TestConcurrent(t *testing.T) {
	forEach(t, true, func(t *testing.T, s store) {
		var group sync.WaitGroup
		for worker := range 8 {
			group.Go(func() {
				for i := range 2_000 {
					n := (i * (worker + 1)) % 17
					key := fmt.Sprint(n)
					switch i % 7 {
					case 0:
						s.Add(key, n)
					case 1:
						s.Remove(key)
					case 2:
						s.Counters()
					case 3:
						if i%700 == 3 {
							s.Purge()
						}
					default:
						if v, err := s.GetOrCompute(key, func() (int, error) { return n, nil }); v != n || err != nil {
							t.Errorf("%s is %d, %v", key, v, err)
						}
					}
				}
			})
		}
		group.Wait()
		if n := s.Counters().Entries; n > 10 {
			t.Errorf("%d entries, want at most 10", n)
		}
	})
}

func BenchmarkStore(b *testing.B) {
	for name, s := range ten(true) {
		b.Run(name+"/hit", func(b *testing.B) {
			s.Add("k", 1)
			b.ReportAllocs()
			b.RunParallel(func(pb *testing.PB) {
				for pb.Next() {
					if _, err := s.GetOrCompute("k", nil); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
		b.Run(name+"/miss", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.Remove("k")
				if _, err := s.GetOrCompute("k", func() (int, error) { return 1, nil }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
