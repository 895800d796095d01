//go:build !race

package sqlite

// underRace shortens what runs on the translated SQLite, which takes ten times as long with the
// race detector, and runs nothing side by side.
const underRace = false
