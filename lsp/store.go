package lsp

import (
	"io/fs"
	"maps"
	"path"
	"sync"
	"sync/atomic"
	"time"

	"github.com/clnrm-ls/clnrm-ls/engine"
)

// document is one version of an open document. It is immutable.
type document struct {
	resource
	text *engine.Document
	// arrived is when this version was received, for the latency counters.
	arrived time.Time
	// lost is why the text may differ from the client's, "" when it does not.
	// A lost document is neither diagnosed nor used to answer requests until a
	// full text arrives.
	lost string
}

// snapshot is the immutable state of the session between two messages.
type snapshot struct {
	documents map[string]*document // the open ones, by key
	settings  *Settings
	engine    *engine.Engine
	roots     []string // workspace folders, as paths
	disk      *engine.Workspace

	// overlay is disk with the open documents over it, made when first asked.
	overlay func() engine.Files
}

// find is the open document that the client names; ok is false when it is not
// open, or when it is lost.
func (sn *snapshot) find(name string) (d *document, ok bool) {
	r, err := parseURI(name)
	if err != nil {
		return nil, false
	}
	d, ok = sn.documents[r.key]
	return d, ok && d.lost == ""
}

// files is the workspace as the analysis of r may see it. A document that is
// not on disk sees only open documents.
func (sn *snapshot) files(r resource) engine.Files {
	if r.disk {
		return sn.overlay()
	}
	return openFiles{sn}
}

// openFiles shows the open documents alone.
type openFiles struct{ snap *snapshot }

func (o openFiles) Read(file string) (*engine.Document, error) {
	if d, ok := o.snap.documents[file]; ok {
		return d.text, nil
	}
	return nil, &fs.PathError{Op: "open", Path: file, Err: fs.ErrNotExist}
}

func (o openFiles) Root(file string) string { return path.Dir(file) }

// store holds the current snapshot. Writers replace it, readers take it.
type store struct {
	mu      sync.Mutex // serialises writers
	current atomic.Pointer[snapshot]
}

func (st *store) init(opts Options) {
	settings := new(DefaultSettings())
	sn := &snapshot{
		documents: map[string]*document{},
		settings:  settings,
		engine:    engine.New(settings.engine(opts)),
		disk:      engine.NewWorkspace(nil),
	}
	sn.seal()
	st.current.Store(sn)
}

func (st *store) snapshot() *snapshot { return st.current.Load() }

// update replaces the snapshot by a changed copy and returns it. The copy's
// documents may be changed in place, everything else is to be replaced.
func (st *store) update(change func(next *snapshot)) *snapshot {
	st.mu.Lock()
	defer st.mu.Unlock()
	next := *st.current.Load()
	next.documents = maps.Clone(next.documents)
	change(&next)
	next.seal()
	st.current.Store(&next)
	return &next
}

func (sn *snapshot) seal() {
	disk, documents := sn.disk, sn.documents
	sn.overlay = sync.OnceValue(func() engine.Files {
		open := make(map[string]*engine.Document, len(documents))
		for key, d := range documents {
			if d.disk {
				open[key] = d.text
			}
		}
		return disk.WithOpen(open)
	})
}
