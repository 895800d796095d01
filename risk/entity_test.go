package risk_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

func at(text string) records.Clock { return records.At(instant(text)) }

// Each entity names every fault at once, by the path of the field.
func TestValidate(t *testing.T) {
	in := complete()
	for _, tt := range []struct {
		name   string
		entity interface{ Validate() error }
		want   []string
	}{
		{"an empty threat", risk.Threat{}, []string{"id", "title"}},
		{"a threat with words of its own", risk.Threat{ID: "T", Title: "t", Origin: "alien", Significant: "maybe", Affects: []risk.Affected{"everybody"}}, []string{"origin", "affects[0]", "significant"}},
		{"a threat that changed before it was there", risk.Threat{ID: "T", Title: "t", AddedOn: day("2026-02-01"), ChangedOn: day("2026-01-01"), WithdrawnOn: day("2026-01-01")},
			[]string{"changed_on", "withdrawn_on", "withdrawn_because"}},
		{"a reason for a withdrawal without its day", risk.Threat{ID: "T", Title: "t", WithdrawnBecause: "gone"}, []string{"withdrawn_on"}},
		{"an empty control", risk.Control{}, []string{"id", "title"}},
		{"a control that ends before it begins", risk.Control{ID: "K", Title: "k", Lowers: []risk.Effect{"cost"}, InOperationFrom: day("2026-02-01"), Until: day("2026-01-01")}, []string{"lowers[0]", "until"}},
		{"an empty risk", risk.Risk{}, []string{"id", "title"}},
		{"a risk with words of its own", risk.Risk{ID: "R", Title: "r", Condition: "odd", Decision: "ignore", Significant: "no idea", Credible: "so so"}, []string{"condition", "decision", "significant", "credible"}},
		{"a day on which nothing was decided", risk.Risk{ID: "R", Title: "r", DecidedOn: day("2026-01-01")}, []string{"decision"}},
		{"reviews without day and outcome", risk.Risk{ID: "R", Title: "r", Reviews: []risk.Review{{}}}, []string{"reviews[0].on", "reviews[0].outcome"}},
		{"a risk that was withdrawn before it was there", risk.Risk{ID: "R", Title: "r", AddedOn: day("2026-02-01"), WithdrawnOn: day("2026-01-01"), WithdrawnBecause: "sold"}, []string{"withdrawn_on"}},
		{"an empty methodology", risk.Methodology{}, []string{"id", "title"}},
		{"a methodology with words of its own", risk.Methodology{ID: "M", Title: "m", Kind: "gut", Timing: []risk.Timing{{Occasion: "at leisure"}}}, []string{"kind", "timing[0].occasion"}},
		{"intervals for no class, and for one twice", risk.Methodology{ID: "M", Title: "m", Intervals: []risk.ClassInterval{{Class: "a", Interval: records.Months(1)}, {Class: "a"}, {Interval: records.Months(1)}}},
			[]string{"intervals[1].interval", "intervals[1].class", "intervals[2].class"}},
		{"an approval by nobody", risk.Methodology{ID: "M", Title: "m", ApprovedOn: day("2026-01-01")}, []string{"approved_by"}},
		{"an approval on no day", risk.Methodology{ID: "M", Title: "m", ApprovedBy: "P"}, []string{"approved_on"}},
		{"an empty assessment", risk.Assessment{}, []string{"id", "title"}},
		{"an assessment of the whole register and of a list", risk.Assessment{ID: "A", Title: "a", WholeRegister: true, Risks: []records.ID[risk.Risk]{"R"}}, []string{"whole_register"}},
		{"an assessment of the whole register and of one threat", risk.Assessment{ID: "A", Title: "a", WholeRegister: true, Threats: []records.ID[risk.Threat]{"T"}}, []string{"whole_register"}},
		{"an assessment with words of its own", risk.Assessment{ID: "A", Title: "a", Conditions: []risk.Condition{"odd"}, Inputs: []risk.AssessmentInput{{Kind: "dreams"}}, Team: []risk.Assessor{{}}},
			[]string{"conditions[0]", "inputs[0].kind", "team[0].person"}},
		{"a revision before the assessment, without a reason", risk.Assessment{ID: "A", Title: "a", PerformedOn: day("2026-02-01"), Revisions: []risk.Revision{{On: day("2026-01-01")}}},
			[]string{"revisions[0].reason", "revisions[0].on"}},
		{"uses that say nothing", risk.Assessment{ID: "A", Title: "a", Uses: []risk.Use{{}, {Purpose: risk.ForDesign, ConsideredOn: day("2026-01-01"), Outcome: risk.NotUsed}}},
			[]string{"uses[0].purpose", "uses[0].considered_on", "uses[0].outcome", "uses[1].reason"}},
		{"reasons for no class", risk.Assessment{ID: "A", Title: "a", NotInERM: []risk.ClassReason{{}}}, []string{"not_in_erm[0].class", "not_in_erm[0].reason"}},
		{"an assessment that replaces itself, and another twice", risk.Assessment{ID: "A", Title: "a", Replaces: []records.ID[risk.Assessment]{"A", "B", "B"}}, []string{"replaces[0]", "replaces[2]"}},
		{"an assessment that is due before it was performed", risk.Assessment{ID: "A", Title: "a", PerformedOn: day("2026-02-01"), NextDueOn: day("2026-01-01")}, []string{"next_due_on"}},
		{"an empty treatment", risk.Treatment{}, []string{"id", "title", "risks", "option"}},
		{"a check of what is not implemented", risk.Treatment{ID: "T", Title: "t", Risks: []records.ID[risk.Risk]{"R"}, Option: risk.Avoid, Effectiveness: []risk.EffectivenessCheck{{On: day("2026-01-01"), Effective: records.Yes}}},
			[]string{"effectiveness[0]"}},
		{"a check before it was implemented, without an answer", risk.Treatment{ID: "T", Title: "t", Risks: []records.ID[risk.Risk]{"R"}, Option: risk.Avoid, ImplementedOn: day("2026-02-01"),
			Effectiveness: []risk.EffectivenessCheck{{On: day("2026-01-01")}}}, []string{"effectiveness[0].effective", "effectiveness[0].on"}},
		{"entries that say nothing", risk.Treatment{ID: "T", Title: "t", Risks: []records.ID[risk.Risk]{"R"}, Option: risk.Share, Lowers: []risk.Effect{"cost"}, Monitoring: []risk.Progress{{}}},
			[]string{"lowers[0]", "monitoring[0].on", "monitoring[0].note"}},
		{"dropped for no reason", risk.Treatment{ID: "T", Title: "t", Risks: []records.ID[risk.Risk]{"R"}, Option: risk.Share, DroppedOn: day("2026-01-01")}, []string{"dropped_because"}},
		{"done before it was chosen", risk.Treatment{ID: "T", Title: "t", Risks: []records.ID[risk.Risk]{"R"}, Option: risk.Share, ChosenOn: day("2026-02-01"), DueOn: day("2026-01-01"), ImplementedOn: day("2026-01-01")},
			[]string{"due_on", "implemented_on"}},
		{"an empty source", risk.Source{ConsultedOn: []records.Date{{}}}, []string{"id", "title", "consulted_on[0]"}},
		{"empty intelligence", risk.Intelligence{}, []string{"id", "kind", "summary", "collected_on"}},

		{"a sound methodology", in.Methodologies[0], nil},
		{"a sound assessment", in.Assessments[0], nil},
		{"a sound threat", in.Threats[0], nil},
		{"a sound risk", in.Risks[0], nil},
		{"a sound control", in.Controls[0], nil},
		{"a sound treatment", in.Treatments[0], nil},
		{"a sound source", in.Sources[0], nil},
		{"sound intelligence", in.Intelligence[0], nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, paths(tt.entity.Validate()))
		})
	}
}

