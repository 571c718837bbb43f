package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"

	"github.com/clnrm-ls/clnrm-ls/lsp"
)

// serve speaks LSP over the standard streams, or where a flag says.
func serve(ctx context.Context, args []string, std streams) int {
	f := flags("serve", std)
	f.Bool("stdio", true, "standard input and output (the default)")
	listen := f.String("listen", "", "wait for one client on this TCP loopback address")
	pipe := f.String("pipe", "", "connect to this Unix socket, which the client has made")
	socket := f.Int("socket", 0, "connect to this TCP port of the client on the loopback interface")
	f.Int("clientProcessId", 0, "accepted: the initialize request says it as well")
	if code, done := parse(f, args); done {
		return code
	}
	if f.NArg() > 0 {
		return fail(std, fmt.Errorf("serve takes no arguments, got %q", f.Args()))
	}
	transport, err := connect(ctx, std, *listen, *pipe, *socket)
	if err != nil {
		return fail(std, err)
	}
	return lsp.Serve(ctx, transport, lsp.Options{Version: version(), LookupEnv: os.LookupEnv})
}

// connect opens the transport that the flags choose.
func connect(ctx context.Context, std streams, listen, pipe string, socket int) (io.ReadWriteCloser, error) {
	switch {
	case chosen(listen != "", pipe != "", socket != 0) > 1:
		return nil, errors.New("--listen, --pipe and --socket exclude each other")
	case listen != "":
		return lsp.Listen(ctx, listen, func(at net.Addr) { fmt.Fprintf(std.err, "clnrm-ls: listening on %s\n", at) })
	case pipe != "":
		return lsp.ConnectPipe(ctx, pipe)
	case socket != 0:
		return lsp.ConnectPort(ctx, socket)
	}
	return lsp.Stdio(std.in, std.out), nil
}

func chosen(set ...bool) (n int) {
	for _, s := range set {
		if s {
			n++
		}
	}
	return n
}
