package lsp

import (
	"context"
	"io"
	"log/slog"
	"runtime"
	"sync"
	"sync/atomic"

	"go.lsp.dev/jsonrpc2"
)

// Options configure a session.
type Options struct {
	// Version is reported in serverInfo and by clnrm/stats.
	Version string
	// Log receives what is of interest to the maintainer of an installation;
	// nil discards it. It must never write to the transport.
	Log *slog.Logger
	// LookupEnv reads the environment for templates; nil means that no
	// variable is set.
	LookupEnv func(name string) (string, bool)
	// MaxFrame is the largest message that is read, in bytes; 0 means
	// DefaultMaxFrame.
	MaxFrame int64
}

// server is one session with one client.
type server struct {
	opts   Options
	log    *slog.Logger
	rwc    io.ReadWriteCloser
	stream *stream
	out    *outbox
	conn   jsonrpc2.Conn

	// root ends with the session: every context derives from it.
	root  context.Context
	stop  context.CancelFunc
	exit  chan int  // receives the exit code, once
	tasks taskGroup // goroutines started by spawn

	phase   atomic.Int32 // a lifecycle phase; only the reader writes it
	client  client       // set by initialize, read-only afterwards
	trace   atomic.Int32 // a trace level
	startup startup

	calls    inflight
	callouts callouts
	pending  chan struct{} // one token per request that was accepted
	slots    chan struct{} // one token per request that is running

	configuring sync.Mutex               // held while the client is asked for its settings
	problems    atomic.Pointer[[]string] // with the settings, as last told

	store     store
	scheduler scheduler
	published published
	depends   dependencies
	latency   latency
	scan      scan
	progress  runningProgress
	views     views
	watching  watching
	reading   reading
}

// maxPending is how many requests may wait. When it is reached the reader
// waits for one to finish; they always do, since none of them waits for the
// client and all are bounded by the limits of the engine.
const maxPending = 1024

func newServer(ctx context.Context, rwc io.ReadWriteCloser, opts Options) *server {
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	s := &server{
		opts:    opts,
		rwc:     rwc,
		log:     opts.Log,
		exit:    make(chan int, 1),
		pending: make(chan struct{}, maxPending),
		slots:   make(chan struct{}, max(2, runtime.GOMAXPROCS(0))),
	}
	s.root, s.stop = context.WithCancel(ctx)
	s.out = newOutbox(rwc, s.abandon)
	s.callouts.init(s.out)
	s.stream = &stream{frames: newFrameReader(rwc, opts.MaxFrame), out: s.out,
		onEnd: s.readingEnded, onBad: s.badFrame, onResponse: s.callouts.answered}
	s.conn = jsonrpc2.NewConn(s.stream, jsonrpc2.WithCodec(codec{}))
	s.calls.cancels = map[jsonrpc2.ID]context.CancelFunc{}
	s.store.init(opts)
	s.scheduler.init(s.root, s.spawn, s.diagnose)
	s.published.init(s.out)
	return s
}

// abandon ends the session because nothing can be written any more.
func (s *server) abandon(err error) {
	s.log.Error("writing to the client failed", "error", err)
	s.stop()
}

func (s *server) readingEnded(reason error) {
	if s.phase.Load() < phaseShutdown {
		s.log.Info("the client closed the connection", "reason", reason)
	}
	s.stop()
}

func (s *server) badFrame(err error) {
	s.log.Warn("a message from the client was refused", "error", err)
}

// spawn runs f in a goroutine that ends with the session; once the session
// ends nothing is started any more. A panic in f is logged and costs that task
// alone.
func (s *server) spawn(what string, f func(ctx context.Context)) {
	s.tasks.start(func() {
		defer s.recovered(what)
		f(s.root)
	})
}

// taskGroup is a WaitGroup that can be closed to new members.
type taskGroup struct {
	mu      sync.Mutex // guards closed, and Add against Wait
	closed  bool
	members sync.WaitGroup
}

func (g *taskGroup) start(f func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.closed {
		g.members.Go(f)
	}
}

// close refuses new members; the channel is closed when the last one is done.
func (g *taskGroup) close() <-chan struct{} {
	g.mu.Lock()
	g.closed = true
	g.mu.Unlock()
	done := make(chan struct{})
	go func() {
		g.members.Wait()
		close(done)
	}()
	return done
}
