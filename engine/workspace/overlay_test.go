package workspace

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/clnrm-ls/clnrm-ls/cache"
	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

func file(path, text string, version int32) *File { return NewFile(path, source.New(text), version) }

// read checks the text or the error of one path.
func read(t *testing.T, o *Overlay, path, text string, want error) {
	t.Helper()
	f, err := o.Read(path)
	if !errors.Is(err, want) || (want == nil) != (err == nil) {
		t.Errorf("%s: error is %v, want %v", path, err, want)
		return
	}
	if err == nil && (f.Text.String() != text || f.Path != filepath.Clean(path) || f.Hash() != cache.Sum(text)) {
		t.Errorf("%s: %q with hash %v, want %q", f.Path, f.Text, f.Hash(), text)
	}
}

// TestOverlay shows that open documents hide what is on disk, and that an
// older view does not change.
func TestOverlay(t *testing.T) {
	root := write(t, txtar.File{Name: "a.toml", Data: []byte("disk")})
	a, b := filepath.Join(root, "a.toml"), filepath.Join(root, "new.toml")
	disk := NewOverlay(root)
	one := disk.With(file(a, "one", 1))
	two := one.With(file(a, "two", 2)).With(file(b, "unsaved", 1))
	closed := two.Without(a)

	read(t, disk, a, "disk", nil)
	read(t, disk, b, "", fs.ErrNotExist)
	read(t, one, a, "one", nil)
	read(t, one, b, "", fs.ErrNotExist)
	read(t, two, a, "two", nil)
	read(t, two, root+"/./sub/../a.toml", "two", nil)
	read(t, two, b, "unsaved", nil)
	read(t, closed, a, "disk", nil)
	read(t, closed, b, "unsaved", nil)

	first, _ := two.Read(a)
	if again, _ := two.Read(a); again != first || !first.Open || first.Version != 2 {
		t.Errorf("an open document is read as %+v, then as %+v", first, again)
	}
	if f, _ := disk.Read(a); f.Open || f.Version != 0 {
		t.Errorf("a file on disk is read as %+v", f)
	}
	if files := two.OpenFiles(); len(files) != 2 || files[0].Path != a || files[1].Path != b {
		t.Errorf("open files are %v", files)
	}
	other := two.WithFolders(filepath.Join(root, "sub"))
	read(t, other, a, "two", nil)
	if got := other.Folders(); len(got) != 1 || got[0] != filepath.Join(root, "sub") {
		t.Errorf("folders are %q", got)
	}
}

// TestOverlayConfined shows that nothing outside of the folders is read.
func TestOverlayConfined(t *testing.T) {
	outside := write(t, txtar.File{Name: "secret.toml", Data: []byte("secret")}, txtar.File{Name: "near.toml", Data: []byte("near")})
	root := write(t, txtar.File{Name: "dir/a.toml", Data: []byte("a")})
	for link, target := range map[string]string{
		"ok.toml":       "dir/a.toml",
		"dir/up.toml":   "../ok.toml",
		"absolute.toml": filepath.Join(outside, "secret.toml"),
		"climb.toml":    filepath.Join("..", filepath.Base(outside), "secret.toml"),
		"away":          outside,
		"broken.toml":   "gone.toml",
	} {
		symlink(t, target, filepath.Join(root, link))
	}
	o := NewOverlay(root, "relative/is/left/out")
	long := strings.Repeat("n", 300)
	for _, c := range []struct {
		path, text string
		err        error
	}{
		{"dir/a.toml", "a", nil},
		{"ok.toml", "a", nil},
		{"dir/up.toml", "a", nil},
		{"absolute.toml", "", ErrOutside},
		{"climb.toml", "", ErrOutside},
		{"away/secret.toml", "", ErrOutside},
		{"broken.toml", "", fs.ErrNotExist},
		{"gone.toml", "", fs.ErrNotExist},
		{"dir/a.toml/b", "", fs.ErrNotExist},
		{long, "", fs.ErrNotExist},
		{"dir", "", ErrNotRegular},
		{".", "", ErrOutside},
		{"..", "", ErrOutside},
		{"../" + filepath.Base(outside) + "/secret.toml", "", ErrOutside},
	} {
		read(t, o, filepath.Join(root, filepath.FromSlash(c.path)), c.text, c.err)
	}
	read(t, o, filepath.Join(outside, "secret.toml"), "", ErrOutside)
	read(t, o, "secret.toml", "", ErrOutside)
	read(t, NewOverlay(filepath.Join(root, "gone")), filepath.Join(root, "gone", "a"), "", fs.ErrNotExist)
}

// TestOverlayAlone shows that a document which no folder holds may include its
// neighbours, as long as it is open.
func TestOverlayAlone(t *testing.T) {
	dir := write(t, txtar.File{Name: "a.toml", Data: []byte("disk")}, txtar.File{Name: "near.toml", Data: []byte("near")})
	a, near := filepath.Join(dir, "a.toml"), filepath.Join(dir, "near.toml")
	o := NewOverlay(t.TempDir())
	read(t, o, near, "", ErrOutside)

	open := o.With(file(a, "edited", 1))
	read(t, open, a, "edited", nil)
	read(t, open, near, "near", nil)
	read(t, open.Without(a), near, "", ErrOutside)
	read(t, open.WithFolders(dir).Without(a), a, "disk", nil)
	read(t, o.WithOpen(map[string]*File{a: file(a, "only", 3)}), near, "near", nil)
}

// TestOverlaySize shows that size is bounded. The files are sparse.
func TestOverlaySize(t *testing.T) {
	root := t.TempDir()
	o := NewOverlay(root)
	for size, want := range map[int64]error{MaxFileSize: nil, MaxFileSize + 1: ErrTooLarge, 1 << 40: ErrTooLarge} {
		path := filepath.Join(root, "a.toml")
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(path, size); err != nil {
			t.Skipf("no sparse files here: %v", err)
		}
		if _, err := o.Read(path); !errors.Is(err, want) || (err == nil) != (want == nil) {
			t.Errorf("%d bytes: error is %v, want %v", size, err, want)
		}
	}
}

func TestRoot(t *testing.T) {
	o := NewOverlay(native(t, "/w"), native(t, "/w/in"), native(t, "/w/inner"), native(t, "/w"))
	for path, want := range map[string]string{
		"/w/a.toml":         "/w",
		"/w/in/a.toml":      "/w/in",
		"/w/in/d/a.toml":    "/w/in",
		"/w/inner/d/a.toml": "/w/inner",
		"/w/inn/a.toml":     "/w",
		"/other/d/a.toml":   "/other/d",
		"/w/../x/a.toml":    "/x",
	} {
		if got := o.Root(native(t, path)); got != native(t, want) {
			t.Errorf("root of %s is %s, want %s", path, got, want)
		}
	}
	if got := NewOverlay(native(t, "/")).Root(native(t, "/a/b.toml")); got != native(t, "/") {
		t.Errorf("root is %s", got)
	}
}

func BenchmarkRead(b *testing.B) {
	root := write(b, txtar.File{Name: "a/b/c.toml", Data: []byte(strings.Repeat("name = 'x'\n", 100))})
	path := filepath.Join(root, "a", "b", "c.toml")
	disk := NewOverlay(root)
	for name, o := range map[string]*Overlay{"disk": disk, "open": disk.With(file(path, "x", 1))} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := o.Read(path); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
