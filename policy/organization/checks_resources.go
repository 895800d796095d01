package organization

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

const (
	stakeholdersNone   conformity.Message = "organization.stakeholder.none: no stakeholder is registered: enter who has an interest in the security of your supply chain, and what they expect"
	stakeholderNotNow  conformity.Message = "organization.stakeholder.notnow: {0} is not a stakeholder now"
	expectationsLooked conformity.Message = "organization.expectations.watched: what {subject}, {0}, expects was last identified or monitored on {1}, within the {2} set"
	expectationsNew    conformity.Message = "organization.expectations.new: {subject}, {0}, is registered since {1}: there are {2} to find out what it expects"
	expectationsNone   conformity.Message = "organization.expectations.none: it is not on record what {subject}, {0}, requires and expects: find out, and enter it with the day"
	expectationsOld    conformity.Message = "organization.expectations.old: what {subject}, {0}, expects was last identified or monitored on {1}, longer ago than the {2} set: look at it again, and enter the day"
	expectationUndated conformity.Message = "organization.expectations.undated: it is not on record when it was found out what {subject}, {0}, expects: enter the day"

	responseNone      conformity.Message = "organization.response.none: {subject}, {0}, expects something that calls for a response ({1}), and there is none: decide what is done about it, and by when"
	responseUndecided conformity.Message = "organization.response.undecided: it is not decided whether what {subject}, {0}, expects ({1}) calls for a response: enter yes or no"
	responseNeedless  conformity.Message = "organization.response.needless: it was decided that what {subject}, {0}, expects ({1}) calls for no response"
	responseDone      conformity.Message = "organization.response.done: the response to what {subject}, {0}, expects ({1}) was done on {2}"
	responseDue       conformity.Message = "organization.response.due: the response to what {subject}, {0}, expects ({1}) is due on {2}"
	responseLate      conformity.Message = "organization.response.late: the response to what {subject}, {0}, expects ({1}) was due on {2} and is still open: carry it out, and record when"
	responseUndated   conformity.Message = "organization.response.undated: the response to what {subject}, {0}, expects ({1}) has no day by which it is due: set one"
	responseNothing   conformity.Message = "organization.response.nothing: no expectation of {0} is on record now; where none calls for a response, state that, with who says so and until when"
)

// expectationsWatched decides 4.4.1.c for a stakeholder: an expectation of it was identified
// or monitored within the interval set. Before the first the interval runs from the day on
// which the stakeholder was registered. What is done about it is for 4.4.1.c.action.
func expectationsWatched(r *conformity.Reader, s *Stakeholder) conformity.Verdict {
	if !s.IsOne(r) {
		return conformity.Nothing(stakeholderNotNow, *s)
	}
	looked := s.lookedOn(r)
	began := looked
	if looked.IsZero() {
		began = s.RegisteredOn
	}
	switch {
	case looked.IsZero() && s.undated():
		return conformity.Undetermined(expectationUndated, s.Name).At("expectations")
	case began.IsZero():
		return conformity.Unmet(expectationsNone, s.Name).At("expectations")
	}
	interval := SettingInForce(r, ExpectationInterval)
	if interval == nil {
		return Unset(ExpectationInterval)
	}
	recent := r.Within(began, interval.Period)
	switch {
	case recent && looked.IsZero():
		return conformity.Met(expectationsNew, s.Name, began, interval.Period).At("expectations")
	case recent:
		return conformity.Met(expectationsLooked, s.Name, looked, interval.Period).At("expectations")
	case looked.IsZero():
		return conformity.Unmet(expectationsNone, s.Name).At("expectations")
	}
	return conformity.Unmet(expectationsOld, s.Name, looked, interval.Period).At("expectations")
}

// stakeholdersAtAll decides 4.4.1.c where no stakeholder is registered.
func stakeholdersAtAll(r *conformity.Reader) conformity.Verdict {
	if conformity.All[Stakeholder](r).Any(func(s *Stakeholder) bool { return s.IsOne(r) }) {
		return conformity.Nothing(stakeholdersNone)
	}
	return conformity.Unmet(stakeholdersNone)
}

