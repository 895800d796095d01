package documents

import (
	"slices"
	"strings"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

const (
	adviceRoleWritten conformity.Message = "documents.advice.role: no document in force lays down {subject}: the guide suggests that manuals, procedures or training packages hold the roles"
	adviceReferences  conformity.Message = "documents.advice.references: {subject} does not say which requirements it answers: the guide suggests a list that leads from the requirements to what there is"
	adviceAtHand      conformity.Message = "documents.advice.athand: no copy of {subject} is out where it would be used: the guide suggests that whoever needs a document can get at it in an emergency"
	adviceSteps       conformity.Message = "documents.advice.steps: {subject} names nobody for its steps: the guide suggests that the control of documents says who does what"
	adviceSeriesOwner conformity.Message = "documents.advice.owner: it is not said who looks after {subject}: the guide suggests to settle where records on incidents are kept, and who answers for that"
	adviceSeriesKept  conformity.Message = "documents.advice.series: no series of records in use is for {0}: the guide counts them among the records to keep"
	adviceDisposer    conformity.Message = "documents.advice.disposer: it is not said who may have {subject} disposed of: the guide suggests to settle that"
	adviceRetention   conformity.Message = "documents.advice.retention: it is not said why {subject} is kept for so long: the guide suggests to go by what the law and others demand"
)

// Advice returns the checks of what the guide suggests for 4.4.4, 4.4.5 and 4.5.4, and of how
// documents and records serve other clauses.
func Advice() []conformity.Check[Input] {
	used := func(r *conformity.Reader, s *Series) bool { return s.InUse(r) }
	return []conformity.Check[Input]{
		conformity.Suggest("4.4.1.output.2", func(in Input) []organization.Role { return in.Roles }, roleWritten),
		conformity.Suggest("4.4.4.process.3", procedures, conformity.Having(runs, "requirements", func(p *Procedure) bool { return len(p.Requirements) > 0 }, adviceReferences)),
		conformity.Suggest("4.4.5.process.3", documents, planAtHand),
		conformity.Suggest("4.4.5.output.1", procedures, conformity.Having(controlsDocuments, "steps", (*Procedure).namesSomebody, adviceSteps)),
		conformity.Suggest("4.5.3.procedure.recording.3", series, conformity.Having(holdsIncidents, "owner", func(s *Series) bool { return s.Owner != "" }, adviceSeriesOwner)),
		seriesKept("4.5.4.input.2", "inspections and tests (4.5.1)", "4.5.1"),
		seriesKept("4.5.4.input.3", "failures, incidents and nonconformities (4.5.3)", "4.5.3"),
		seriesKept("4.5.4.input.5", "audits (4.5.5)", "4.5.5"),
		seriesKept("4.5.4.input.7", "exercises and drills (4.4.7)", "4.4.7"),
		conformity.Suggest("4.5.4.process.1", series, conformity.Having(used, "disposal.authority", func(s *Series) bool { return s.Disposal.Authority != "" }, adviceDisposer)),
		conformity.Suggest("4.5.4.process.3", series, conformity.Having(used, "retention.basis", func(s *Series) bool { return s.Retention.Basis != "" }, adviceRetention)),
	}
}

func runs(r *conformity.Reader, p *Procedure) bool { return p.InForce(r) }

func controlsDocuments(r *conformity.Reader, p *Procedure) bool {
	return runs(r, p) && slices.Contains(p.Purposes, DocumentControl)
}

func (p *Procedure) namesSomebody() bool {
	return slices.ContainsFunc(p.Steps, func(s Step) bool { return s.Responsible != "" })
}

var documentsByRole = conformity.NewIndexAll(func(d *Document) []records.ID[organization.Role] { return d.Roles })

func roleWritten(r *conformity.Reader, role *organization.Role) conformity.Verdict {
	if role.SecurityDuties != records.Yes || !role.Exists(r) {
		return conformity.NotConcerned()
	}
	written := documentsByRole.Of(r, role.ID).Any(func(d *Document) bool { return d.InForce(r) })
	return conformity.FollowedIf(written, "", adviceRoleWritten)
}

var issuesByDocument = conformity.NewIndex(func(x *Issue) records.ID[Document] { return x.Revision.Document })

// planAtHand asks for emergency plans alone: a copy that is out cannot be kept from its readers
// by whatever has failed.
func planAtHand(r *conformity.Reader, d *Document) conformity.Verdict {
	if !slices.Contains(d.Purposes, EmergencyPlan) || !d.InForce(r) {
		return conformity.NotConcerned()
	}
	out := issuesByDocument.Of(r, d.ID).Any(func(x *Issue) bool { return r.Happened(x.IssuedOn) && !r.Happened(x.WithdrawnOn) })
	return conformity.FollowedIf(out, "", adviceAtHand)
}

func (s *Series) serves(clause string) bool {
	return slices.ContainsFunc(s.Requirements, func(id string) bool { return id == clause || strings.HasPrefix(id, clause+".") })
}

func holdsIncidents(r *conformity.Reader, s *Series) bool { return s.InUse(r) && s.serves("4.5.3") }

func seriesKept(row, of, clause string) conformity.Check[Input] {
	return conformity.SuggestWhole[Input](row, func(r *conformity.Reader) conformity.Verdict {
		all := conformity.All[Series](r)
		if all.Len() == 0 {
			return conformity.NotConcerned()
		}
		kept := all.Any(func(s *Series) bool { return s.InUse(r) && s.serves(clause) })
		return conformity.FollowedIf(kept, "", adviceSeriesKept, of)
	})
}
