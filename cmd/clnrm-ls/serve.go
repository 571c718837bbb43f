package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/clnrm-ls/clnrm-ls/lsp"
)

// serve speaks LSP over the standard streams, or where a flag says.
func serve(ctx context.Context, args []string, std streams) int {
	f := flags("serve", std)
	f.Bool("stdio", true, "standard input and output (the default)")
	listen := f.String("listen", "", "serve TCP clients on this loopback address, one session each")
	pipe := f.String("pipe", "", "connect to this Unix socket, which the client has made")
	socket := f.Int("socket", 0, "connect to this TCP port of the client on the loopback interface")
	parent := f.Int("clientProcessId", 0, "end when this process ends")
	if code, done := parse(f, args); done {
		return code
	}
	if f.NArg() > 0 {
		return fail(std, fmt.Errorf("serve takes no arguments, got %q", f.Args()))
	}
	opts := lsp.Options{Version: version(), LookupEnv: os.LookupEnv, ParentProcess: *parent}
	switch {
	case chosen(*listen != "", *pipe != "", *socket != 0) > 1:
		return fail(std, errors.New("--listen, --pipe and --socket exclude each other"))
	case *listen != "":
		return exit(std, lsp.Listen(ctx, *listen, opts))
	case *pipe != "":
		return dialed(std)(lsp.DialPipe(ctx, *pipe, opts))
	case *socket != 0:
		return dialed(std)(lsp.DialSocket(ctx, *socket, opts))
	}
	return lsp.Serve(ctx, lsp.Stdio(std.in, std.out), opts)
}

func chosen(set ...bool) (n int) {
	for _, s := range set {
		if s {
			n++
		}
	}
	return n
}

func exit(std streams, err error) int {
	if err != nil {
		return fail(std, err)
	}
	return exitClean
}

func dialed(std streams) func(int, error) int {
	return func(code int, err error) int {
		if err != nil {
			return fail(std, err)
		}
		return code
	}
}
