package cache

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// store is what Cache and Bytes have in common.
type store interface {
	Store
	Get(string) (int, bool)
	Add(string, int)
	Remove(string)
	GetOrCompute(string, func() (int, error)) (int, error)
}

// ten makes the stores that hold ten values of size 0, by name.
func ten(enabled bool) map[string]store {
	return map[string]store{
		"entries": New[string, int]("entries", 10, enabled),
		"bytes":   NewBytes("bytes", 10*EntryOverhead, enabled, func(string, int) int { return 0 }),
	}
}

// forEach runs a test on each kind of store.
func forEach(t *testing.T, enabled bool, test func(*testing.T, store)) {
	t.Helper()
	for name, s := range ten(enabled) {
		t.Run(name, func(t *testing.T) { test(t, s) })
	}
}

// check compares counters, but for the bytes.
func check(t *testing.T, s store, want Counters) {
	t.Helper()
	got := s.Counters()
	got.Name, got.Bytes = "", 0
	if got != want {
		t.Errorf("counters are %+v, want %+v", got, want)
	}
}

func TestStore(t *testing.T) {
	forEach(t, true, func(t *testing.T, s store) {
		s.Get("a") // miss
		s.Add("a", 1)
		s.Add("a", 2)
		if v, ok := s.Get("a"); v != 2 || !ok {
			t.Errorf("a is %d, %v; want 2", v, ok)
		}
		for i := range 15 {
			s.Add(fmt.Sprint(i), i)
		}
		check(t, s, Counters{Enabled: true, Hits: 1, Misses: 1, Evictions: 6, Entries: 10})
		s.Remove("14")
		s.Remove("never there")
		if _, ok := s.Get("14"); ok {
			t.Error("14 was removed and is still there")
		}
		check(t, s, Counters{Enabled: true, Hits: 1, Misses: 2, Evictions: 6, Entries: 9})
		s.Purge()
		if _, ok := s.Get("13"); ok {
			t.Error("13 has survived Purge")
		}
		check(t, s, Counters{Enabled: true, Hits: 1, Misses: 3, Evictions: 6})
	})
}

// TestSwitchedOff shows that a store that is off keeps nothing and still
// gives the right values.
func TestSwitchedOff(t *testing.T) {
	off := ten(false)
	off["no entries"] = New[string, int]("", 0, true)
	off["no bytes"] = NewBytes("", 0, true, func(string, int) int { return 0 })
	for name, s := range off {
		t.Run(name, func(t *testing.T) {
			s.Add("a", 1)
			if _, ok := s.Get("a"); ok {
				t.Error("a was kept")
			}
			for i := range 2 {
				if v, err := s.GetOrCompute("a", func() (int, error) { return i, nil }); v != i || err != nil {
					t.Errorf("computed %d, %v; want %d", v, err, i)
				}
			}
			s.Remove("a")
			s.Purge()
			check(t, s, Counters{Misses: 3})
		})
	}
}

func TestGetOrCompute(t *testing.T) {
	forEach(t, true, func(t *testing.T, s store) {
		failure := errors.New("failure")
		if _, err := s.GetOrCompute("a", func() (int, error) { return 1, failure }); !errors.Is(err, failure) {
			t.Errorf("error is %v, want %v", err, failure)
		}
		for range 3 {
			if v, err := s.GetOrCompute("a", func() (int, error) { return 2, nil }); v != 2 || err != nil {
				t.Errorf("a is %d, %v; want 2", v, err)
			}
		}
		check(t, s, Counters{Enabled: true, Hits: 2, Misses: 2, Entries: 1})
	})
}

// TestSmallest shows that the smallest caches work: the library refuses some
// sizes.
func TestSmallest(t *testing.T) {
	for entries := 1; entries <= 4; entries++ {
		c := New[int, int]("", entries, true)
		for i := range 10 {
			c.Add(i, i)
			if v, ok := c.Get(i); v != i || !ok {
				t.Errorf("%d entries: %d is %d, %v", entries, i, v, ok)
			}
		}
		if got := c.Counters(); got.Entries != entries || got.Evictions != uint64(10-entries) {
			t.Errorf("%d entries: %+v", entries, got)
		}
	}
}

