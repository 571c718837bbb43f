//go:build unix

package workspace

import (
	"path/filepath"
	"syscall"
	"testing"
)

// TestPipe shows that a named pipe is refused instead of waited for.
func TestPipe(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{"pipe.toml", ".gitignore"} {
		if err := syscall.Mkfifo(filepath.Join(root, name), 0o644); err != nil {
			t.Skipf("no named pipes here: %v", err)
		}
	}
	read(t, NewOverlay(root), filepath.Join(root, "pipe.toml"), "", ErrNotRegular)
	if found, _ := discover(t, root, DiscoverOptions{}); len(found) > 0 {
		t.Errorf("found %q", found)
	}
}
