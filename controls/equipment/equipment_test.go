package equipment

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

func TestControlledThroughLife(t *testing.T) {
	for _, tt := range []struct {
		name    string
		spoil   func(x *Item, in *Input)
		at      string
		want    conformity.Status
		message string
		lapses  string
		becomes conformity.Status
	}{
		{"all stages in a procedure in force", func(*Item, *Input) {}, "2026-03-31", met, "equipment.stage.held", "", none},
		{"on the day on which the procedure takes effect", func(*Item, *Input) {}, "2025-02-01", met, "equipment.stage.held", "", none},
		{"the day before", func(*Item, *Input) {}, "2025-01-31", unmet, "equipment.stage.notinforce", "2025-02-01", met},
		{"a stage is left out", func(x *Item, _ *Input) { x.Stages = x.Stages[1:] }, "2026-03-31", unmet, "equipment.stage.open", "", none},
		{"a stage is excused", func(x *Item, _ *Input) { x.Stages[0] = StageControl{Stage: Design, NotApplicable: "bought ready-made"} }, "2026-03-31", met, "equipment.stage.excused", "", none},
		{"a blank excuse is none", func(x *Item, _ *Input) { x.Stages[0] = StageControl{Stage: Design, NotApplicable: " "} }, "2026-03-31", unmet, "equipment.stage.open", "", none},
		{"a control in no procedure", func(x *Item, _ *Input) { x.Stages[2].Procedure = "" }, "2026-03-31", unmet, "equipment.stage.spoken", "", none},
		{"a procedure without a control", func(x *Item, _ *Input) { x.Stages[2].Control = " " }, "2026-03-31", unmet, "equipment.stage.unsaid", "", none},
		{"a procedure that is not there", func(x *Item, _ *Input) { x.Stages[4].Procedure = "PR-OLD" }, "2026-03-31", unmet, "equipment.stage.lost", "", none},
		{"a procedure that is withdrawn tomorrow", func(_ *Item, in *Input) { in.Procedures[0].Revisions[0].WithdrawnOn = day("2026-04-01") }, "2026-03-31", met, "equipment.stage.held", "2026-04-01", unmet},
		{"a contractor's item counts as one's own", func(x *Item, _ *Input) { x.Contractor, x.Stages = "Securo", nil }, "2026-03-31", unmet, "equipment.stage.open", "", none},
		{"out of use for a time", func(x *Item, _ *Input) {
			x.InUseFrom, x.Outages, x.Stages = day("2025-05-12"), []Outage{{From: day("2026-03-01"), Because: "tube"}}, nil
		}, "2026-03-31", unmet, "equipment.stage.open", "", none},
		{"on its last day before retirement", func(x *Item, _ *Input) { x.RetiredOn, x.Stages = day("2026-04-01"), nil }, "2026-03-31", unmet, "equipment.stage.open", "2026-04-01", none},
		{"retired", func(x *Item, _ *Input) { x.RetiredOn, x.Stages = day("2026-03-31"), nil }, "2026-03-31", undetermined, "equipment.none", "", none},
	} {
		t.Run(tt.name, func(t *testing.T) {
			x, in := scanner(), Input{Procedures: procedures()}
			tt.spoil(&x, &in)
			in.Equipment = []Item{x}
			got := conformity.Run(Checks(), in, instant(tt.at))[0]
			require.NoError(t, got.Err)
			assert.Equal(t, tt.want, got.Status, got.Message())
			assert.Equal(t, tt.message, got.MessageID(), got.Message())
			assert.Equal(t, instant(tt.lapses), got.Lapses, got.Then())
			assert.Equal(t, tt.becomes, got.Becomes, got.Then())
		})
	}
}

func TestStagesAreJudgedEach(t *testing.T) {
	x := scanner()
	x.Stages = x.Stages[3:]
	findings := conformity.Run(Checks(), Input{Equipment: []Item{x}, Procedures: procedures()}, instant("2026-03-31"))
	assert.Len(t, findings, 5)
	assert.Equal(t, 3, len(slices.DeleteFunc(findings, func(f conformity.Finding) bool { return f.Status != unmet })))
}

