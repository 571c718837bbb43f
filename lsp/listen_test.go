package lsp

import (
	"context"
	"io"
	"net"
	"path/filepath"
	"testing"
)

const handshake = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,"capabilities":{}}}`

// talk checks that a server answers on the far end of conn and ends cleanly.
func talk(t *testing.T, conn net.Conn) {
	t.Helper()
	for _, body := range []string{handshake, `{"jsonrpc":"2.0","id":2,"method":"shutdown"}`, `{"jsonrpc":"2.0","method":"exit"}`} {
		if _, err := io.WriteString(conn, frameOf(body)); err != nil {
			t.Fatal(err)
		}
	}
	all, err := io.ReadAll(conn)
	if err != nil {
		t.Fatal(err)
	}
	has(t, string(all), `"serverInfo"`)
	has(t, string(all), `"id":2,"result":null`)
}

func TestTransports(t *testing.T) {
	// The client listens, the server connects: --pipe and --socket.
	for name, test := range map[string]struct {
		network, address string
		connect          func(net.Addr) (io.ReadWriteCloser, error)
	}{
		"pipe": {"unix", filepath.Join(t.TempDir(), "s"), func(a net.Addr) (io.ReadWriteCloser, error) {
			return ConnectPipe(t.Context(), a.String())
		}},
		"socket": {"tcp", "127.0.0.1:0", func(a net.Addr) (io.ReadWriteCloser, error) {
			return ConnectPort(t.Context(), a.(*net.TCPAddr).Port)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			listener, err := net.Listen(test.network, test.address)
			if err != nil {
				t.Skip(err)
			}
			defer listener.Close()
			code := make(chan int, 1)
			go func() {
				rwc, err := test.connect(listener.Addr())
				if err != nil {
					t.Error(err)
					listener.Close()
					return
				}
				code <- Serve(context.Background(), rwc, Options{})
			}()
			conn, err := listener.Accept()
			if err != nil {
				t.Fatal(err)
			}
			talk(t, conn)
			if c := <-code; c != 0 {
				t.Errorf("exit code %d", c)
			}
		})
	}
}

// TestListen: the client connects.
func TestListen(t *testing.T) {
	ready, code := make(chan net.Addr, 1), make(chan int, 1)
	go func() {
		rwc, err := Listen(context.Background(), "127.0.0.1:0", func(a net.Addr) { ready <- a })
		if err != nil {
			t.Error(err)
			close(ready)
			return
		}
		code <- Serve(context.Background(), rwc, Options{})
	}()
	address, ok := <-ready
	if !ok {
		return
	}
	conn, err := net.Dial("tcp", address.String())
	if err != nil {
		t.Fatal(err)
	}
	talk(t, conn)
	if c := <-code; c != 0 {
		t.Errorf("exit code %d", c)
	}
}

// TestListenRefuses: only loopback is served, a context ends the wait, and a
// file is no pipe.
func TestListenRefuses(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", ":0", "192.0.2.1:5", "example.org:1", "nonsense"} {
		if _, err := Listen(t.Context(), address, nil); err == nil {
			t.Errorf("%s is listened on", address)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := Listen(ctx, "localhost:0", func(net.Addr) { cancel() }); err == nil {
		t.Error("a context does not end the wait")
	}
	file := filepath.Join(t.TempDir(), "f")
	put(t, file, "")
	if _, err := ConnectPipe(t.Context(), file); err == nil {
		t.Error("a file is taken for a pipe")
	}
}
