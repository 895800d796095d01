package records_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// A patrol is an entity with what entities have: lists of structs, enumerations, days, instants,
// references, fields that are left out.
type patrol struct {
	ID      records.ID[patrol]           `json:"id"`
	Title   string                       `json:"title"`
	Leader  records.ID[records.Person]   `json:"leader,omitzero"`
	Outcome records.Answer               `json:"outcome,omitzero"`
	On      records.Date                 `json:"on,omitzero"`
	Began   time.Time                    `json:"began,omitzero"`
	Guards  []records.ID[records.Person] `json:"guards,omitempty"`
	Rounds  []round                      `json:"rounds,omitempty"`
	Notes   map[string]string            `json:"notes,omitempty"`
	Left    string                       `json:"left,omitzero"`
	Over    time.Time                    `json:"over,omitzero"`
	Late    records.Answer               `json:"late,omitzero"`
	Site    string                       `json:"site,omitzero"`
	Numbers map[string]int               `json:"numbers,omitempty"`
	More    *round                       `json:"more,omitempty"`
}

type round struct {
	Place   string         `json:"place"`
	At      time.Time      `json:"at,omitzero"`
	Doors   int            `json:"doors,omitzero"`
	Locked  records.Answer `json:"locked,omitzero"`
	Remarks string         `json:"remarks,omitzero"`
}

func (p patrol) Ref() records.Ref { return records.Ref{Kind: "patrol", ID: string(p.ID)} }

func aPatrol() patrol {
	p := patrol{ID: "PT-1", Title: "night", Leader: "P-1", Outcome: records.Yes, On: records.Day(2026, 5, 4),
		Began: time.Date(2026, 5, 4, 22, 0, 0, 0, time.UTC), Guards: []records.ID[records.Person]{"P-1", "P-2"}, Notes: map[string]string{"weather": "rain"}}
	for _, place := range []string{"gate", "quay", "yard", "tower", "fence"} {
		p.Rounds = append(p.Rounds, round{Place: place, At: p.Began, Doors: 3, Locked: records.Yes})
	}
	return p
}

func BenchmarkRecordOf(b *testing.B) {
	p := aPatrol()
	b.Run("alone", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			_, err := records.RecordOf(p, 0)
			require.NoError(b, err)
		}
	})
	b.Run("one of many", func(b *testing.B) {
		b.ReportAllocs()
		var recorder records.Recorder
		for b.Loop() {
			_, err := recorder.RecordOf(p, 0)
			require.NoError(b, err)
		}
	})
}
