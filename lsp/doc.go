// Package lsp serves the Language Server Protocol 3.18 for clnrm test files.
// Serve is the entry point: one session with one client over one transport.
//
// The way of a message, outside in:
//
//	frame.go, stream.go    bytes to messages; what is no message is answered and skipped
//	dispatch.go            classification: lifecycle and text synchronisation run on the
//	                       reader in wire order, every other request takes its snapshot
//	                       there and runs concurrently, bounded and cancellable
//	methods.go             the table of everything that is understood
//	did_*.go, hover.go ... one file per method
//	sync.go, store.go      documents: immutable versions in immutable snapshots
//	scheduler.go           analyses by priority: the file being typed in, what depends
//	                       on it, the rest of the workspace
//	diagnose.go, publish.go, dependencies.go
//	                       from a changed file to what the client shows
//	watch*.go              changes on disk: told by the client, or seen from here; what
//	                       is watched is what a scan looks into and what is read
//	convert.go             the one place where byte offsets meet positions
//	outbox.go              the one way out; nobody waits for the client
//
// Invariants:
//   - A request sees exactly the text of its place in the stream.
//   - Diagnostics are published for the newest version only, with its number,
//     and everything that was published is taken back: on close, exclusion,
//     deletion, removal of the folder, change of the settings.
//   - An edit that does not fit leaves text and version as they are and marks
//     the document as out of sync; nothing is said about such a document until
//     a full text heals it.
//   - No input ends the session except exit, the end of the stream, the death
//     of the client's process, and a stream that is not LSP at all.
//   - Memory is bounded: messages, queues, waiting requests, diagnostics per
//     file, header lines; an idle session has no timer and no running goroutine.
//   - Every context derives from the session's, so its end cancels all work.
//
// Positions: UTF-8 is agreed when the client offers it, because texts are
// UTF-8 inside; else UTF-16, which every client knows; UTF-32 for a client
// that offers only that.
//
// Threat model. The content of a workspace is hostile, the client is not.
// Opening, editing or saving a file executes nothing: there are no commands,
// and rendering is a pure function with limits on time, steps, output and
// depth. Files are read only inside the workspace folders, through links
// neither, and never by a URI of another scheme than file. No network name is
// resolved. Templates may read environment variables by name, as upstream has
// it; the values show up only in the user's own editor. Settings that weaken
// limits come from the client, never from files of the workspace. A transport
// is a pipe, a socket that the client made, or loopback TCP.
//
// What the package deliberately does not do: it computes nothing about the
// files, which is the engine's work, and reads no configuration of its own.
// unimplemented.go lists the requests that are not answered, and why.
package lsp
