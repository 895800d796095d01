package legal

import (
	"cmp"
	"slices"

	"github.com/iso28000/iso28000/records"
)

// Determine adds what was worked out about whether and how the requirement applies.
func (q Requirement) Determine(d Determination) (Requirement, error) {
	w := walk{records.Attempt{Record: q.Ref(), Step: StepDetermine, On: d.On}}
	err := cmp.Or(w.Whole(d.faults()), w.lasts(q.RegisteredOn, q.Until),
		w.follows(len(q.Determinations), func(i int) records.Date { return q.Determinations[i].On }))
	if err != nil {
		return q, err
	}
	q.Determinations = append(slices.Clip(q.Determinations), d)
	return q, nil
}

// LookUp adds that somebody looked whether the requirement still stands as entered, with the
// day for the next time.
func (q Requirement) LookUp(l Lookup) (Requirement, error) {
	w := walk{records.Attempt{Record: q.Ref(), Step: StepLookUp, On: l.On}}
	err := cmp.Or(w.Whole(l.faults()), w.lasts(q.RegisteredOn, q.Until),
		w.follows(len(q.Lookups), func(i int) records.Date { return q.Lookups[i].On }))
	if err != nil {
		return q, err
	}
	q.Lookups = append(slices.Clip(q.Lookups), l)
	return q, nil
}

// Amend enters that the requirement is going to change, or has changed.
func (q Requirement) Amend(a Amendment) (Requirement, error) {
	w := walk{records.Attempt{Record: q.Ref(), Step: StepAmend, On: a.EffectiveOn}}
	switch err := w.Whole(a.faults()); {
	case err != nil:
		return q, err
	case q.amended(a.Key) >= 0:
		return q, w.Refuse(ErrUnknown, "there is an amendment %q already: give the new one its own key", a.Key)
	case !q.Until.IsZero() && a.EffectiveOn.After(q.Until):
		return q, w.Refuse(ErrState, "the amendment takes effect on %s, after its last day, %s", a.EffectiveOn, q.Until)
	}
	q.Amendments = append(slices.Clip(q.Amendments), a)
	return q, nil
}

// WorkIn marks that the entry was brought up to an amendment. That may be done before the
// amendment takes effect, but not before it is known, and once only.
func (q Requirement) WorkIn(key string, by records.ID[records.Person], on records.Date) (Requirement, error) {
	w := walk{records.Attempt{Record: q.Ref(), Step: StepWorkIn, On: on}}
	var f records.Faults
	f.Require("by", string(by))
	f.RequireDate("on", on)
	if err := cmp.Or(w.Whole(f.Err()), w.lasts(q.RegisteredOn, q.Until)); err != nil {
		return q, err
	}
	i := q.amended(key)
	switch {
	case i < 0:
		return q, w.Refuse(ErrUnknown, "%q is none of its amendments", key)
	case !q.Amendments[i].WorkedInOn.IsZero():
		return q, w.Refuse(ErrState, "amendment %s was worked in on %s", key, q.Amendments[i].WorkedInOn)
	case on.Before(q.Amendments[i].PublishedOn):
		return q, w.Refuse(ErrOrder, "amendment %s was published on %s only", key, q.Amendments[i].PublishedOn)
	}
	q.Amendments = slices.Clone(q.Amendments)
	q.Amendments[i].WorkedInOn, q.Amendments[i].WorkedInBy = on, by
	return q, nil
}

// amended returns the place of the amendment with that key, or -1.
func (q *Requirement) amended(key string) int {
	return slices.IndexFunc(q.Amendments, func(a Amendment) bool { return a.Key == key && key != "" })
}

// Communicate adds who was told of the requirement. It is refused while nobody has found that
// the requirement applies.
func (q Requirement) Communicate(c Communication) (Requirement, error) {
	w := walk{records.Attempt{Record: q.Ref(), Step: StepCommunicate, On: c.On}}
	switch err := cmp.Or(w.Whole(c.faults()), w.lasts(q.RegisteredOn, q.Until)); {
	case err != nil:
		return q, err
	case q.Applies(records.At(c.On.Start())) != records.Yes:
		return q, w.Refuse(ErrState, "on %s it had not been found to apply: work out first whether and how it does", c.On)
	case c.Amendment != "" && q.amended(c.Amendment) < 0:
		return q, w.Refuse(ErrUnknown, "%q is none of its amendments", c.Amendment)
	}
	q.Communications = append(slices.Clip(q.Communications), c)
	return q, nil
}

