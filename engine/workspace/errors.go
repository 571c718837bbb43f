package workspace

import "errors"

// Why a file is not read. Each is wrapped with the path it is about; a file
// that is not there wraps fs.ErrNotExist.
var (
	ErrOutside    = errors.New("the path leaves the workspace")
	ErrTooLarge   = errors.New("the file is too large")
	ErrNotRegular = errors.New("the path is not a regular file")
	ErrName       = errors.New("the name cannot be that of a file in the workspace")
)
