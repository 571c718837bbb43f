package workspace

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what was found into testdata")

// write puts files into a directory of their own and returns it.
func write(t testing.TB, files ...txtar.File) string {
	t.Helper()
	root := t.TempDir()
	for _, f := range files {
		path := filepath.Join(root, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// empty are files with nothing in them.
func empty(names ...string) (files []txtar.File) {
	for _, name := range names {
		files = append(files, txtar.File{Name: name})
	}
	return files
}

// discover walks root. It returns relative paths with slashes, and what was
// reported.
func discover(t testing.TB, root string, options DiscoverOptions) (found []string, reported map[string]error) {
	t.Helper()
	reported = map[string]error{}
	options.Report = func(path string, err error) { reported[relative(t, root, path)] = err }
	paths, err := Discover(t.Context(), root, options)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSorted(paths) {
		t.Errorf("not sorted: %q", paths)
	}
	for _, path := range paths {
		found = append(found, relative(t, root, path))
	}
	agree(t, root, paths, options)
	return found, reported
}

func relative(t testing.TB, root, path string) string {
	t.Helper()
	rel, err := filepath.Rel(root, path)
	if err != nil {
		t.Fatal(err)
	}
	return filepath.ToSlash(rel)
}

func TestDiscover(t *testing.T) {
	cases, err := filepath.Glob("testdata/discover/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			found, reported := discover(t, write(t, archive.Files[1:]...), DiscoverOptions{})
			if len(reported) > 0 {
				t.Errorf("reported: %v", reported)
			}
			got := []byte(strings.Join(found, "\n") + "\n")
			if *update {
				archive.Files[0].Data = got
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := archive.Files[0].Data; !bytes.Equal(got, want) {
				t.Errorf("found\n%swant\n%s", got, want)
			}
		})
	}
}

// TestDiscoverLimits shows that a walk ends early, in order, and says so.
func TestDiscoverLimits(t *testing.T) {
	root := write(t, empty("a.clnrm.toml", "b/1.clnrm.toml", "b/2.clnrm.toml", "c.clnrm.toml")...)
	for _, c := range []struct {
		name     string
		options  DiscoverOptions
		want     string
		complete bool
	}{
		{"none", DiscoverOptions{}, "a.clnrm.toml b/1.clnrm.toml b/2.clnrm.toml c.clnrm.toml", true},
		{"exact", DiscoverOptions{MaxFiles: 4, MaxEntries: 5}, "a.clnrm.toml b/1.clnrm.toml b/2.clnrm.toml c.clnrm.toml", true},
		{"files", DiscoverOptions{MaxFiles: 2}, "a.clnrm.toml b/1.clnrm.toml", false},
		{"entries", DiscoverOptions{MaxEntries: 4}, "a.clnrm.toml", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			found, reported := discover(t, root, c.options)
			if got := strings.Join(found, " "); got != c.want {
				t.Errorf("found %s, want %s", got, c.want)
			}
			if complete := !errors.Is(reported["."], ErrTooMany); complete != c.complete {
				t.Errorf("reported %v, want complete: %v", reported, c.complete)
			}
		})
	}
}

// TestDiscoverDepth shows that nesting is bounded.
func TestDiscoverDepth(t *testing.T) {
	root := write(t, empty(strings.Repeat("d/", maxDepth)+"in.clnrm.toml", strings.Repeat("d/", maxDepth+1)+"out.clnrm.toml")...)
	found, reported := discover(t, root, DiscoverOptions{})
	if len(found) != 1 || !strings.HasSuffix(found[0], "/in.clnrm.toml") {
		t.Errorf("found %q", found)
	}
	if err := reported[strings.Repeat("d/", maxDepth)+"d"]; !errors.Is(err, ErrTooMany) {
		t.Errorf("reported %v", reported)
	}
}

// TestDiscoverLinks shows what becomes of links, and that what cannot be read
// is reported and passed over.
func TestDiscoverLinks(t *testing.T) {
	outside := write(t, empty("secret.clnrm.toml", "dir/secret.clnrm.toml")...)
	root := write(t, empty("real.clnrm.toml", "dir/a.clnrm.toml", "odd/.gitignore/x", "odd/b.clnrm.toml", "fine.txt")...)
	for link, target := range map[string]string{
		"loop":                 ".",
		"dir/up":               "..",
		"again":                "dir",
		"away":                 filepath.Join(outside, "dir"),
		"inside.clnrm.toml":    "fine.txt",
		"absolute.clnrm.toml":  filepath.Join(outside, "secret.clnrm.toml"),
		"climbing.clnrm.toml":  "../../secret.clnrm.toml",
		"nowhere.clnrm.toml":   "gone",
		"itself.clnrm.toml":    "itself.clnrm.toml",
		"directory.clnrm.toml": "dir",
	} {
		symlink(t, target, filepath.Join(root, link))
	}
	found, reported := discover(t, root, DiscoverOptions{})
	if got, want := strings.Join(found, " "), "dir/a.clnrm.toml inside.clnrm.toml odd/b.clnrm.toml real.clnrm.toml"; got != want {
		t.Errorf("found %s, want %s", got, want)
	}
	for path, want := range map[string]error{
		"absolute.clnrm.toml": ErrOutside,
		"climbing.clnrm.toml": ErrOutside,
		"nowhere.clnrm.toml":  fs.ErrNotExist,
		"odd/.gitignore":      ErrNotRegular,
	} {
		if !errors.Is(reported[path], want) {
			t.Errorf("%s: reported %v, want %v", path, reported[path], want)
		}
	}
	if reported["itself.clnrm.toml"] == nil || len(reported) != 5 {
		t.Errorf("reported %v", reported)
	}
}

func symlink(t *testing.T, target, link string) {
	t.Helper()
	if err := os.Symlink(target, link); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
}

func TestDiscoverFails(t *testing.T) {
	root := write(t, empty("a.clnrm.toml")...)
	if _, err := Discover(t.Context(), filepath.Join(root, "gone"), DiscoverOptions{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error is %v, want %v", err, fs.ErrNotExist)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Discover(ctx, root, DiscoverOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v, want %v", err, context.Canceled)
	}
}

// TestIgnoreAsGit compares random .gitignore files with what git makes of
// them.
func TestIgnoreAsGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dirs := []string{"", "a/", "b/", "a/b/", "a/c/", "b/a/b/"}
	var files []txtar.File
	for _, dir := range dirs {
		files = append(files, empty(dir+"a.clnrm.toml", dir+"b.clnrm.toml", dir+"{a}.toml.tera", dir+"[b].toml.tera", dir+"!c.toml.tera")...)
	}
	parts := []string{"a", "b", "c", "*", "?", "**", "a*", "*.toml", "*.tera", "a.clnrm.toml", "[ab]*", "[!a]*", "{a}*", `\[b]*`, "{a,b}*", `\!c*`, "!c*", `\{a}*`}
	root := write(t, files...)
	git(t, root, "init", "-q")
	r := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		var rules []string
		for _, dir := range []string{"", "a/", "b/a/"} {
			var text strings.Builder
			for range r.IntN(4) {
				text.WriteString(randomPattern(r, parts) + "\n")
			}
			rules = append(rules, text.String())
			if err := os.WriteFile(filepath.Join(root, dir, ".gitignore"), []byte(text.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		listed := git(t, root, "-c", "core.quotePath=false", "ls-files", "--others", "--exclude-standard", "-z")
		var want []string
		for name := range strings.SplitSeq(listed, "\x00") {
			if name != "" && !strings.HasSuffix(name, ".gitignore") {
				want = append(want, name)
			}
		}
		slices.Sort(want)
		if got, _ := discover(t, root, DiscoverOptions{}); !slices.Equal(got, want) {
			t.Errorf(".gitignore files %q\nfound %q\ngit has %q", rules, got, want)
		}
	}
}

func randomPattern(r *rand.Rand, parts []string) string {
	var pattern strings.Builder
	pattern.WriteString([]string{"", "", "", "!", "/", "!/"}[r.IntN(6)])
	for i := range 1 + r.IntN(3) {
		if i > 0 {
			pattern.WriteString("/")
		}
		pattern.WriteString(parts[r.IntN(len(parts))])
	}
	pattern.WriteString([]string{"", "", "", "/", "  ", "\r"}[r.IntN(6)])
	return pattern.String()
}

func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	command := exec.Command("git", args...)
	command.Dir = dir
	// The settings of whoever runs the test must not matter.
	command.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull, "HOME="+dir)
	out, err := command.Output()
	if err != nil {
		t.Fatalf("git %v: %v", args, err)
	}
	return string(out)
}

func BenchmarkDiscover(b *testing.B) {
	var names []string
	for i := range 1_000 {
		names = append(names, fmt.Sprintf("d%d/e%d/t%d.clnrm.toml", i%10, i%100, i), fmt.Sprintf("d%d/e%d/x%d.toml", i%10, i%100, i))
	}
	root := write(b, append(empty(names...), txtar.File{Name: ".gitignore", Data: []byte("*.log\n/out/\n**/gen/\n")})...)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Discover(b.Context(), root, DiscoverOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}