// The life of a treatment, day by day.
func TestTreatmentState(t *testing.T) {
	scheduled := risk.Treatment{Owner: "P", ChosenOn: day("2026-02-01"), DueOn: day("2026-03-01")}
	done, late, dropped := scheduled, scheduled, scheduled
	done.ImplementedOn = day("2026-02-15")
	late.ImplementedOn = day("2026-03-10")
	dropped.ImplementedOn, dropped.DroppedOn = day("2026-02-15"), day("2026-03-10")
	for _, tt := range []struct {
		name      string
		treatment risk.Treatment
		at        string
		want      risk.TreatmentState
	}{
		{"before it was chosen", scheduled, "2026-01-31T23:59:59Z", risk.NotChosen},
		{"on the day it was chosen", scheduled, "2026-02-01T00:00:00Z", risk.Scheduled},
		{"last second of its day", scheduled, "2026-03-01T23:59:59Z", risk.Scheduled},
		{"its day is over", scheduled, "2026-03-02T00:00:00Z", risk.Overdue},
		{"without an owner", risk.Treatment{DueOn: day("2026-03-01")}, "2026-03-01T00:00:00Z", risk.Unscheduled},
		{"without a day", risk.Treatment{Owner: "P"}, "2026-03-01T00:00:00Z", risk.Unscheduled},
		{"without an owner it is late all the same", risk.Treatment{DueOn: day("2026-03-01")}, "2026-03-02T00:00:00Z", risk.Overdue},
		{"the day before it was done", done, "2026-02-14T23:59:59Z", risk.Scheduled},
		{"done", done, "2026-02-15T00:00:00Z", risk.Implemented},
		{"late, not done yet", late, "2026-03-09T23:59:59Z", risk.Overdue},
		{"done late is done", late, "2026-03-10T00:00:00Z", risk.Implemented},
		{"done, not dropped yet", dropped, "2026-03-09T23:59:59Z", risk.Implemented},
		{"dropped, though it was done", dropped, "2026-03-10T00:00:00Z", risk.Dropped},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := tt.treatment.State(at(tt.at))
			assert.Equal(t, tt.want, got)
			assert.Contains(t, got.Values(), string(got))
			assert.Equal(t, got == risk.Unscheduled || got == risk.Scheduled || got == risk.Overdue, got.Open())
			assert.Equal(t, got != risk.NotChosen && got != risk.Dropped, got.InHand())
		})
	}
}

