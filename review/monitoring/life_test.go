package monitoring

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/records"
)

// Each step in each state: taken, or refused for which reason.
func TestIndicatorLife(t *testing.T) {
	draft := scansDraft()
	approve := func(x Indicator) (Indicator, error) { return x.Approve("ceo", day("2026-01-10"), day("2026-02-01")) }
	withdraw := func(x Indicator) (Indicator, error) { return x.Withdraw(day("2026-06-01"), "replaced") }
	set := func(x Indicator) (Indicator, error) {
		b := draft.Basis
		b.On, b.By = day("2026-03-01"), "head"
		return x.SetInterval(records.Days(7), b)
	}
	take := func(on string) func(x Indicator) (Indicator, error) {
		return func(x Indicator) (Indicator, error) {
			_, err := x.Take(Measurement{ID: "M", On: day(on), Value: number("1")})
			return x, err
		}
	}
	states := map[string]Indicator{
		"draft":     draft,
		"approved":  must(t)(approve(draft)),
		"withdrawn": must(t)(withdraw(must(t)(approve(draft)))),
	}
	for _, tt := range []struct {
		name string
		step func(x Indicator) (Indicator, error)
		want map[string]error
	}{
		{"approve", approve, map[string]error{"approved": ErrState, "withdrawn": ErrState}},
		{"withdraw", withdraw, map[string]error{"withdrawn": ErrState}},
		{"set the interval", set, map[string]error{"withdrawn": ErrState}},
		{"measure on the first day", take("2026-02-01"), map[string]error{"draft": ErrState}},
		{"measure before it", take("2026-01-31"), map[string]error{"draft": ErrState, "approved": ErrOrder, "withdrawn": ErrOrder}},
		{"measure on the last day", take("2026-05-31"), map[string]error{"draft": ErrState}},
		{"measure on the day of its withdrawal", take("2026-06-01"), map[string]error{"draft": ErrState, "withdrawn": ErrState}},
	} {
		for name, x := range states {
			t.Run(tt.name+"/"+name, func(t *testing.T) {
				got, err := tt.step(x)
				if want := tt.want[name]; want != nil {
					refused(t, err, want)
					assert.Equal(t, x, got, "a refused step changes nothing")
					return
				}
				require.NoError(t, err)
				require.NoError(t, got.Validate())
			})
		}
	}
	assert.Equal(t, records.Draft, draft.State(clock("2026-03-01")))
	assert.Equal(t, records.Approved, states["approved"].State(clock("2026-01-31T23:59:59Z")))
	assert.True(t, states["approved"].InForce(clock("2026-02-01")))
	assert.Equal(t, records.Withdrawn, states["withdrawn"].State(clock("2026-06-01")))
}

func scansDraft() Indicator {
	return Indicator{
		ID: "X", Title: "scans", Kind: OfSecurity, Mode: Proactive, Nature: Quantitative, Unit: "scans", Key: records.Yes, Method: "count", Interval: records.Days(30),
		Basis:     Basis{Risk: "weapons", Deterioration: "detectors age", Effects: "weapons pass"},
		Equipment: []records.ID[equipment.Item]{"scanner"},
	}
}

func must(t *testing.T) func(Indicator, error) Indicator {
	return func(x Indicator, err error) Indicator {
		t.Helper()
		require.NoError(t, err)
		return x
	}
}

func refused(t *testing.T, err, reason error, paths ...string) {
	t.Helper()
	var step *records.StepError
	require.ErrorAs(t, err, &step)
	require.ErrorIs(t, err, reason)
	if reason == ErrIncomplete {
		var got []string
		for _, fault := range records.FaultsOf(step.Faults) {
			got = append(got, fault.Path)
		}
		if len(paths) > 0 {
			assert.Equal(t, paths, got)
		}
	}
}

