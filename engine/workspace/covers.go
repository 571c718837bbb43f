package workspace

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// IgnoreFile is the name of the files whose rules a walk obeys (gitignore(5)).
const IgnoreFile = ".gitignore"

// errStopped ends a walk that its visitor wants no more of.
var errStopped = errors.New("stopped")

// passedOver says of a directory, relative to the root of the walk, that a
// walk does not look into it.
func passedOver(rel string, rules *ignore) bool {
	return skipped[path.Base(rel)] || rules.ignores(rel, true)
}

// Finds reports whether Discover(root), its bounds on numbers aside, would
// find the file at an absolute path as the disk is now. It reads the
// .gitignore files on the way and, for a plain .toml, the start of the file,
// but lists no directory.
func Finds(root, file string) bool {
	w, rel, ok := walkTo(context.Background(), root, file)
	if !ok {
		return false
	}
	defer w.root.Close()
	if kind, plain := byName(rel); kind == Other && !plain {
		return false // costs nothing, and is the case for most files
	}
	rules, _, ok := w.descend(path.Dir(rel))
	if !ok {
		return false
	}
	info, err := w.root.Lstat(rel)
	if err != nil || info.IsDir() {
		return false
	}
	err = w.file(rel, fs.FileInfoToDirEntry(info), rules)
	return err == nil && len(w.found) == 1
}

// Directories calls visit for dir, an absolute path, and for each directory
// below it that Discover(root) would look into; for none if it would not look
// into dir itself. A directory is visited before it is read, so a visitor that
// starts to watch it misses nothing. It ends when visit returns false or ctx
// ends.
func Directories(ctx context.Context, root, dir string, visit func(dir string) bool) {
	w, rel, ok := walkTo(ctx, root, dir)
	if !ok {
		return
	}
	defer w.root.Close()
	rules, depth, ok := w.descend(path.Dir(rel))
	if rel != "." {
		info, err := w.root.Lstat(rel)
		depth++
		ok = ok && err == nil && info.IsDir() && depth <= maxDepth && !passedOver(rel, rules)
	} else {
		rules = nil // directory reads those of the root itself
	}
	if !ok {
		return
	}
	w.visit = visit
	// Whatever ends the walk, there is nothing more to visit.
	_ = w.directory(rel, depth, rules)
}

// walkTo is a walk of root, and the place of file in it.
func walkTo(ctx context.Context, root, file string) (w *walk, rel string, ok bool) {
	rel, err := filepath.Rel(root, file)
	if err != nil || !filepath.IsLocal(rel) {
		return nil, "", false
	}
	r, err := os.OpenRoot(root)
	if err != nil {
		return nil, "", false
	}
	return newWalk(ctx, root, r, DiscoverOptions{}), filepath.ToSlash(rel), true
}

// descend goes down to the directory rel as directory does, and returns the
// rules that hold in it. ok is false when a walk does not get there.
func (w *walk) descend(rel string) (rules *ignore, depth int, ok bool) {
	rules = w.gitignore(".", nil)
	if rel == "." {
		return rules, 0, true
	}
	at := "."
	for name := range strings.SplitSeq(rel, "/") {
		at = path.Join(at, name)
		depth++
		info, err := w.root.Lstat(at)
		if err != nil || !info.IsDir() || depth > maxDepth || passedOver(at, rules) {
			return nil, 0, false
		}
		rules = w.gitignore(at, rules)
	}
	return rules, depth, true
}
