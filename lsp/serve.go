package lsp

import (
	"context"
	"io"
	"time"
)

// Exit codes of a session (LSP 3.17, exit notification).
const (
	exitClean = 0
	exitDirty = 1 // no shutdown before the end
)

// shutdownGrace is how long the end of a session waits for work that has been
// cancelled, and for the client to read what is queued. Both are immediate
// unless something hangs.
const shutdownGrace = time.Second

// Serve runs one session on rwc until the client says exit, closes the
// connection, or dies, or until ctx ends. It returns the exit code that the
// protocol asks for: 0 after shutdown, 1 otherwise. rwc is closed.
//
// When Serve returns, its goroutines have ended, except that a Read of a
// transport which Close does not interrupt (a terminal, some pipes) may still
// be blocked.
func Serve(ctx context.Context, rwc io.ReadWriteCloser, opts Options) int {
	s := newServer(ctx, rwc, opts)
	s.conn.Go(s.root, s.handle)
	code := s.wait()
	s.finish()
	return code
}

// wait returns the exit code when the session is over.
func (s *server) wait() int {
	select {
	case code := <-s.exit:
		return code
	case <-s.root.Done():
	}
	select { // exit and the end of the stream may come together
	case code := <-s.exit:
		return code
	default:
	}
	if s.phase.Load() >= phaseShutdown {
		return exitClean
	}
	return exitDirty
}

// finish cancels everything, lets the last answers out and closes.
func (s *server) finish() {
	s.stop()
	s.scheduler.close()
	grace := time.NewTimer(shutdownGrace)
	defer grace.Stop()

	over := false
	await := func(done <-chan struct{}) {
		if over {
			return
		}
		select {
		case <-done:
		case <-grace.C:
			over = true
		}
	}
	await(s.tasks.close())
	await(s.out.close())
	if err := s.rwc.Close(); err != nil {
		s.log.Debug("closing the transport failed", "error", err)
	}
	await(s.conn.Done())
}