func TestNoEquipmentNeedsAStatement(t *testing.T) {
	in := Input{}
	assert.Equal(t, undetermined, conformity.Run(Checks(), in, instant("2026-03-31"))[0].Status)
	in.Statements = []conformity.Statement{{ID: "ST", Condition: "security-equipment", Reason: "we broker only", By: "P-1", StatedOn: day("2026-01-01"), ValidUntil: day("2026-12-31")}}
	report := conformity.Assess(in, Checks(), instant("2026-03-31"), conformity.Options{})
	result, err := report.Result("4.4.6.equipment")
	require.NoError(t, err)
	assert.Equal(t, conformity.StatusNotApplicable, result.Status)
	in.Equipment = []Item{scanner()}
	in.Procedures = procedures()
	result, err = conformity.Assess(in, Checks(), instant("2026-03-31"), conformity.Options{}).Result("4.4.6.equipment")
	require.NoError(t, err)
	assert.Equal(t, met, result.Status, "an item on record contradicts the statement")
}

// In each state, each step: taken, or refused for which reason.
func TestLife(t *testing.T) {
	planned := scanner()
	installed := planned
	installed.Works = []Work{installation()}
	used := installed
	used.InUseFrom = day("2025-05-12")
	out := used
	out.Outages = []Outage{{From: day("2026-01-10"), Because: "tube"}}
	retired := used
	retired.RetiredOn, retired.RetiredBecause = day("2026-02-01"), "replaced"
	states := []struct {
		name string
		item Item
		is   State
	}{{"planned", planned, Planned}, {"installed", installed, Planned}, {"in use", used, InUse}, {"out of use", out, OutOfUse}, {"retired", retired, Retired}}

	on := day("2026-03-01")
	work := installation()
	work.Stage, work.On = Modification, on
	steps := []struct {
		name string
		take func(Item) (Item, error)
		want [5]error // by state; nil: taken
	}{
		{"work", func(x Item) (Item, error) { return x.Work(work) }, [5]error{nil, nil, nil, nil, ErrState}},
		{"use", func(x Item) (Item, error) { return x.Use(on) }, [5]error{ErrState, nil, ErrState, ErrState, ErrState}},
		{"take out", func(x Item) (Item, error) { return x.TakeOut(Outage{From: on, Because: "broken"}) }, [5]error{ErrState, ErrState, nil, ErrState, ErrState}},
		{"return", func(x Item) (Item, error) { return x.Return(on) }, [5]error{ErrState, ErrState, ErrState, nil, ErrState}},
		{"maintain", func(x Item) (Item, error) {
			return x.Maintained(Maintenance{ID: "M", Item: x.ID, On: on, By: "us", Kind: Preventive, NextOn: day("2026-09-01")})
		}, [5]error{nil, nil, nil, nil, ErrState}},
		{"retire", func(x Item) (Item, error) { return x.Retire(on, "worn out") }, [5]error{nil, nil, nil, nil, ErrState}},
	}
	for i, state := range states {
		assert.Equal(t, state.is, state.item.State(records.At(instant("2026-03-01"))), state.name)
		for _, step := range steps {
			t.Run(state.name+"/"+step.name, func(t *testing.T) {
				next, err := step.take(state.item)
				if step.want[i] == nil {
					require.NoError(t, err)
					assert.NoError(t, next.Validate(), "a step leaves a valid item")
					assert.NotEqual(t, state.item, next)
					return
				}
				require.ErrorIs(t, err, step.want[i])
				var refused *records.StepError
				require.ErrorAs(t, err, &refused)
				assert.Equal(t, state.item, next, "a refused step changes nothing")
			})
		}
	}
}