func TestOptionCarriesOut(t *testing.T) {
	want := map[risk.Decision][]risk.Option{
		risk.ToAvoid:     {risk.Avoid},
		risk.ToEliminate: {risk.Eliminate},
		risk.ToControl:   {risk.Avoid, risk.Eliminate, risk.Reduce, risk.Share},
		risk.ToTolerate:  nil,
		"":               nil,
	}
	for decision, options := range want {
		for _, option := range []risk.Option{risk.Avoid, risk.Eliminate, risk.Reduce, risk.Share, ""} {
			assert.Equal(t, slices.Contains(options, option), option.CarriesOut(decision), "%q carries out %q", option, decision)
		}
	}
}

// What a host asks of its lists, without checks and without a report.
func TestLists(t *testing.T) {
	in := complete()
	in.Risks[0].DecidedOn, in.Risks[3].WithdrawnOn = day("2026-06-10"), day("2026-06-10")
	in.Risks[3].Decision = ""
	ids := func(list []*risk.Risk) (ids []string) {
		for _, r := range list {
			ids = append(ids, string(r.ID))
		}
		return ids
	}
	assert.Equal(t, []string{"R-1", "R-4"}, ids(slices.Collect(risk.UndecidedRisks(in.Risks, at("2026-06-09T12:00:00Z")))))
	assert.Empty(t, ids(slices.Collect(risk.UndecidedRisks(in.Risks, at("2026-06-10T00:00:00Z")))))

	count := func(list []*risk.Treatment) int { return len(list) }
	assert.Equal(t, 1, count(slices.Collect(risk.OpenTreatments(in.Treatments, at(today)))))
	assert.Equal(t, 0, count(slices.Collect(risk.LateTreatments(in.Treatments, at("2026-09-30T23:59:59Z")))))
	assert.Equal(t, 1, count(slices.Collect(risk.LateTreatments(in.Treatments, at("2026-10-01T00:00:00Z")))))

	assert.Empty(t, slices.Collect(risk.LateSources(&in.Methodologies[0], in.Sources, in.Intelligence, at("2026-06-09T23:59:59Z"))))
	late := slices.Collect(risk.LateSources(&in.Methodologies[0], in.Sources, in.Intelligence, at("2026-06-10T00:00:00Z")))
	if assert.Len(t, late, 1) {
		assert.Equal(t, records.ID[risk.Source]("S-1"), late[0].Source.ID)
		assert.Equal(t, day("2026-05-10"), late[0].Last)
	}
}

