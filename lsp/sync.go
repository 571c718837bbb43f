package lsp

import (
	"errors"
	"fmt"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/source"
	"github.com/go-json-experiment/json/jsontext"
)

// Text synchronisation is decoded by hand. The generated union takes a range
// that it cannot decode for a replacement of the whole document, and the
// generated identifier canonicalises the URI and refuses some that clients
// send.

// textDocumentID names a document as the client spells it.
type textDocumentID struct {
	URI string `json:"uri"`
}

// changeParams are those of textDocument/didChange, the changes still raw, so
// that one that is wrong is told apart from a document that is not known.
type changeParams struct {
	TextDocument struct {
		textDocumentID
		Version *float64 `json:"version"`
	} `json:"textDocument"`
	ContentChanges []jsontext.Value `json:"contentChanges"`
}

type wirePosition struct {
	Line      *uint32 `json:"line"`
	Character *uint32 `json:"character"`
}

type wireRange struct {
	Start *wirePosition `json:"start"`
	End   *wirePosition `json:"end"`
}

var errIncomplete = errors.New("the change has no text, or a range without both ends")

// decodeChanges reads content changes; no change is taken when one is wrong.
// A range of null counts as absent.
func decodeChanges(raw []jsontext.Value) ([]source.Change, error) {
	changes := make([]source.Change, len(raw))
	for i, r := range raw {
		var wire struct {
			Range *wireRange `json:"range"`
			Text  *string    `json:"text"`
		}
		if err := decodeParams(r, &wire); err != nil {
			return nil, fmt.Errorf("change %d of %d: %w", i+1, len(raw), err)
		}
		if wire.Text == nil || wire.Range != nil && !wire.Range.complete() {
			return nil, fmt.Errorf("change %d of %d: %w", i+1, len(raw), errIncomplete)
		}
		// The text of a full change is most of the message and is copied only
		// when it is not.
		changes[i].Text = *wire.Text
		if wire.Range != nil {
			changes[i].Text = strings.Clone(*wire.Text)
			changes[i].Range = &source.Range{Start: wire.Range.Start.source(), End: wire.Range.End.source()}
		}
	}
	return changes, nil
}

func (r *wireRange) complete() bool {
	return r.Start != nil && r.End != nil && r.Start.Line != nil && r.Start.Character != nil &&
		r.End.Line != nil && r.End.Character != nil
}

func (p *wirePosition) source() source.Position {
	return source.Position{Line: int(*p.Line), Character: int(*p.Character)}
}

// version reads a document version. Clients older than LSP 3.15 send null,
// which counts as the next one.
func version(v *float64, current int32) (int32, error) {
	if v == nil {
		return current + 1, nil
	}
	n := int32(*v)
	if float64(n) != *v {
		return 0, fmt.Errorf("version %v is not a 32-bit integer", *v)
	}
	return n, nil
}

// wholeText says whether the result does not depend on the text before.
func wholeText(changes []source.Change) bool {
	return len(changes) > 0 && changes[0].Range == nil
}

// edit computes the next version of d. A change that cannot be applied leaves
// text and version and marks the document as lost: going on would show the
// user results for a text that is not there.
//
//   - A version that is not newer than the last: edits came out of order, so
//     earlier ones were applied to the wrong text. A full text that is older
//     is just late and is dropped.
//   - A range that does not exist, is reversed, or cuts a character.
//
// A full text heals.
func (d *document) edit(v int32, changes []source.Change, enc source.Encoding) *document {
	whole := wholeText(changes)
	switch {
	case v < d.text.Version && whole:
		return d
	case v <= d.text.Version && !whole:
		return d.lose(fmt.Sprintf("version %d arrived after version %d", v, d.text.Version))
	case d.lost != "" && !whole:
		return d
	}
	text, err := d.text.Text.Apply(changes, enc)
	if err != nil {
		return d.lose(err.Error())
	}
	return d.replace(text, v)
}

// lose marks the document; the first reason is kept.
func (d *document) lose(reason string) *document {
	next := *d
	if next.lost == "" {
		next.lost = reason
	}
	return &next
}
