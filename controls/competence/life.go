package competence

import (
	"cmp"
	"slices"

	"github.com/iso28000/iso28000/records"
)

// open refuses a step on a training that was held or called off.
func (t *Training) open(w records.Attempt) error {
	switch {
	case !t.CompletedOn.IsZero():
		return w.Refuse(ErrState, "it was held on %s", t.CompletedOn)
	case !t.CalledOffOn.IsZero():
		return w.Refuse(ErrState, "it was called off on %s", t.CalledOffOn)
	}
	return nil
}

// Enrol adds people for whom the training is meant.
func (t Training) Enrol(persons ...records.ID[records.Person]) (Training, error) {
	w := records.Attempt{Record: t.Ref(), Step: StepEnrol}
	if err := t.open(w); err != nil {
		return t, err
	}
	participants := slices.Clone(t.Participants)
	for _, person := range persons {
		switch has := slices.ContainsFunc(participants, func(p Participant) bool { return p.Person == person }); {
		case person == "":
			return t, w.Refuse(ErrIncomplete, "a person has no id")
		case has:
			return t, w.Refuse(ErrUnknown, "person %s takes part already", person)
		}
		participants = append(participants, Participant{Person: person})
	}
	t.Participants = participants
	return t, nil
}

// Move puts the training off, with the reason.
func (t Training) Move(m Move) (Training, error) {
	w := records.Attempt{Record: t.Ref(), Step: StepMove}
	if err := cmp.Or(w.Whole(m.faults()), t.open(w)); err != nil {
		return t, err
	}
	for _, before := range t.Moves {
		if m.On.Before(before.On) {
			return t, w.Refuse(ErrOrder, "it was moved on %s already, after %s", before.On, m.On)
		}
	}
	t.Moves = append(slices.Clone(t.Moves), m)
	return t, nil
}

// Complete says that the training was held, what came of it for everybody for whom it was
// meant, and where that is on record. Others who came may be among the results.
func (t Training) Complete(on records.Date, results []Participant, record Record) (Training, error) {
	w := records.Attempt{Record: t.Ref(), Step: StepComplete}
	var f records.Faults
	f.RequireDate("completed_on", on)
	if !record.named() {
		f.Add("record", "is missing: say where it is kept who was there, and with what result")
	}
	done := t
	done.CompletedOn, done.Record, done.Participants = on, record, slices.Clone(results)
	for _, p := range t.Participants {
		if result, found := done.Result(p.Person); !found || result == "" {
			f.Add("participants", "do not say what came of it for person %s", p.Person)
		}
	}
	if err := cmp.Or(t.open(w), w.Whole(f.Err())); err != nil {
		return t, err
	}
	if err := w.Whole(done.Validate()); err != nil {
		return t, err
	}
	return done, nil
}

// CallOff says that the training is not going to be held, and why.
func (t Training) CallOff(on records.Date, because string) (Training, error) {
	w := records.Attempt{Record: t.Ref(), Step: StepCallOff}
	var f records.Faults
	f.RequireDate("called_off_on", on)
	f.Require("called_off_because", because)
	if err := cmp.Or(t.open(w), w.Whole(f.Err())); err != nil {
		return t, err
	}
	t.CalledOffOn, t.CalledOffBecause = on, because
	return t, nil
}

// Evaluate says whether the training helped. A later evaluation takes the place of the one before.
func (t Training) Evaluate(e Evaluation) (Training, error) {
	w := records.Attempt{Record: t.Ref(), Step: StepEvaluate}
	switch err := w.Whole(e.faults()); {
	case err != nil:
		return t, err
	case t.CompletedOn.IsZero():
		return t, w.Refuse(ErrState, "it has not been held")
	case e.On.Before(t.CompletedOn):
		return t, w.Refuse(ErrOrder, "%s is before it was held, on %s", e.On, t.CompletedOn)
	case e.On.Before(t.Evaluation.On):
		return t, w.Refuse(ErrOrder, "it was evaluated on %s already, after %s", t.Evaluation.On, e.On)
	}
	t.Evaluation = e
	return t, nil
}

// Qualify makes the qualification of a person who passed the training in a competence that it
// teaches. It is good from the day of the training for as long as the competence lasts.
func (t Training) Qualify(id records.ID[Qualification], person records.ID[records.Person], c Competence) (Qualification, error) {
	w := records.Attempt{Record: t.Ref(), Step: StepQualify}
	result, takesPart := t.Result(person)
	switch {
	case t.CompletedOn.IsZero():
		return Qualification{}, w.Refuse(ErrState, "it has not been held")
	case !t.Teaches(c.ID):
		return Qualification{}, w.Refuse(ErrUnknown, "it does not teach competence %s", c.ID)
	case !takesPart:
		return Qualification{}, w.Refuse(ErrUnknown, "person %s did not take part", person)
	case result != Passed:
		return Qualification{}, w.Refuse(ErrState, "person %s has not passed it", person)
	}
	return Qualification{
		ID: id, Person: person, Competence: c.ID, Basis: Trained, From: t.CompletedOn, ValidUntil: c.LastDay(t.CompletedOn),
		Issuer: t.Trainer, Training: t.ID, Record: t.Record,
	}, nil
}

