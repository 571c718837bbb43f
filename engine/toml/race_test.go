//go:build race

package toml

// raceEnabled: the race detector makes everything some ten times slower.
const raceEnabled = true
