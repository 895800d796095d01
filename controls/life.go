package controls

import (
	"cmp"
	"slices"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// DetermineDocuments says what the operation needs in writing, in place of what was found
// before.
func (x Operation) DetermineDocuments(needs DocumentNeeds) (Operation, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepDetermine, On: needs.DeterminedOn}
	err := cmp.Or(w.Whole(needs.faults()), w.Until(x.Until), w.NotBefore(x.IdentifiedOn, "it was identified"),
		w.NotBefore(x.DocumentNeeds.DeterminedOn, "the same was done last"))
	if err != nil {
		return x, err
	}
	x.DocumentNeeds = needs
	return x, nil
}

// NeedProcedure decides that doing without a documented procedure could make the operation
// fail, and names the procedure by which it is carried out; none while it has to be written.
func (x Operation) NeedProcedure(procedure records.ID[documents.Procedure]) (Operation, error) {
	if !x.Until.IsZero() {
		return x, records.Attempt{Record: x.Ref(), Step: StepDecide}.Refuse(ErrState, "its last day was set, %s", x.Until)
	}
	x.ProcedureNeeded, x.NoProcedureBecause, x.Procedure = records.Yes, "", procedure
	return x, nil
}

// SpareProcedure decides that the operation cannot fail for want of a documented procedure, and
// says why.
func (x Operation) SpareProcedure(because string) (Operation, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepDecide}
	var f records.Faults
	f.Require("no_procedure_because", because)
	switch err := w.Whole(f.Err()); {
	case err != nil:
		return x, err
	case !x.Until.IsZero():
		return x, w.Refuse(ErrState, "its last day was set, %s", x.Until)
	}
	x.ProcedureNeeded, x.NoProcedureBecause = records.No, because
	return x, nil
}

// ApproveMethod says who approved the secure way to do a sensitive operation. That comes before
// the operation starts, or before it goes on in the new way.
func (x Operation) ApproveMethod(method Method) (Operation, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepApprove, On: method.ApprovedOn}
	var f records.Faults
	f.Require("method.approved_by", string(method.ApprovedBy))
	f.RequireDate("method.approved_on", method.ApprovedOn)
	if err := cmp.Or(w.Whole(cmp.Or(method.faults(), f.Err())), w.Until(x.Until), w.NotBefore(x.Method.ApprovedOn, "the method so far was approved")); err != nil {
		return x, err
	}
	if x.Sensitive == records.No {
		return x, w.Refuse(ErrState, "it was decided not to be sensitive: decide that anew first")
	}
	x.Method = method
	return x, nil
}

// Start takes the operation into operation from a day on. It is refused where nobody decided
// whether a documented procedure is needed, where the procedure is needed and is not in force on
// that day, and where the operation is sensitive without an approved method. The procedure is
// the one that the operation names, or nil where it names none.
func (x Operation) Start(from records.Date, procedure *documents.Procedure) (Operation, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepStart, On: from}
	var f records.Faults
	f.RequireDate("in_operation_from", from)
	if x.ProcedureNeeded != records.Yes && x.ProcedureNeeded != records.No {
		f.Add("procedure_needed", "is not decided: say whether doing without a documented procedure could make it fail")
	}
	if err := cmp.Or(w.Whole(f.Err()), w.Until(x.Until), w.NotBefore(x.IdentifiedOn, "it was identified")); err != nil {
		return x, err
	}
	clock := records.At(from.Start())
	switch {
	case !x.InOperationFrom.IsZero():
		return x, w.Refuse(ErrState, "it is in operation from %s", x.InOperationFrom)
	case x.ProcedureNeeded == records.Yes && (procedure == nil || procedure.ID != x.Procedure):
		return x, w.Refuse(ErrNoProcedure, "it needs a documented procedure, and the one that it names was not given")
	case x.ProcedureNeeded == records.Yes && !procedure.InForce(clock):
		return x, w.Refuse(ErrNoProcedure, "%s is not in force on %s", procedure.Ref(), from)
	case x.Sensitive == records.Yes && !x.Method.Approved(clock):
		return x, w.Refuse(ErrState, "it is sensitive, and no method is approved on %s", from)
	}
	x.InOperationFrom = from
	return x, nil
}

// Review adds that the operation and its conditions were reviewed, and sets the day by which
// that is done next; no day leaves it open.
func (x Operation) Review(v Review, nextOn records.Date) (Operation, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepReview, On: v.On}
	var f records.Faults
	f.Within("", v.faults())
	f.Order("on", v.On, "next_review_on", nextOn)
	if err := cmp.Or(w.Whole(f.Err()), w.Until(x.Until), w.NotBefore(x.IdentifiedOn, "it was identified")); err != nil {
		return x, err
	}
	for _, earlier := range x.Reviews {
		if err := w.NotBefore(earlier.On, "it was reviewed last"); err != nil {
			return x, err
		}
	}
	x.Reviews, x.NextReviewOn = append(slices.Clip(x.Reviews), v), nextOn
	return x, nil
}

// End says which is the last day of the operation, and why it ends.
func (x Operation) End(lastDay records.Date, because string) (Operation, error) {
	w := records.Attempt{Record: x.Ref(), Step: StepEnd, On: lastDay}
	var f records.Faults
	f.RequireDate("until", lastDay)
	f.Require("ended_because", because)
	err := cmp.Or(w.Whole(f.Err()), w.NotBefore(x.IdentifiedOn, "it was identified"), w.NotBefore(x.InOperationFrom, "it went into operation"))
	switch {
	case err != nil:
		return x, err
	case !x.Until.IsZero():
		return x, w.Refuse(ErrState, "its last day is %s", x.Until)
	}
	x.Until, x.EndedBecause = lastDay, because
	return x, nil
}

// LastReviewed returns the latest day that has begun on which the operation was reviewed.
func (x Operation) LastReviewed(clock records.Clock) records.Date {
	var last records.Date
	for _, v := range x.Reviews {
		if clock.Happened(v.On) && v.On.After(last) {
			last = v.On
		}
	}
	return last
}
