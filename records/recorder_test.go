package records_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// Whoever makes many records, from many goroutines, gets what they would get of each alone.
func TestRecorderRemembersTypesOnly(t *testing.T) {
	var recorder records.Recorder
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			for i := range 50 {
				p := aPatrol()
				p.ID, p.Title = records.ID[patrol](fmt.Sprint("PT-", n, "-", i)), fmt.Sprint("night ", i)
				for _, e := range []records.Entity{p, &p, seal{ID: records.ID[seal](fmt.Sprint("S-", i)), Number: "gate"}, records.Person{ID: "P-1", Name: "Ana"}, records.Person{ID: "P-2"}} {
					want, whether := records.RecordOf(e, int64(i))
					got, err := recorder.RecordOf(e, int64(i))
					assert.Equal(t, want, got)
					assert.Equal(t, fmt.Sprint(whether), fmt.Sprint(err))
				}
			}
		})
	}
	all.Wait()
	type strange struct {
		records.Entity `json:"-"`
		Channel        chan int `json:"channel"`
	}
	for range 2 { // what cannot be written cannot be written again
		_, err := recorder.RecordOf(strange{Entity: records.Person{ID: "P-1", Name: "Ana"}}, 0)
		require.ErrorIs(t, err, records.ErrInvalid)
		assert.Contains(t, err.Error(), "channel is of the type chan int, which no file can hold")
	}
}
