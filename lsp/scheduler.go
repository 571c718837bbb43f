package lsp

import (
	"context"
	"runtime"
	"sync"
	"time"
)

// priority orders analyses: what is being typed, what depends on it, the rest.
type priority uint8

const (
	urgent priority = iota
	dependent
	background
	priorities
)

// Adaptive delay of urgent work (design: immediate while it is cheap). A
// document whose analysis costs less than cheapRun is analysed at every
// change; a dearer one again after paceFactor times its cost, within the
// bounds. The first change after a pause is always immediate.
const (
	cheapRun   = 15 * time.Millisecond
	paceFactor = 2
	minPace    = 50 * time.Millisecond
	maxPace    = 500 * time.Millisecond
)

func interval(cost time.Duration) time.Duration {
	if cost < cheapRun {
		return 0
	}
	return min(max(paceFactor*cost, minPace), maxPace)
}

// scheduler runs one kind of work per key: at most one run of a key at a time,
// a new request cancels the run for the state before. Workers are started when
// there is work and end when there is none, so an idle session has none.
type scheduler struct {
	root  context.Context
	spawn func(what string, f func(context.Context))
	run   func(ctx context.Context, key string)
	limit int // workers; one of them is never used for less than urgent work

	mu      sync.Mutex // guards all below
	closed  bool
	queues  [priorities][]string          // in order of arrival; entries may be out of date
	queued  map[string]priority           // what is really waiting
	running map[string]context.CancelFunc // by key
	workers int
	low     int // workers on less than urgent work
	paces   map[string]*pace
}

// pace is the rhythm of one key.
type pace struct {
	cost  time.Duration // of the last complete run
	start time.Time     // of the last run
	timer *time.Timer   // set while a run is put off
}

func (sc *scheduler) init(root context.Context, spawn func(string, func(context.Context)), run func(context.Context, string)) {
	sc.root, sc.spawn, sc.run = root, spawn, run
	sc.limit = max(2, runtime.GOMAXPROCS(0))
	sc.queued = map[string]priority{}
	sc.running = map[string]context.CancelFunc{}
	sc.paces = map[string]*pace{}
}

// schedule asks for a run of key on its newest state.
func (sc *scheduler) schedule(key string, p priority) {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	if sc.closed {
		return
	}
	if cancel := sc.running[key]; cancel != nil {
		cancel()
	}
	if p == urgent && sc.putOff(key) {
		return
	}
	sc.enqueue(key, p)
}

// putOff starts the timer of a key whose last run is too recent.
func (sc *scheduler) putOff(key string) bool {
	known := sc.paces[key]
	if known == nil {
		return false
	}
	if known.timer != nil {
		return true
	}
	wait := interval(known.cost) - time.Since(known.start)
	if wait <= 0 {
		return false
	}
	known.timer = time.AfterFunc(wait, func() {
		sc.mu.Lock()
		defer sc.mu.Unlock()
		known.timer = nil
		if !sc.closed && sc.paces[key] == known {
			sc.enqueue(key, urgent)
		}
	})
	return true
}

func (sc *scheduler) enqueue(key string, p priority) {
	if old, waiting := sc.queued[key]; !waiting || p < old {
		sc.queued[key] = p
		sc.queues[p] = append(sc.queues[p], key)
	}
	if sc.workers < sc.limit {
		sc.workers++
		sc.spawn("analysis", sc.work)
	}
}

// forget ends what is planned or running for key.
func (sc *scheduler) forget(key string) {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	delete(sc.queued, key)
	if cancel := sc.running[key]; cancel != nil {
		cancel()
	}
	if known := sc.paces[key]; known != nil && known.timer != nil {
		known.timer.Stop()
	}
	delete(sc.paces, key)
}

// close cancels everything and accepts nothing more.
func (sc *scheduler) close() {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	sc.closed = true
	clear(sc.queued)
	for _, cancel := range sc.running {
		cancel()
	}
	for _, known := range sc.paces {
		if known.timer != nil {
			known.timer.Stop()
		}
	}
}

// work is one worker.
func (sc *scheduler) work(context.Context) {
	for {
		key, p, ctx, ok := sc.next()
		if !ok {
			return
		}
		start := time.Now()
		sc.run(ctx, key)
		sc.finish(key, p, ctx, time.Since(start))
	}
}

// next takes the first key of the highest priority that is not running. A
// worker that gets none is gone: its place is free when next returns.
func (sc *scheduler) next() (key string, p priority, ctx context.Context, ok bool) {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	for p = urgent; p < priorities; p++ {
		if p > urgent && sc.low >= sc.limit-1 {
			break
		}
		if key, ok = sc.take(p); ok {
			ctx, cancel := context.WithCancel(sc.root)
			sc.running[key] = cancel
			if p > urgent {
				sc.low++
			} else {
				sc.started(key)
			}
			return key, p, ctx, true
		}
	}
	sc.workers--
	return "", 0, nil, false
}

func (sc *scheduler) started(key string) {
	if sc.paces[key] == nil {
		sc.paces[key] = &pace{}
	}
	sc.paces[key].start = time.Now()
}

// take removes the first usable entry of a queue. Entries of a running key
// stay: the worker that runs it comes back for them.
func (sc *scheduler) take(p priority) (string, bool) {
	queue := sc.queues[p]
	var kept []string
	for i, key := range queue {
		if at, waiting := sc.queued[key]; !waiting || at != p {
			continue
		}
		if sc.running[key] != nil {
			kept = append(kept, key)
			continue
		}
		delete(sc.queued, key)
		if sc.queues[p] = append(kept, queue[i+1:]...); kept == nil {
			sc.queues[p] = queue[i+1:]
		}
		return key, true
	}
	sc.queues[p] = kept
	return "", false
}

func (sc *scheduler) finish(key string, p priority, ctx context.Context, cost time.Duration) {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	complete := ctx.Err() == nil
	sc.running[key]() // releases ctx
	delete(sc.running, key)
	if p > urgent {
		sc.low--
	}
	if known := sc.paces[key]; known != nil && complete {
		known.cost = cost
	}
}