// expectationsAnswered decides 4.4.1.c.action for each expectation of a stakeholder that was
// identified: whether it calls for a response is decided and, where it does, there is one
// that is done or not yet late. One done late is done.
func expectationsAnswered(r *conformity.Reader, s *Stakeholder, say conformity.Say) {
	say("", conformity.Nothing(responseNothing, *s)) // heard only where there is nothing else to say
	for i, e := range s.Expectations {
		if s.IsOne(r) && (e.IdentifiedOn.IsZero() || r.Happened(e.IdentifiedOn)) {
			say(fmt.Sprintf("expectation %d", i), answered(r, s, e, fmt.Sprintf("expectations[%d]", i)))
		}
	}
}

func answered(r *conformity.Reader, s *Stakeholder, e Expectation, at string) conformity.Verdict {
	switch {
	case e.NeedsResponse == records.No:
		return conformity.Exempt(responseNeedless, s.Name, e.Text).At(at + ".needs_response")
	case e.NeedsResponse != records.Yes:
		return conformity.Undetermined(responseUndecided, s.Name, e.Text).At(at + ".needs_response")
	case e.Response.IsZero():
		return conformity.Unmet(responseNone, s.Name, e.Text).At(at + ".response")
	case r.Happened(e.Response.DoneOn):
		return conformity.Met(responseDone, s.Name, e.Text, e.Response.DoneOn).At(at + ".response")
	case e.Response.DueOn.IsZero():
		return conformity.Undetermined(responseUndated, s.Name, e.Text).At(at + ".response.due_on")
	case r.Over(e.Response.DueOn):
		return conformity.Unmet(responseLate, s.Name, e.Text, e.Response.DueOn).At(at + ".response.done_on")
	}
	return conformity.Met(responseDue, s.Name, e.Text, e.Response.DueOn).At(at + ".response")
}

const (
	resourceEnough  conformity.Message = "organization.resource.enough: of {subject}, {0}, {1} {2} are needed since {3} and {4} are provided"
	resourceShort   conformity.Message = "organization.resource.short: of {subject}, {0}, {1} {2} are needed since {3} and only {4} are provided: provide the rest, or enter a new need"
	resourceNothing conformity.Message = "organization.resource.nothing: of {subject}, {0}, {1} {2} are needed since {3} and nothing is provided: provide it, or enter a new need"
	resourceUndated conformity.Message = "organization.resource.undated: of {subject}, {0}, {1} {2} are needed since {3}, and it is not on record from which day what is provided is there: enter the day"
	resourceNoNeed  conformity.Message = "organization.resource.noneed: it is not entered how much of {0} is needed now"
	resourcesNone   conformity.Message = "organization.resource.none: it is not entered which resources the system needs: enter what is needed, how much of it, and since when"
)

// resourceProvided decides 4.4.1.d for one resource: as much of it is provided as is needed
// now. Whether the amounts entered as needed are right is what the judgement is about.
func resourceProvided(r *conformity.Reader, res *Resource) conformity.Verdict {
	need := res.Need(r)
	if need == nil {
		return conformity.Nothing(resourceNoNeed, *res)
	}
	provided := res.Amount(r)
	if provided.GreaterThanOrEqual(need.Amount) {
		return conformity.Met(resourceEnough, res.Title, need.Amount, res.Unit, need.From, provided).At("provided")
	}
	for _, p := range res.Provided {
		if p.From.IsZero() && !r.Over(p.Until) {
			return conformity.Undetermined(resourceUndated, res.Title, need.Amount, res.Unit, need.From).At("provided")
		}
	}
	if provided.IsZero() {
		return conformity.Unmet(resourceNothing, res.Title, need.Amount, res.Unit, need.From).At("provided")
	}
	return conformity.Unmet(resourceShort, res.Title, need.Amount, res.Unit, need.From, provided).At("provided")
}

// resourcesAdequate decides the part of 4.4.1.d that is a judgement: that the resources are
// adequate, made no earlier than the latest need was entered. A judgement alone, with no
// need on record that it could be about, is not enough.
func resourcesAdequate(r *conformity.Reader) conformity.Verdict {
	latest := conformity.All[Resource](r).Latest(func(res *Resource) records.Date { return res.enteredOn(r) })
	if latest == nil {
		if v := conformity.Attested(r, "4.4.1.d", records.Ref{}); v.Status == conformity.StatusUnmet {
			return v
		}
		return conformity.Undetermined(resourcesNone)
	}
	return conformity.Attested(r, "4.4.1.d", records.Ref{}, conformity.Judged{Record: *latest, ChangedOn: latest.enteredOn(r)})
}
