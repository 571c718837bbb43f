package cache

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
)

// Hash is the identity of a content: equal hashes mean equal contents. It is
// SHA-256, so that not even a hostile workspace can make two contents pass
// for one.
type Hash [sha256.Size]byte

// String is the hash in lower-case hexadecimal digits.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// MarshalText is String, for JSON.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// Sum is the hash of s.
func Sum(s string) Hash {
	d := sha256.New()
	write(d, s)
	return sum(d)
}

// Sums is the hash of a list of strings. Each goes in with its length, so
// that ("ab", "c") and ("a", "bc") differ.
func Sums(parts ...string) Hash {
	d := sha256.New()
	var room [256]byte
	for _, part := range parts {
		d.Write(binary.LittleEndian.AppendUint64(room[:0], uint64(len(part))))
		write(d, part)
	}
	return sum(d)
}

// Key is the hash of a kind of result and of all that the result was made
// from. The version of the program is part of it, so that an upgrade never
// meets results of its predecessor.
func Key(version, kind string, inputs ...Hash) Hash {
	d := sha256.New()
	var room [256]byte
	b := binary.LittleEndian.AppendUint64(room[:0], uint64(len(version)))
	b = append(b, version...)
	b = binary.LittleEndian.AppendUint64(b, uint64(len(kind)))
	d.Write(append(b, kind...))
	for i := range inputs {
		d.Write(inputs[i][:])
	}
	return sum(d)
}

// write feeds s to d piece by piece: a conversion to bytes would copy a whole
// text to the heap.
func write(d hash.Hash, s string) {
	var piece [1024]byte
	for len(s) > 0 {
		n := copy(piece[:], s)
		d.Write(piece[:n])
		s = s[n:]
	}
}

func sum(d hash.Hash) (h Hash) {
	d.Sum(h[:0])
	return h
}
