package change

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
)

func TestAssessedInTime(t *testing.T) {
	try(t, "4.4.6.change", []row{
		{Name: "considered before", In: good(), Want: met, Message: "change.assessed", Field: "assessment"},
		{Name: "on the same day", In: with(only("CH-C", func(x *Change) { x.Assessment.On = x.EffectiveOn })), Want: met, Message: "change.assessed", Field: "assessment"},
		{Name: "the day after", In: with(only("CH-C", func(x *Change) { x.Assessment.On = day("2026-02-02") })), Want: unmet, Message: "change.assessed.late", Field: "follow_up"},
		{Name: "the delay was followed up", In: with(only("CH-C", func(x *Change) {
			x.Assessment.On, x.FollowUp = day("2026-02-02"), FollowUp{day("2026-02-10"), "P", "gates checked"}
		})), Want: met, Message: "change.assessed.followed", Field: "follow_up"},
		{Name: "the follow-up is finished tomorrow", In: with(only("CH-C", func(x *Change) {
			x.Assessment.On, x.FollowUp = day("2026-02-02"), FollowUp{day("2026-04-01"), "P", "gates checked"}
		})), Want: unmet, Message: "change.assessed.late", Field: "follow_up", Lapses: "2026-04-01", Becomes: met},
		{Name: "not considered: open whether in time", In: with(only("CH-C", func(x *Change) { x.Assessment = Assessment{} })), Want: undetermined, Message: "change.assessed.open", Field: "assessment"},
		{Name: "to be considered tomorrow, in effect since February", In: with(only("CH-C", func(x *Change) { x.Assessment.On = day("2026-04-01") })), Want: undetermined, Message: "change.assessed.open", Field: "assessment", Lapses: "2026-04-01", Becomes: unmet},
		{Name: "a merger, under no letter", In: with(only("CH-M", func(x *Change) { x.Assessment = Assessment{} })), Want: undetermined, Message: "change.assessed.open", Field: "assessment"},
		{Name: "need not be considered", In: with(only("CH-E", func(x *Change) { x.Assessment, x.NotNeededBecause = Assessment{}, "a second driver of a known firm" })), Want: met, Message: "change.spared", Field: "not_needed_because"},
		{Name: "takes effect tomorrow, not considered", In: with(only("CH-C", func(x *Change) { x.Assessment, x.EffectiveOn = Assessment{}, day("2026-04-01") })), Want: undetermined, Message: "change.none"},
		{Name: "a threat is no arrangement", In: with(only("CH-C", func(x *Change) { x.Kinds, x.Assessment.On = []Kind{OfThreat}, day("2026-03-01") })), Want: undetermined, Message: "change.none"},
		{Name: "cancelled in time", In: with(only("CH-C", func(x *Change) { x.Assessment, x.CancelledOn = Assessment{}, day("2026-01-31") })), Want: undetermined, Message: "change.none"},
		{Name: "entered as cancelled after it took effect", In: with(only("CH-C", func(x *Change) { x.Assessment.On, x.CancelledOn = day("2026-02-02"), day("2026-02-03") })), Want: unmet, Message: "change.assessed.late", Field: "follow_up"},
		{Name: "nothing on record", In: with(func(in *Input) { in.Changes = nil }), Want: undetermined, Message: "change.none"},
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
		{Name: "considered", In: good(), Want: met, Message: "change.assessed", Field: "assessment"},
		{Name: "considered late is considered", In: with(only("CH-C", func(x *Change) { x.Assessment.On = day("2026-03-01") })), Want: met, Message: "change.assessed", Field: "assessment"},
		{Name: "considered later than asked", In: with(only("CH-C", func(x *Change) { x.Assessment.On = day("2026-04-01") })), Want: unmet, Message: "change.assessed.not", Field: "assessment", Lapses: "2026-04-01", Becomes: met},
		{Name: "the day before it takes effect", In: with(only("CH-C", func(x *Change) { x.Assessment = Assessment{} })), At: "2026-01-31", Want: undetermined, Message: "change.none", Lapses: "2026-02-01", Becomes: unmet},
		{Name: "the day on which it does", In: with(only("CH-C", func(x *Change) { x.Assessment = Assessment{} })), At: "2026-02-01", Want: unmet, Message: "change.assessed.not", Field: "assessment"},
		{Name: "a reason does not spare a procedure", In: with(only("CH-C", func(x *Change) { x.Assessment, x.NotNeededBecause = Assessment{}, "small" })), Want: unmet, Message: "change.assessed.not", Field: "assessment"},
		{Name: "a merger that changes a process too", In: with(only("CH-M", func(x *Change) { x.Assessment, x.Kinds = Assessment{}, append(x.Kinds, OfProcess) })), Want: unmet, Message: "change.assessed.not", Field: "assessment"},
	})
	try(t, "4.4.6.change.e", []row{
		{Name: "a reason spares a new supplier", In: with(only("CH-E", func(x *Change) { x.Assessment, x.NotNeededBecause = Assessment{}, "known firm" })), Want: met, Message: "change.spared", Field: "not_needed_because"},
		{Name: "without one", In: with(only("CH-E", func(x *Change) { x.Assessment = Assessment{} })), Want: unmet, Message: "change.assessed.notnew", Field: "assessment"},
	})
}

