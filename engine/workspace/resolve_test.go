package workspace

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
)

// native makes absolute paths of the system from ones with slashes.
func native(t *testing.T, slashed string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.FromSlash(slashed))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// slashed undoes native, for a whole list.
func slashed(paths []string) string {
	var list []string
	for _, path := range paths {
		list = append(list, filepath.ToSlash(strings.TrimPrefix(path, filepath.VolumeName(path))))
	}
	return strings.Join(list, " ")
}

func TestCandidates(t *testing.T) {
	cases := []struct {
		file, name, root string
		want             string
		err              error
	}{
		{"/w/a/b/f.toml", "x.tera", "/w", "/w/a/b/x.tera /w/a/x.tera /w/x.tera /w/templates/x.tera", nil},
		{"/w/f.toml", "x.tera", "/w", "/w/x.tera /w/templates/x.tera", nil},
		{"/w/f.toml", "x.tera", "/w/", "/w/x.tera /w/templates/x.tera", nil},
		{"/w/templates/f.tera", "x.tera", "/w", "/w/templates/x.tera /w/x.tera", nil},
		{"/w/a/f.toml", "./p/x.tera", "/w", "/w/a/p/x.tera /w/p/x.tera /w/templates/p/x.tera", nil},
		{"/w/a/b/f.toml", "../x.tera", "/w", "/w/a/x.tera /w/x.tera", nil},
		{"/w/a/f.toml", "b/../../x.tera", "/w", "/w/x.tera", nil},
		{"/f.toml", "x.tera", "/", "/x.tera /templates/x.tera", nil},
		{"/other/f.toml", "x.tera", "/w", "/other/x.tera /other/templates/x.tera", nil},
		{"/wide/f.toml", "x.tera", "/w", "/wide/x.tera /wide/templates/x.tera", nil},
		{"/w/f.toml", "..x.tera", "/w", "/w/..x.tera /w/templates/..x.tera", nil},
		{"/w/f.toml", "../../x.tera", "/w", "", ErrOutside},
		{"/w/a/f.toml", "../../../etc/passwd", "/w", "", ErrOutside},
		{"/w/f.toml", "..", "/w", "", ErrOutside},
		{"/w/f.toml", "/etc/passwd", "/w", "", ErrName},
		{"/w/f.toml", "/w/x.tera", "/w", "", ErrName},
		{"/w/f.toml", "", "/w", "", ErrName},
		{"/w/f.toml", " ", "/w", "", ErrName},
		{"/w/f.toml", "x\x00.tera", "/w", "", ErrName},
	}
	for _, c := range cases {
		got, err := Candidates(native(t, c.file), c.name, native(t, c.root))
		if slashed(got) != c.want || !errors.Is(err, c.err) {
			t.Errorf("%q in %s: %s, %v; want %s, %v", c.name, c.file, slashed(got), err, c.want, c.err)
		}
	}
}

func TestConfigPaths(t *testing.T) {
	for _, c := range []struct{ file, root, want string }{
		{"/w/a/b/f.toml", "/w", "/w/a/b/cleanroom.toml /w/a/cleanroom.toml /w/cleanroom.toml"},
		{"/w/cleanroom.toml", "/w", "/w/cleanroom.toml"},
		{"/other/f.toml", "/w", "/other/cleanroom.toml"},
		{"/f.toml", "/", "/cleanroom.toml"},
	} {
		if got := slashed(ConfigPaths(native(t, c.file), native(t, c.root))); got != c.want {
			t.Errorf("%s below %s: %s, want %s", c.file, c.root, got, c.want)
		}
	}
}

// FuzzCandidates shows that no name leads out of the root.
func FuzzCandidates(f *testing.F) {
	for _, name := range []string{"x", "../x", "a/../../b", "/x", "..\\x", "C:x", "//x", "a//b/./c", "...", "\xff"} {
		f.Add(name, "/w/a/b/f.toml")
	}
	f.Fuzz(func(t *testing.T, name, file string) {
		file = native(t, "/"+file)
		for _, root := range []string{native(t, "/w"), native(t, "/w/a"), native(t, "/")} {
			paths, err := Candidates(file, name, root)
			if err != nil && !errors.Is(err, ErrName) && !errors.Is(err, ErrOutside) {
				t.Fatalf("%q: the error has no type: %v", name, err)
			}
			if !inside(root, filepath.Dir(file)) {
				root = filepath.Dir(file)
			}
			for _, path := range paths {
				if rel, err := filepath.Rel(root, path); err != nil || !filepath.IsLocal(rel) {
					t.Fatalf("%q from %s leads to %s, outside of %s", name, file, path, root)
				}
			}
		}
	})
}
