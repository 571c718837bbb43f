package builtin

import (
	"encoding/binary"
	"math/bits"
)

// stream is ChaCha with 12 rounds, a 64-bit block counter and nonce 0: the
// generator behind seeded results upstream (format.md, Appendix C). It is not
// for secrets and not safe for concurrent use.
type stream struct {
	key   [8]uint32
	block [16]uint32
	next  int // index into block of the next word
	count uint64
}

// Constants of the seed expansion, a PCG32 with a fixed increment.
const (
	pcgMultiplier = 6364136223846793005
	pcgIncrement  = 11634580027462260723
)

// newStream expands a 64-bit seed to a key.
func newStream(seed uint64) *stream {
	s := &stream{next: 16}
	for i := range s.key {
		seed = seed*pcgMultiplier + pcgIncrement
		x := uint32(((seed >> 18) ^ seed) >> 27)
		s.key[i] = bits.RotateLeft32(x, -int(seed>>59))
	}
	return s
}

// Uint32 is the next word.
func (s *stream) Uint32() uint32 {
	if s.next == len(s.block) {
		s.refill()
	}
	w := s.block[s.next]
	s.next++
	return w
}

// Uint64 is the next two words, the low one first; it makes stream a
// rand.Source.
func (s *stream) Uint64() uint64 {
	low := uint64(s.Uint32())
	return low | uint64(s.Uint32())<<32
}

func (s *stream) refill() {
	initial := [16]uint32{
		0x61707865, 0x3320646e, 0x79622d32, 0x6b206574,
		s.key[0], s.key[1], s.key[2], s.key[3], s.key[4], s.key[5], s.key[6], s.key[7],
		uint32(s.count), uint32(s.count >> 32), 0, 0,
	}
	b := initial
	for range 6 {
		quarter(&b, 0, 4, 8, 12)
		quarter(&b, 1, 5, 9, 13)
		quarter(&b, 2, 6, 10, 14)
		quarter(&b, 3, 7, 11, 15)
		quarter(&b, 0, 5, 10, 15)
		quarter(&b, 1, 6, 11, 12)
		quarter(&b, 2, 7, 8, 13)
		quarter(&b, 3, 4, 9, 14)
	}
	for i := range b {
		s.block[i] = b[i] + initial[i]
	}
	s.next = 0
	s.count++
}

func quarter(b *[16]uint32, i, j, k, l int) {
	b[i] += b[j]
	b[l] = bits.RotateLeft32(b[l]^b[i], 16)
	b[k] += b[l]
	b[j] = bits.RotateLeft32(b[j]^b[k], 12)
	b[i] += b[j]
	b[l] = bits.RotateLeft32(b[l]^b[i], 8)
	b[k] += b[l]
	b[j] = bits.RotateLeft32(b[j]^b[k], 7)
}

// below32 draws an integer below r (r > 0) the way upstream draws 32-bit
// types: multiply, and reject by a shifted limit.
func (s *stream) below32(r uint32) uint32 {
	limit := r<<bits.LeadingZeros32(r) - 1
	for {
		high, low := bits.Mul32(s.Uint32(), r)
		if low <= limit {
			return high
		}
	}
}

// below64 is below32 for 64-bit types, list indices among them.
func (s *stream) below64(r uint64) uint64 {
	limit := r<<bits.LeadingZeros64(r) - 1
	for {
		high, low := bits.Mul64(s.Uint64(), r)
		if low <= limit {
			return high
		}
	}
}

// belowSmall is below32 for 8- and 16-bit types, which reject exactly.
func (s *stream) belowSmall(r uint32) uint32 {
	limit := ^uint32(0) - (-r)%r
	for {
		high, low := bits.Mul32(s.Uint32(), r)
		if low <= limit {
			return high
		}
	}
}

// index draws a list index below n (n > 0).
func (s *stream) index(n int) int { return int(s.below64(uint64(n))) }

// unit draws a float in [0, 1).
func (s *stream) unit() float64 { return float64(s.Uint64()>>11) / (1 << 53) }

// chance is true with the given probability in percent, 0 to 100.
func (s *stream) chance(percent float64) bool {
	if percent >= 100 {
		return true
	}
	const twoTo64 = 1 << 64
	return s.Uint64() < uint64(percent/100*twoTo64)
}

// bytes fills p.
func (s *stream) bytes(p []byte) {
	for len(p) > 0 {
		var word [4]byte
		binary.LittleEndian.PutUint32(word[:], s.Uint32())
		p = p[copy(p, word[:]):]
	}
}
