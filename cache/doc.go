// Package cache keeps results that are a pure function of a key: a bounded
// cache for one result per file (Cache), a cache with a budget in bytes for
// small parts (Bytes), the hashes that make keys (Hash, Sum, Sums, Key), and
// the counters that tell how well it all works (Counters, Registry).
//
// Invariants: a value is never wrong, because keys are made of contents and
// versions and never of time stamps; memory is bounded by the number given at
// construction; a key is computed by one goroutine at a time; errors and
// panics are never kept, and leave nobody waiting. A cache that is switched
// off computes everything anew and gives identical results. No goroutine
// outlives a call.
//
// Entry points: New, NewBytes, Sum, Registry.
//
// It deliberately knows none of the packages that use it, writes nothing to
// disk and has no notion of expiry by time.
package cache