func TestApproveWantsItsBasis(t *testing.T) {
	x := scansDraft()
	x.Interval, x.Basis = records.Period{}, Basis{}
	_, err := x.Approve("ceo", day("2026-01-10"), day("2026-02-01"))
	refused(t, err, ErrIncomplete, "interval", "basis.risks", "basis.deterioration", "basis.effects")
	_, err = scansDraft().Approve("", day(""), day("2026-02-01"))
	refused(t, err, ErrIncomplete, "by", "on")
	_, err = scansDraft().Approve("ceo", day("2026-01-10"), day(""))
	refused(t, err, ErrIncomplete, "effective_from")
	_, err = scansDraft().Withdraw(day("2026-01-10"), " ")
	refused(t, err, ErrIncomplete, "because")
	_, err = scansDraft().SetInterval(records.Period{}, Basis{})
	refused(t, err, ErrIncomplete, "interval", "basis.on", "basis.by", "basis.risks", "basis.deterioration", "basis.effects")
}

func TestTake(t *testing.T) {
	x := must(t)(scansDraft().Approve("ceo", day("2026-01-10"), day("2026-02-01")))
	m, err := x.Take(Measurement{ID: "M", On: day("2026-02-01"), Value: number("12")})
	require.NoError(t, err)
	assert.Equal(t, Measurement{ID: "M", Indicator: "X", On: day("2026-02-01"), Value: number("12"), Unit: "scans", Method: "count", Equipment: []records.ID[equipment.Item]{"scanner"}}, m)
	assert.Equal(t, objectives.Progress{On: day("2026-02-01"), Value: number("12")}, m.Progress())
	_, err = x.Take(Measurement{ID: "M", Indicator: "Y", On: day("2026-02-01"), Unit: "per cent", Judgement: "fine"})
	refused(t, err, ErrIncomplete, "value", "indicator", "unit")
	x.Method = ""
	_, err = x.Take(Measurement{})
	refused(t, err, ErrIncomplete, "id", "on", "value", "method")
}

func TestFollowUps(t *testing.T) {
	done := FollowUp{"measured again", "head", day("2026-03-02")}
	m, err := Measurement{ID: "M", Indicator: "X", On: day("2026-03-01")}.Follow(done)
	require.NoError(t, err)
	assert.False(t, m.FollowUp.Done(clock("2026-03-01")))
	assert.True(t, m.FollowUp.Done(clock("2026-03-02")))
	_, err = m.Follow(done)
	refused(t, err, ErrState)
	_, err = Measurement{ID: "M", On: day("2026-03-03")}.Follow(done)
	refused(t, err, ErrOrder)
	_, err = Measurement{ID: "M"}.Follow(FollowUp{})
	refused(t, err, ErrIncomplete, "what", "by", "on")
	assert.False(t, FollowUp{What: "something", On: day("2026-03-02")}.Done(clock("2026-04-01")), "done by nobody")
}

func TestCalibrate(t *testing.T) {
	scheme := Scheme{ID: "S", Title: "scanners", Items: []records.ID[equipment.Item]{"scanner"}, Interval: records.Months(6)}
	item := equipment.Item{ID: "scanner", Title: "scanner", Kind: equipment.Screening}
	good := Calibration{ID: "C", On: day("2026-03-20"), By: "laboratory", AsFound: Reading{WithinTolerance: records.Yes}, Record: records.Ref{Kind: "document", ID: "D"}}

	after, c, err := scheme.Calibrate(item, good)
	require.NoError(t, err)
	assert.Equal(t, day("2026-09-20"), after.NextCalibrationOn)
	assert.Equal(t, day("2026-09-20"), c.NextOn)
	assert.Equal(t, records.ID[Scheme]("S"), c.Scheme)

	own := item
	own.CalibrationInterval = records.Days(30)
	after, _, err = scheme.Calibrate(own, good)
	require.NoError(t, err)
	assert.Equal(t, day("2026-04-19"), after.NextCalibrationOn, "that of the item goes before that of the scheme")

	off := good
	off.AsFound.WithinTolerance = records.No
	after, c, err = scheme.Calibrate(item, off)
	require.NoError(t, err)
	assert.True(t, after.NextCalibrationOn.IsZero(), "what was left off is not good until any day")
	assert.True(t, c.FoundOff())
	assert.False(t, c.LeftGood())

	scheme.Interval = records.Period{}
	_, _, err = scheme.Calibrate(item, Calibration{ID: "C", Item: "other"})
	refused(t, err, ErrIncomplete, "on", "by", "as_found.within_tolerance", "next_on", "item", "record")
	scheme.Interval, scheme.Items = records.Months(6), nil
	_, _, err = scheme.Calibrate(item, good)
	refused(t, err, ErrState)
}

