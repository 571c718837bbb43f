//go:build !linux

package lsp

// watchParent relies on the end of the connection, which every system gives
// when the client's process dies.
func (s *server) watchParent(pid int) {
	s.log.Debug("the client's process is not watched on this system", "pid", pid)
}