// Prolong gives a later last day to a requirement that holds for a time, such as a permit.
func (q Requirement) Prolong(lastDay records.Date) (Requirement, error) {
	w := walk{records.Attempt{Record: q.Ref(), Step: StepProlong, On: lastDay}}
	var f records.Faults
	f.RequireDate("until", lastDay)
	switch err := w.Whole(f.Err()); {
	case err != nil:
		return q, err
	case q.EndedBecause != "":
		return q, w.Refuse(ErrState, "it was ended on %s: %s", q.Until, q.EndedBecause)
	case q.Until.IsZero():
		return q, w.Refuse(ErrState, "it has no last day")
	case !lastDay.After(q.Until):
		return q, w.Refuse(ErrOrder, "it holds until %s as it is", q.Until)
	}
	q.Until = lastDay
	return q, nil
}

// End says that the requirement was repealed, has expired or was given up: its last day, and
// why. Of one that holds for a time the last day may become an earlier one.
func (q Requirement) End(lastDay records.Date, because string) (Requirement, error) {
	w := walk{records.Attempt{Record: q.Ref(), Step: StepEnd, On: lastDay}}
	var f records.Faults
	f.RequireDate("until", lastDay)
	f.Require("ended_because", because)
	switch err := w.Whole(f.Err()); {
	case err != nil:
		return q, err
	case q.EndedBecause != "":
		return q, w.Refuse(ErrState, "it was ended on %s: %s", q.Until, q.EndedBecause)
	}
	if err := cmp.Or(w.lasts(q.RegisteredOn, records.Date{}), w.lasts(q.EffectiveFrom, records.Date{})); err != nil {
		return q, err
	}
	q.Until, q.EndedBecause = lastDay, because
	return q, nil
}

// Approve says who approved the source and the interval at which it is searched. A new
// interval is approved anew.
func (s Source) Approve(interval records.Period, by records.ID[records.Person], on records.Date) (Source, error) {
	w := walk{records.Attempt{Record: s.Ref(), Step: StepApprove, On: on}}
	var f records.Faults
	if interval.IsZero() {
		f.Add("interval", "is missing: write how often it is searched, as in 30 days")
	}
	f.Require("approved_by", string(by))
	f.RequireDate("approved_on", on)
	err := cmp.Or(w.Whole(f.Err()), w.lasts(records.Date{}, s.Until),
		w.follows(1, func(int) records.Date { return s.ApprovedOn }))
	if err != nil {
		return s, err
	}
	s.Interval, s.ApprovedBy, s.ApprovedOn = interval, by, on
	return s, nil
}

// Search adds that the source was searched.
func (s Source) Search(search Search) (Source, error) {
	w := walk{records.Attempt{Record: s.Ref(), Step: StepSearch, On: search.On}}
	err := cmp.Or(w.Whole(search.faults()), w.lasts(s.From, s.Until),
		w.follows(len(s.Searches), func(i int) records.Date { return s.Searches[i].On }))
	if err != nil {
		return s, err
	}
	s.Searches = append(slices.Clip(s.Searches), search)
	return s, nil
}

// Drop takes the source off the list after its last day.
func (s Source) Drop(lastDay records.Date) (Source, error) {
	w := walk{records.Attempt{Record: s.Ref(), Step: StepDrop, On: lastDay}}
	var f records.Faults
	f.RequireDate("until", lastDay)
	switch err := cmp.Or(w.Whole(f.Err()), w.lasts(s.From, records.Date{}), w.lasts(s.ApprovedOn, records.Date{})); {
	case err != nil:
		return s, err
	case !s.Until.IsZero():
		return s, w.Refuse(ErrState, "its last day on the list is %s", s.Until)
	}
	s.Until = lastDay
	return s, nil
}
