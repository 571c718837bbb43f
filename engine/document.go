package engine

import (
	"github.com/clnrm-ls/clnrm-ls/cache"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// Document is one immutable version of one file.
type Document struct {
	Path    string // absolute and clean: the identity of the file
	Text    *source.Text
	Version int32 // the client's version; 0 for a file on disk
	Open    bool  // held by an editor, so disk is not looked at
	Hash    cache.Hash
}

// NewDocument makes a version of the file at path.
func NewDocument(path string, text *source.Text, version int32, open bool) *Document {
	return &Document{Path: path, Text: text, Version: version, Open: open, Hash: cache.Sum(text.String())}
}

// Files is an immutable view of the workspace: open documents over disk. It
// is safe for concurrent use.
type Files interface {
	// Read returns the current text of an absolute path: the open document,
	// else what is on disk. Errors wrap fs.ErrNotExist, or
	// workspace.ErrOutside for a path that leaves every root (through a
	// symbolic link too) or is no regular file.
	Read(path string) (*Document, error)
	// Root is the workspace folder that holds path: the innermost one, or the
	// file's own directory when no folder holds it.
	Root(path string) string
}
