package lsp

import (
	"errors"
	"io"
	"strconv"
	"sync"

	"go.lsp.dev/jsonrpc2"
)

// maxOutbox bounds the bytes that wait for a client that does not read. A
// session that reaches it is ended: the client has stopped working.
const maxOutbox = 64 << 20

// maxOutboxLogs is how many queued bytes switch log and trace messages off.
const maxOutboxLogs = 1 << 20

var errOutboxFull = errors.New("the client does not read its messages")

// outbox is the one way out: a queue of frames, emptied by one goroutine, so
// that neither the reader nor a handler ever waits for the client.
//
// Messages about a key replace each other while they wait: a client that reads
// slowly gets the newest diagnostics of a file, not all of them.
type outbox struct {
	w      io.Writer
	onFail func(error)

	mu     sync.Mutex // guards all below
	wake   *sync.Cond
	queue  []outgoing
	latest map[string][]byte // by key: the body to send for it
	bytes  int               // of the bodies in queue
	closed bool
	done   chan struct{}
}

// outgoing is a queued body or, when key is set, a place for latest[key].
type outgoing struct {
	body []byte
	key  string
}

func newOutbox(w io.Writer, onFail func(error)) *outbox {
	o := &outbox{w: w, onFail: onFail, latest: map[string][]byte{}, done: make(chan struct{})}
	o.wake = sync.NewCond(&o.mu)
	go o.run()
	return o
}

// frame queues an encoded message. The body belongs to the outbox afterwards.
func (o *outbox) frame(body []byte) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.put(body)
}

// answer is frame for a body that may be large: when there is no room for it,
// instead is queued. It returns the size of what was queued.
func (o *outbox) answer(body []byte, instead func() []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.bytes+len(body) > maxOutbox {
		body = instead()
	}
	return len(body), o.put(body)
}

// put is frame for one who holds mu.
func (o *outbox) put(body []byte) error {
	if o.closed {
		return io.ErrClosedPipe
	}
	if o.bytes+len(body) > maxOutbox {
		o.closed = true
		o.wake.Signal()
		go o.onFail(errOutboxFull)
		return errOutboxFull
	}
	o.bytes += len(body)
	o.push(outgoing{body: body})
	return nil
}

// log queues a message that may be lost: it is dropped while much is waiting.
func (o *outbox) log(method string, params []byte) {
	o.mu.Lock()
	full := o.closed || o.bytes > maxOutboxLogs
	o.mu.Unlock()
	if !full {
		o.notify(method, params)
	}
}

// notify queues a notification with encoded params.
func (o *outbox) notify(method string, params []byte) {
	// A failure here is a closed connection, which its owner already knows.
	_ = o.frame(jsonrpc2.AppendNotification(nil, method, params))
}

// replace queues a body, or puts it in the place of the one that is waiting
// under the same key.
func (o *outbox) replace(key string, body []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed {
		return
	}
	_, waiting := o.latest[key]
	o.latest[key] = body
	if !waiting {
		o.push(outgoing{key: key})
	}
}

func (o *outbox) push(item outgoing) {
	o.queue = append(o.queue, item)
	if len(o.queue) == 1 {
		o.wake.Signal()
	}
}

// close lets what is queued go out, and ends the writer. The channel is closed
// when the last byte has been written or writing has failed.
func (o *outbox) close() <-chan struct{} {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.closed = true
	o.wake.Signal()
	return o.done
}

// run is the writer.
func (o *outbox) run() {
	defer close(o.done)
	var frame []byte
	for {
		body, ok := o.next()
		if !ok {
			return
		}
		frame = append(frame[:0], "Content-Length: "...)
		frame = strconv.AppendInt(frame, int64(len(body)), 10)
		frame = append(frame, "\r\n\r\n"...)
		frame = append(frame, body...)
		if _, err := o.w.Write(frame); err != nil {
			o.fail(err)
			return
		}
		if cap(frame) > keepBuffer {
			frame = nil
		}
	}
}

// next waits for a body; false after the end.
func (o *outbox) next() ([]byte, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for len(o.queue) == 0 {
		if o.closed {
			return nil, false
		}
		o.wake.Wait()
	}
	item := o.queue[0]
	o.queue[0] = outgoing{}
	if o.queue = o.queue[1:]; len(o.queue) == 0 {
		o.queue = nil
	}
	if item.key == "" {
		o.bytes -= len(item.body)
		return item.body, true
	}
	body := o.latest[item.key]
	delete(o.latest, item.key)
	return body, true
}

// fail drops what is waiting: nobody will read it.
func (o *outbox) fail(err error) {
	o.mu.Lock()
	o.closed, o.queue, o.bytes = true, nil, 0
	clear(o.latest)
	o.mu.Unlock()
	o.onFail(err)
}
