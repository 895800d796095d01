package legal

import "github.com/iso28000/iso28000/records"

// there says why nothing can happen to the requirement on that day, or nil.
func (q *Requirement) there(day records.Date) error {
	switch {
	case day.IsZero():
		var f records.Faults
		f.RequireDate("on", day)
		return incomplete(f.Err())
	case day.Before(q.RegisteredOn):
		return refusal(ErrNotYet, "it was entered on %s, after %s", q.RegisteredOn, day)
	case !q.Until.IsZero() && day.After(q.Until):
		return refusal(ErrEnded, "its last day was %s", q.Until)
	}
	return nil
}

// Determine records whether and how the requirement applies. It is refused before the
// requirement was registered, after it ended, or before an earlier determination.
func (q *Requirement) Determine(d Determination) error {
	err := d.faults()
	if err != nil {
		err = incomplete(err)
	} else if err = q.there(d.On); err == nil {
		for _, earlier := range q.Determinations {
			if d.On.Before(earlier.On) {
				err = refusal(ErrOutOfOrder, "it was determined on %s", earlier.On)
			}
		}
	}
	if err != nil {
		return refuse(q.Ref(), "determine how it applies", err)
	}
	q.Determinations = append(q.Determinations[:len(q.Determinations):len(q.Determinations)], d)
	return nil
}

// LookUp records that somebody looked whether the requirement still stands as entered, and
// sets the day for the next time.
func (q *Requirement) LookUp(l Lookup) error {
	err := l.faults()
	if err != nil {
		err = incomplete(err)
	} else if err = q.there(l.On); err == nil {
		for _, earlier := range q.Lookups {
			if l.On.Before(earlier.On) {
				err = refusal(ErrOutOfOrder, "it was looked up on %s", earlier.On)
			}
		}
	}
	if err != nil {
		return refuse(q.Ref(), "look it up", err)
	}
	q.Lookups = append(q.Lookups[:len(q.Lookups):len(q.Lookups)], l)
	return nil
}

// Amend records that the requirement is going to change, or has changed.
func (q *Requirement) Amend(a Amendment) error {
	err := a.faults()
	switch {
	case err != nil:
		err = incomplete(err)
	case q.amendment(a.Key) != nil:
		err = refusal(ErrDone, "there is an amendment %q already", a.Key)
	case !q.Until.IsZero() && a.EffectiveOn.After(q.Until):
		err = refusal(ErrEnded, "its last day is %s, before the amendment takes effect on %s", q.Until, a.EffectiveOn)
	}
	if err != nil {
		return refuse(q.Ref(), "amend", err)
	}
	q.Amendments = append(q.Amendments[:len(q.Amendments):len(q.Amendments)], a)
	return nil
}

// WorkIn records that the entry was brought up to an amendment. That may be done before the
// amendment takes effect, but not before it is known, and once only.
func (q *Requirement) WorkIn(key string, by records.ID[records.Person], on records.Date) error {
	a := q.amendment(key)
	err := q.there(on)
	switch {
	case err != nil:
	case by == "":
		var f records.Faults
		f.Require("by", string(by))
		err = incomplete(f.Err())
	case a == nil:
		err = refusal(ErrUnknown, "%q is none of its amendments", key)
	case !a.WorkedInOn.IsZero():
		err = refusal(ErrDone, "amendment %s was worked in on %s", key, a.WorkedInOn)
	case on.Before(a.PublishedOn):
		err = refusal(ErrNotYet, "amendment %s was published on %s", key, a.PublishedOn)
	}
	if err != nil {
		return refuse(q.Ref(), "work in an amendment", err)
	}
	q.Amendments = append([]Amendment(nil), q.Amendments...) // a copy that somebody kept stays as it was
	a = q.amendment(key)
	a.WorkedInOn, a.WorkedInBy = on, by
	return nil
}

func (q *Requirement) amendment(key string) *Amendment {
	for i := range q.Amendments {
		if q.Amendments[i].Key == key && key != "" {
			return &q.Amendments[i]
		}
	}
	return nil
}

// Communicate records who was told of the requirement. It is refused while nobody has found
// that the requirement applies, and where it names an amendment that there is not.
func (q *Requirement) Communicate(c Communication) error {
	err := c.faults()
	if err != nil {
		err = incomplete(err)
	} else {
		err = q.there(c.On)
	}
	switch {
	case err != nil:
	case q.Applies(records.At(c.On.Start())) != records.Yes:
		err = refusal(ErrUndetermined, "work out first whether and how it applies")
	case c.Amendment != "" && q.amendment(c.Amendment) == nil:
		err = refusal(ErrUnknown, "%q is none of its amendments", c.Amendment)
	}
	if err != nil {
		return refuse(q.Ref(), "communicate", err)
	}
	q.Communications = append(q.Communications[:len(q.Communications):len(q.Communications)], c)
	return nil
}

// End records that the requirement was repealed, has expired or was given up: its last day,
// and why.
func (q *Requirement) End(lastDay records.Date, because string) error {
	var f records.Faults
	f.RequireDate("until", lastDay)
	f.Require("ended_because", because)
	f.Order("registered_on", q.RegisteredOn, "until", lastDay)
	f.Order("effective_from", q.EffectiveFrom, "until", lastDay)
	err := f.Err()
	switch {
	case err != nil:
		err = incomplete(err)
	case q.EndedBecause != "":
		err = refusal(ErrDone, "its last day is %s: %s", q.Until, q.EndedBecause)
	}
	if err != nil {
		return refuse(q.Ref(), "end", err)
	}
	q.Until, q.EndedBecause = lastDay, because
	return nil
}

// Prolong records a later last day of a requirement that holds for a time, such as a permit.
func (q *Requirement) Prolong(lastDay records.Date) error {
	var f records.Faults
	f.RequireDate("until", lastDay)
	err := f.Err()
	switch {
	case err != nil:
		err = incomplete(err)
	case q.EndedBecause != "":
		err = refusal(ErrEnded, "its last day is %s: %s", q.Until, q.EndedBecause)
	case q.Until.IsZero():
		err = refusal(ErrDone, "it holds without end")
	case !lastDay.After(q.Until):
		err = refusal(ErrOutOfOrder, "it holds until %s", q.Until)
	}
	if err != nil {
		return refuse(q.Ref(), "prolong", err)
	}
	q.Until = lastDay
	return nil
}
