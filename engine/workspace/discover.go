package workspace

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Bounds of a walk where DiscoverOptions has none.
const (
	DefaultMaxFiles   = 10_000
	DefaultMaxEntries = 1_000_000
	maxDepth          = 128 // directories below the root
)

// ErrTooMany says that a walk ended early.
var ErrTooMany = errors.New("too many files")

// skipped are directories that hold no sources, whatever .gitignore says.
var skipped = map[string]bool{
	".git": true, ".hg": true, ".svn": true, ".jj": true, ".clnrm": true,
	"target": true, "node_modules": true, ".venv": true, "__pycache__": true,
	".idea": true, ".vscode": true, ".terraform": true, ".direnv": true, ".cache": true,
}

// DiscoverOptions bound a walk. The zero value is ready.
type DiscoverOptions struct {
	MaxFiles   int // found; 0 means DefaultMaxFiles
	MaxEntries int // looked at, directories too; 0 means DefaultMaxEntries
	// Report, if not nil, is called for each entry that could not be read and,
	// with an error that wraps ErrTooMany, for a walk that ended early.
	Report func(path string, err error)
}

// Discover lists the files below root that are of any Kind but Other,
// absolute and sorted (format.md 1.2, recommendation). Directories that hold
// no sources by convention and what the .gitignore files in root exclude are
// skipped. A symbolic link to a directory is not followed, so that there are
// no loops; one to a file is taken when it stays inside root.
//
// The error is that of ctx, or of a root that cannot be opened; everything
// else is reported and passed over.
func Discover(ctx context.Context, root string, options DiscoverOptions) ([]string, error) {
	r, err := os.OpenRoot(root)
	if err != nil {
		return nil, fmt.Errorf("workspace folder: %w", err)
	}
	defer r.Close()
	w := newWalk(ctx, root, r, options)
	err = w.directory(".", 0, nil)
	if errors.Is(err, ErrTooMany) {
		w.report(w.base, err)
		err = nil
	}
	if err != nil {
		return nil, err
	}
	slices.Sort(w.found)
	return w.found, nil
}

// walk is the state of one Discover.
type walk struct {
	ctx     context.Context
	base    string
	root    *os.Root
	report  func(path string, err error)
	files   int // that may still be found
	entries int // that may still be looked at
	found   []string
	visit   func(dir string) bool // if not nil, directories are wanted and not files
}

func newWalk(ctx context.Context, base string, root *os.Root, options DiscoverOptions) *walk {
	w := &walk{
		ctx: ctx, base: filepath.Clean(base), root: root, report: options.Report,
		files: orDefault(options.MaxFiles, DefaultMaxFiles), entries: orDefault(options.MaxEntries, DefaultMaxEntries),
	}
	if w.report == nil {
		w.report = func(string, error) {}
	}
	return w
}

func (w *walk) absolute(rel string) string { return filepath.Join(w.base, filepath.FromSlash(rel)) }

// directory walks one directory. An error ends the whole walk.
func (w *walk) directory(rel string, depth int, rules *ignore) error {
	if w.visit != nil && !w.visit(w.absolute(rel)) {
		return errStopped
	}
	entries, err := w.list(rel)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == IgnoreFile }) {
		rules = w.gitignore(rel, rules)
	}
	for _, entry := range entries {
		name := path.Join(rel, entry.Name())
		if !entry.IsDir() {
			if err := w.file(name, entry, rules); err != nil {
				return err
			}
			continue
		}
		if passedOver(name, rules) {
			continue
		}
		if depth == maxDepth {
			w.report(w.absolute(name), fmt.Errorf("%w: directories are nested more than %d deep", ErrTooMany, maxDepth))
			continue
		}
		if err := w.directory(name, depth+1, rules); err != nil {
			return err
		}
	}
	return nil
}

// list reads a directory, in pieces so that the bound holds in memory too,
// sorted so that a bound always cuts off the same files.
func (w *walk) list(rel string) ([]fs.DirEntry, error) {
	if err := w.ctx.Err(); err != nil {
		return nil, err
	}
	dir, err := w.root.Open(rel)
	if err != nil {
		w.report(w.absolute(rel), diskError(err))
		return nil, nil
	}
	defer dir.Close()
	var all []fs.DirEntry
	for {
		entries, err := dir.ReadDir(1024)
		all = append(all, entries...)
		w.entries -= len(entries)
		if w.entries < 0 {
			return nil, fmt.Errorf("%w: the folder has more entries than are looked at", ErrTooMany)
		}
		if err == nil {
			err = w.ctx.Err()
			if err == nil {
				continue
			}
			return nil, err
		}
		if !errors.Is(err, io.EOF) {
			w.report(w.absolute(rel), diskError(err))
		}
		slices.SortFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
		return all, nil
	}
}

// gitignore puts the rules of a directory on top of those above it.
func (w *walk) gitignore(rel string, rules *ignore) *ignore {
	name := path.Join(rel, IgnoreFile)
	text, err := readRegular(w.root, name, maxIgnoreBytes)
	if err != nil {
		w.report(w.absolute(name), err)
		return rules
	}
	return rules.with(rel, text)
}

// file takes a file if it is one of ours. The name is asked first, because
// that costs least.
func (w *walk) file(rel string, entry fs.DirEntry, rules *ignore) error {
	if w.visit != nil {
		return nil
	}
	kind, plain := byName(rel)
	if kind == Other && !plain || rules.ignores(rel, false) {
		return nil
	}
	if err := w.ctx.Err(); err != nil {
		return err
	}
	if !w.regular(rel, entry) || plain && !w.plainTest(rel) {
		return nil
	}
	if w.files == 0 {
		return fmt.Errorf("%w: the folder has more test files than are looked at", ErrTooMany)
	}
	w.files--
	w.found = append(w.found, w.absolute(rel))
	return nil
}

// regular reports whether an entry is a regular file, through a link too.
func (w *walk) regular(rel string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return entry.Type().IsRegular()
	}
	info, err := w.root.Stat(rel)
	if err != nil {
		w.report(w.absolute(rel), diskError(err))
		return false
	}
	return info.Mode().IsRegular()
}

// plainTest reports whether a plain .toml starts like a test.
func (w *walk) plainTest(rel string) bool {
	head, err := readRegular(w.root, rel, headBytes)
	if err != nil {
		w.report(w.absolute(rel), err)
		return false
	}
	return hasTestHeader(head)
}

func orDefault(n, standard int) int {
	if n > 0 {
		return n
	}
	return standard
}
