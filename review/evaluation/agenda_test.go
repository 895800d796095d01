package evaluation

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

func listsOf(in Input) Lists {
	return Lists{in.Evaluations, in.Capabilities, in.Cycles, in.Plans, in.Documents, in.Procedures, in.Requirements, in.Policies, in.Objectives}
}

func TestAgenda(t *testing.T) {
	due := Agenda(listsOf(good()), clock("2026-06-01"))
	var got []string
	for _, d := range due {
		got = append(got, d.DueOn.String()+" "+d.Subject.Ref().String())
	}
	assert.Equal(t, []string{
		"2026-08-10 procedure gate", "2027-03-01 legal requirement club", "2027-03-01 legal requirement code",
		"2028-02-10 capability search", "2028-02-10 document facility", "2028-02-10 emergency plan intrusion", "2028-02-10 procedure keys",
		"2028-03-02 objective O", "2028-03-02 policy POL",
	}, got)
	assert.Equal(t, records.ID[Evaluation]("review"), due[0].Last.ID)
	assert.Equal(t, BestPractice, due[1].Kind)

	due = Agenda(listsOf(with(func(in *Input) { in.Cycles, in.Evaluations = nil, nil })), clock("2026-06-01"))
	assert.Equal(t, "2025-01-31", due[0].DueOn.AddDays(-1).String(), "a law since it came on the register")
	assert.True(t, due[len(due)-1].DueOn.IsZero(), "what has no interval comes last")
	assert.Nil(t, due[0].Last)
}

// What the agenda calls late is what the checks call unmet.
func TestAgendaAgreesWithChecks(t *testing.T) {
	for _, in := range []Input{good(), faulty(), without("law"), with(func(in *Input) { in.Evaluations = nil })} {
		for _, at := range []string{"2024-01-20", "2026-06-01", "2026-06-16", "2026-08-11", "2028-02-11"} {
			late := map[string]bool{}
			for _, d := range Agenda(listsOf(in), clock(at)) {
				if clock(at).Over(d.DueOn) {
					late[d.Subject.Ref().String()] = true
				}
			}
			unfit := map[string]bool{}
			for _, requirement := range []string{"4.5.2.evaluate", "4.5.2.compliance.legal", "4.5.2.compliance.bestpractice", "4.5.2.compliance.policy"} {
				for _, f := range decide(in, requirement, at) {
					if f.Status == unmet {
						unfit[f.Subject.String()] = true
					}
				}
			}
			require.Equal(t, late, unfit, at)
		}
	}
}
