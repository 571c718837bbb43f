package lsp

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
)

// TestOutbox: messages about one key replace each other while they wait, the
// others keep their order, and a client that never reads ends the session.
func TestOutbox(t *testing.T) {
	bubble(t, func(t *testing.T) {
		gate := make(chan struct{})
		w := &gatedWriter{gate: gate}
		failed := make(chan error, 1)
		o := newOutbox(w, func(err error) { failed <- err })
		o.frame([]byte(`0`))
		synctest.Wait() // the writer holds the first and waits
		o.replace("a", []byte(`a1`))
		o.frame([]byte(`1`))
		o.replace("b", []byte(`b1`))
		o.replace("a", []byte(`a2`))
		o.frame([]byte(`2`))
		close(gate)
		<-o.close()
		if got := w.bodies(t); got != "0 a2 1 b1 2" {
			t.Errorf("written: %s", got)
		}

		closed := make(chan struct{})
		stuck := newOutbox(&gatedWriter{gate: closed}, func(err error) { failed <- err })
		half := make([]byte, maxOutbox/2)
		stuck.frame(half) // taken by the writer
		synctest.Wait()
		for range 2 {
			if err := stuck.frame(half); err != nil {
				t.Error(err)
			}
		}
		if err := stuck.frame([]byte("x")); !errors.Is(err, errOutboxFull) {
			t.Errorf("error %v", err)
		}
		if err := <-failed; !errors.Is(err, errOutboxFull) {
			t.Errorf("told %v", err)
		}
		close(closed)
		<-stuck.close()
	})
}

type gatedWriter struct {
	gate    chan struct{}
	written []byte
}

func (w *gatedWriter) Write(p []byte) (int, error) {
	if w.gate != nil {
		<-w.gate
	}
	w.written = append(w.written, p...)
	return len(p), nil
}

func (w *gatedWriter) bodies(t *testing.T) string {
	var all []string
	f := newFrameReader(strings.NewReader(string(w.written)), DefaultMaxFrame)
	for {
		body, err := f.next()
		if err != nil {
			return strings.Join(all, " ")
		}
		all = append(all, string(body))
	}
}
