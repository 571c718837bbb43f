// Package suggest finds the name that somebody probably meant.
//
// Entry point: Nearest. It is pure, bounds its work whatever the input, and
// prefers silence to a far-fetched guess. It deliberately knows nothing of
// what the names stand for.
package suggest
