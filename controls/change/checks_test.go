package change

import (
	"math/rand"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
)

func TestAssessedInTime(t *testing.T) {
	try(t, "4.4.6.change", []row{
		{"considered before", asIs, today, met, "change.assessed", "", none},
		{"on the same day", only("CH-C", func(x *Change) { x.Assessment.On = x.EffectiveOn }), today, met, "change.assessed", "", none},
		{"the day after", only("CH-C", func(x *Change) { x.Assessment.On = day("2026-02-02") }), today, unmet, "change.assessed.late", "", none},
		{"the delay was followed up", only("CH-C", func(x *Change) {
			x.Assessment.On, x.FollowUp = day("2026-02-02"), FollowUp{day("2026-02-10"), "P", "gates checked"}
		}), today, met, "change.assessed.followed", "", none},
		{"the follow-up is finished tomorrow", only("CH-C", func(x *Change) {
			x.Assessment.On, x.FollowUp = day("2026-02-02"), FollowUp{day("2026-04-01"), "P", "gates checked"}
		}), today, unmet, "change.assessed.late", "2026-04-01", met},
		{"not considered: open whether in time", only("CH-C", func(x *Change) { x.Assessment = Assessment{} }), today, undetermined, "change.assessed.open", "", none},
		{"to be considered tomorrow, in effect since February", only("CH-C", func(x *Change) { x.Assessment.On = day("2026-04-01") }), today, undetermined, "change.assessed.open", "2026-04-01", unmet},
		{"a merger, under no letter", only("CH-M", func(x *Change) { x.Assessment = Assessment{} }), today, undetermined, "change.assessed.open", "", none},
		{"need not be considered", only("CH-E", func(x *Change) { x.Assessment, x.NotNeededBecause = Assessment{}, "a second driver of a known firm" }), today, met, "change.spared", "", none},
		{"takes effect tomorrow, not considered", only("CH-C", func(x *Change) { x.Assessment, x.EffectiveOn = Assessment{}, day("2026-04-01") }), today, undetermined, "change.none", "", none},
		{"a threat is no arrangement", only("CH-C", func(x *Change) { x.Kinds, x.Assessment.On = []Kind{OfThreat}, day("2026-03-01") }), today, undetermined, "change.none", "", none},
		{"cancelled in time", only("CH-C", func(x *Change) { x.Assessment, x.CancelledOn = Assessment{}, day("2026-01-31") }), today, undetermined, "change.none", "", none},
		{"entered as cancelled after it took effect", only("CH-C", func(x *Change) { x.Assessment.On, x.CancelledOn = day("2026-02-02"), day("2026-02-03") }), today, unmet, "change.assessed.late", "", none},
		{"nothing on record", func(in *Input) { in.Changes = nil }, today, undetermined, "change.none", "", none},
	})
}

// One row for each kind under each letter: a change in effect that nobody considered fails the
// requirement of its letter, and no other.
func TestAssessedAtAll(t *testing.T) {
	letters := []string{"a", "b", "c", "d", "e"}
	for _, kind := range Kind("").Values() {
		x := considered("CH", "", "2026-02-01", Kind(kind))
		for _, letter := range letters {
			got := decide(Input{Changes: []Change{x}}, "4.4.6.change."+letter, today)[0]
			if Kind(kind).Letter() == letter {
				assert.Equal(t, unmet, got.Status, "%s under %s", kind, letter)
				assert.Equal(t, "assessment", got.Field)
			} else {
				assert.Equal(t, undetermined, got.Status, "%s under %s", kind, letter)
			}
		}
	}
	try(t, "4.4.6.change.c", []row{
		{"considered", asIs, today, met, "change.assessed", "", none},
		{"considered late is considered", only("CH-C", func(x *Change) { x.Assessment.On = day("2026-03-01") }), today, met, "change.assessed", "", none},
		{"considered later than asked", only("CH-C", func(x *Change) { x.Assessment.On = day("2026-04-01") }), today, unmet, "change.assessed.not", "2026-04-01", met},
		{"the day before it takes effect", only("CH-C", func(x *Change) { x.Assessment = Assessment{} }), "2026-01-31", undetermined, "change.none", "2026-02-01", unmet},
		{"the day on which it does", only("CH-C", func(x *Change) { x.Assessment = Assessment{} }), "2026-02-01", unmet, "change.assessed.not", "", none},
		{"a reason does not spare a procedure", only("CH-C", func(x *Change) { x.Assessment, x.NotNeededBecause = Assessment{}, "small" }), today, unmet, "change.assessed.not", "", none},
		{"a merger that changes a process too", only("CH-M", func(x *Change) { x.Assessment, x.Kinds = Assessment{}, append(x.Kinds, OfProcess) }), today, unmet, "change.assessed.not", "", none},
	})
	try(t, "4.4.6.change.e", []row{
		{"a reason spares a new supplier", only("CH-E", func(x *Change) { x.Assessment, x.NotNeededBecause = Assessment{}, "known firm" }), today, met, "change.spared", "", none},
		{"without one", only("CH-E", func(x *Change) { x.Assessment = Assessment{} }), today, unmet, "change.assessed.notnew", "", none},
	})
}

