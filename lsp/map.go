package lsp

import "github.com/clnrm-ls/clnrm-ls/engine"

// mapSegment is a piece of a source map on the wire.
type mapSegment = engine.MapSegment

// segments is the source map of a rendered document.
func segments(a *engine.Analysis) []mapSegment { return a.Map() }
