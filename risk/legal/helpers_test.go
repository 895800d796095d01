package legal

import (
	"testing"
	"time"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

const (
	none          = conformity.StatusNone
	met           = conformity.StatusMet
	unmet         = conformity.StatusUnmet
	undetermined  = conformity.StatusUndetermined
	notApplicable = conformity.StatusNotApplicable
)

type row = conformitytest.Row[Input]

func suite() conformitytest.Suite[Input] {
	return conformitytest.Suite[Input]{Checks: Checks(), At: "2026-06-01"}
}

func decide(in Input, requirement, at string) []conformity.Finding {
	return suite().Findings(in, requirement, at)
}

func try(t *testing.T, requirement string, rows []row) {
	t.Helper()
	suite().Try(t, requirement, "", rows)
}

func tryOf(t *testing.T, requirement, subject string, rows []row) {
	t.Helper()
	suite().Try(t, requirement, subject, rows)
}

func day(s string) records.Date { return conformitytest.Day(s) }

func instant(s string) time.Time { return conformitytest.Instant(s) }

func clock(s string) records.Clock { return conformitytest.Clock(s) }

// good returns an input that meets every requirement of the package on 2026-06-01: the code
// for port facilities, amended on 2026-01-01, and a scheme of customs that the operator joined.
func good() Input {
	return Input{
		Requirements: []Requirement{
			{
				ID: "code", Title: "code for port facilities", Kind: Regulation, Issuer: "the ministry", Sources: []records.ID[Source]{"gazette"},
				RegisteredOn: day("2024-02-01"), EffectiveFrom: day("2004-07-01"),
				Text:           Text{Location: "laws.example/code", Edition: "2025"},
				Determinations: []Determination{{On: day("2024-02-10"), By: "lawyer", Applies: records.Yes, How: "each quay needs a plan", Risks: []records.ID[risk.Risk]{"R-1"}, Threats: []records.ID[risk.Threat]{"T-1"}}},
				Audience:       Audience{Roles: []records.ID[organization.Role]{"guard"}, ThirdParties: []records.ID[organization.ThirdParty]{"drivers"}},
				Lookups:        []Lookup{{On: day("2025-12-20"), By: "lawyer", NextOn: day("2026-06-30")}},
				Amendments: []Amendment{
					{Key: "2025-1", PublishedOn: day("2025-09-01"), EffectiveOn: day("2026-01-01"), WorkedInOn: day("2025-12-20"), WorkedInBy: "lawyer"},
				},
				Communications: []Communication{
					{On: day("2024-03-01"), Means: "talk", Roles: []records.ID[organization.Role]{"guard"}, ThirdParties: []records.ID[organization.ThirdParty]{"drivers"}},
					{On: day("2025-12-21"), Means: "letter", Amendment: "2025-1", Roles: []records.ID[organization.Role]{"guard"}},
					{On: day("2026-01-01"), Means: "leaflet", ThirdParties: []records.ID[organization.ThirdParty]{"drivers"}},
				},
			},
			{
				ID: "scheme", Title: "trusted operator scheme", Kind: Undertaking, AcceptedBy: "ceo", RegisteredOn: day("2025-03-01"),
				Text:           Text{Document: "DOC"},
				Determinations: []Determination{{On: day("2025-03-01"), By: "lawyer", Applies: records.Yes, How: "partners are screened", NoSingleRisk: "it bears on how all of it is managed"}},
				Audience:       Audience{Employees: records.No, Outsiders: records.No},
				Lookups:        []Lookup{{On: day("2025-03-01"), By: "lawyer", NextOn: day("2026-09-30")}},
			},
		},
		Sources: []Source{{
			ID: "gazette", Title: "official gazette", Kind: Gazette, Interval: records.Days(30), ApprovedBy: "ceo", ApprovedOn: day("2024-01-15"), From: day("2024-01-20"),
			Searches: []Search{{On: day("2026-04-20"), By: "lawyer"}, {On: day("2026-05-20"), By: "lawyer", Found: "nothing new"}},
		}},
		Procedures: []documents.Procedure{{
			ID: "PRO", Title: "keeping the law", Purposes: []documents.ProcedurePurpose{documents.LegalRequirements},
			Revisions: []documents.Revision{{Number: "1", ApprovedBy: "ceo", ApprovedOn: day("2024-01-10"), EffectiveFrom: day("2024-02-01")}},
		}},
		Documents:    []documents.Document{{ID: "DOC", Title: "conditions of the scheme", Purposes: []documents.Purpose{documents.External}}},
		Roles:        []organization.Role{{ID: "guard", Title: "gate guard"}, {ID: "clerk", Title: "clerk"}},
		ThirdParties: []organization.ThirdParty{{ID: "drivers", Name: "drivers", Kind: organization.Contractors}},
		Threats:      []risk.Threat{{ID: "T-1", Title: "intruders"}},
		Risks:        []risk.Risk{{ID: "R-1", Title: "intrusion"}},
	}
}

// with returns the good input, changed.
func with(change func(in *Input)) Input {
	in := good()
	change(&in)
	return in
}

// code returns the good input with the code for port facilities changed.
func code(change func(q *Requirement)) Input {
	return with(func(in *Input) { change(&in.Requirements[0]) })
}

// stated returns an input with a statement that a condition does not hold.
func stated(in Input, condition string) Input {
	in.Statements = append(in.Statements, conformity.Statement{
		ID: "ST", Condition: condition, Reason: "there are none", By: "ceo", StatedOn: day("2026-01-01"), ValidUntil: day("2026-12-31"),
	})
	return in
}