func TestMethodologyInForce(t *testing.T) {
	all := []risk.Methodology{
		{ID: "M-1", ApprovedBy: "P", ApprovedOn: day("2025-01-01"), EffectiveFrom: day("2025-02-01")},
		{ID: "M-2", ApprovedBy: "P", ApprovedOn: day("2026-01-01"), EffectiveFrom: day("2026-02-01"), WithdrawnOn: day("2026-06-01")},
		{ID: "M-3", ApprovedOn: day("2026-01-01"), EffectiveFrom: day("2026-03-01")}, // by nobody
	}
	for at, want := range map[string]records.ID[risk.Methodology]{
		"2025-01-31T23:59:59Z": "",
		"2025-02-01T00:00:00Z": "M-1",
		"2026-01-31T23:59:59Z": "M-1",
		"2026-02-01T00:00:00Z": "M-2",
		"2026-05-31T23:59:59Z": "M-2",
		"2026-06-01T00:00:00Z": "", // the one before does not come back
	} {
		var got records.ID[risk.Methodology]
		if m := risk.MethodologyInForce(all, records.At(instant(at))); m != nil {
			got = m.ID
		}
		assert.Equal(t, want, got, at)
	}
}

func TestAssessmentsInForce(t *testing.T) {
	all := []risk.Assessment{
		{ID: "A-1", PerformedOn: day("2025-02-01"), ApprovedBy: "P", ApprovedOn: day("2025-02-10"), NextDueOn: day("2026-01-31")},
		{ID: "A-2", PerformedOn: day("2026-02-01"), ApprovedBy: "P", ApprovedOn: day("2026-02-10"), Replaces: []records.ID[risk.Assessment]{"A-1"}, WithdrawnOn: day("2026-06-01")},
		{ID: "B-1", PerformedOn: day("2026-01-01"), ApprovedBy: "P", ApprovedOn: day("2026-01-01"), Replaces: []records.ID[risk.Assessment]{"B-1"}},
	}
	for at, want := range map[string][]string{
		"2025-02-09T23:59:59Z": nil,
		"2025-02-10T00:00:00Z": {"A-1"},
		"2026-02-09T23:59:59Z": {"A-1", "B-1"}, // overdue, and in force all the same
		"2026-02-10T00:00:00Z": {"A-2", "B-1"},
		"2026-06-01T00:00:00Z": {"B-1"}, // A-1 does not come back
	} {
		var got []string
		for a := range risk.AssessmentsInForce(all, records.At(instant(at))) {
			got = append(got, string(a.ID))
		}
		assert.Equal(t, want, got, at)
	}
}

func TestAssessmentDueOn(t *testing.T) {
	a := risk.Assessment{PerformedOn: day("2026-01-31")}
	assert.Zero(t, a.DueOn(records.Period{}))
	assert.Equal(t, day("2026-02-28"), a.DueOn(records.Months(1)))
	a.NextDueOn = day("2026-02-15")
	assert.Equal(t, day("2026-02-15"), a.DueOn(records.Months(1)))
	assert.Equal(t, day("2026-02-15"), a.DueOn(records.Period{}))
	assert.Equal(t, day("2026-02-10"), a.DueOn(records.Days(10)))
}

func TestIntervalFor(t *testing.T) {
	m := risk.Methodology{Interval: records.Months(12), Intervals: []risk.ClassInterval{{Class: "theft", Interval: records.Months(6)}}}
	assert.Equal(t, records.Months(6), m.IntervalFor("theft"))
	assert.Equal(t, records.Months(12), m.IntervalFor("flood"))
	m.Intervals = []risk.ClassInterval{{Class: "theft"}, {Class: "theft", Interval: records.Months(3)}, {Class: "theft", Interval: records.Months(9)}}
	assert.Equal(t, records.Months(3), m.IntervalFor("theft"), "the first that is set")
}

func TestConditionsLeftOut(t *testing.T) {
	a := risk.Assessment{Conditions: []risk.Condition{risk.Emergency, risk.Normal}}
	assert.Equal(t, []risk.Condition{risk.Abnormal}, a.ConditionsLeftOut())
}

