package risk_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/rules"
)

func TestAcceptance(t *testing.T) {
	rater := compile(t, tolerant())
	whole := risk.Acceptance{ID: "A-1", Risk: "R-1", Level: "High", By: "P-1", Justification: "a second lock is ordered", AcceptedOn: day("2026-05-01"), ExpiresOn: day("2026-05-31")}
	for _, tt := range []struct {
		name  string
		spoil func(*risk.Acceptance)
		holds bool
		until string
		why   string
	}{
		{"to the end of its last day", func(a *risk.Acceptance) {}, true, "2026-06-01T00:00:00Z", "holds until the end of 2026-05-31: a second lock is ordered"},
		{"of a risk that was worse", func(a *risk.Acceptance) { a.Level = "critical " }, true, "2026-06-01T00:00:00Z", "holds until"},
		{"of a risk that has risen since", func(a *risk.Acceptance) { a.Level = "Medium" }, false, "", `does not cover it: the risk was accepted at "Medium" and is at "High" now`},
		{"at a level there is none of", func(a *risk.Acceptance) { a.Level = "Hihg" }, false, "", `does not count: it names the level "Hihg", which these criteria do not have, did you mean High?`},
		{"expired", func(a *risk.Acceptance) { a.ExpiresOn = day("2026-05-03") }, false, "", "ended with 2026-05-03"},
		{"on its last day", func(a *risk.Acceptance) { a.ExpiresOn = day("2026-05-04") }, true, "2026-05-05T00:00:00Z", "holds until"},
		{"not begun", func(a *risk.Acceptance) { a.AcceptedOn = day("2026-05-05") }, false, "2026-05-05T00:00:00Z", "begins only on 2026-05-05"},
		{"without an approver", func(a *risk.Acceptance) { a.By = "" }, false, "", "does not count: by is missing"},
		{"without a justification", func(a *risk.Acceptance) { a.Justification = " " }, false, "", "does not count: justification is missing"},
		{"without an expiry", func(a *risk.Acceptance) { a.ExpiresOn = records.Date{} }, false, "", "does not count: expires_on is missing: write a day, as in 2006-01-02"},
		{"without a day", func(a *risk.Acceptance) { a.AcceptedOn = records.Date{} }, false, "", "does not count: accepted_on is missing: write a day, as in 2006-01-02"},
		{"without an id", func(a *risk.Acceptance) { a.ID = "" }, false, "", "does not count: id is missing"},
		{"that ends before it begins", func(a *risk.Acceptance) { a.AcceptedOn = day("2026-06-01") }, false, "", "does not count: expires_on 2026-05-31 is before accepted_on 2026-06-01"},
		{"of another risk", func(a *risk.Acceptance) { a.Risk = "R-2" }, false, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := whole
			tt.spoil(&a)
			ruling := decide(t, rater, rateOne(3, 4), a)
			assert.Equal(t, risk.Intolerable, ruling.Outcome, "the criteria do not change their mind")
			assert.Equal(t, tt.holds, ruling.Tolerated())
			assert.Equal(t, instant(tt.until), ruling.Until)
			if tt.holds {
				assert.Equal(t, a.ID, ruling.Acceptance)
			}
			explained, err := rater.Explain(rate(t, rater, rateOne(3, 4)), []risk.Acceptance{a}, now)
			require.NoError(t, err)
			if tt.why == "" {
				assert.Empty(t, explained.Acceptances)
			} else {
				assert.Contains(t, explained.Acceptances[0], tt.why)
			}
		})
	}
	ruling := decide(t, rater, rateOne(1, 1), whole)
	assert.Empty(t, ruling.Acceptance, "what the criteria tolerate needs none")
	explained, err := rater.Explain(rate(t, rater, rateOne(1, 1)), []risk.Acceptance{whole}, now)
	require.NoError(t, err)
	assert.Empty(t, explained.Acceptances)
	partly := rateOne(3, 4)
	partly.Inherent.Likelihood = 0
	explained, err = rater.Explain(rate(t, rater, partly), []risk.Acceptance{whole}, now)
	require.NoError(t, err)
	assert.Equal(t, "risk R-1 is intolerable, as it is not completely rated\nlevel: before controls: likelihood is not rated\n"+
		"acceptance A-1 does not count: what is not completely rated cannot be accepted\n", explained.String())
}

