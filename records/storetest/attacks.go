package storetest

import (
	"context"
	"errors"

	"github.com/iso28000/iso28000/records"
)

// An Attacked is a store after an attack, and what is found in it.
type Attacked struct {
	Attack  string
	Insider bool          // whether it was rewritten by somebody with the signing key
	Store   records.Store // for a look of one's own; closed afterwards
	Alone   *records.AuditReport
	Outside *records.AuditReport // of an audit with a checkpoint that was kept elsewhere
}

// Attacks carries out each attack of the checks Tamper and Insider once, on stores that open
// returns, each of which is a [Tamperer], and tells of each. What has to be found is for those
// checks; this is for who wants to know what is found by what.
func Attacks(ctx context.Context, open func() records.Store, tell func(Attacked)) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case failure:
			err = r.error
		default:
			panic(r)
		}
	}()
	w := newWorld(ctx, open)
	if _, can := w.store.(Tamperer); !can {
		return errors.New("storetest: nobody gets at what the store holds: it is no Tamperer")
	}
	honest := w.write(w.store, size, "{}")
	report := func(name string, insider bool, at kept) {
		tell(Attacked{name, insider, at.store, w.audit(at, false, false), w.audit(at, true, false)})
		must(at.store.Close(), "Close")
	}
	copies := w.copies(honest)
	for _, attack := range attacks() {
		at := copies()
		put, drop := attack.how(at.entries, 3)
		must(at.store.(Tamperer).Overwrite(ctx, put, drop), "tampering: %s", attack.name)
		report(attack.name, false, at)
	}
	for _, crime := range insiders() {
		at := honest
		at.store = crime.how(w)
		report(crime.name, true, at)
	}
	return nil
}
