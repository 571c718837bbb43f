package lsp

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// benchClient is a client that costs little: it looks for the version of
// published diagnostics and decodes nothing else.
type benchClient struct {
	conn      net.Conn
	published chan int
	code      chan int
}

func newBenchClient(b *testing.B) *benchClient {
	near, far := net.Pipe()
	c := &benchClient{conn: near, published: make(chan int, 16), code: make(chan int, 1)}
	go func() { c.code <- Serve(context.Background(), far, Options{}) }()
	go c.read()
	c.send(handshake)
	c.send(`{"jsonrpc":"2.0","method":"initialized","params":{}}`)
	return c
}

func (c *benchClient) send(body string) { io.WriteString(c.conn, frameOf(body)) }

func (c *benchClient) read() {
	r := bufio.NewReaderSize(c.conn, 1<<16)
	var body []byte
	for {
		header, err := textproto.NewReader(r).ReadMIMEHeader()
		if err != nil {
			return
		}
		n, _ := strconv.Atoi(header.Get("Content-Length"))
		body = slices.Grow(body[:0], n)[:n]
		if _, err := io.ReadFull(r, body); err != nil {
			return
		}
		if _, after, ok := bytes.Cut(body, []byte(`"version":`)); ok && bytes.Contains(body, []byte("publishDiagnostics")) {
			digits := bytes.IndexFunc(after, func(r rune) bool { return r < '0' || r > '9' })
			version, _ := strconv.Atoi(string(after[:digits]))
			c.published <- version
		}
	}
}

// await waits for the diagnostics of a version.
func (c *benchClient) await(version int) {
	for got := range c.published {
		if got >= version {
			return
		}
	}
}

func (c *benchClient) stop() {
	c.conn.Close()
	<-c.code
}

// benchText is a test definition of about so many lines. A template has a tag
// in every step.
func benchText(lines int, template bool) string {
	var b strings.Builder
	b.WriteString("[meta]\nname = \"bench\"\nversion = \"1.0.0\"\ndescription = \"x\"\n\n[service.app]\nplugin = \"generic_container\"\nimage = \"alpine:3\"\n\n")
	for i := 0; b.Len() == 0 || i*6 < lines-9; i++ {
		name := fmt.Sprintf("step_%d", i)
		if template {
			name = fmt.Sprintf("{{ svc }}_%d", i)
		}
		fmt.Fprintf(&b, "[[scenario]]\nname = %q\nservice = \"app\"\nrun = \"echo hello\"\nartifacts.collect = [\"stdout\"]\n\n", name)
	}
	return b.String()
}

// BenchmarkKeystroke measures from the change on the wire to its diagnostics
// on the wire: one character typed and taken back in the middle of the file.
func BenchmarkKeystroke(b *testing.B) {
	for _, template := range []bool{false, true} {
		for _, lines := range []int{100, 1000, 10_000} {
			kind := "plain"
			if template {
				kind = "template"
			}
			b.Run(fmt.Sprintf("%s/%d", kind, lines), func(b *testing.B) { benchKeystroke(b, benchText(lines, template)) })
		}
	}
}

func benchKeystroke(b *testing.B, text string) {
	c := newBenchClient(b)
	defer c.stop()
	const name = "untitled:bench.clnrm.toml.tera"
	line := strings.Count(text[:len(text)/2], "\n")
	for !strings.HasPrefix(strings.Split(text, "\n")[line], "run") {
		line++
	}
	c.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":%q,"languageId":"clnrm","version":0,"text":%s}}}`,
		name, jsonString(text)))
	c.await(0)
	took := make([]time.Duration, 0, b.N)
	b.ReportAllocs()
	b.ResetTimer()
	for v := 1; v <= b.N; v++ {
		to, typed := 12, "" // "run = \"echo hello\"": between echo and hello
		if v%2 == 1 {
			to, typed = 11, "x"
		}
		start := time.Now()
		c.send(fmt.Sprintf(`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":%q,"version":%d},"contentChanges":[{"range":{"start":{"line":%d,"character":11},"end":{"line":%d,"character":%d}},"text":%q}]}}`,
			name, v, line, line, to, typed))
		c.await(v)
		took = append(took, time.Since(start))
	}
	b.StopTimer()
	slices.Sort(took)
	for _, p := range []int{50, 95, 99} {
		b.ReportMetric(float64(took[min(len(took)*p/100, len(took)-1)].Microseconds()), fmt.Sprintf("p%d-µs", p))
	}
}

// BenchmarkRequest is the round trip of a request that does nothing.
func BenchmarkRequest(b *testing.B) {
	c := newBenchClient(b)
	defer c.stop()
	b.ReportAllocs()
	for i := range b.N {
		c.send(fmt.Sprintf(`{"jsonrpc":"2.0","id":"r%d","method":"test/text","params":%s}`, i, textOf))
	}
}
