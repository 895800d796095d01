package evaluation

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk/legal"
)

const (
	adviceRevised conformity.Message = "evaluation.advice.revised: {subject} found that {0} needs revising, and it has not been: the guide takes it for the aim that plans and procedures keep up with what is needed"
	adviceAmended conformity.Message = "evaluation.advice.amended: {subject} was amended with effect from {0} and has not been evaluated since: the guide suggests to look at changes of regulation"
)

// Advice returns the checks of what the guide suggests for 4.5.2.
func Advice() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.SuggestMany("4.5.2.intent.3", evaluations, revisedInTime),
		conformity.Suggest("4.5.2.input.8", requirements, evaluatedSinceAmended),
	}
}

// revisedInTime waits until the day that was set; where none was, it does not wait.
func revisedInTime(r *conformity.Reader, e *Evaluation, say conformity.Say) {
	if !e.Done(r) {
		return
	}
	for i, j := range e.Judged {
		if j.Outcome == Revise {
			ref := j.Subject.Ref()
			revised := r.Happened(j.Revised.On) || !j.ReviseBy.IsZero() && !r.Over(j.ReviseBy)
			say(ref.String(), conformity.FollowedIf(revised, fmt.Sprintf("judged[%d].revised", i), adviceRevised, ref))
		}
	}
}

func evaluatedSinceAmended(r *conformity.Reader, q *legal.Requirement) conformity.Verdict {
	last := q.LatestAmendment(r)
	if last == nil || q.Applies(r) != records.Yes {
		return conformity.NotConcerned()
	}
	since := evaluationsBySubject.Of(r, q.Ref()).Any(func(e *Evaluation) bool { return e.Done(r) && !e.On.Before(last.EffectiveOn) })
	return conformity.FollowedIf(since, "", adviceAmended, last.EffectiveOn)
}
