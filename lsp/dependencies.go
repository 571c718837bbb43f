package lsp

import (
	"sync"

	"github.com/clnrm-ls/clnrm-ls/engine"
)

// dependencies knows which documents read which files, missing ones included,
// so that a change of a file reaches what was made of it.
type dependencies struct {
	mu      sync.Mutex                     // guards both maps
	reads   map[string][]string            // by document
	readers map[string]map[string]struct{} // by file that is read
}

// set replaces what the document reads.
func (d *dependencies) set(key string, reads []engine.Read) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.remove(key)
	if len(reads) == 0 {
		return
	}
	if d.reads == nil {
		d.reads, d.readers = map[string][]string{}, map[string]map[string]struct{}{}
	}
	paths := make([]string, len(reads))
	for i, r := range reads {
		paths[i] = r.Path
		if d.readers[r.Path] == nil {
			d.readers[r.Path] = map[string]struct{}{}
		}
		d.readers[r.Path][key] = struct{}{}
	}
	d.reads[key] = paths
}

// drop forgets a document.
func (d *dependencies) drop(key string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.remove(key)
}

func (d *dependencies) remove(key string) {
	for _, path := range d.reads[key] {
		if delete(d.readers[path], key); len(d.readers[path]) == 0 {
			delete(d.readers, path)
		}
	}
	delete(d.reads, key)
}

// of lists the documents that read the file, itself excepted.
func (d *dependencies) of(path string) []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	keys := make([]string, 0, len(d.readers[path]))
	for key := range d.readers[path] {
		if key != path {
			keys = append(keys, key)
		}
	}
	return keys
}
