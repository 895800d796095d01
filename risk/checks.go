package risk

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// Input is what the checks of this package look at. Lists that the application does not keep
// may stay empty: what depends on them is undetermined, or unmet where the clause demands
// that there be something.
type Input struct {
	Methodologies []Methodology
	Criteria      []Criteria
	Assessments   []Assessment
	Threats       []Threat
	Risks         []Risk
	Controls      []Control
	Treatments    []Treatment
	Acceptances   []Acceptance
	Sources       []Source
	Intelligence  []Intelligence
	Policies      []policy.Policy
	Scopes        []organization.Scope
	Procedures    []documents.Procedure
	Documents     []documents.Document
	Persons       []records.Person
	Attestations  []records.Attestation
}

func methodologies(in Input) []Methodology { return in.Methodologies }
func assessments(in Input) []Assessment    { return in.Assessments }
func threats(in Input) []Threat            { return in.Threats }
func risks(in Input) []Risk                { return in.Risks }
func controls(in Input) []Control          { return in.Controls }
func treatments(in Input) []Treatment      { return in.Treatments }
func sources(in Input) []Source            { return in.Sources }
func policies(in Input) []policy.Policy    { return in.Policies }

// Checks returns the checks of clause 4.3.1, and those of 4.2 and 4.4.1 that are about risk, in
// the order of the standard. A requirement has several where it asks something of several kinds
// of records, and one over the whole where there is no record to say it about.
func Checks() []conformity.Check[Input] {
	checks := []conformity.Check[Input]{
		conformity.Each("4.2.d", policies, policySuits),
		conformity.Each("4.2.d", threats, threatWeighed),

		conformity.Whole[Input]("4.3.1.procedure", proceduresCover),
		conformity.Whole[Input]("4.3.1.ongoing", assessedAtAll),
		conformity.Each("4.3.1.ongoing", assessments, assessedAgain),
		conformity.Each("4.3.1.ongoing", risks, riskAssessed),
		conformity.Each("4.3.1.ongoing", threats, threatAssessed),
		conformity.Each("4.3.1.controls", risks, decisionCarriedOut),
		conformity.Each("4.3.1.controls.implemented", treatments, treatmentOnTime),
		conformity.Each("4.3.1.controls.implemented", controls, controlInOperation),
		conformity.Each("4.3.1.proportionate", methodologies, methodologySuits),
		conformity.Each("4.3.1.likelihood", risks, assessed(likelihoodOf)),
		conformity.Each("4.3.1.likelihood", assessments, criteriaUsed(conformity.Undetermined)),
		conformity.Each("4.3.1.consequence", risks, assessed(consequencesOf)),
		conformity.Each("4.3.1.consequence", assessments, criteriaUsed(conformity.Undetermined)),
	}
	for _, category := range categories {
		checks = append(checks, conformity.Each("4.3.1.consequence."+category.Letter(), risks, assessed(consequenceIn(category))))
	}
	checks = append(checks, conformity.Each("4.3.1.input.effects", risks, effectsOf))
	for _, purpose := range purposes {
		checks = append(checks, conformity.Each("4.3.1.input."+purpose.Letter(), assessments, consideredFor(purpose)))
	}
	return append(checks,
		conformity.EachMany("4.3.1.documented", assessments, assessmentDocumented),
		conformity.Each("4.3.1.documented", risks, assessed(riskDocumented)),
		conformity.Each("4.3.1.method.a", methodologies, methodologyDefined),
		conformity.Whole[Input]("4.3.1.method.a", methodologyAtAll),
		conformity.Each("4.3.1.method.b", methodologies, sourcesNamed),
		conformity.Whole[Input]("4.3.1.method.b", methodologyAwaited),
		conformity.Each("4.3.1.method.b", sources, sourceConsulted),
		conformity.Each("4.3.1.method.c", risks, assessed(riskInClass)),
		conformity.Each("4.3.1.method.c", threats, threatInClass),
		conformity.Each("4.3.1.method.c", assessments, criteriaUsed(conformity.Unmet)),
		conformity.Each("4.3.1.method.c.treatment", risks, assessed(decisionAllowed)),
		conformity.Each("4.3.1.method.c.treatment", assessments, criteriaUsed(conformity.Undetermined)),
		conformity.Each("4.3.1.method.d", methodologies, effectivenessProvided),
		conformity.Whole[Input]("4.3.1.method.d", methodologyAwaited),
		conformity.Each("4.3.1.method.d", treatments, treatmentChecked),
		conformity.Each("4.3.1.method.d.timeliness", methodologies, timelinessProvided),
		conformity.Whole[Input]("4.3.1.method.d.timeliness", methodologyAwaited),
		conformity.Each("4.3.1.method.d.timeliness", treatments, treatmentFollowed),

		conformity.Each("4.4.1.h", risks, assessed(inOrganizationsOwn)),
	)
}

const nothingAssessed conformity.Message = "risk.nothing.assessed: no assessment in force covers anything that this could be asked of"

// assessed makes a check of a risk on the register and the assessment in force that covers it. Of
// other risks it says nothing; that nothing covers them is for 4.3.1.ongoing.
func assessed(check func(*conformity.Reader, *Risk, *Assessment) conformity.Verdict) func(*conformity.Reader, *Risk) conformity.Verdict {
	return func(r *conformity.Reader, risk *Risk) conformity.Verdict {
		if risk.OnRegister(r) {
			if a := assessmentOfRisk(r, risk.ID); a != nil {
				return check(r, risk, a)
			}
		}
		return conformity.Nothing(nothingAssessed)
	}
}
