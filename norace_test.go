//go:build !race

package iso28000

// UnderRace makes less of what runs alone: with the race detector it takes ten times as long.
const UnderRace = false
