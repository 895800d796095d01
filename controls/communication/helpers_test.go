package communication

import (
	"testing"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

const (
	none         = conformity.StatusNone
	met          = conformity.StatusMet
	unmet        = conformity.StatusUnmet
	undetermined = conformity.StatusUndetermined
)

type row = conformitytest.Row[Input]

func suite() conformitytest.Suite[Input] {
	return conformitytest.Suite[Input]{Checks: Checks(), At: "2026-06-01"}
}

func decide(in Input, requirement, at string) []conformity.Finding {
	return suite().Findings(in, requirement, at)
}

func tryOf(t *testing.T, requirement, subject string, rows []row) {
	t.Helper()
	suite().Try(t, requirement, subject, rows)
}

func day(s string) records.Date { return conformitytest.Day(s) }

func clock(s string) records.Clock { return conformitytest.Clock(s) }

type (
	audienceID = records.ID[Audience]
	classID    = records.ID[documents.Classification]
	personID   = records.ID[records.Person]
)

// good returns an input that meets every requirement of the package on 2026-06-01.
func good() Input {
	return Input{
		Audiences: []Audience{
			{ID: "staff", Title: "employees", Kind: Employees, Relevant: records.Yes},
			{ID: "drivers", Title: "hired drivers", Kind: Contractors, Relevant: records.Yes},
			{ID: "press", Title: "the press", Kind: Stakeholders, Relevant: records.No},
		},
		Channels: []Channel{
			{ID: "talk", Title: "shift talk", Direction: Both, Audiences: []audienceID{"staff"}, Procedure: "PRO"},
			{ID: "leaflet", Title: "leaflet at the gate", Direction: Out, Audiences: []audienceID{"drivers"}, Procedure: "PRO", Carries: []classID{"public"}},
			{ID: "hotline", Title: "hotline", Direction: In, Audiences: []audienceID{"drivers", "staff"}, Procedure: "PRO"},
		},
		Messages: []Message{
			{
				ID: "M1", Title: "why it matters", Kind: Briefing, Direction: Internal, Topics: []Topic{ImportanceOfRequirements}, From: "ceo",
				Audiences: []audienceID{"staff"}, Channel: "talk", SentOn: day("2026-01-19"), Sensitivity: "internal", ReleasedBy: "ceo", ReleaseDecidedOn: day("2026-01-19"),
			},
			{
				ID: "M2", Title: "rules of the gate", Kind: Notice, Direction: Outgoing, Topics: []Topic{AboutProcedures}, From: "guard",
				Audiences: []audienceID{"drivers"}, Channel: "leaflet", SentOn: day("2026-02-01"), Sensitivity: "public", Release: "RL",
			},
			{ID: "M3", Title: "the gate is too slow", Kind: Complaint, Direction: Incoming, Sender: "Haul Ltd", ReceivedOn: day("2026-03-01"), Reply: Reply{Needed: records.Yes, DueOn: day("2026-03-31"), DoneOn: day("2026-03-20"), Text: "a second lane opens"}},
		},
		Releases: []Release{{
			ID: "RL", Title: "notices at the gate", Kinds: []MessageKind{Notice}, Sensitivities: []classID{"public"}, Audiences: []audienceID{"drivers"},
			Topics: []Topic{AboutProcedures, AboutEmergencies}, DecidedBy: "ceo", DecidedOn: day("2026-01-10"), ValidUntil: day("2026-12-31"),
		}},
		Procedures: []documents.Procedure{{
			ID: "PRO", Title: "who is told what", Purposes: []documents.ProcedurePurpose{documents.Communication},
			Revisions: []documents.Revision{{Number: "1", ApprovedBy: "ceo", ApprovedOn: day("2024-12-10"), EffectiveFrom: day("2025-01-01")}},
		}},
		Roles: []organization.Role{
			{ID: "director", Title: "managing director", TopManagement: true, Holders: []organization.Holder{{Person: "ceo", From: day("2025-01-01")}}},
			{ID: "guard", Title: "guard", Holders: []organization.Holder{{Person: "guard", From: day("2025-01-01")}}},
		},
		Settings: []organization.Setting{{
			ID: "SET", Name: organization.ImportanceMessageInterval, Period: records.Months(12), ApprovedBy: "ceo", ApprovedOn: day("2025-01-05"),
		}},
		Establishments: []organization.Establishment{{ID: "EST", Purpose: "secure handling", InForceFrom: day("2025-02-01")}},
	}
}

// with returns the good input, changed.
func with(change func(in *Input)) Input {
	in := good()
	change(&in)
	return in
}
