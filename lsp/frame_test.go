package lsp

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// TestFrames reads streams to their end: each result is a body, or the error
// that stands for something skipped, and the last one ends the stream.
func TestFrames(t *testing.T) {
	const limit = 64
	big := strings.Repeat("x", limit+1)
	for name, test := range map[string]struct {
		in   string
		want []string
	}{
		"empty":             {"", []string{"EOF"}},
		"one":               {frameOf("{}"), []string{"{}", "EOF"}},
		"two":               {frameOf("{}") + frameOf("[1]"), []string{"{}", "[1]", "EOF"}},
		"other fields":      {"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}", []string{"{}", "EOF"}},
		"case and spaces":   {"content-LENGTH:   2  \r\n\r\n{}", []string{"{}", "EOF"}},
		"bare newlines":     {"Content-Length: 2\n\n{}", []string{"{}", "EOF"}},
		"multibyte":         {"Content-Length: 4\r\n\r\né𝒳"[:len("Content-Length: 4\r\n\r\n")] + "éé", []string{"éé", "EOF"}},
		"length 0":          {frameOf("") + frameOf("{}"), []string{"empty", "{}", "EOF"}},
		"too big":           {frameOf(big) + frameOf("{}"), []string{"big", "{}", "EOF"}},
		"absurd length":     {"Content-Length: 99999999999999\r\n\r\n" + frameOf("{}"), []string{"garbage", "{}", "EOF"}},
		"negative":          {"Content-Length: -1\r\n\r\n" + frameOf("{}"), []string{"garbage", "{}", "EOF"}},
		"not a number":      {"Content-Length: two\r\n\r\n" + frameOf("{}"), []string{"garbage", "{}", "EOF"}},
		"no length":         {"Content-Type: x\r\n\r\n" + frameOf("{}"), []string{"garbage", "{}", "EOF"}},
		"garbage line":      {"hello\r\n" + frameOf("{}"), []string{"{}", "EOF"}},
		"length too short":  {"Content-Length: 2\r\n\r\n{\"a\":1}" + frameOf("{}"), []string{`{"`, "{}", "EOF"}},
		"body unannounced":  {`{"jsonrpc":"2.0"}` + frameOf("{}"), []string{"{}", "EOF"}},
		"blank lines":       {"\r\n\r\n" + frameOf("{}"), []string{"{}", "EOF"}},
		"cut in the header": {"Content-Le", []string{"unexpected EOF"}},
		"cut in the body":   {"Content-Length: 9\r\n\r\n{}", []string{"unexpected EOF"}},
		"cut while skipped": {"Content-Length: 99\r\n\r\n{}", []string{"unexpected EOF"}},
		"not LSP":           {strings.Repeat("noise\n", maxGarbage/5), []string{"not LSP"}},
		"endless line":      {strings.Repeat("x", 2*maxGarbage), []string{"not LSP"}},
		"many fields":       {strings.Repeat("X: y\r\n", maxHeaders+1) + "\r\n" + frameOf("{}"), []string{"garbage", "{}", "EOF"}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(test.in), iotest.OneByteReader(strings.NewReader(test.in))} {
				got := readAll(newFrameReader(r, limit))
				if strings.Join(got, "|") != strings.Join(test.want, "|") {
					t.Errorf("got %q, want %q", got, test.want)
				}
			}
		})
	}
}

func readAll(f *frameReader) (got []string) {
	for {
		body, err := f.next()
		switch {
		case err == nil:
			got = append(got, string(body))
			continue
		case errors.Is(err, errFrameEmpty):
			got = append(got, "empty")
		case errors.Is(err, errFrameTooBig):
			got = append(got, "big")
		case errors.Is(err, errFrameGarbage):
			got = append(got, "garbage")
		case errors.Is(err, errNotLSP):
			return append(got, "not LSP")
		default:
			return append(got, err.Error())
		}
	}
}

// TestFrameMemory shows that a header alone costs nothing, and that a big
// message does not stay in memory.
func TestFrameMemory(t *testing.T) {
	big := strings.Repeat("x", 4*keepBuffer)
	f := newFrameReader(strings.NewReader(frameOf(big)+frameOf("{}")), DefaultMaxFrame)
	if body, err := f.next(); err != nil || len(body) != len(big) {
		t.Fatal(len(body), err)
	}
	if _, err := f.next(); err != nil {
		t.Fatal(err)
	}
	if f.body.Cap() > keepBuffer {
		t.Errorf("%d bytes are kept", f.body.Cap())
	}
	f = newFrameReader(strings.NewReader("Content-Length: 50000000\r\n\r\n"), DefaultMaxFrame)
	if _, err := f.next(); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Fatal(err)
	}
	if f.body.Cap() > 2*firstBuffer {
		t.Errorf("%d bytes for a header", f.body.Cap())
	}
}

// FuzzFrame: no input makes the reader panic, hang, or keep more than its
// limit; and after any input that ends in a line break, the frame reader finds
// its way back unless it has given up or waits for an announced body.
func FuzzFrame(f *testing.F) {
	for _, seed := range []string{"", "Content-Length: 2\r\n\r\n{}", "Content-Length: 0\r\n\r\n", "x\r\n\r\n", "{}Content-Length: 2\r\n\r\n{}",
		"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", "Content-Length: 1e3\r\n\r\n", "\r\n", ":\r\n", "Content-Length: 5\r\n\r\n{\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		const limit = 256
		reader := newFrameReader(bytes.NewReader(in), limit)
		for range len(in) + 2 {
			body, err := reader.next()
			if len(body) > limit {
				t.Fatalf("a body of %d bytes", len(body))
			}
			if err != nil && !recoverable(err) {
				return
			}
		}
		t.Fatal("the reader does not end")
	})
}
