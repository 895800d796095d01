package records_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/records"
)

func life(approved, effective, withdrawn string) records.Life {
	parse := func(s string) records.Date {
		if s == "" {
			return records.Date{}
		}
		d, err := records.ParseDate(s)
		if err != nil {
			panic(err)
		}
		return d
	}
	return records.Life{ApprovedOn: parse(approved), EffectiveFrom: parse(effective), WithdrawnOn: parse(withdrawn)}
}

func TestStateOfOne(t *testing.T) {
	at := records.At(records.Day(2026, 3, 1).Start())
	for _, tt := range []struct {
		name string
		life records.Life
		want records.State
		took bool
	}{
		{"nothing known", life("", "", ""), records.Draft, false},
		{"in effect, approved by nobody", life("", "2026-01-01", ""), records.Draft, false},
		{"approved tomorrow", life("2026-03-02", "2026-01-01", ""), records.Draft, false},
		{"approved, from no day on", life("2026-01-01", "", ""), records.Approved, false},
		{"in effect tomorrow", life("2026-01-01", "2026-03-02", ""), records.Approved, false},
		{"in effect today", life("2026-01-01", "2026-03-01", ""), records.InForce, true},
		{"approved after the fact", life("2026-03-01", "2026-01-01", ""), records.InForce, true},
		{"withdrawn tomorrow", life("2026-01-01", "2026-01-01", "2026-03-02"), records.InForce, true},
		{"withdrawn today", life("2026-01-01", "2026-01-01", "2026-03-01"), records.Withdrawn, true},
		{"withdrawn as a draft", life("", "", "2026-02-01"), records.Withdrawn, false},
		{"withdrawn on the day it would have taken effect", life("2026-01-01", "2026-02-01", "2026-02-01"), records.Withdrawn, false},
		{"withdrawn before it was approved", life("2026-02-01", "2026-01-01", "2026-01-15"), records.Withdrawn, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, tt.life.State(at))
			assert.Equal(t, tt.took, tt.life.TookEffect(at))
		})
	}
}

func TestRevisionInForce(t *testing.T) {
	one, two := life("2025-12-01", "2026-01-01", ""), life("2026-01-15", "2026-02-01", "")
	draft, later := life("", "2026-02-15", ""), life("2026-02-15", "2026-04-01", "")
	at := func(day records.Date) records.Clock { return records.At(day.Start()) }
	march := records.Day(2026, 3, 1)
	for _, tt := range []struct {
		name     string
		lives    []records.Life
		on       records.Date
		current  int
		standing records.State
		by       int
	}{
		{"none", nil, march, -1, records.Draft, -1},
		{"the only one", []records.Life{one}, march, 0, records.InForce, 0},
		{"the day before it applies", []records.Life{one}, records.Day(2025, 12, 31), -1, records.Approved, 0},
		{"the later effective date wins, wherever it stands", []records.Life{two, one}, march, 0, records.InForce, 0},
		{"until then the earlier one", []records.Life{one, two}, records.Day(2026, 1, 31), 0, records.InForce, 0},
		{"a draft takes nobody's place", []records.Life{one, draft}, march, 0, records.InForce, 0},
		{"nor does one still to come", []records.Life{one, later}, march, 0, records.InForce, 0},
		{"of two on one day the last", []records.Life{one, one}, march, 1, records.InForce, 1},
		{"a withdrawn one leaves nothing in force", []records.Life{one, life("2026-01-15", "2026-02-01", "2026-03-01")}, march, -1, records.Withdrawn, 1},
		{"one that never took effect leaves the earlier one", []records.Life{one, life("2026-01-15", "2026-02-01", "2026-01-20")}, march, 0, records.InForce, 0},
		{"approved is nearer than a draft", []records.Life{later, draft}, march, -1, records.Approved, 0},
		{"a draft is nearer than a withdrawn one", []records.Life{draft, life("2026-01-01", "2026-01-01", "2026-02-01")}, march, -1, records.Draft, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			of := func(i int) records.Life { return tt.lives[i] }
			assert.Equal(t, tt.current, records.Current(at(tt.on), len(tt.lives), of))
			state, by := records.Standing(at(tt.on), len(tt.lives), of)
			assert.Equal(t, tt.standing, state)
			assert.Equal(t, tt.by, by)
		})
	}
}

func TestSuperseded(t *testing.T) {
	lives := []records.Life{life("2025-12-01", "2026-01-01", ""), life("2026-01-15", "2026-02-01", "2026-03-01"), life("", "", "")}
	of := func(i int) records.Life { return lives[i] }
	for _, tt := range []struct {
		on   records.Date
		want [3]records.State
	}{
		{records.Day(2026, 1, 10), [3]records.State{records.InForce, records.Draft, records.Draft}},
		{records.Day(2026, 1, 20), [3]records.State{records.InForce, records.Approved, records.Draft}},
		{records.Day(2026, 2, 1), [3]records.State{records.Superseded, records.InForce, records.Draft}},
		{records.Day(2026, 3, 1), [3]records.State{records.Superseded, records.Withdrawn, records.Draft}},
	} {
		for i, want := range tt.want {
			assert.Equal(t, want, records.StateAmong(records.At(tt.on.Start()), 3, i, of), "%s, %d", tt.on, i)
		}
	}
	assert.Len(t, records.Draft.Values(), 5)
}