func TestRiskOverTime(t *testing.T) {
	r := risk.Risk{AddedOn: day("2026-01-10"), RevisedOn: day("2026-03-10"), WithdrawnOn: day("2026-05-10"), Decision: risk.ToAvoid, DecidedOn: day("2026-02-10"),
		Reviews: []risk.Review{{On: day("2026-04-10"), Outcome: risk.Confirmed}, {On: day("2026-02-20"), Outcome: risk.Revised}}}
	for _, tt := range []struct {
		at       string
		on       bool
		decision risk.Decision
		looked   records.Date
	}{
		{"2026-01-09T23:59:59Z", false, "", records.Date{}},
		{"2026-01-10T00:00:00Z", true, "", day("2026-01-10")},
		{"2026-02-10T00:00:00Z", true, risk.ToAvoid, day("2026-01-10")},
		{"2026-02-20T00:00:00Z", true, risk.ToAvoid, day("2026-02-20")},
		{"2026-03-10T00:00:00Z", true, risk.ToAvoid, day("2026-03-10")},
		{"2026-05-09T23:59:59Z", true, risk.ToAvoid, day("2026-04-10")},
		{"2026-05-10T00:00:00Z", false, risk.ToAvoid, day("2026-04-10")},
	} {
		assert.Equal(t, tt.on, r.OnRegister(at(tt.at)), tt.at)
		assert.Equal(t, tt.decision, r.Decided(at(tt.at)), tt.at)
		assert.Equal(t, tt.looked, r.LookedAt(at(tt.at)), tt.at)
	}
}

// Each letter of the two lists has its word, and each word its meaning.
func TestLetters(t *testing.T) {
	for i, category := range risk.Categories() {
		assert.Equal(t, string(rune('a'+i)), category.Letter())
		assert.NotEmpty(t, category.Meaning())
	}
	for i, purpose := range risk.Purposes() {
		assert.Equal(t, string(rune('a'+i)), purpose.Letter())
		assert.NotEmpty(t, purpose.Meaning())
	}
	assert.Empty(t, risk.Category("other").Letter()+risk.Category("other").Meaning()+risk.Purpose("other").Letter())
}

// Of several uses for a purpose the latest counts; a settled one before one that is not.
func TestConsidered(t *testing.T) {
	settled := func(on string) risk.Use {
		return risk.Use{Purpose: risk.ForDesign, ConsideredOn: day(on), Outcome: risk.Used}
	}
	open := func(on string) risk.Use { return risk.Use{Purpose: risk.ForDesign, ConsideredOn: day(on)} }
	for _, tt := range []struct {
		name string
		uses []risk.Use
		want string
	}{
		{"the latest", []risk.Use{settled("2026-03-01"), settled("2026-04-01"), settled("2026-03-15")}, "2026-04-01"},
		{"the latest that is settled", []risk.Use{settled("2026-03-01"), open("2026-04-01")}, "2026-03-01"},
		{"in whatever order they stand", []risk.Use{open("2026-04-01"), settled("2026-03-01"), open("2026-05-01")}, "2026-03-01"},
		{"the latest where none is settled", []risk.Use{open("2026-04-01"), open("2026-03-01")}, "2026-04-01"},
		{"none before the results were revised", []risk.Use{settled("2026-01-31")}, ""},
		{"none later than asked", []risk.Use{settled("2026-06-02")}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := risk.Assessment{PerformedOn: day("2026-02-01"), Uses: tt.uses}
			use := a.Considered(risk.ForDesign, at(today))
			if tt.want == "" {
				assert.Nil(t, use)
				return
			}
			if assert.NotNil(t, use) {
				assert.Equal(t, day(tt.want), use.ConsideredOn)
			}
		})
	}
}

// The latest answer on whether a treatment works counts.
func TestChecked(t *testing.T) {
	tr := risk.Treatment{ImplementedOn: day("2026-02-01"), Effectiveness: []risk.EffectivenessCheck{
		{On: day("2026-04-01"), Effective: records.No}, {On: day("2026-03-01"), Effective: records.Yes}, {On: day("2026-01-01"), Effective: records.Yes},
	}}
	assert.Nil(t, tr.Checked(at("2026-02-28T12:00:00Z")))
	assert.Equal(t, records.Yes, tr.Checked(at("2026-03-01T00:00:00Z")).Effective)
	assert.Equal(t, records.No, tr.Checked(at("2026-04-01T00:00:00Z")).Effective)
}
