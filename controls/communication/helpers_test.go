package communication

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
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

func day(s string) records.Date {
	if s == "" {
		return records.Date{}
	}
	d, err := records.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// instant reads a day, meaning its first instant, or an instant.
func instant(s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t
	}
	return day(s).Start()
}

func clock(s string) records.Clock { return records.At(instant(s)) }

// A row is what an input comes to on a requirement.
type row struct {
	name    string
	in      Input
	at      string
	want    conformity.Status // of the worst finding
	message string            // id of the worst finding's message
	field   string            // of the worst finding
	lapses  string            // when the worst finding changes; empty: never
	becomes conformity.Status
}

// decide runs the checks of one requirement.
func decide(in Input, requirement, at string) []conformity.Finding {
	checks := slices.DeleteFunc(Checks(), func(c conformity.Check[Input]) bool { return c.Requirement() != requirement })
	return conformity.Run(checks, in, instant(at))
}

// tryOf asserts what each row comes to for one subject, or for all where none is named.
func tryOf(t *testing.T, requirement, subject string, rows []row) {
	t.Helper()
	for _, tt := range rows {
		t.Run(tt.name, func(t *testing.T) {
			findings := decide(tt.in, requirement, tt.at)
			if subject != "" {
				findings = slices.DeleteFunc(findings, func(f conformity.Finding) bool { return f.Subject.String() != subject })
			}
			if tt.want == none {
				assert.Empty(t, findings)
				return
			}
			require.NotEmpty(t, findings)
			got := findings[0]
			require.NoError(t, got.Err)
			assert.Equal(t, tt.want, got.Status, got.Message())
			assert.Equal(t, tt.message, got.MessageID(), got.Message())
			assert.Equal(t, tt.field, got.Field, got.Message())
			assert.Equal(t, instant(tt.lapses), got.Lapses, got.Then())
			assert.Equal(t, tt.becomes, got.Becomes, got.Then())
			assert.NotContains(t, got.Message(), "{")
		})
	}
}

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
