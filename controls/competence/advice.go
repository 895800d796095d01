package competence

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

const (
	adviceCleared    conformity.Message = "competence.advice.cleared: {0} holds {1} and has no clearance of the grade {2}: the guide suggests that only people who were found trustworthy do what is critical for security"
	adviceGrade      conformity.Message = "competence.advice.grade: it is not said which clearance {subject} takes, if any: the guide suggests a list of who needs one"
	adviceFromRisks  conformity.Message = "competence.advice.risks: no requirement of competence names a risk on account of which it stands: the guide suggests to build on the risk assessment"
	adviceGapTaught  conformity.Message = "competence.advice.gap: {0} lacks what {subject} demands, and no training for it is planned: the guide suggests to find such gaps and to close them"
	adviceLate       conformity.Message = "competence.advice.late: {subject} was due on {0} and has not been held: the guide suggests to give training in time"
	adviceAssessed   conformity.Message = "competence.advice.assessed: nobody has looked whether {0} still has what {subject} certifies: the guide suggests to assess whether people have a competence and keep it"
	adviceArea       conformity.Message = "competence.advice.area: no training programme in force deals with {0}: the guide suggests it"
	adviceHelped     conformity.Message = "competence.advice.helped: nobody has judged whether {subject} helped: the guide suggests to evaluate the effect of training"
	adviceDemands    conformity.Message = "competence.advice.demands: it is not said which competence {subject} demands: the guide suggests to settle that for each role"
	adviceBecause    conformity.Message = "competence.advice.because: it is not said what {subject} is needed for: the guide suggests to work out from risks, laws and procedures what people have to be able to do"
	adviceNoTraining conformity.Message = "competence.advice.plan: no training belongs to {subject}: the guide suggests to plan what is to be given"
)

// Advice returns the checks of what the guide suggests for 4.4.2, and for clearances in 4.4.1.
func Advice() []conformity.Check[Input] {
	demands := func(in Input) []Requirement { return in.Requirements }
	holds := func(r *conformity.Reader, q *Requirement) bool { return q.Holds(r) && q.None == "" }
	checks := []conformity.Check[Input]{
		conformity.SuggestMany("4.4.1.intent.2", demands, holdersCleared),
		conformity.Suggest("4.4.1.input.6", roles, asksOfRole(func(q *Requirement) bool { return q.Clearance != "" || q.None != "" }, adviceGrade)),
		conformity.SuggestWhole[Input]("4.4.2.input.4", someFromRisks),
		conformity.SuggestMany("4.4.2.process.2", demands, gapsTaught),
		conformity.Suggest("4.4.2.process.3", trainings, givenInTime),
		conformity.Suggest("4.4.2.process.4", qualifications, assessedSince),
		conformity.Suggest("4.4.2.process.programme.11", trainings, helped),
		conformity.Suggest("4.4.2.output.1", roles, asksOfRole(func(q *Requirement) bool { return q.Competence != "" || q.None != "" }, adviceDemands)),
		conformity.Suggest("4.4.2.output.2", demands, conformity.Having(holds, "reason", func(q *Requirement) bool {
			return q.Reason != "" || len(q.Risks)+len(q.Laws)+len(q.Procedures) > 0
		}, adviceBecause)),
		conformity.Suggest("4.4.2.output.3", func(in Input) []Programme { return in.Programmes }, trainingPlanned),
	}
	for _, covered := range []struct {
		row  string
		area Area
	}{
		{"4.4.2.process.programme.2", ThreatsAndRisks}, {"4.4.2.process.programme.3", OwnArrangements}, {"4.4.2.process.programme.4", InductionAndMoves},
		{"4.4.2.process.programme.5", LocalArrangements}, {"4.4.2.process.programme.6", AssessingRisks}, {"4.4.2.process.programme.8", LeadingOthers},
		{"4.4.2.process.programme.10", OutsidersOnSite},
	} {
		checks = append(checks, conformity.SuggestWhole[Input](covered.row,
			conformity.Covering(inForce, func(p *Programme) []Area { return p.Areas }, adviceArea, covered.area)))
	}
	return checks
}

