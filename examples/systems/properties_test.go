package systems_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/examples/systems"
	"github.com/iso28000/iso28000/records"
)

// shifted moves every day and instant of a value by that many years.
func shifted(v reflect.Value, years int) {
	switch at := v.Addr().Interface().(type) {
	case *records.Date:
		if !at.IsZero() {
			*at = at.AddMonths(12 * years)
		}
		return
	case *time.Time:
		if !at.IsZero() {
			*at = at.AddDate(years, 0, 0)
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				shifted(v.Field(i), years)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			shifted(v.Index(i), years)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			fresh := reflect.New(v.Type().Elem())
			fresh.Elem().Set(v.Elem())
			shifted(fresh.Elem(), years)
			v.Set(fresh)
		}
	}
}

// Four hundred years are a whole number of weeks, and of leap years: the calendar is the same.
// Whoever moves every date by as much, and the day of the assessment, hears the same.
func TestShiftedByFourHundredYears(t *testing.T) {
	const years = 400
	for name, folder := range folders() {
		t.Run(name, func(t *testing.T) {
			system := load(t, folder)
			later := deepCopy(reflect.ValueOf(system).Elem())
			shifted(later, years)
			moved := later.Addr().Interface().(*iso28000.System)
			now, then := all(system, system.AsOf.Start()), all(moved, moved.AsOf.Start())
			assert.Equal(t, system.AsOf.Start().AddDate(years, 0, 0), moved.AsOf.Start())
			compared := 0
			for want := range now.Results() {
				got, err := then.Result(want.ID)
				require.NoError(t, err)
				require.Equal(t, want.Status, got.Status, want.ID)
				require.Equal(t, want.Grade, got.Grade, want.ID)
				require.Len(t, got.Findings, len(want.Findings), want.ID)
				require.Len(t, got.Turns, len(want.Turns), want.ID)
				for i, turn := range want.Turns {
					require.Equal(t, conformity.Turn{At: turn.At.AddDate(years, 0, 0), Status: turn.Status}, got.Turns[i], want.ID)
				}
				for i, a := range want.Findings {
					b := got.Findings[i]
					require.Equal(t, says(a, years), says(b, 0), "%s\n%s", a, b)
					compared++
				}
			}
			assert.Greater(t, compared, 1000)
		})
	}
}

// says is what a finding says, but for the days in its text.
func says(f conformity.Finding, years int) string {
	lapses := f.Lapses
	if !lapses.IsZero() {
		lapses = lapses.AddDate(years, 0, 0)
	}
	return fmt.Sprint(f.Requirement, f.Status, f.Subject, f.Field, f.Evidence, f.Missing, f.Exempt, f.MessageID(), lapses, f.Becomes)
}

// entered are the kinds of records of which something is asked from when they are entered: a
// role that nobody holds yet is told of the policy, an audit is planned before it is held. Of
// all others nothing is said before something has happened.
var entered = []string{"audit", "audit finding", "document", "equipment", "role"}

// A record that has nothing to do with another changes nothing about it: one all of whose days
// lie ahead, under an id that nobody names, leaves every verdict on what is there as it was.
func TestUnrelatedRecordChangesNothing(t *testing.T) {
	t.Parallel()
	system := load(t, systems.Complete())
	live, err := iso28000.AssessLive(system, system.AsOf.Start(), iso28000.WithOptions(conformity.Options{Met: 1_000_000}))
	require.NoError(t, err)
	before := told(live.Report())
	tried := map[string]bool{}
	for _, e := range entitiesOf(system) {
		kind := e.Ref().Kind
		if underRace && tried[kind] {
			continue
		}
		ahead := deepCopy(reflect.ValueOf(e))
		shifted(ahead, 100)
		ahead.FieldByName("ID").SetString(e.Ref().ID + "~ahead")
		if reflect.DeepEqual(ahead.Interface(), withID(e, e.Ref().ID+"~ahead")) {
			continue // nothing dates it
		}
		tried[kind] = true
		added := ahead.Interface().(records.Entity)
		report, err := live.Apply(conformity.Change{Put: []records.Entity{added}})
		require.NoError(t, err)
		after := told(report)
		for at, status := range before {
			if after[at] != status {
				t.Errorf("%s: %s %s was %s and is %s", added.Ref(), at.requirement, at.subject, status, after[at])
			}
		}
		for at, status := range after {
			if _, known := before[at]; !known && !(at.subject == added.Ref() && slices.Contains(entered, kind)) {
				t.Errorf("%s: %s %s is new: %s", added.Ref(), at.requirement, at.subject, status)
			}
		}
		_, err = live.Apply(conformity.Change{Remove: []records.Ref{added.Ref()}})
		require.NoError(t, err)
	}
	assert.Greater(t, len(tried), 70, "kinds of records that days stand on")
}

func withID(e records.Entity, id string) any {
	c := deepCopy(reflect.ValueOf(e))
	c.FieldByName("ID").SetString(id)
	return c.Interface()
}
