package suggest

import (
	"math"
	"strings"

	"github.com/hbollon/go-edlib"
)

// maxLength bounds the names that are compared, in bytes: real ones are short,
// and the comparison takes time proportional to the product of both lengths.
const maxLength = 64

// Nearest is the candidate that name is probably a misspelling of, or "" when
// none is near: at most a third of the letters, and at least one, may differ.
// Case does not count. Of equally near candidates the first wins.
func Nearest(name string, candidates []string) string {
	if len(name) > maxLength {
		return ""
	}
	folded := strings.ToLower(name)
	best, limit := "", max(1, len(name)/3)
	for _, c := range candidates {
		if c == name || c == "" || len(c) > maxLength || len(c)-len(name) > limit || len(name)-len(c) > limit {
			continue
		}
		d := Distance(folded, strings.ToLower(c))
		if d <= limit && d < max(len(name), len(c)) {
			best, limit = c, d-1
			if limit < 0 {
				break
			}
		}
	}
	return best
}

// Distance is the number of characters to insert, delete, replace or swap with
// a neighbour to turn a into b. It is math.MaxInt for names too long to be
// compared.
func Distance(a, b string) int {
	if len(a) > maxLength || len(b) > maxLength {
		return math.MaxInt
	}
	return edlib.OSADamerauLevenshteinDistance(a, b)
}
