package toml

import (
	"errors"
	"strings"

	burnt "github.com/BurntSushi/toml"

	"github.com/clnrm-ls/clnrm-ls/engine/finding"
)

// The values of all scalars come from BurntSushi/toml. The scanner has queued
// their texts in p.buffer, each followed by a comma; containers are not
// queued, the tree has them already. A batch of such texts between brackets
// is a document with one array, which the decoder reads in one go, without
// recursion, keys and tables: its cost per scalar is small and its answer is
// in order.
//
// The queue is cut into runs, at headers and at places that depend on the
// text only; the memo remembers runs.

const (
	// batchBytes bounds one call of the decoder. Strings that it returns
	// share the text of the call, so it also bounds what a remembered run
	// keeps alive beside itself.
	batchBytes = 32 << 10
	// A run ends after a text whose length and last bytes say so, one in
	// runMean, or after runMost. So an edit in a long run moves no later cut.
	runMean, runMost = 64, 512
)

// batch is a number of neighbouring runs that the memo does not know.
type batch struct {
	first, last int // leaves
	runs        []missedRun
}

type missedRun struct {
	hash        uint64
	first, last int
}

// cutRun ends a run of the memo in front of what follows.
func (p *parser) cutRun() {
	if n := len(p.leaves); n > 0 && (len(p.runs) == 0 || p.runs[len(p.runs)-1] < n) {
		p.runs = append(p.runs, n)
	}
}

// cutHere tells whether a run ends after a scalar that is followed by its
// comma at the end of the buffer.
func (p *parser) cutHere(text string) bool {
	start := 0
	if n := len(p.runs); n > 0 {
		start = p.runs[n-1]
	}
	length := len(p.leaves) - start
	sum := uint32(len(text))
	for i := max(0, len(text)-8); i < len(text); i++ {
		sum = sum*31 + uint32(text[i])
	}
	return length >= runMost || length >= runMean/4 && (sum*2654435761)>>26 == 0
}

// decode gives all queued scalars their values.
func (p *parser) decode(memo *Memo) {
	p.cutRun()
	var missed batch
	first := 0
	for _, last := range p.runs {
		text := p.buffer[p.textStart(first):p.textStart(last)]
		hash, values, ok := memo.get(text)
		if ok && len(values) == last-first {
			for i, v := range values {
				p.leaves[first+i].node.Value = v
			}
		} else {
			if missed.runs != nil && (missed.last != first || p.textStart(last)-p.textStart(missed.first) > batchBytes) {
				p.decodeBatch(memo, &missed)
			}
			if len(missed.runs) == 0 {
				missed.first = first
			}
			missed.last = last
			missed.runs = append(missed.runs, missedRun{hash, first, last})
		}
		first = last
	}
	if len(missed.runs) > 0 {
		p.decodeBatch(memo, &missed)
	}
}

// textStart is where the text of leaf i starts in the buffer.
func (p *parser) textStart(i int) int {
	if i == 0 {
		return 0
	}
	return p.leaves[i-1].end
}

func (p *parser) decodeBatch(memo *Memo, b *batch) {
	base := p.textStart(b.first)
	var document strings.Builder
	text := p.buffer[base:p.textStart(b.last)]
	document.Grow(len(text) + 4)
	document.WriteString("v=[")
	document.Write(text)
	document.WriteString("]")
	values := p.decodeLeaves(document.String(), b.first, b.last)
	for i, v := range values {
		p.leaves[b.first+i].node.Value = v
	}
	if memo != nil {
		whole := document.String()[len("v=["):]
		for _, r := range b.runs {
			memo.put(r.hash, whole[p.textStart(r.first)-base:p.textStart(r.last)-base], values[r.first-b.first:r.last-b.first:r.last-b.first])
		}
	}
	b.runs = b.runs[:0]
}

// decodeLeaves decodes a document made of the leaves from first to last. When
// the decoder refuses it, halves are tried, so that a bad value is found and
// loses no other.
func (p *parser) decodeLeaves(document string, first, last int) []any {
	values, err := decodeArray(document)
	if err == nil && len(values) == last-first {
		return values
	}
	if last-first == 1 {
		p.refused(p.leaves[first].node)
		return []any{nil}
	}
	half := func(from, to int) []any {
		return p.decodeLeaves("v=["+string(p.buffer[p.textStart(from):p.textStart(to)])+"]", from, to)
	}
	middle := (first + last) / 2
	return append(half(first, middle), half(middle, last)...)
}

// refused marks a value that the scanner took for right and the decoder does
// not.
func (p *parser) refused(n *Node) {
	n.Kind = Invalid
	if p.admit() {
		p.fail(finding.TOMLInvalidValue, n.Span,
			excerpt(p.text[n.Span.Start:n.Span.End])+" cannot be read; write it in another way, or put it in quotes.")
	}
}

// decodeArray decodes a document with the one key v. The decoder panics on
// some input that it should refuse, which is an error here.
func decodeArray(document string) (values []any, err error) {
	defer func() {
		if recover() != nil {
			values, err = nil, errDecoder
		}
	}()
	var into map[string]any
	if _, err := burnt.Decode(document, &into); err != nil {
		return nil, err
	}
	values, _ = into["v"].([]any)
	return values, nil
}

var errDecoder = errors.New("value decoder gave up")
