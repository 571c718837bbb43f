package lsp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
)

// Stdio joins standard input and output to one transport.
func Stdio(in io.ReadCloser, out io.WriteCloser) io.ReadWriteCloser { return stdio{in, out} }

type stdio struct {
	io.ReadCloser
	io.WriteCloser
}

func (s stdio) Close() error { return errors.Join(s.ReadCloser.Close(), s.WriteCloser.Close()) }

// Listen waits for one client on a TCP address and returns the connection
// (`--listen`). Only loopback addresses are taken: whoever can connect can read
// the files of the workspace. ready, if not nil, gets the address.
func Listen(ctx context.Context, address string, ready func(net.Addr)) (io.ReadWriteCloser, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("listen: %s is not a loopback address", address)
	}
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	defer listener.Close()
	stop := context.AfterFunc(ctx, func() { listener.Close() })
	defer stop()
	if ready != nil {
		ready(listener.Addr())
	}
	conn, err := listener.Accept()
	if err != nil {
		return nil, fmt.Errorf("listen: %w", errors.Join(ctx.Err(), err))
	}
	return conn, nil
}

// ConnectPort connects to the TCP port on which the client listens
// (`--socket=PORT`, as vscode-languageclient starts a server).
func ConnectPort(ctx context.Context, port int) (io.ReadWriteCloser, error) {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return nil, fmt.Errorf("socket: %w", err)
	}
	return conn, nil
}

// ConnectPipe connects to the pipe that the client has made (`--pipe=PATH`, as
// vscode-languageclient starts a server): a Unix domain socket.
func ConnectPipe(ctx context.Context, path string) (io.ReadWriteCloser, error) {
	if info, err := os.Stat(path); err == nil && info.Mode()&os.ModeSocket == 0 {
		return nil, fmt.Errorf("pipe: %s is not a socket", path)
	}
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "unix", path)
	if err != nil {
		return nil, fmt.Errorf("pipe: %w", err)
	}
	return conn, nil
}
