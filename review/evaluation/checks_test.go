package evaluation

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/controls/change"
	"github.com/iso28000/iso28000/incidents"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk/legal"
)

// An application that keeps nothing yet gets no alarm: there is nothing to evaluate, and the
// settings come first.
func TestNothingOnRecord(t *testing.T) {
	for result := range conformity.Assess(Input{}, Checks(), instant("2026-06-01"), conformity.Options{}).Results() {
		if result.Clause == "4.5.2" {
			assert.Equal(t, undetermined, result.Status, result.ID)
		}
	}
}

// faulty returns an input with faults of many kinds, and days that lie ahead.
func faulty() Input {
	in := good()
	in.Evaluations = append(in.Evaluations,
		Evaluation{ID: "later", Title: "later", Method: Review, On: day("2026-06-20"), By: "head", Judged: []Judged{{Subject: Subject{Procedure: "new"}, Outcome: Keep}}, Changes: []Change{{Key: "K", Significant: records.Yes, Procedures: []change.Reflection{{Procedure: "keys"}, {Procedure: "lost"}}}, {Key: "L"}}},
		Evaluation{ID: "bare", Title: "bare", Method: Test, On: day("2026-05-20"), Record: records.Ref{Kind: "document", ID: "LOST"}})
	fresh := procedure("new")
	fresh.Revisions[0].EffectiveFrom = day("2026-06-10")
	in.Procedures = append(in.Procedures, fresh)
	in.Cycles = append(in.Cycles, Cycle{ID: "new", Subjects: []Subject{{Procedure: "new"}}, Interval: records.Days(5), ApprovedBy: "ceo", ApprovedOn: day("2026-05-01")})
	in.Incidents = append(in.Incidents, incidents.Incident{ID: "fire", Title: "fire", Kind: incidents.Emergency, Severity: incidents.Grave, ClosedOn: day("2026-07-01"), ClosedBy: "head"}, incidents.Incident{ID: "open", Title: "open", Kind: incidents.SecurityIncident, ClosedOn: day("2026-05-01")})
	in.Changes = append(in.Changes, change.Change{ID: "CH-2", Title: "move", EffectiveOn: day("2026-06-05"), Significant: records.Yes, Procedures: []change.Reflection{{Procedure: "keys"}}}, change.Change{ID: "CH-3", EffectiveOn: day("2026-05-01")})
	in.Requirements = append(in.Requirements, legal.Requirement{ID: "act", Title: "act", Kind: legal.Law})
	return in
}

// What holds for every check: see the package conformitytest.
func TestProperties(t *testing.T) {
	assert.Len(t, suite().Requirements(), 10)
	suite().InOrder(t)
	suite().Properties(t, good(), faulty())
}

func TestOrderOfRecordsChangesNoAgenda(t *testing.T) {
	agenda := func(in Input) string {
		var text strings.Builder
		for _, d := range Agenda(listsOf(in), clock("2026-06-01")) {
			fmt.Fprintln(&text, d.DueOn, d.Subject.Ref(), d.Last != nil, d.Interval)
		}
		return text.String()
	}
	want := agenda(faulty())
	for seed := range uint64(20) {
		require.Equal(t, want, agenda(conformitytest.Shuffled(faulty(), seed)))
	}
}