func TestLookBack(t *testing.T) {
	done := FollowUp{"compared with the second scanner", "head", day("2026-03-22")}
	off := Calibration{ID: "C", Item: "scanner", On: day("2026-03-20"), By: "laboratory", AsFound: Reading{WithinTolerance: records.No}, AsLeft: Reading{WithinTolerance: records.Yes}}
	c, err := off.LookBack(done, "M-1")
	require.NoError(t, err)
	require.NoError(t, c.Validate())
	assert.Equal(t, []records.ID[Measurement]{"M-1"}, c.StillCounted)
	_, err = c.LookBack(done)
	refused(t, err, ErrState)
	early := done
	early.On = day("2026-03-19")
	_, err = off.LookBack(early)
	refused(t, err, ErrOrder)
	_, err = off.LookBack(FollowUp{})
	refused(t, err, ErrIncomplete, "what", "by", "on")
	off.AsFound.WithinTolerance = records.Yes
	_, err = off.LookBack(done)
	refused(t, err, ErrState)
}

func TestInspections(t *testing.T) {
	draft := Schedule{
		ID: "S", Title: "fence", Places: []string{"Botlek"}, Interval: records.Days(30), Checklist: []string{"holes", "lights"},
		Performers: nil,
	}
	_, err := draft.Approve("ceo", day("2026-01-10"), day("2026-02-01"))
	refused(t, err, ErrIncomplete, "performers")
	draft.Performers = append(draft.Performers, "guard")
	s, err := draft.Approve("ceo", day("2026-01-10"), day("2026-02-01"))
	require.NoError(t, err)
	_, err = s.Approve("ceo", day("2026-01-10"), day("2026-02-01"))
	refused(t, err, ErrState)
	gone, err := s.Withdraw(day("2026-06-01"), "no fence any more")
	require.NoError(t, err)
	assert.False(t, gone.InForce(clock("2026-06-01")))

	look := func(id, on string, inOrder records.Answer) Inspection {
		return Inspection{ID: records.ID[Inspection](id), On: day(on), By: "P", Conforming: inOrder, Record: records.Ref{Kind: "document", ID: "D"},
			Points: []Point{{What: "holes", InOrder: inOrder}, {What: "lights", InOrder: records.Yes}}}
	}
	first, err := s.Inspect(look("I-1", "2026-03-03", records.Yes)) // 30 days after the first, to its end
	require.NoError(t, err)
	_, err = s.Inspect(look("I-2", "2026-01-31", records.Yes))
	refused(t, err, ErrOrder)
	_, err = gone.Inspect(look("I-2", "2026-06-01", records.Yes))
	refused(t, err, ErrState)
	partial := look("I-2", "2026-04-01", records.Yes)
	partial.Points, partial.Record = partial.Points[:1], records.Ref{}
	_, err = s.Inspect(partial)
	refused(t, err, ErrIncomplete, "points", "record")

	second, err := s.Inspect(look("I-2", "2026-04-03", records.No))
	require.NoError(t, err)
	assert.Len(t, second.Open(), 1)
	got := s.Kept([]Inspection{second, first}, day("2026-01-01"), day("2026-04-30"))
	assert.Equal(t, Tally{Done: 2, Conforming: 1, Late: 1, Open: 1, NextOn: day("2026-05-03")}, got, "the first was in time to the day, the second a day late")
	assert.Equal(t, Tally{NextOn: day("2026-03-03")}, s.Kept(nil, day("2026-01-01"), day("2026-04-30")))
}

