package engine

import (
	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/clnrm-ls/clnrm-ls/engine/workspace"
)

// Document is one immutable version of one file.
type Document = workspace.File

// NewDocument makes a version of the file at path, an absolute path or, for
// what no disk holds, any unique name. Version is the client's, 0 on disk;
// open says that an editor holds it, so that disk is not looked at.
func NewDocument(path string, text *source.Text, version int32, open bool) *Document {
	f := workspace.NewFile(path, text, version)
	f.Open = open
	return f
}

// Files is an immutable view of the workspace: open documents over disk. It
// is safe for concurrent use. Workspace implements it.
type Files interface {
	// Read returns the current text of an absolute path: the open document,
	// else what is on disk. Errors wrap fs.ErrNotExist, or
	// workspace.ErrOutside for a path that leaves every root (through a
	// symbolic link too), or say that it is no regular file or too large.
	Read(path string) (*Document, error)
	// Root is the workspace folder that holds path: the innermost one, or the
	// file's own directory when no folder holds it.
	Root(path string) string
}

// Workspace is a set of folders with open documents over them.
type Workspace = workspace.Overlay

// NewWorkspace makes a view of folders (absolute paths) without open
// documents; Workspace.WithOpen adds them.
func NewWorkspace(folders []string) *Workspace { return workspace.NewOverlay(folders...) }
