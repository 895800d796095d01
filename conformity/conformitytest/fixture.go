package conformitytest

import (
	"fmt"
	"io/fs"
	"testing"
	"time"

	"github.com/iso28000/iso28000/records"
)

// Day reads a day that stands in the code of a test, as in 2006-01-02. An empty text is no
// day; anything else panics, which ends the test.
func Day(text string) records.Date {
	if text == "" {
		return records.Date{}
	}
	d, err := records.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// Instant reads an instant that stands in the code of a test, as in 2006-01-02T15:04:05Z, or a
// day, meaning its first instant. An empty text is none; anything else panics.
func Instant(text string) time.Time {
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t.UTC()
	}
	return Day(text).Start()
}

// Clock is the clock of such an instant, for methods that take one.
func Clock(text string) records.Clock { return records.At(Instant(text)) }

// With returns the input with a change made to a copy of it, down to the last list.
func With[In any](in In, change func(in *In)) In {
	c := copied(in)
	change(&c)
	return c
}

// Load reads an input from a folder of files, as a whole system is read: by the json names of
// its fields, with the faults of all files at once, which end the test. Without formats, JSON
// is read.
func Load[In any](t testing.TB, fsys fs.FS, formats ...records.Format) In {
	t.Helper()
	var in In
	if _, err := records.ReadFolder(fsys, &in, formats, records.FolderLimits{}); err != nil {
		t.Fatal(fmt.Errorf("the input cannot be read: %w", err))
	}
	return in
}

// Valid fails the test for each record that says of itself that it is at fault.
func Valid[T interface{ Validate() error }](t testing.TB, list []T) {
	t.Helper()
	for i, x := range list {
		if err := x.Validate(); err != nil {
			t.Errorf("%d: %v", i, err)
		}
	}
}

// Faults returns the fields that a validation or a refused step finds fault with, in order.
func Faults(err error) []string {
	var paths []string
	for _, f := range records.FaultsOf(err) {
		paths = append(paths, f.Path)
	}
	return paths
}