func TestWorkIsRefusedUntilThreatsWereConsidered(t *testing.T) {
	late := installation()
	late.ConsideredOn = day("2025-05-03")
	_, err := scanner().Work(late)
	assert.ErrorIs(t, err, ErrThreats)
	never := installation()
	never.ConsideredOn, never.ConsideredBy = records.Date{}, ""
	_, err = scanner().Work(never)
	assert.ErrorIs(t, err, ErrThreats)
	sameDay := installation()
	sameDay.ConsideredOn = sameDay.On
	_, err = scanner().Work(sameDay)
	assert.NoError(t, err)
	bare := installation()
	bare.Specification = ""
	_, err = scanner().Work(bare)
	assert.ErrorIs(t, err, ErrIncomplete)

	loaded := scanner()
	loaded.Works = []Work{installation(), late, never}
	assert.Equal(t, []int{1, 2}, loaded.Unconsidered(records.At(instant("2026-01-01"))))
	assert.Empty(t, loaded.Unconsidered(records.At(instant("2025-05-01"))), "what is dated later has not happened")
}

func TestUsedOn(t *testing.T) {
	x := scanner()
	x.InUseFrom = day("2025-05-12")
	x.Outages = []Outage{{From: day("2026-01-10"), Until: day("2026-01-12"), Because: "tube"}}
	x.RetiredOn = day("2026-02-01")
	for d, want := range map[string]bool{
		"2025-05-11": false, "2025-05-12": true, "2026-01-09": true, "2026-01-10": false, "2026-01-12": false, "2026-01-13": true, "2026-01-31": true, "2026-02-01": false,
	} {
		assert.Equal(t, want, x.UsedOn(day(d)), d)
	}
	assert.False(t, x.UsedOn(records.Date{}))
}

func TestMaintainedMovesTheNextDay(t *testing.T) {
	x := scanner()
	x.MaintenanceInterval = records.Months(6)
	m := Maintenance{ID: "M", Item: x.ID, On: day("2026-03-31"), By: "us", Kind: Test}
	next, err := x.Maintained(m)
	require.NoError(t, err)
	assert.Equal(t, day("2026-09-30"), next.NextMaintenanceOn, "the last of the month where it has no such day")
	m.NextOn = day("2026-06-30")
	next, err = x.Maintained(m)
	require.NoError(t, err)
	assert.Equal(t, day("2026-06-30"), next.NextMaintenanceOn)
	m.Kind = Repair
	next, err = x.Maintained(m)
	require.NoError(t, err)
	assert.True(t, next.NextMaintenanceOn.IsZero(), "a repair is no maintenance that was due")
	m.Kind, m.NextOn, x.MaintenanceInterval = Test, records.Date{}, records.Period{}
	_, err = x.Maintained(m)
	assert.ErrorIs(t, err, ErrIncomplete)
	m.Item = "OTHER"
	_, err = x.Maintained(m)
	assert.ErrorIs(t, err, ErrState)
}

func TestValidate(t *testing.T) {
	sound := scanner()
	require.NoError(t, sound.Validate())
	bad := Item{
		Kind: "scaner", Monitoring: "maybe", StatusShown: "x",
		Stages:    []StageControl{{Stage: Design}, {Stage: Design, NotApplicable: "x"}, {Stage: "sale", Control: "x", NotApplicable: "y"}},
		Works:     []Work{{Stage: Operation, ConsideredBy: "P"}},
		Outages:   []Outage{{From: day("2026-02-01"), Until: day("2026-01-01")}},
		InUseFrom: day("2026-03-01"), RetiredOn: day("2026-01-01"),
		CalibrationProcedure: "PR", NoCalibrationBecause: "none",
	}
	assert.Equal(t, []string{
		"id", "title", "kind", "stages[0].control", "stages[1].stage", "stages[2].stage", "stages[2].not_applicable",
		"works[0].stage", "works[0].on", "works[0].by", "works[0].considered_on",
		"outages[0].because", "outages[0].until", "outages[0].from", "retired_on", "retired_because", "monitoring", "status_shown", "no_calibration_because",
	}, paths(bad.Validate()))
	assert.Equal(t, []string{"retired_on"}, paths(func() error { x := scanner(); x.RetiredBecause = "worn"; return x.Validate() }()))
	assert.Equal(t, []string{"id", "item", "on", "by", "kind", "works"}, paths(Maintenance{Works: "no idea"}.Validate()))
}

func paths(err error) []string {
	var list []string
	for _, f := range records.FaultsOf(err) {
		list = append(list, f.Path)
	}
	return list
}
