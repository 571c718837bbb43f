// Package source holds one version of one text and answers where things are
// in it: byte offsets for the engine, lines and code units for everybody
// outside.
//
// Invariants: a Text never changes, so it may be shared between goroutines
// without a lock; an edit makes a new Text and costs one copy of the bytes
// plus a rescan of the touched lines only. Lines end with \n, \r\n or \r, as
// LSP says (3.17, "Text Documents"), and nothing else ends a line. Reads
// clamp and never fail, edits are strict: a position that an edit cannot
// mean is a typed error, because guessing would silently desynchronise the
// text from that of the editor. Invalid UTF-8 is kept as it is; each bad byte
// counts as one character of one code unit.
//
// Entry points: New, Text.Edit, Text.Apply, Text.Position, Text.Clamp.
//
// It deliberately knows nothing of templates, TOML, files or the protocol's
// own types.
package source
