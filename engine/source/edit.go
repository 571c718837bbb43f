package source

import (
	"errors"
	"fmt"
	"slices"
)

// What can be wrong with a position or a range of an edit.
var (
	ErrNoLine          = errors.New("the line does not exist")
	ErrNoCharacter     = errors.New("the character is negative")
	ErrInsideCharacter = errors.New("the position lies inside a character")
	ErrReversed        = errors.New("the range ends before it starts")
)

// PositionError is a position that cannot be used in an edit. Err is ErrNoLine,
// ErrNoCharacter or ErrInsideCharacter.
type PositionError struct {
	Position Position
	Encoding Encoding
	Err      error
}

// Error counts lines and characters from zero, as the protocol does.
func (e *PositionError) Error() string {
	return fmt.Sprintf("position %d:%d (%s): %v", e.Position.Line, e.Position.Character, e.Encoding, e.Err)
}

// Unwrap is the reason.
func (e *PositionError) Unwrap() error { return e.Err }

// RangeError is a range that ends before it starts. It wraps ErrReversed.
type RangeError struct{ Range Range }

// Error counts lines and characters from zero, as the protocol does.
func (e *RangeError) Error() string {
	return fmt.Sprintf("range %d:%d-%d:%d: %v", e.Range.Start.Line, e.Range.Start.Character,
		e.Range.End.Line, e.Range.End.Character, ErrReversed)
}

// Unwrap is ErrReversed.
func (e *RangeError) Unwrap() error { return ErrReversed }

// Change is one step of an edit: Text replaces Range, or the whole text when
// Range is nil (LSP 3.17, TextDocumentContentChangeEvent).
type Change struct {
	Range *Range
	Text  string
}

// Edit replaces a range. It returns the new text and the span of the old text
// that was replaced; t stays as it is. The error is a *PositionError or a
// *RangeError, and then the text is nil.
func (t *Text) Edit(r Range, text string, enc Encoding) (*Text, Span, error) {
	old, err := t.span(r, enc)
	if err != nil {
		return nil, Span{}, err
	}
	return t.Replace(old, text), old, nil
}

// Replace is t with the bytes of old, which is clamped into the text,
// replaced by text.
func (t *Text) Replace(old Span, text string) *Text {
	old.Start = min(max(old.Start, 0), len(t.text))
	old.End = min(max(old.End, old.Start), len(t.text))
	edited := &Text{indexed[string]{
		text: t.text[:old.Start] + text + t.text[old.End:],
		// Room for a few new lines saves a second copy of the index.
		lines: append(make(lines, 0, len(t.lines)+8), t.lines...),
	}}
	edited.reindex(old, len(text)-old.Len())
	return edited
}

// Apply makes all changes, each to the result of the one before, or none: on
// an error, which is as in Edit and tells the number of the change, the text
// is nil. t stays as it is.
func (t *Text) Apply(changes []Change, enc Encoding) (*Text, error) {
	if len(changes) > 1 {
		return t.applyAll(changes, enc)
	}
	for _, c := range changes {
		if c.Range == nil {
			return New(c.Text), nil
		}
		edited, _, err := t.Edit(*c.Range, c.Text, enc)
		return edited, err
	}
	return t, nil
}

// applyAll collects many changes in one buffer, because a replace-all makes
// thousands and a copy of the text for each would take seconds.
func (t *Text) applyAll(changes []Change, enc Encoding) (*Text, error) {
	d := draft{indexed[[]byte]{text: []byte(t.text), lines: slices.Clone(t.lines)}}
	for i, c := range changes {
		if err := d.apply(c, enc); err != nil {
			return nil, fmt.Errorf("change %d of %d: %w", i+1, len(changes), err)
		}
	}
	return &Text{indexed[string]{text: string(d.text), lines: slices.Clip(d.lines)}}, nil
}

// draft is a text that is being changed. It belongs to one goroutine.
type draft struct{ indexed[[]byte] }

func (d *draft) apply(c Change, enc Encoding) error {
	if c.Range == nil {
		d.text = append(d.text[:0], c.Text...)
		d.lines = d.scan(d.lines[:0], 0, -1)
		return nil
	}
	old, err := d.span(*c.Range, enc)
	if err != nil {
		return err
	}
	size, delta := len(d.text), len(c.Text)-old.Len()
	room := slices.Grow(d.text, max(delta, 0))[:max(size, size+delta)]
	copy(room[old.End+delta:], room[old.End:size])
	copy(room[old.Start:], c.Text)
	d.text = room[:size+delta]
	d.reindex(old, delta)
	return nil
}
