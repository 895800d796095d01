package legal

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// An application that keeps nothing yet learns what the standard demands first; the qualities
// of what is not there are undetermined.
func TestNothingOnRecord(t *testing.T) {
	want := map[string]conformity.Status{
		"4.3.2.procedure": unmet, "4.3.2.a": unmet, "4.3.2.a.access": undetermined, "4.3.2.b": undetermined,
		"4.3.2.uptodate": undetermined, "4.3.2.communicate": undetermined, "4.3.2.communicate.thirdparties": undetermined,
	}
	got := suite().Statuses(Input{})
	assert.Equal(t, want, got)
}

// faulty returns an input with faults of every kind.
func faulty() Input {
	in := good()
	in.Requirements[0].Determinations = append(in.Requirements[0].Determinations, Determination{On: day("2026-05-01"), Applies: records.Yes, How: "more"})
	in.Requirements[0].Audience.Roles = append(in.Requirements[0].Audience.Roles, "clerk", "lost")
	in.Requirements[0].Amendments = append(in.Requirements[0].Amendments, Amendment{Key: "2026-1", EffectiveOn: day("2026-08-01")}, Amendment{Key: "2026-2", EffectiveOn: day("2026-05-01")})
	in.Requirements = append(in.Requirements, Requirement{ID: "act", Title: "act", Kind: Law}, Requirement{ID: "later", Title: "later act", Kind: Law, EffectiveFrom: day("2026-09-01")})
	in.Sources = append(in.Sources, Source{ID: "association", Title: "association", Kind: Association}, Source{ID: "adviser", Title: "adviser", Kind: Adviser, Interval: records.Days(10), ApprovedBy: "ceo", ApprovedOn: day("2026-05-25")})
	in.Procedures = append(in.Procedures, in.Procedures[0])
	in.Procedures[1].ID, in.Procedures[1].Revisions = "PRO-2", nil
	return stated(in, "third-parties")
}

// What holds for every check: see the package conformitytest.
func TestProperties(t *testing.T) {
	assert.Len(t, suite().Requirements(), 7)
	suite().InOrder(t)
	suite().Properties(t, good(), faulty())
}
