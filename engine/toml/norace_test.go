//go:build !race

package toml

const raceEnabled = false
