package config

import (
	"errors"
	"strings"

	"github.com/clnrm-ls/clnrm-ls/engine/source"
)

// Word is one argument of a command line.
type Word struct {
	Text string
	Span source.Span // bytes of the command line, quotes included
}

// Why a command line cannot be split; SplitError wraps one of them.
var (
	ErrNoWords     = errors.New("the command line holds no words")
	ErrSingleQuote = errors.New("a single quote is not closed")
	ErrDoubleQuote = errors.New("a double quote is not closed")
)

// SplitError says where a command line is wrong. Its cause is ErrNoWords,
// ErrSingleQuote or ErrDoubleQuote, for errors.Is.
type SplitError struct {
	Span source.Span // bytes of the command line: from the open quote to the end
	err  error
}

func (e *SplitError) Error() string { return "command line: " + e.err.Error() }

// Unwrap returns the cause.
func (e *SplitError) Unwrap() error { return e.err }

// SplitCommand splits a scenario's run string into words as upstream does,
// without a shell (format.md 4.4): space and tab separate, quotes group,
// backslash takes the next character literally outside single quotes, and
// words that are empty are dropped. Every error is a *SplitError.
func SplitCommand(line string) ([]Word, error) {
	start, end := trimmed(line)
	var words []Word
	var open Word
	var buf strings.Builder
	inWord := false
	flush := func(at int) {
		if inWord && buf.Len() > 0 {
			open.Text, open.Span.End = buf.String(), at
			words = append(words, open)
		}
		buf.Reset()
		inWord = false
	}
	for i := start; i < end; {
		c := line[i]
		if c == ' ' || c == '\t' {
			flush(i)
			i++
			continue
		}
		if !inWord {
			inWord, open.Span.Start = true, i
		}
		next, err := piece(line[:end], i, &buf)
		if err != nil {
			return nil, &SplitError{Span: source.Span{Start: i, End: end}, err: err}
		}
		i = next
	}
	flush(end)
	if len(words) == 0 {
		return nil, &SplitError{Span: source.Span{Start: 0, End: len(line)}, err: ErrNoWords}
	}
	return words, nil
}

// piece copies the quoted piece or the single byte at i and returns the offset
// behind it. Bytes serve for characters: no quote, backslash or separator is
// part of a longer UTF-8 sequence.
func piece(line string, i int, buf *strings.Builder) (int, error) {
	switch line[i] {
	case '\'':
		n := strings.IndexByte(line[i+1:], '\'')
		if n < 0 {
			return 0, ErrSingleQuote
		}
		buf.WriteString(line[i+1 : i+1+n])
		return i + n + 2, nil
	case '"':
		for j := i + 1; j < len(line); j++ {
			switch line[j] {
			case '"':
				return j + 1, nil
			case '\\':
				if j++; j < len(line) {
					buf.WriteByte(line[j])
				}
			default:
				buf.WriteByte(line[j])
			}
		}
		return 0, ErrDoubleQuote
	case '\\':
		if i+1 < len(line) {
			buf.WriteByte(line[i+1])
		}
		return min(i+2, len(line)), nil
	}
	buf.WriteByte(line[i])
	return i + 1, nil
}

// trimmed is the range without white space (Unicode's) at either end.
func trimmed(line string) (start, end int) {
	left := strings.TrimSpace(line)
	start = strings.Index(line, left)
	return start, start + len(left)
}