// Of acceptances that follow each other the risk is borne without a break, and that is when it ends.
func TestAcceptancesInARow(t *testing.T) {
	rater := compile(t, tolerant())
	accept := func(id, from, to string) risk.Acceptance {
		return risk.Acceptance{ID: records.ID[risk.Acceptance](id), Risk: "R-1", Level: "High", By: "P-1", Justification: "j", AcceptedOn: day(from), ExpiresOn: day(to)}
	}
	first, second, third := accept("A-1", "2026-05-01", "2026-05-10"), accept("A-2", "2026-05-05", "2026-06-30"), accept("A-3", "2026-07-02", "2026-07-03")
	ruling := decide(t, rater, rateOne(3, 4), first, second, third)
	assert.Equal(t, records.ID[risk.Acceptance]("A-1"), ruling.Acceptance)
	assert.Equal(t, instant("2026-07-01T00:00:00Z"), ruling.Until)
	ruling = decide(t, rater, rateOne(3, 4), accept("A-4", "2026-05-01", "2026-05-09"), first, third)
	assert.Equal(t, records.ID[risk.Acceptance]("A-1"), ruling.Acceptance, "the one that lasts longest")
	assert.Equal(t, instant("2026-05-11T00:00:00Z"), ruling.Until)
}

// Until is right: from one instant to the next, whenever asked, the answer is the old one before
// it and the other one at it, with rules that ask for the time and acceptances that come and go.
func TestUntilIsRight(t *testing.T) {
	c := fiveByFive()
	c.Tolerability = rules.Definition{Default: "intolerable", Rules: []rules.Rule{
		{Name: "fresh decisions", When: `level <= 2 && within(decided_on, "30 days") && !over(revised_on)`, Then: "tolerable"},
	}}
	rater := compile(t, c)
	r := rateOne(2, 3)
	r.DecidedOn, r.RevisedOn = day("2026-05-10"), day("2026-05-20")
	acceptances := []risk.Acceptance{
		{ID: "A-1", Risk: "R-1", Level: "Medium", By: "P-1", Justification: "j", AcceptedOn: day("2026-05-18"), ExpiresOn: day("2026-05-25")},
		{ID: "A-2", Risk: "R-1", Level: "Medium", By: "P-1", Justification: "j", AcceptedOn: day("2026-06-18"), ExpiresOn: day("2026-06-18")},
	}
	rated := rate(t, rater, r)
	ask := func(at time.Time) risk.Ruling {
		ruling, err := rater.Decide(rated, acceptances, at)
		require.NoError(t, err)
		return ruling
	}
	var turns []string
	for at := instant("2026-05-01T00:00:00Z"); at.Before(instant("2026-07-01T00:00:00Z")); at = at.Add(6 * time.Hour) {
		ruling := ask(at)
		if next := ask(at.Add(6 * time.Hour)); next.Tolerated() != ruling.Tolerated() {
			require.Equal(t, at.Add(6*time.Hour), ruling.Until, "a turn that was not announced")
			turns = append(turns, ruling.Until.Format("01-02"))
		}
		if !ruling.Until.IsZero() {
			require.Equal(t, ruling.Tolerated(), ask(ruling.Until.Add(-time.Nanosecond)).Tolerated())
			require.NotEqual(t, ruling.Tolerated(), ask(ruling.Until).Tolerated())
		}
	}
	assert.Equal(t, []string{"05-10", "05-26", "06-18", "06-19"}, turns)
}
