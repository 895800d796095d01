package risk_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/risk"
)

// Judging is rating and then deciding, whatever the risk and the rules look at.
func TestJudgingIsRatingAndDeciding(t *testing.T) {
	bare := fiveByFive()
	for _, criteria := range []risk.Criteria{twelve(), bare} {
		rater := compile(t, criteria)
		risks := someRisks(500)
		for i := range risks {
			r := &risks[i]
			switch i % 7 {
			case 3:
				r.Residual = risk.Rating{}
			case 4:
				r.Inherent.Likelihood = 0
			case 5:
				r.Site, r.Stage, r.Condition, r.Class, r.Decision = "Hull", "storage", "emergency", "pilot", "avoid"
			}
			accepted := []risk.Acceptance{{ID: "A-1", Risk: r.ID}}
			rated := rate(t, rater, *r)
			want, wrong := rater.Decide(rated, accepted, now)
			got, err := rater.Judge(r, accepted, now)
			require.Equal(t, wrong, err)
			assert.Equal(t, want, got)
		}
	}
}

func TestJudgingRefusesWhatRatingDoes(t *testing.T) {
	rater := compile(t, twelve())
	r := someRisks(1)[0]
	r.Inherent.Likelihood = 9
	_, wrong := rater.Rate(r)
	ruling, err := rater.Judge(&r, nil, now)
	require.Error(t, err)
	assert.Equal(t, wrong, err)
	assert.Equal(t, risk.Intolerable, ruling.Outcome)
}

func TestJudgingAllocatesNothing(t *testing.T) {
	rater, r := compile(t, twelve()), someRisks(1)[0]
	assert.Zero(t, testing.AllocsPerRun(100, func() { _, _ = rater.Judge(&r, nil, now) }))
}