// TestScan shows what 2Q is for: what is in use survives a scan.
func TestScan(t *testing.T) {
	c := New[int, int]("", 100, true)
	for range 2 {
		for i := range 50 {
			if _, ok := c.Get(i); !ok {
				c.Add(i, i)
			}
		}
	}
	for i := 1000; i < 2000; i++ {
		c.Add(i, i)
	}
	for i := range 50 {
		if _, ok := c.Get(i); !ok {
			t.Errorf("%d was driven out by a scan", i)
		}
	}
}

// byHand is a Bytes done the slow and obvious way, for keys that are ints and
// values that are their own sizes.
type byHand struct {
	budget, used int
	recent       [][2]int // key and size, most recently used last
	evicted      uint64
}

func (h *byHand) forget(key int) (size int, known bool) {
	for i, e := range h.recent {
		if e[0] == key {
			h.recent = slices.Delete(h.recent, i, i+1)
			h.used -= e[1] + EntryOverhead
			return e[1], true
		}
	}
	return 0, false
}

func (h *byHand) add(key, size int) {
	h.forget(key)
	if size+EntryOverhead > h.budget {
		h.evicted++
		return
	}
	for h.used+size+EntryOverhead > h.budget {
		h.forget(h.recent[0][0])
		h.evicted++
	}
	h.recent = append(h.recent, [2]int{key, size})
	h.used += size + EntryOverhead
}

// TestBudget compares a Bytes, under random use, with a list kept by hand.
func TestBudget(t *testing.T) {
	want := byHand{budget: 20 * EntryOverhead}
	b := NewBytes("b", want.budget, true, func(_, size int) int { return size })
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		key := r.IntN(30)
		switch r.IntN(10) {
		case 0:
			b.Remove(key)
			want.forget(key)
		case 1, 2, 3, 4:
			size := r.IntN(600)
			if r.IntN(50) == 0 {
				size = want.budget
			}
			b.Add(key, size)
			want.add(key, size)
		default:
			got, ok := b.Get(key)
			size, known := want.forget(key)
			if ok != known || got != size {
				t.Fatalf("%d is %d, %v; want %d, %v", key, got, ok, size, known)
			}
			if known {
				want.add(key, size)
			}
		}
		if c := b.Counters(); c.Bytes != int64(want.used) || c.Entries != len(want.recent) || c.Evictions != want.evicted {
			t.Fatalf("counters are %+v, want %+v", c, want)
		}
	}
}

func TestRegistry(t *testing.T) {
	var registry Registry
	c := New[string, string]("texts", 10, true).Measure(func(s string) int { return len(s) })
	registry.Register(c, New[int, int]("off", 10, false))
	c.Add("a", "12345")
	c.Add("b", "678")
	c.Get("a")
	got, err := json.Marshal(registry.Counters())
	const want = `[{"name":"texts","enabled":true,"hits":1,"misses":0,"evictions":0,"entries":2,"bytes":8},` +
		`{"name":"off","enabled":false,"hits":0,"misses":0,"evictions":0,"entries":0,"bytes":0}]`
	if string(got) != want || err != nil {
		t.Errorf("counters are %s, %v; want %s", got, err, want)
	}
	registry.Purge()
	if n := c.Counters().Entries; n != 0 {
		t.Errorf("%d entries have survived Purge", n)
	}
	if got := (Counters{Hits: 3, Misses: 1}).HitRate(); got != 0.75 {
		t.Errorf("hit rate is %v, want 0.75", got)
	}
	if got := (Counters{}).HitRate(); got != 0 {
		t.Errorf("hit rate without look-ups is %v, want 0", got)
	}
}
