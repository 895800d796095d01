package risk

import (
	"strings"

	"github.com/iso28000/iso28000/records"
)

// An Acceptance is somebody's decision to bear a risk that the criteria call intolerable, for a
// time and with a reason. When it expires, or the risk has risen above the level at which it was
// accepted, the risk is intolerable again without anybody having to touch it.
type Acceptance struct {
	ID            records.ID[Acceptance]     `json:"id"`
	Risk          records.ID[Risk]           `json:"risk"`
	Level         string                     `json:"level"` // the label of the level at which the risk was accepted
	By            records.ID[records.Person] `json:"by"`    // who answers for it
	Justification string                     `json:"justification"`
	AcceptedOn    records.Date               `json:"accepted_on"`
	ExpiresOn     records.Date               `json:"expires_on"` // the last day on which it holds
}

// Ref names the acceptance.
func (a Acceptance) Ref() records.Ref { return records.Ref{Kind: "acceptance", ID: string(a.ID)} }

// Validate reports every fault of the acceptance at once. Whether its level is one of the
// criteria, and whether the risk still is at it, shows when a decision is made.
func (a Acceptance) Validate() error {
	var f records.Faults
	f.Require("id", string(a.ID))
	f.Require("risk", string(a.Risk))
	f.Require("level", a.Level)
	f.Require("by", string(a.By))
	f.Require("justification", a.Justification)
	f.RequireDate("accepted_on", a.AcceptedOn)
	f.RequireDate("expires_on", a.ExpiresOn)
	f.Order("accepted_on", a.AcceptedOn, "expires_on", a.ExpiresOn)
	return f.Err()
}

// whole reports whether the acceptance has all that it needs to hold at some time.
func (a *Acceptance) whole() bool {
	return a.ID != "" && a.By != "" && strings.TrimSpace(a.Justification) != "" &&
		!a.AcceptedOn.IsZero() && !a.ExpiresOn.IsZero() && !a.ExpiresOn.Before(a.AcceptedOn)
}

// covers reports whether the acceptance is of a risk at this level, or of one that was worse.
func (a *Acceptance) covers(r *Rater, level int) bool {
	accepted := r.criteria.Level(a.Level)
	return accepted > 0 && level <= accepted
}

// holds reports whether the risk, at this level, is accepted at the time of the clock.
func (a *Acceptance) holds(r *Rater, level int, clock records.Clock) bool {
	return a.whole() && a.covers(r, level) && clock.Happened(a.AcceptedOn) && !clock.Over(a.ExpiresOn)
}

// state says in words whether and why the acceptance holds, for one that is of this risk.
func (a *Acceptance) state(r *Rater, level int, clock records.Clock) string {
	switch {
	case !a.whole():
		return "does not count: " + a.Validate().Error()
	case r.criteria.Level(a.Level) == 0:
		return "does not count: it names the level " + quote(a.Level) + ", which these criteria do not have" + records.DidYouMean(a.Level, r.criteria.levelLabels())
	case !a.covers(r, level):
		return "does not cover it: the risk was accepted at " + quote(a.Level) + " and is at " + quote(r.label(level)) + " now"
	case !clock.Happened(a.AcceptedOn):
		return "begins only on " + a.AcceptedOn.String()
	case clock.Over(a.ExpiresOn):
		return "ended with " + a.ExpiresOn.String()
	}
	return "holds until the end of " + a.ExpiresOn.String() + ": " + shorten(a.Justification)
}
