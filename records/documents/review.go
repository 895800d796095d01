package documents

import "github.com/iso28000/iso28000/records"

// A Review is that a document was looked through, to see whether it is still right.
type Review struct {
	On       records.Date               `json:"on"`
	By       records.ID[records.Person] `json:"by,omitzero"`
	Revision string                     `json:"revision,omitzero"` // number of the one that was looked at
	Outcome  ReviewOutcome              `json:"outcome"`
	ActBy    records.Date               `json:"act_by,omitzero"` // last day for what the outcome calls for
	Note     string                     `json:"note,omitzero"`
	NextOn   records.Date               `json:"next_on,omitzero"` // last day for the next review
}

// A ReviewOutcome is what a review has found.
type ReviewOutcome string

// The outcomes.
const (
	StillRight ReviewOutcome = "still right"
	ToRevise   ReviewOutcome = "to revise"
	ToWithdraw ReviewOutcome = "to withdraw"
)

// Values lists the outcomes there are.
func (ReviewOutcome) Values() []string {
	return []string{string(StillRight), string(ToRevise), string(ToWithdraw)}
}

func (v Review) faults() error {
	var f records.Faults
	f.RequireDate("on", v.On)
	f.Enum("outcome", v.Outcome)
	f.Order("on", v.On, "act_by", v.ActBy)
	f.Order("on", v.On, "next_on", v.NextOn)
	return f.Err()
}

// lastReview returns the place of the latest review that has happened, or -1.
func (d *Document) lastReview(clock records.Clock) int {
	last := -1
	for i, v := range d.Reviews {
		if clock.Happened(v.On) && (last < 0 || !v.On.Before(d.Reviews[last].On)) {
			last = i
		}
	}
	return last
}

// ReviewDue returns the last day for the next review: the one that the latest review set or,
// where that set none or there was no review yet, the one that stands on the document. It is
// zero where no day is set: a day that the latest review has already answered does not count.
func (d Document) ReviewDue(clock records.Clock) records.Date {
	last := d.lastReview(clock)
	switch {
	case last < 0:
		return d.NextReviewOn
	case !d.Reviews[last].NextOn.IsZero():
		return d.Reviews[last].NextOn
	case d.NextReviewOn.After(d.Reviews[last].On):
		return d.NextReviewOn
	}
	return records.Date{}
}
