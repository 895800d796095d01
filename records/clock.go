package records

import "time"

// A Clock answers questions about time for one instant, without telling the instant: what
// asks can be asked again at a later one. [At] makes one; a conformity.Reader is another,
// which notes on which instants its answers turn.
//
// No day and no period are never answered with true.
type Clock interface {
	// Happened reports whether the day has begun: what is dated on it is a fact.
	Happened(Date) bool
	// Over reports whether the day has ended: what was due on it is late, what was valid until it is not.
	Over(Date) bool
	// Within reports whether the day has begun, and the period that began on it is not over.
	Within(Date, Period) bool
}

// At returns the clock of an instant.
func At(t time.Time) Clock { return instant{t.UTC()} }

type instant struct{ at time.Time }

func (c instant) Happened(d Date) bool { return !d.IsZero() && !c.at.Before(d.Start()) }

func (c instant) Over(d Date) bool { return !d.IsZero() && !c.at.Before(d.End()) }

func (c instant) Within(d Date, p Period) bool {
	return c.Happened(d) && c.at.Before(p.After(d))
}
