package workspace

import (
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// agree checks what Finds and Directories say of everything below root against
// what Discover found. It runs for every test of Discover that has no bounds.
func agree(t testing.TB, root string, found []string, options DiscoverOptions) {
	t.Helper()
	if options.MaxFiles > 0 || options.MaxEntries > 0 {
		return
	}
	var visited []string
	Directories(t.Context(), root, root, func(dir string) bool {
		visited = append(visited, dir)
		return true
	})
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if want := slices.Contains(found, path); Finds(root, path) != want {
			t.Errorf("Finds(%s) is %v, Discover disagrees", relative(t, root, path), !want)
		}
		if dir := filepath.Dir(path); slices.Contains(found, path) && !slices.Contains(visited, dir) {
			t.Errorf("%s is not visited", relative(t, root, dir))
		}
		if entry.IsDir() && strings.Count(relative(t, root, path), "/") < 8 {
			first := ""
			Directories(t.Context(), root, path, func(dir string) bool {
				first = dir
				return false
			})
			if looked := slices.Contains(visited, path); looked != (first == path) {
				t.Errorf("Directories(%s) starts with %q, visited from the root: %v", relative(t, root, path), first, looked)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestFindsOutside: nothing is found where Discover does not get.
func TestFindsOutside(t *testing.T) {
	root := write(t, empty("in/a.clnrm.toml", "b.clnrm.toml")...)
	for file, want := range map[string]bool{
		"in/a.clnrm.toml": true, "b.clnrm.toml": false, "in/gone.clnrm.toml": false, "in": false, "in/a.clnrm.toml/x.clnrm.toml": false,
	} {
		if Finds(filepath.Join(root, "in"), filepath.Join(root, file)) != want {
			t.Errorf("%s: found is %v", file, !want)
		}
	}
	if Finds(filepath.Join(root, "gone"), filepath.Join(root, "gone/a.clnrm.toml")) {
		t.Error("found in a folder that does not exist")
	}
	Directories(t.Context(), root, filepath.Dir(root), func(dir string) bool {
		t.Errorf("visited %s", dir)
		return true
	})
}
