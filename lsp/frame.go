package lsp

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Bounds of the framing layer. They keep a peer that lies, or a stream that is
// not LSP at all, from taking memory or time without end.
const (
	// DefaultMaxFrame is the largest message body that is read, in bytes. A
	// larger one is skipped and answered by an error.
	DefaultMaxFrame = 64 << 20
	// maxHeaderLine bounds one header line, maxHeaders their number.
	maxHeaderLine = 4 << 10
	maxHeaders    = 32
	// maxGarbage is how much text that belongs to no frame is skipped before
	// the stream is given up.
	maxGarbage = 1 << 20
	// maxSkip is the largest declared body that is skipped. A header that asks
	// for more is itself garbage: believing it would swallow the stream.
	maxSkip = 1 << 32
	// firstBuffer is how much is set aside for a body before any of it has
	// arrived; keepBuffer is how much is kept between messages.
	firstBuffer = 64 << 10
	keepBuffer  = 1 << 20
)

// Errors of frameReader.next after which the stream can go on.
var (
	errFrameGarbage = errors.New("bytes that belong to no message were skipped")
	errFrameEmpty   = errors.New("message without a body")
	errFrameTooBig  = errors.New("message is too large")
)

// errNotLSP ends the connection: the peer does not speak the base protocol.
var errNotLSP = errors.New("the stream does not contain LSP messages")

// frameReader cuts a byte stream into message bodies by the header part of the
// LSP base protocol. It never holds more than the limit plus one buffer.
type frameReader struct {
	in      *bufio.Reader
	limit   int64
	body    bytes.Buffer
	garbage int // bytes skipped since the last good frame
}

func newFrameReader(r io.Reader, limit int64) *frameReader {
	if limit <= 0 {
		limit = DefaultMaxFrame
	}
	return &frameReader{in: bufio.NewReaderSize(r, 16<<10), limit: limit}
}

// next returns the body of the next frame, valid until the next call. One of
// the errFrame errors means that something was skipped and next may be called
// again; any other error is final. io.EOF is a clean end between frames.
func (f *frameReader) next() ([]byte, error) {
	length, err := f.header()
	if err != nil {
		return nil, err
	}
	switch {
	case length == 0:
		return nil, errFrameEmpty
	case length > f.limit:
		if _, err := io.CopyN(io.Discard, f.in, length); err != nil {
			return nil, truncated(err)
		}
		return nil, fmt.Errorf("%w: %d bytes, the limit is %d", errFrameTooBig, length, f.limit)
	}
	if f.body.Cap() > keepBuffer {
		f.body = bytes.Buffer{}
	}
	f.body.Reset()
	f.body.Grow(int(min(length, firstBuffer)))
	if _, err := io.CopyN(&f.body, f.in, length); err != nil {
		return nil, truncated(err)
	}
	f.garbage = 0
	return f.body.Bytes(), nil
}

func truncated(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// header reads header lines up to the blank line and returns the declared
// length. Whatever is no header is skipped: after a wrong Content-Length the
// next header stands behind the rest of a body, on the same line.
func (f *frameReader) header() (int64, error) {
	length, lines, skipped := int64(-1), 0, false
	for {
		line, whole, err := f.line()
		if err != nil {
			if errors.Is(err, io.EOF) && (len(line) > 0 || lines > 0) {
				return 0, io.ErrUnexpectedEOF
			}
			return 0, err
		}
		switch n, kind := headerLine(line); {
		case !whole || kind == lineGarbage || lines >= maxHeaders:
			skipped, length, lines = true, -1, 0
			if f.garbage += len(line) + 1; f.garbage > maxGarbage {
				return 0, errNotLSP
			}
		case kind == lineLength:
			length, lines = n, lines+1
		case kind == lineResync:
			skipped, length, lines = true, n, 1
		case kind == lineOther:
			lines++
		case length >= 0: // the blank line
			if skipped {
				f.reported()
			}
			return length, nil
		case lines > 0 || skipped:
			return 0, errFrameGarbage
		}
	}
}

// reported charges a resynchronisation, so that a stream that needs one for
// every frame ends too.
func (f *frameReader) reported() { f.garbage++ }

// line reads up to the newline. A line that is too long is cut: whole is false
// and its rest is read by the next calls.
func (f *frameReader) line() (line []byte, whole bool, err error) {
	for len(line) < maxHeaderLine {
		b, err := f.in.ReadByte()
		if err != nil {
			return line, false, err
		}
		if b == '\n' {
			return bytes.TrimSuffix(line, []byte("\r")), true, nil
		}
		line = append(line, b)
	}
	return line, false, nil
}

type lineKind uint8

const (
	lineBlank lineKind = iota
	lineLength
	lineResync // a length behind other text
	lineOther
	lineGarbage
)

const lengthField = "content-length:"

// headerLine classifies one line of a header part.
func headerLine(line []byte) (int64, lineKind) {
	if len(line) == 0 {
		return 0, lineBlank
	}
	text := strings.ToLower(string(line))
	if i := strings.LastIndex(text, lengthField); i >= 0 {
		n, err := strconv.ParseInt(strings.TrimSpace(text[i+len(lengthField):]), 10, 64)
		switch {
		case err != nil || n < 0 || n > maxSkip:
			return 0, lineGarbage
		case i > 0:
			return n, lineResync
		}
		return n, lineLength
	}
	name, _, ok := strings.Cut(text, ":")
	if !ok || name == "" || strings.ContainsAny(name, " \t{}[]\",") {
		return 0, lineGarbage
	}
	return 0, lineOther
}
