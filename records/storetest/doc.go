// Package storetest holds what every store of records has to pass, in this module or elsewhere:
// the contract of [records.Store], as tests.
//
//	func TestStore(t *testing.T) {
//		storetest.Run(t, func(t *testing.T) records.Store { return openTemp(t) })
//	}
//
// Random histories are committed to the store and to a small reference beside it, and every
// way of reading has to give the same; commits compete; snapshots stay as they were; what the
// store has to refuse it has to refuse whole. Each check is itself shown to fail, in the tests
// of this package, on stores that are broken on purpose.
package storetest