// holdersCleared asks for the clearances that roles demand. Competence is for 4.4.2.qualified.
func holdersCleared(r *conformity.Reader, q *Requirement, say conformity.Say) {
	role := conformity.Look(r, q.Role)
	if role == nil || q.Clearance == "" || !q.Holds(r) || !role.Exists(r) {
		return
	}
	for _, holder := range role.Holders {
		if holder.Holds(r) {
			cleared := clearancesByPerson.Of(r, holder.Person).Any(func(c *Clearance) bool { return c.Grade == q.Clearance && c.Holds(r) })
			say(string(holder.Person), conformity.FollowedIf(cleared, "", adviceCleared, holder.Person, q.Role, q.Clearance))
		}
	}
}

// asksOfRole asks a role with security duties for a requirement that says something.
func asksOfRole(says func(*Requirement) bool, lacking conformity.Message) func(*conformity.Reader, *organization.Role) conformity.Verdict {
	return func(r *conformity.Reader, role *organization.Role) conformity.Verdict {
		if role.SecurityDuties != records.Yes || !role.Exists(r) {
			return conformity.NotConcerned()
		}
		said := requirementsByRole.Of(r, role.ID).Any(func(q *Requirement) bool { return q.Holds(r) && says(q) })
		return conformity.FollowedIf(said, "", lacking)
	}
}

func someFromRisks(r *conformity.Reader) conformity.Verdict {
	all := conformity.All[Requirement](r)
	if !all.Any(func(q *Requirement) bool { return q.Holds(r) }) {
		return conformity.NotConcerned()
	}
	return conformity.FollowedIf(all.Any(func(q *Requirement) bool { return q.Holds(r) && len(q.Risks) > 0 }), "", adviceFromRisks)
}

// gapsTaught looks for training that is planned wherever a holder of a role lacks a competence.
func gapsTaught(r *conformity.Reader, q *Requirement, say conformity.Say) {
	role := conformity.Look(r, q.Role)
	if role == nil || q.Competence == "" || !q.Holds(r) || !role.Exists(r) {
		return
	}
	for _, holder := range role.Holders {
		if !holder.Holds(r) {
			continue
		}
		able := qualificationsByPair.Of(r, pair{holder.Person, q.Competence}).Any(func(x *Qualification) bool { return x.Holds(r) })
		taught := able || conformity.All[Training](r).Any(func(t *Training) bool {
			_, meant := t.Result(holder.Person)
			return meant && t.Teaches(q.Competence) && !t.TookPlace(r) && !r.Happened(t.CalledOffOn)
		})
		say(string(holder.Person), conformity.FollowedIf(taught, "", adviceGapTaught, holder.Person))
	}
}

func givenInTime(r *conformity.Reader, t *Training) conformity.Verdict {
	if r.Happened(t.CalledOffOn) || t.Due(r).IsZero() && !t.TookPlace(r) {
		return conformity.NotConcerned()
	}
	return conformity.FollowedIf(!t.Late(r), "completed_on", adviceLate, t.Due(r))
}

func assessedSince(r *conformity.Reader, x *Qualification) conformity.Verdict {
	if !x.Holds(r) {
		return conformity.NotConcerned()
	}
	looked := assessmentsByPair.Of(r, pair{x.Person, x.Competence}).Any(func(a *Assessment) bool {
		return r.Happened(a.On) && !(r.Over(a.NextOn) && !a.NextOn.IsZero())
	})
	return conformity.FollowedIf(looked, "", adviceAssessed, x.Person)
}

func helped(r *conformity.Reader, t *Training) conformity.Verdict {
	if !t.TookPlace(r) {
		return conformity.NotConcerned()
	}
	return conformity.FollowedIf(r.Happened(t.Evaluation.On) && t.Evaluation.Effective != "", "evaluation", adviceHelped)
}

var trainingsByProgramme = conformity.NewIndex(func(t *Training) records.ID[Programme] { return t.Programme })

func trainingPlanned(r *conformity.Reader, p *Programme) conformity.Verdict {
	if !inForce(r, p) {
		return conformity.NotConcerned()
	}
	planned := trainingsByProgramme.Of(r, p.ID).Any(func(t *Training) bool { return !r.Happened(t.CalledOffOn) })
	return conformity.FollowedIf(planned, "", adviceNoTraining)
}
