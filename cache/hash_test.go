package cache

import (
	"crypto/sha256"
	"strings"
	"testing"
)

func TestSum(t *testing.T) {
	// A known value pins the algorithm: hashes are kept on disk.
	if got, want := Sum("abc").String(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; got != want {
		t.Errorf("Sum(abc) is %s, want %s", got, want)
	}
	for _, size := range []int{0, 1, 1023, 1024, 1025, 5000} {
		text := strings.Repeat("é", size)
		if got, want := Sum(text), Hash(sha256.Sum256([]byte(text))); got != want {
			t.Errorf("%d bytes: %v, want %v", len(text), got, want)
		}
	}
}

// TestKeysDiffer shows that no two different lists of inputs share a hash.
func TestKeysDiffer(t *testing.T) {
	a, b := Sum("a"), Sum("b")
	seen := map[Hash]string{}
	for name, h := range map[string]Hash{
		"Sums()":              Sums(),
		"Sums('')":            Sums(""),
		"Sums('', '')":        Sums("", ""),
		"Sums(ab, c)":         Sums("ab", "c"),
		"Sums(a, bc)":         Sums("a", "bc"),
		"Sums(abc)":           Sums("abc"),
		"Key(1, toml)":        Key("1", "toml"),
		"Key(1t, oml)":        Key("1t", "oml"),
		"Key(1, toml, a, b)":  Key("1", "toml", a, b),
		"Key(1, toml, b, a)":  Key("1", "toml", b, a),
		"Key(2, toml, a, b)":  Key("2", "toml", a, b),
		"Key(2, check, a, b)": Key("2", "check", a, b),
	} {
		if other, taken := seen[h]; taken {
			t.Errorf("%s and %s have the same hash", name, other)
		}
		seen[h] = name
	}
	if Key("1", "toml", a) != Key("1", "toml", a) {
		t.Error("Key differs for the same inputs")
	}
}

func BenchmarkSum(b *testing.B) {
	text := strings.Repeat("name = \"step\" # 40 bytes of a usual line\n", 10_000)
	for name, text := range map[string]string{"400kB": text, "1kB": text[:1024]} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Sum(text)
			}
		})
	}
}
