//go:build !race

package conformity_test

// stride is of how many cases one is looked at: with the race detector few, since an assessment
// runs on one goroutine.
const stride = 1
