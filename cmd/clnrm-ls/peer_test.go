package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// repository is the root of the checkout, seen from this package.
const repository = "../.."

// TestPeer lets a client that shares no code with the server drive it, and
// checks every message against the meta model of LSP 3.18. It needs Node and
// the packages of testdata/peer (`npm ci` there); CI sets
// CLNRM_LS_REQUIRE_PEER, which turns the skip into a failure.
func TestPeer(t *testing.T) {
	dir := filepath.Join(repository, "testdata", "peer")
	_, noNode := exec.LookPath("node")
	_, noPackages := os.Stat(filepath.Join(dir, "node_modules"))
	if noNode != nil || noPackages != nil {
		if os.Getenv("CLNRM_LS_REQUIRE_PEER") != "" {
			t.Fatalf("the independent client cannot run: %v, %v", noNode, noPackages)
		}
		t.Skip("SKIPPED: no independent client; install Node and run `npm ci` in testdata/peer")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", "--test", "--test-reporter=tap", "peer.mjs")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "SERVER="+program(t), "METAMODEL="+metaModel(t))
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if !strings.Contains(string(out), "# fail 0") {
		t.Fatalf("no summary of the session:\n%s", out)
	}
}

// metaModel is the LSP meta model that the protocol package is generated from.
func metaModel(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "go.lsp.dev/protocol").Output()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(strings.TrimSpace(string(out)), "internal", "genlsp", "testdata", "metaModel.json")
}

// program builds the command once per test.
func program(t *testing.T) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "clnrm-ls")
	build := exec.Command("go", "build", "-o", bin, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return bin
}