// Inform makes the awareness entry of all who were at the training, on its topics. It holds
// to the end of the day given, or without end where that is no day.
func (t Training) Inform(id records.ID[Awareness], validUntil records.Date) (Awareness, error) {
	w := records.Attempt{Record: t.Ref(), Step: StepInform}
	a := Awareness{
		ID: id, Topics: slices.Clone(t.Topics), On: t.CompletedOn, ValidUntil: validUntil,
		Means: string(t.Kind), Training: t.ID, Record: t.Record,
	}
	for _, p := range t.Participants {
		if p.Result == Passed || p.Result == Failed {
			a.Persons = append(a.Persons, p.Person)
		}
	}
	if t.CompletedOn.IsZero() {
		return Awareness{}, w.Refuse(ErrState, "it has not been held")
	}
	if err := w.Whole(a.Validate()); err != nil {
		return Awareness{}, err
	}
	return a, nil
}

// Renew makes the qualification that follows this one. It may begin before this one ends, but
// not before it began, and not once it was withdrawn: then the person qualifies anew.
func (q Qualification) Renew(id records.ID[Qualification], from, validUntil records.Date, record Record) (Qualification, error) {
	next := q
	next.ID, next.From, next.ValidUntil, next.Record, next.Replaces, next.Training = id, from, validUntil, record, q.ID, ""
	if err := renewed(records.Attempt{Record: q.Ref(), Step: StepRenew}, q.From, q.WithdrawnOn, from, next.Validate(), record); err != nil {
		return Qualification{}, err
	}
	return next, nil
}

// Withdraw ends the qualification from the beginning of a day.
func (q Qualification) Withdraw(on records.Date, because string) (Qualification, error) {
	if err := withdrawn(records.Attempt{Record: q.Ref(), Step: StepWithdraw}, q.span(), q.WithdrawnOn, on, because); err != nil {
		return q, err
	}
	q.WithdrawnOn, q.WithdrawnBecause = on, because
	return q, nil
}

// Renew makes the clearance that follows this one, as [Qualification.Renew] does.
func (c Clearance) Renew(id records.ID[Clearance], from, validUntil records.Date, record Record) (Clearance, error) {
	next := c
	next.ID, next.From, next.ValidUntil, next.Record = id, from, validUntil, record
	if err := renewed(records.Attempt{Record: c.Ref(), Step: StepRenew}, c.From, c.WithdrawnOn, from, next.Validate(), record); err != nil {
		return Clearance{}, err
	}
	return next, nil
}

// Withdraw ends the clearance from the beginning of a day.
func (c Clearance) Withdraw(on records.Date, because string) (Clearance, error) {
	if err := withdrawn(records.Attempt{Record: c.Ref(), Step: StepWithdraw}, c.span(), c.WithdrawnOn, on, because); err != nil {
		return c, err
	}
	c.WithdrawnOn, c.WithdrawnBecause = on, because
	return c, nil
}

func renewed(w records.Attempt, began, withdrawnOn, from records.Date, faults error, record Record) error {
	switch {
	case !withdrawnOn.IsZero():
		return w.Refuse(ErrState, "it was withdrawn on %s", withdrawnOn)
	case faults != nil:
		return w.Whole(faults)
	case !from.After(began):
		return w.Refuse(ErrOrder, "%s is not after %s, its own first day", from, began)
	case !record.named():
		return w.Refuse(ErrIncomplete, "it is not said where the evidence of the renewal is kept")
	}
	return nil
}

func withdrawn(w records.Attempt, s span, before, on records.Date, because string) error {
	var f records.Faults
	f.RequireDate("withdrawn_on", on)
	f.Require("withdrawn_because", because)
	switch err := w.Whole(f.Err()); {
	case err != nil:
		return err
	case !before.IsZero():
		return w.Refuse(ErrState, "it was withdrawn on %s", before)
	case on.Before(s.from):
		return w.Refuse(ErrOrder, "%s is before %s, its first day", on, s.from)
	case !s.until.IsZero() && on.After(s.until):
		return w.Refuse(ErrState, "it ran out on %s", s.until)
	}
	return nil
}
