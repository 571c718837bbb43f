package main

import (
	"context"
	"fmt"
	"runtime"
	"text/tabwriter"
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine"
)

// stats checks the paths twice with one engine, cold and warm, and prints the
// time of both passes and the counters of every cache.
func stats(ctx context.Context, args []string, std streams) int {
	f := flags("stats", std)
	jobs := f.Int("jobs", runtime.GOMAXPROCS(0), "files checked at once")
	if code, done := parse(f, args); done {
		return code
	}
	if err := atLeastOne(*jobs); err != nil {
		return fail(std, err)
	}
	t, err := targets(ctx, f.Args())
	if err != nil {
		return fail(std, err)
	}
	settings, err := settingsWith(nil)
	if err != nil {
		return fail(std, err)
	}
	e := engine.New(settings)
	for _, pass := range []string{"cold", "warm"} {
		start := time.Now()
		_, failed := analyze(ctx, e, t, *jobs)
		if len(failed) > 0 {
			return fail(std, failed[0])
		}
		fmt.Fprintf(std.out, "%s: %d files in %v\n", pass, len(t.files), time.Since(start).Round(time.Microsecond))
	}
	w := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "cache\thits\tmisses\tevictions\tentries\tbytes\t")
	for _, c := range e.Stats().Caches {
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t\n", c.Name, c.Hits, c.Misses, c.Evictions, c.Entries, c.Bytes)
	}
	if err := w.Flush(); err != nil {
		return fail(std, err)
	}
	return exitClean
}
