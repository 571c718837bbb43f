package lsp

import (
	"context"
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine"
	"go.lsp.dev/protocol"
)

// changed has a document analysed, then those that read it.
func (s *server) changed(key string) {
	s.scheduler.schedule(key, urgent)
	s.scheduleReaders(key)
}

func (s *server) scheduleReaders(path string) {
	for _, reader := range s.depends.of(path) {
		s.scheduler.schedule(reader, dependent)
	}
}

// closed returns a file to what is on disk.
func (s *server) closed(d *document) {
	s.scheduler.forget(d.key)
	if d.disk && s.scan.holds(d.key) {
		s.scheduler.schedule(d.key, dependent)
	} else {
		s.drop(d.key)
	}
	s.scheduleReaders(d.key)
}

// drop takes a file out of what is watched over.
func (s *server) drop(key string) {
	if s.depends.drop(key) {
		s.readsChanged()
	}
	s.published.clear(key)
}

// diagnose is one run of the scheduler: it analyses the newest state of a
// document and publishes the result if that is still the newest.
func (s *server) diagnose(ctx context.Context, key string) {
	defer s.recovered("analysis of " + key)
	snap := s.store.snapshot()
	if !snap.settings.Diagnostics.Enabled || snap.excluded(key) {
		s.drop(key)
	} else if d, open := snap.documents[key]; open {
		s.diagnoseOpen(ctx, snap, d)
	} else {
		s.diagnoseDisk(ctx, snap, key)
	}
	if ctx.Err() == nil {
		s.scan.done(key)
	}
}

// reads notes what an analysis depends on.
func (s *server) reads(key string, a *engine.Analysis) {
	if s.depends.set(key, a.Reads) {
		s.readsChanged()
	}
}

func (s *server) diagnoseOpen(ctx context.Context, snap *snapshot, d *document) {
	current := func() bool {
		now := s.store.snapshot()
		return now.documents[d.key] == d && now.engine == snap.engine && now.settings == snap.settings
	}
	if d.lost != "" {
		s.published.publish(d.resource, nil, []protocol.Diagnostic{outOfSync(d)}, current)
		return
	}
	a, err := snap.engine.Analyze(ctx, snap.files(d.resource), d.text)
	if err != nil {
		return // cancelled: a newer version is waiting
	}
	s.reads(d.key, a)
	v := d.text.Version
	if s.published.publish(d.resource, &v, s.converter(snap).diagnostics(d.resource, a), current) {
		s.latency.add(time.Since(d.arrived))
		s.refreshView(d.key, renderedText(a))
	}
}

// diagnoseDisk analyses a file of the workspace that is not open.
func (s *server) diagnoseDisk(ctx context.Context, snap *snapshot, key string) {
	if !s.scan.holds(key) {
		s.drop(key)
		return
	}
	r := resource{uri: fileURI(key), key: key, disk: true}
	files := snap.files(r)
	doc, err := files.Read(key)
	if err != nil {
		s.drop(key)
		return
	}
	var a *engine.Analysis
	if a, err = snap.engine.Analyze(ctx, files, doc); err != nil {
		return
	}
	s.reads(key, a)
	s.published.publish(r, nil, s.converter(snap).diagnostics(r, a), func() bool {
		now := s.store.snapshot()
		_, open := now.documents[key]
		return !open && now.engine == snap.engine && now.settings == snap.settings && s.scan.holds(key)
	})
}
