package workspace

import (
	"path/filepath"
	"sync"

	"github.com/clnrm-ls/clnrm-ls/cache"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// File is one version of one file. It is immutable and safe for concurrent
// use.
type File struct {
	Path    string // absolute and clean
	Text    *source.Text
	Version int32 // the client's; 0 for a file on disk
	Open    bool  // held by an editor

	hash func() cache.Hash
}

// NewFile makes a version of an open document.
func NewFile(path string, text *source.Text, version int32) *File {
	return newFile(path, text, version, true)
}

func newFile(path string, text *source.Text, version int32, open bool) *File {
	return &File{
		Path: filepath.Clean(path), Text: text, Version: version, Open: open,
		hash: sync.OnceValue(func() cache.Hash { return cache.Sum(text.String()) }),
	}
}

// Hash is that of the text, computed when it is first asked for.
func (f *File) Hash() cache.Hash { return f.hash() }