func TestValidate(t *testing.T) {
	huge := decimal.New(1, 999_999_999)
	for _, tt := range []struct {
		name   string
		entity interface{ Validate() error }
		want   []string
	}{
		{"an empty indicator", Indicator{}, []string{"id", "title", "kind", "mode", "nature"}},
		{"an indicator at odds with itself", Indicator{
			ID: "X", Title: "x", Kind: OfSystem, Mode: Proactive, Nature: Qualitative, Timing: "late", Key: "maybe", Monitors: Monitors{Events: []EventKind{"fire"}, Topics: []Topic{"x"}},
			Goal: Goal{Aim: objectives.AtLeast, Value: number("1")}, Basis: Basis{On: day("2026-01-01")}, ApprovedBy: "P", WithdrawnOn: day("2026-01-01"),
		}, []string{"timing", "key", "monitors.events[0]", "monitors.events", "monitors.topics[0]", "goal", "basis.by", "approved_on", "withdrawn_because"}},
		{"figures without a unit, a goal without a value", Indicator{ID: "X", Title: "x", Kind: OfSystem, Mode: Reactive, Nature: Quantitative, Goal: Goal{Aim: "near"}}, []string{"unit", "goal.aim", "goal.value"}},
		{"an empty measurement", Measurement{FollowUp: FollowUp{What: "x"}}, []string{"id", "indicator", "on", "follow_up.by", "follow_up.on"}},
		{"a hostile figure", Measurement{ID: "M", Indicator: "X", On: day("2026-01-01"), Value: &huge}, []string{"value"}},
		{"an empty calibration", Calibration{StillCounted: []records.ID[Measurement]{"M"}}, []string{"id", "item", "on", "by", "as_found.within_tolerance", "follow_up"}},
		{"calibrated with itself", Calibration{ID: "C", Item: "I", On: day("2026-02-01"), By: "P", AsFound: Reading{WithinTolerance: records.Yes, Error: number("1")}, With: []records.ID[equipment.Item]{"I"}, NextOn: day("2026-01-01")}, []string{"as_found.unit", "with[0]", "next_on"}},
		{"an empty scheme", Scheme{}, []string{"id", "title", "items"}},
		{"a scheme that names an item twice", Scheme{ID: "S", Title: "s", Items: []records.ID[equipment.Item]{"I", "I"}}, []string{"items[1]"}},
		{"an empty schedule", Schedule{Checklist: []string{""}}, []string{"id", "title", "equipment", "checklist[0]"}},
		{"an empty inspection", Inspection{Points: []Point{{}}}, []string{"id", "reason", "on", "by", "conforming", "points[0].what", "points[0].in_order"}},
		{"an inspection at odds with itself", Inspection{ID: "I", Reason: "r", On: day("2026-01-01"), By: "P", Conforming: records.Yes, Points: []Point{{What: "w", InOrder: records.No}, {What: "w", InOrder: records.Yes, Nonconformity: "N"}}}, []string{"conforming", "points[1].nonconformity"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var paths []string
			for _, fault := range records.FaultsOf(tt.entity.Validate()) {
				paths = append(paths, fault.Path)
			}
			assert.Equal(t, tt.want, paths)
		})
	}
}

// What is written to a file is read back as it was.
func TestFiles(t *testing.T) {
	good := good()
	in := struct {
		Indicators   []Indicator   `json:"indicators"`
		Measurements []Measurement `json:"measurements"`
		Calibrations []Calibration `json:"calibrations"`
		Schemes      []Scheme      `json:"calibration_schemes"`
		Schedules    []Schedule    `json:"inspection_schedules"`
		Inspections  []Inspection  `json:"inspections"`
	}{
		good.Indicators, good.Measurements, good.Calibrations,
		[]Scheme{{ID: "S", Title: "s", Items: []records.ID[equipment.Item]{"scanner"}, Interval: records.Months(6), OutOfCalibration: "taken out"}},
		[]Schedule{{ID: "S", Title: "s", Places: []string{"gate"}, Interval: records.Days(7)}},
		[]Inspection{{ID: "I", Schedule: "S", On: day("2026-01-01"), By: "P", Conforming: records.No, Points: []Point{{What: "w", InOrder: records.No, Nonconformity: "N"}}}},
	}
	node, err := records.Encode(in)
	require.NoError(t, err)
	data, err := records.JSON.Format(node)
	require.NoError(t, err)
	back := in
	back.Indicators, back.Measurements, back.Calibrations, back.Schemes, back.Schedules, back.Inspections = nil, nil, nil, nil, nil, nil
	require.NoError(t, records.ReadFile("monitoring.json", data, &back))
	assert.Equal(t, in, back)
}
