package lsp

import (
	"sync"
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine"
)

// Stats is the result of clnrm/stats.
type Stats struct {
	Version   string       `json:"version"`
	Open      int          `json:"open"`      // documents
	Files     int          `json:"files"`     // test files known in the workspace
	Published int          `json:"published"` // files with diagnostics
	Waiting   int          `json:"waiting"`   // requests accepted and not answered
	Engine    engine.Stats `json:"engine"`
	// Latency counts the versions of open documents by the time from their
	// arrival to their diagnostics.
	Latency []LatencyBucket `json:"latency"`
}

// LatencyBucket counts what took less than Below milliseconds and not less
// than the bucket before; Below is 0 for the rest.
type LatencyBucket struct {
	Below int64 `json:"belowMilliseconds"`
	Count int64 `json:"count"`
}

// stats answers clnrm/stats.
func (s *server) stats(snap *snapshot) *Stats {
	return &Stats{
		Version:   s.opts.Version,
		Open:      len(snap.documents),
		Files:     s.scan.count(),
		Published: s.published.count(),
		Waiting:   len(s.pending) - 1, // without this one
		Engine:    snap.engine.Stats(),
		Latency:   s.latency.buckets(),
	}
}

// latencyBounds are the upper bounds of the buckets, in milliseconds.
var latencyBounds = [...]int64{1, 5, 10, 50, 100, 200, 500, 1000}

// latency is a histogram.
type latency struct {
	mu     sync.Mutex // guards counts
	counts [len(latencyBounds) + 1]int64
}

func (l *latency) add(d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, bound := range latencyBounds {
		if d < time.Duration(bound)*time.Millisecond {
			l.counts[i]++
			return
		}
	}
	l.counts[len(latencyBounds)]++
}

func (l *latency) buckets() []LatencyBucket {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := make([]LatencyBucket, len(l.counts))
	for i, count := range l.counts {
		all[i].Count = count
		if i < len(latencyBounds) {
			all[i].Below = latencyBounds[i]
		}
	}
	return all
}
