//go:build race

package systems_test

// underRace shortens what takes long with the race detector and gains nothing by it.
const underRace = true

// stride is of how many records one is looked at.
const stride = 256
