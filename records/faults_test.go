package records_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

func TestFaults(t *testing.T) {
	var f records.Faults
	assert.NoError(t, f.Err())

	f.Require("name", "x")
	f.Require("title", " \t\n")
	f.RequireDate("from", records.Day(2026, 5, 4))
	f.RequireDate("until", records.Date{})
	f.Order("from", records.Day(2026, 5, 4), "until", records.Day(2026, 5, 4))
	f.Order("from", records.Day(2026, 5, 4), "until", records.Day(2026, 5, 3))
	f.Order("from", records.Day(2026, 5, 4), "until", records.Date{})
	f.Order("from", records.Date{}, "until", records.Day(2026, 5, 3))
	f.Enum("state", state("sealed"))
	f.Enum("state", state(""))
	f.Enum("state", state("seald"))
	f.OptionalEnum("state", state(""))
	f.OptionalEnum("state", state("lost"))
	f.Add("", "is wrong by %d", 3)
	var got []string
	for _, fault := range records.FaultsOf(f.Err()) {
		got = append(got, fault.Error())
	}
	assert.Equal(t, []string{
		"title is missing",
		"until is missing: write a day, as in 2006-01-02",
		"until 2026-05-03 is before from 2026-05-04",
		"state is missing: write one of open, sealed, on hold",
		`state "seald" is none of open, sealed, on hold, did you mean sealed?`,
		`state "lost" is none of open, sealed, on hold`,
		"is wrong by 3",
	}, got)
	assert.Equal(t, got[0]+"; "+got[1], records.FaultsOf(f.Err())[0].Error()+"; "+got[1])
}

func TestFaultsWithin(t *testing.T) {
	var inner, outer records.Faults
	inner.Add("step", "is wrong")
	inner.Add("[2]", "is wrong")
	inner.Add("", "is wrong")
	outer.Within("ratings[0]", inner.Err())
	outer.Within("ratings[1]", nil)
	outer.Within("ratings[2]", errors.New("is beyond repair"))
	outer.Within("rule", &records.Fault{Path: "when", Offset: 7, Message: "is wrong"})
	outer.Within("", inner.Err())
	var paths []string
	for _, fault := range records.FaultsOf(outer.Err()) {
		paths = append(paths, fmt.Sprintf("%s@%d", fault.Path, fault.Offset))
	}
	assert.Equal(t, []string{"ratings[0].step@0", "ratings[0][2]@0", "ratings[0]@0", "ratings[2]@0", "rule.when@7", "step@0", "[2]@0", "@0"}, paths)
	assert.Equal(t, "ratings[0].step is wrong", records.FaultsOf(outer.Err())[0].Error())
}

// Faults are found wherever they are: alone, in a list, wrapped, or joined to others.
func TestFaultsOf(t *testing.T) {
	one := &records.Fault{Path: "a", Message: "is wrong"}
	var f records.Faults
	f.Add("b", "is wrong")
	f.Add("c", "is wrong")
	assert.Nil(t, records.FaultsOf(nil))
	assert.Nil(t, records.FaultsOf(errors.New("a is wrong")))
	err := fmt.Errorf("outside: %w", errors.Join(one, errors.New("no fault"), fmt.Errorf("inside: %w", f.Err()), f.Err()))
	var paths []string
	for _, fault := range records.FaultsOf(err) {
		paths = append(paths, fault.Path)
	}
	assert.Equal(t, []string{"a", "b", "c", "b", "c"}, paths)
	var found *records.Fault
	require.ErrorAs(t, f.Err(), &found)
	assert.Equal(t, "b", found.Path)
}

// What was returned stays as it is when more is found.
func TestFaultsErrIsACopy(t *testing.T) {
	var f records.Faults
	f.Add("a", "is wrong")
	first := f.Err()
	f.Add("b", "is wrong")
	assert.Len(t, records.FaultsOf(first), 1)
	assert.Equal(t, "a is wrong; b is wrong", f.Err().Error())
}
