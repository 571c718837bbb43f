package source

import (
	"errors"
	"fmt"
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
	edited := t.text[:old.Start] + text + t.text[old.End:]
	return &Text{text: edited, lines: t.lines.splice(edited, old, len(text)-old.Len())}
}

// Apply makes all changes, each to the result of the one before, or none: on
// an error, which is as in Edit and tells the number of the change, the text
// is nil. t stays as it is.
func (t *Text) Apply(changes []Change, enc Encoding) (*Text, error) {
	for i, c := range changes {
		if c.Range == nil {
			t = New(c.Text)
			continue
		}
		edited, _, err := t.Edit(*c.Range, c.Text, enc)
		if err != nil {
			return nil, fmt.Errorf("change %d of %d: %w", i+1, len(changes), err)
		}
		t = edited
	}
	return t, nil
}

// span is the strict meaning of a range.
func (t *Text) span(r Range, enc Encoding) (Span, error) {
	if r.End.Before(r.Start) {
		return Span{}, &RangeError{Range: r}
	}
	start, err := t.Offset(r.Start, enc)
	if err != nil {
		return Span{}, err
	}
	end, err := t.Offset(r.End, enc)
	if err != nil {
		return Span{}, err
	}
	return Span{start, end}, nil
}
