package lsp

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine"
)

// recorder is the work of a scheduler under test: each run takes its cost in
// virtual time, or ends when it is cancelled.
type recorder struct {
	mu        sync.Mutex // guards all below
	cost      time.Duration
	started   []string
	completed []string
	atOnce    map[string]int
	tasks     taskGroup
}

func newRecorder(t *testing.T, cost time.Duration) (*recorder, *scheduler, func()) {
	r := &recorder{cost: cost, atOnce: map[string]int{}}
	root, stop := context.WithCancel(context.Background())
	sc := new(scheduler)
	sc.init(root, func(_ string, f func(context.Context)) { r.tasks.start(func() { f(root) }) },
		func(ctx context.Context, key string) { r.run(ctx, t, key) })
	sc.limit = 2
	return r, sc, func() { sc.close(); stop(); <-r.tasks.close() }
}

func (r *recorder) run(ctx context.Context, t *testing.T, key string) {
	r.mu.Lock()
	r.started = append(r.started, key)
	r.atOnce[key]++
	if r.atOnce[key] > 1 {
		t.Errorf("%s runs twice at once", key)
	}
	r.mu.Unlock()
	timer := time.NewTimer(r.cost)
	defer timer.Stop()
	done := false
	select {
	case <-timer.C:
		done = true
	case <-ctx.Done():
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.atOnce[key]--
	if done {
		r.completed = append(r.completed, key)
	}
}

func (r *recorder) count() (started, completed int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.started), len(r.completed)
}

// order lists the keys in order of their starts.
func (r *recorder) order() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.started)
}

// TestSchedulerPriority: urgent work does not wait behind a queue of less
// urgent work, and everything is done in the end.
func TestSchedulerPriority(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r, sc, end := newRecorder(t, time.Second)
		defer end()
		for i := range 20 {
			sc.schedule("low"+string(rune('a'+i)), background)
		}
		synctest.Wait()
		sc.schedule("dependent", dependent)
		sc.schedule("urgent", urgent)
		synctest.Wait()
		if got := r.order(); !slices.Equal(got, []string{"lowa", "urgent"}) {
			t.Errorf("started %v", got)
		}
		time.Sleep(1500 * time.Millisecond)
		if got := r.order(); got[2] != "dependent" {
			t.Errorf("started %v", got)
		}
		time.Sleep(time.Minute)
		if _, n := r.count(); n != 22 {
			t.Errorf("%d of 22 are done", n)
		}
	})
}

// TestSchedulerNewest: a new state cancels the run for the one before, and the
// last state is always run to the end.
func TestSchedulerNewest(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r, sc, end := newRecorder(t, time.Millisecond)
		defer end()
		for range 100 {
			sc.schedule("a", urgent)
		}
		time.Sleep(time.Second)
		// How many were started depends on how fast the worker sees that it
		// was cancelled.
		if started, completed := r.count(); completed != 1 {
			t.Errorf("%d started, %d completed", started, completed)
		}
	})
}

// TestSchedulerPace: dear work is put off while changes come fast, cheap work
// never, and the first change after a pause never either.
func TestSchedulerPace(t *testing.T) {
	for name, test := range map[string]struct {
		cost    time.Duration
		started int // of 10 changes, 23 ms apart
	}{
		"cheap": {time.Millisecond, 10},
		"dear":  {20 * time.Millisecond, 5}, // one, then one every 50 ms
		"worst": {time.Second, 1},           // the first runs on and is cancelled by the last
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T) {
				r, sc, end := newRecorder(t, test.cost)
				defer end()
				sc.schedule("a", urgent)
				time.Sleep(time.Minute) // learns the cost
				r.mu.Lock()
				r.started = nil
				r.mu.Unlock()
				for range 10 {
					sc.schedule("a", urgent)
					synctest.Wait()
					time.Sleep(23 * time.Millisecond)
				}
				if n, _ := r.count(); n != test.started {
					t.Errorf("%d runs while typing, want %d", n, test.started)
				}
				time.Sleep(time.Minute)
				if _, n := r.count(); n == 0 {
					t.Error("the last state was never completed")
				}
			})
		})
	}
}

// TestSchedulerForget: a forgotten key is neither run nor timed any more.
func TestSchedulerForget(t *testing.T) {
	bubble(t, func(t *testing.T) {
		r, sc, end := newRecorder(t, 20*time.Millisecond)
		defer end()
		sc.schedule("a", urgent)
		time.Sleep(21 * time.Millisecond)
		sc.schedule("a", urgent) // put off by a timer
		sc.forget("a")
		time.Sleep(time.Minute)
		if started, _ := r.count(); started != 1 {
			t.Errorf("%d runs", started)
		}
		if len(sc.paces) != 0 || len(sc.queued) != 0 || len(sc.running) != 0 {
			t.Error("something is kept")
		}
	})
}

func reads(paths ...string) []engine.Read {
	all := make([]engine.Read, len(paths))
	for i, p := range paths {
		all[i].Path = p
	}
	return all
}

// TestDependencies: readers are found by file, and forgotten with the document.
func TestDependencies(t *testing.T) {
	var d dependencies
	d.set("a", reads("x", "y"))
	d.set("b", reads("y", "b"))
	check := func(path string, want ...string) {
		t.Helper()
		got := d.of(path)
		slices.Sort(got)
		if !slices.Equal(got, append([]string{}, want...)) {
			t.Errorf("%s is read by %v, want %v", path, got, want)
		}
	}
	check("x", "a")
	check("y", "a", "b")
	check("b") // itself does not count
	d.set("a", reads("z"))
	check("x")
	check("y", "b")
	d.drop("b")
	check("y")
	d.drop("a")
	if len(d.reads)+len(d.readers) != 0 {
		t.Error("something is kept")
	}
}
