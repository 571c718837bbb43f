package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets scripts run the command in a process of its own, from this
// test binary.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"clnrm-ls": func() {
		os.Exit(dispatch(context.Background(), os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
	}})
}

// TestScripts runs the command line as a user would: testdata/script holds
// one archive per command, with its files and what it must print.
func TestScripts(t *testing.T) {
	demo, err := filepath.Abs(filepath.Join(repository, "testdata", "demo"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("DEMO", demo)
			return nil
		},
	})
}
