package lsp

import (
	"context"
	"errors"

	"golang.org/x/sys/unix"
)

// watchParent ends the session when the process that started it dies (LSP 3.17,
// InitializeParams.processId). The kernel tells it, so waiting costs nothing.
//
// A process that is not there at the start is not visible from here, as in a
// container; the end of the connection has to do then.
func (s *server) watchParent(pid int) {
	process, err := unix.PidfdOpen(pid, 0)
	if err != nil {
		s.log.Info("the client's process cannot be watched", "pid", pid, "error", err)
		return
	}
	wake, err := unix.Eventfd(0, unix.EFD_CLOEXEC|unix.EFD_NONBLOCK)
	if err != nil {
		unix.Close(process)
		return
	}
	s.spawn("parent watch", func(ctx context.Context) {
		defer unix.Close(wake)
		defer unix.Close(process)
		ended := make(chan struct{})
		stop := context.AfterFunc(ctx, func() {
			defer close(ended)
			unix.Write(wake, []byte{1, 0, 0, 0, 0, 0, 0, 0})
		})
		if parentDied(process, wake) {
			s.log.Info("the client's process is gone", "pid", pid)
			s.stop()
		}
		if !stop() {
			<-ended // the descriptors must not be closed, and reused, before
		}
	})
}

// parentDied blocks until the process ends, true, or wake is written to.
func parentDied(process, wake int) bool {
	for {
		fds := []unix.PollFd{{Fd: int32(process), Events: unix.POLLIN}, {Fd: int32(wake), Events: unix.POLLIN}}
		_, err := unix.Poll(fds, -1)
		switch {
		case errors.Is(err, unix.EINTR):
		case err != nil || fds[1].Revents != 0:
			return false
		case fds[0].Revents != 0:
			return true
		}
	}
}
