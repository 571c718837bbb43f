package workspace

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// MaxFileSize bounds, in bytes, what is read from disk.
const MaxFileSize = 16 << 20

// readFile reads path, which lies in root. The root is opened anew each time:
// a handle that is kept would go on showing a directory that was replaced.
func readFile(root, path string) (string, error) {
	rel, err := filepath.Rel(root, path)
	if err != nil {
		return "", ErrOutside
	}
	r, err := os.OpenRoot(root)
	if err != nil {
		return "", diskError(err)
	}
	defer r.Close()
	text, err := readRegular(r, rel, MaxFileSize+1)
	if err == nil && len(text) > MaxFileSize {
		return "", fmt.Errorf("%w: more than %d bytes", ErrTooLarge, MaxFileSize)
	}
	return text, err
}

// readRegular reads at most limit bytes of a regular file.
func readRegular(r *os.Root, rel string, limit int64) (string, error) {
	// Without O_NONBLOCK, opening a named pipe would wait for a writer.
	f, err := r.OpenFile(rel, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return "", diskError(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", diskError(err)
	}
	if !info.Mode().IsRegular() {
		return "", ErrNotRegular
	}
	size := min(info.Size(), limit)
	buffer := make([]byte, size, size+1)
	n, err := io.ReadFull(f, buffer)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return "", diskError(err)
	}
	return string(buffer[:n]), nil
}

// diskError gives the errors of the system the types that this package
// promises.
func diskError(err error) error {
	var number syscall.Errno
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return err
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, syscall.ENAMETOOLONG):
		// "a.toml/b" and names that no system can hold are just not there.
		return fmt.Errorf("%w (%w)", fs.ErrNotExist, err)
	case errors.Is(err, syscall.EISDIR):
		return fmt.Errorf("%w (%w)", ErrNotRegular, err)
	case !errors.As(err, &number):
		// os.Root has no exported error for a path that escapes; it is the
		// one failure that did not come from the system.
		return fmt.Errorf("%w (%w)", ErrOutside, err)
	}
	return err
}
