package records_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

func TestFileError(t *testing.T) {
	for want, fault := range map[string]records.FileError{
		"a.json:3:7: risks[1]: is wrong": {File: "a.json", Line: 3, Column: 7, Path: "risks[1]", Message: "is wrong"},
		"a.json:3: is wrong":             {File: "a.json", Line: 3, Message: "is wrong"},
		"a.json: is wrong":               {File: "a.json", Column: 7, Message: "is wrong"},
		"risks[1]: is wrong":             {Path: "risks[1]", Message: "is wrong"},
		"is wrong":                       {Message: "is wrong"},
		"":                               {},
	} {
		assert.Equal(t, want, fault.Error())
	}
}

func TestFileErrors(t *testing.T) {
	all := records.FileErrors{
		{File: "b", Line: 1, Message: "four"}, {File: "a", Line: 2, Column: 2, Message: "three"},
		{File: "a", Line: 2, Column: 1, Message: "two"}, {File: "a", Line: 1, Column: 9, Message: "one"},
	}
	assert.Equal(t, "a:1:9: one\na:2:1: two\na:2:2: three\nb:1: four", all.Error())

	for range 30 {
		all = append(all, records.FileError{File: "c", Message: "more"})
	}
	text := all.Error()
	assert.Equal(t, 21, len(strings.Split(text, "\n")))
	assert.True(t, strings.HasSuffix(text, "\nand 14 more"), text)
	assert.True(t, strings.HasPrefix(text, "a:1:9: one\n"))

	wrapped := fmt.Errorf("loading: %w", all)
	var value records.FileError
	var pointer *records.FileError
	require.ErrorAs(t, wrapped, &value)
	require.ErrorAs(t, wrapped, &pointer)
	assert.Equal(t, all[0], value)
	assert.Equal(t, all[0], *pointer)
	var single records.FileError
	assert.ErrorAs(t, error(records.FileError{File: "a"}), &single)
	assert.Equal(t, "a", single.File)
	assert.False(t, errors.As(wrapped, new(*records.Fault)))
}

func TestFileFaults(t *testing.T) {
	var f records.FileFaults
	assert.NoError(t, f.Err())
	f.AddError("a", nil)
	assert.Zero(t, f.Len())

	for i := range 1500 {
		f.Add(records.FileError{File: "b", Line: 1500 - i, Message: "is wrong"})
	}
	assert.Equal(t, 1500, f.Len())
	var all records.FileErrors
	require.ErrorAs(t, f.Err(), &all)
	require.Len(t, all, 1001)
	assert.Equal(t, 501, all[0].Line, "sorted")
	assert.Equal(t, records.FileError{Message: "500 more faults are not listed"}.Error(), all[1000].Error())
	assert.True(t, strings.HasSuffix(all.Error(), "\nand 1480 more"))

	// What gathers the faults of several files knows how many there were.
	var g records.FileFaults
	g.AddError("a", fmt.Errorf("wrapped: %w", f.Err()))
	g.AddError("a", errors.New("is not there"))
	g.AddError("a", records.FileError{File: "c", Message: "is wrong"})
	assert.Equal(t, 1502, g.Len())
	require.ErrorAs(t, g.Err(), &all)
	assert.Equal(t, "502 more faults are not listed", all[1000].Error())
}

func TestFileFaultsAddError(t *testing.T) {
	var f records.FileFaults
	f.AddError("a", errors.New("is not there"))
	f.AddError("a", &records.FileError{File: "b", Message: "is wrong"})
	assert.Equal(t, "a: is not there\nb: is wrong", f.Err().Error())
}

// A hostile file does not fill the screen.
func TestFileFaultsAreShort(t *testing.T) {
	var f records.FileFaults
	f.Add(records.FileError{Path: strings.Repeat("é", 1000), Message: strings.Repeat("漢", 1000)})
	var fault records.FileError
	require.ErrorAs(t, f.Err(), &fault)
	assert.LessOrEqual(t, len(fault.Path), 300)
	assert.LessOrEqual(t, len(fault.Message), 1000)
	assert.Equal(t, "é…", string([]rune(fault.Path)[len([]rune(fault.Path))-2:]))
}