func TestPolicyReviewForeseen(t *testing.T) {
	revision := func(in *Input) *policy.Revision { return &in.Policies[0].Revisions[0] }
	try(t, "4.2.l", []row{
		{Name: "both triggers are named, the review is not due yet", In: good(), Want: met, Message: "change.policyreview.due", Field: "policy_review_due_on", Lapses: "2026-07-01", Becomes: unmet},
		{Name: "mergers are not", In: with(func(in *Input) { revision(in).ReviewTriggers = revision(in).ReviewTriggers[1:] }), Want: unmet, Message: "change.triggers.missing", Field: "revisions[0].review_triggers"},
		{Name: "other shifts are not", In: with(func(in *Input) { revision(in).ReviewTriggers = revision(in).ReviewTriggers[:1] }), Want: unmet, Message: "change.triggers.missing", Field: "revisions[0].review_triggers"},
		{Name: "the last day", In: good(), At: "2026-06-30", Want: met, Message: "change.policyreview.due", Field: "policy_review_due_on", Lapses: "2026-07-01", Becomes: unmet},
		{Name: "it is over", In: good(), At: "2026-07-01", Want: unmet, Message: "change.policyreview.late", Field: "policy_review_due_on"},
		{Name: "reviewed late is reviewed", In: with(func(in *Input) {
			in.Policies[0].Reviews = []policy.Review{{On: day("2026-07-02"), By: "P", Outcome: "stays", Trigger: policy.MergerOrAcquisition}}
		}), At: "2026-07-02", Want: met, Message: "change.policyreview.held"},
		{Name: "until then it is not", In: with(func(in *Input) {
			in.Policies[0].Reviews = []policy.Review{{On: day("2026-07-02"), By: "P", Outcome: "stays", Trigger: policy.MergerOrAcquisition}}
		}), At: "2026-07-01", Want: unmet, Message: "change.policyreview.late", Field: "policy_review_due_on", Lapses: "2026-07-02", Becomes: met},
		{Name: "reviewed on another account", In: with(func(in *Input) {
			in.Policies[0].Reviews = []policy.Review{{On: day("2026-03-02"), By: "P", Outcome: "stays", Trigger: policy.BusinessScopeChange}}
		}), At: "2026-07-01", Want: unmet, Message: "change.policyreview.late", Field: "policy_review_due_on"},
		{Name: "reviewed before anybody knew", In: with(func(in *Input) {
			in.Policies[0].Reviews = []policy.Review{{On: day("2026-01-04"), By: "P", Outcome: "stays", Trigger: policy.MergerOrAcquisition}}
		}), At: "2026-07-01", Want: unmet, Message: "change.policyreview.late", Field: "policy_review_due_on"},
		{Name: "a shift of the business scope", In: with(func(in *Input) {
			only("CH-M", func(x *Change) { x.Kinds = []Kind{OfBusinessScope} })(in)
			in.Policies[0].Reviews = []policy.Review{{On: day("2026-03-02"), By: "P", Outcome: "stays", Trigger: policy.BusinessScopeChange}}
		}), At: "2026-07-01", Want: met, Message: "change.policyreview.held"},
		{Name: "a draft need not foresee anything", In: with(func(in *Input) {
			in.Policies = append([]policy.Policy{{ID: "DRAFT", Title: "next policy", Revisions: []policy.Revision{{Number: "1"}}}}, in.Policies...)
		}), Want: met, Message: "change.policyreview.due", Field: "policy_review_due_on", Lapses: "2026-07-01", Becomes: unmet},
		{Name: "no day set", In: with(only("CH-M", func(x *Change) { x.PolicyReviewDueOn = records.Date{} })), Want: undetermined, Message: "change.policyreview.unset", Field: "policy_review_due_on"},
		{Name: "not decided", In: with(only("CH-M", func(x *Change) { x.AffectsSystem = "" })), Want: undetermined, Message: "change.business.open", Field: "affects_system"},
		{Name: "decided that it cannot", In: with(only("CH-M", func(x *Change) { x.AffectsSystem = records.No })), At: "2026-07-01", Want: met, Message: "change.triggers.named", Field: "revisions[0].review_triggers"},
		{Name: "cancelled", In: with(only("CH-M", func(x *Change) { x.CancelledOn = day("2026-01-30") })), At: "2026-07-01", Want: met, Message: "change.triggers.named", Field: "revisions[0].review_triggers"},
		{Name: "no policy in force", In: with(func(in *Input) { in.Policies = nil }), Want: undetermined, Message: "change.policy.none"},
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

// What holds for every check: see the package conformitytest.
func TestProperties(t *testing.T) {
	suite().InOrder(t)
	suite().Properties(t, good(), good())
}
