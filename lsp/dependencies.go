package lsp

import (
	"maps"
	"slices"
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

// set replaces what the document reads. changed says that it was something
// else before.
func (d *dependencies) set(key string, reads []engine.Read) (changed bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if slices.EqualFunc(d.reads[key], reads, func(path string, r engine.Read) bool { return path == r.Path }) {
		return false
	}
	d.remove(key)
	if len(reads) == 0 {
		return true
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
	return true
}

// drop forgets a document. changed says that it read something.
func (d *dependencies) drop(key string) (changed bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	changed = len(d.reads[key]) > 0
	d.remove(key)
	return changed
}

// has says whether any document reads the file.
func (d *dependencies) has(path string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.readers[path]) > 0
}

// files lists what is read, missing files included, sorted.
func (d *dependencies) files() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Sorted(maps.Keys(d.readers))
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