func TestPolicyReviewForeseen(t *testing.T) {
	revision := func(in *Input) *policy.Revision { return &in.Policies[0].Revisions[0] }
	try(t, "4.2.l", []row{
		{"both triggers are named, the review is not due yet", asIs, today, met, "change.policyreview.due", "2026-07-01", unmet},
		{"mergers are not", func(in *Input) { revision(in).ReviewTriggers = revision(in).ReviewTriggers[1:] }, today, unmet, "change.triggers.missing", "", none},
		{"other shifts are not", func(in *Input) { revision(in).ReviewTriggers = revision(in).ReviewTriggers[:1] }, today, unmet, "change.triggers.missing", "", none},
		{"the last day", asIs, "2026-06-30", met, "change.policyreview.due", "2026-07-01", unmet},
		{"it is over", asIs, "2026-07-01", unmet, "change.policyreview.late", "", none},
		{"reviewed late is reviewed", func(in *Input) {
			in.Policies[0].Reviews = []policy.Review{{On: day("2026-07-02"), By: "P", Outcome: "stays", Trigger: policy.MergerOrAcquisition}}
		}, "2026-07-02", met, "change.policyreview.held", "", none},
		{"until then it is not", func(in *Input) {
			in.Policies[0].Reviews = []policy.Review{{On: day("2026-07-02"), By: "P", Outcome: "stays", Trigger: policy.MergerOrAcquisition}}
		}, "2026-07-01", unmet, "change.policyreview.late", "2026-07-02", met},
		{"reviewed on another account", func(in *Input) {
			in.Policies[0].Reviews = []policy.Review{{On: day("2026-03-02"), By: "P", Outcome: "stays", Trigger: policy.BusinessScopeChange}}
		}, "2026-07-01", unmet, "change.policyreview.late", "", none},
		{"reviewed before anybody knew", func(in *Input) {
			in.Policies[0].Reviews = []policy.Review{{On: day("2026-01-04"), By: "P", Outcome: "stays", Trigger: policy.MergerOrAcquisition}}
		}, "2026-07-01", unmet, "change.policyreview.late", "", none},
		{"a shift of the business scope", func(in *Input) {
			only("CH-M", func(x *Change) { x.Kinds = []Kind{OfBusinessScope} })(in)
			in.Policies[0].Reviews = []policy.Review{{On: day("2026-03-02"), By: "P", Outcome: "stays", Trigger: policy.BusinessScopeChange}}
		}, "2026-07-01", met, "change.policyreview.held", "", none},
		{"a draft need not foresee anything", func(in *Input) {
			in.Policies = append([]policy.Policy{{ID: "DRAFT", Title: "next policy", Revisions: []policy.Revision{{Number: "1"}}}}, in.Policies...)
		}, today, met, "change.policyreview.due", "2026-07-01", unmet},
		{"no day set", only("CH-M", func(x *Change) { x.PolicyReviewDueOn = records.Date{} }), today, undetermined, "change.policyreview.unset", "", none},
		{"not decided", only("CH-M", func(x *Change) { x.AffectsSystem = "" }), today, undetermined, "change.business.open", "", none},
		{"decided that it cannot", only("CH-M", func(x *Change) { x.AffectsSystem = records.No }), "2026-07-01", met, "change.triggers.named", "", none},
		{"cancelled", only("CH-M", func(x *Change) { x.CancelledOn = day("2026-01-30") }), "2026-07-01", met, "change.triggers.named", "", none},
		{"no policy in force", func(in *Input) { in.Policies = nil }, today, undetermined, "change.policy.none", "", none},
	})
}

func TestStatements(t *testing.T) {
	for requirement, condition := range map[string]string{
		"4.4.6.change": "changed-arrangements", "4.4.6.change.a": "changed-organization", "4.4.6.change.b": "changed-policy",
		"4.4.6.change.c": "changed-processes", "4.4.6.change.d": "new-technology", "4.4.6.change.e": "new-engagements",
	} {
		statement := []conformity.Statement{{ID: "ST", Condition: condition, Reason: "none", By: "P", StatedOn: day("2026-01-01"), ValidUntil: day(today)}}
		result, err := conformity.Assess(Input{Statements: statement}, Checks(), instant(today), conformity.Options{}).Result(requirement)
		require.NoError(t, err)
		assert.Equal(t, conformity.StatusNotApplicable, result.Status, requirement)
		full := good()
		full.Statements = statement
		result, err = conformity.Assess(full, Checks(), instant(today), conformity.Options{}).Result(requirement)
		require.NoError(t, err)
		assert.Equal(t, met, result.Status, "%s: records contradict the statement", requirement)
	}
}

func TestOrderOfListsChangesNothing(t *testing.T) {
	want := all(good())
	random := rand.New(rand.NewSource(1))
	for range 20 {
		in := good()
		random.Shuffle(len(in.Changes), func(i, j int) { in.Changes[i], in.Changes[j] = in.Changes[j], in.Changes[i] })
		assert.ElementsMatch(t, want, all(in))
	}
}

func all(in Input) []string {
	var list []string
	for _, f := range conformity.Run(Checks(), in, instant(today)) {
		list = append(list, f.String())
	}
	return list
}
