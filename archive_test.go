package iso28000

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

var officer = records.Principal{ID: "P-1", Clearance: records.Clearance{Level: 9}}

// A clock that a test moves.
type wall struct{ at time.Time }

func (w *wall) now() time.Time { return w.at }

func archiveAt(t *testing.T, w *wall) *records.Archive {
	t.Helper()
	a, err := records.Open(t.Context(), records.Memory(), records.Options{Now: w.now})
	require.NoError(t, err)
	t.Cleanup(func() { _ = a.Close() })
	return a
}

func firm() *System {
	return &System{
		Format: Format, Organization: "Acme", AsOf: records.Day(2026, 3, 31),
		Persons:    []records.Person{{ID: "P-1", Name: "Ana"}, {ID: "P-2", Name: "Bo"}},
		Roles:      []organization.Role{{ID: "R-1", Title: "gate", Holders: []organization.Holder{{Person: "P-1", From: records.Day(2025, 1, 1)}}}},
		Procedures: []documents.Procedure{{ID: "PR-1", Title: "gates", Purposes: []documents.ProcedurePurpose{"operational control"}}},
	}
}

// encoded returns all that a system holds.
func encoded(t *testing.T, system *System) string {
	t.Helper()
	files, err := Save(system, records.JSON)
	require.NoError(t, err)
	var b strings.Builder
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for name := range files {
			if !yield(name) {
				return
			}
		}
	}) {
		b.Write(files[name])
	}
	return b.String()
}

func TestSavedAndLoadedAsOfEachTime(t *testing.T) {
	ctx := t.Context()
	w := &wall{time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC)}
	a := archiveAt(t, w)
	_, err := LoadAt(ctx, a, officer, records.AsOf{})
	require.ErrorIs(t, err, ErrNoSystem)

	system := firm()
	saved, err := SaveTo(ctx, a, officer, system, records.Position{})
	require.NoError(t, err)
	assert.Equal(t, [3]int{5, 0, 0}, [3]int{saved.New, saved.Changed, saved.Gone})
	first := encoded(t, system)

	w.at = w.at.AddDate(0, 0, 1)
	again, err := SaveTo(ctx, a, officer, system, saved.Position)
	require.NoError(t, err)
	assert.Empty(t, again.Receipts, "nothing differs, and nothing is written")
	assert.Equal(t, saved.Position, again.Position)
	slices.Reverse(system.Persons)
	again, err = SaveTo(ctx, a, officer, system, again.Position)
	require.NoError(t, err)
	assert.Empty(t, again.Receipts, "the order of a list says nothing")

	system.Persons = []records.Person{{ID: "P-1", Name: "Ana Maria"}, {ID: "P-3", Name: "Cy"}}
	system.AsOf = records.Day(2026, 6, 30)
	saved, err = SaveTo(ctx, a, officer, system, saved.Position)
	require.NoError(t, err)
	assert.Equal(t, [3]int{1, 2, 1}, [3]int{saved.New, saved.Changed, saved.Gone})

	w.at = w.at.AddDate(0, 0, 1)
	system.Persons = append(system.Persons, records.Person{ID: "P-2", Name: "Bo is back"})
	saved, err = SaveTo(ctx, a, officer, system, saved.Position)
	require.NoError(t, err)
	assert.Equal(t, int64(3), saved.Receipts[0].Version, "versions go on where an entity was gone")

	then, err := LoadAt(ctx, a, officer, records.AsOfTime(time.Date(2026, 1, 1, 23, 0, 0, 0, time.UTC)))
	require.NoError(t, err)
	assert.Equal(t, first, encoded(t, then))
	_, err = LoadAt(ctx, a, officer, records.AsOfTime(time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC)))
	require.ErrorIs(t, err, ErrNoSystem)
	now, position, err := LoadFrom(ctx, a, officer)
	require.NoError(t, err)
	assert.Equal(t, saved.Position, position)
	slices.SortFunc(system.Persons, func(a, b records.Person) int { return strings.Compare(string(a.ID), string(b.ID)) })
	assert.Equal(t, encoded(t, system), encoded(t, now))
	assert.Equal(t, system, now)
}

// Whoever saves a system that is not the newest any more is told which records others changed.
func TestSaveToFindsWhatOthersSaved(t *testing.T) {
	for _, tt := range []struct {
		name   string
		theirs func(*System)
		mine   func(*System)
		want   []records.Conflict
	}{
		{"the same record", func(s *System) { s.Persons[0].Name = "Anna" }, func(s *System) { s.Persons[0].Name = "Ann" },
			[]records.Conflict{{Entity: records.Ref{Kind: "person", ID: "P-1"}, Base: 1, Version: 2}}},
		{"another record", func(s *System) { s.Persons[0].Name = "Anna" }, func(s *System) { s.Persons[1].Name = "Bob" },
			[]records.Conflict{{Entity: records.Ref{Kind: "person", ID: "P-1"}, Base: 1, Version: 2}}},
		{"one that I do not know", func(s *System) { s.Persons = append(s.Persons, records.Person{ID: "P-9", Name: "Ida"}) }, func(*System) {},
			[]records.Conflict{{Entity: records.Ref{Kind: "person", ID: "P-9"}, Version: 1}}},
		{"one that they deleted", func(s *System) { s.Persons = s.Persons[:1] }, func(s *System) { s.Persons[0].Name = "Ann" },
			[]records.Conflict{{Entity: records.Ref{Kind: "person", ID: "P-2"}, Base: 1, Version: 2, Deleted: true}}},
		{"one that I deleted", func(s *System) { s.Persons[1].Name = "Bob" }, func(s *System) { s.Persons = s.Persons[:1] },
			[]records.Conflict{{Entity: records.Ref{Kind: "person", ID: "P-2"}, Base: 1, Version: 2}}},
		{"what the system says of itself", func(s *System) { s.AsOf = records.Day(2026, 4, 1) }, func(*System) {},
			[]records.Conflict{{Entity: records.Ref{Kind: "system", ID: "system"}, Base: 1, Version: 2}}},
		{"the same, by both", func(s *System) { s.Persons[0].Name = "Ann" }, func(s *System) { s.Persons[0].Name = "Ann" }, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ctx := t.Context()
			a := archiveAt(t, &wall{time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC)})
			start, err := SaveTo(ctx, a, officer, firm(), records.Position{})
			require.NoError(t, err)
			theirs, mine := firm(), firm()
			tt.theirs(theirs)
			tt.mine(mine)
			_, err = SaveTo(ctx, a, officer, theirs, start.Position)
			require.NoError(t, err)
			size := a.Heads()[0].Size
			_, err = SaveTo(ctx, a, officer, mine, start.Position)
			if tt.want == nil {
				require.NoError(t, err)
				return
			}
			var conflict *records.ConflictError
			require.ErrorAs(t, err, &conflict)
			assert.Equal(t, tt.want, conflict.Conflicts)
			assert.Equal(t, size, a.Heads()[0].Size, "nothing was written")

			_, newest, err := LoadFrom(ctx, a, officer)
			require.NoError(t, err)
			_, err = SaveTo(ctx, a, officer, mine, newest)
			require.NoError(t, err, "who has seen what is there may replace it")
			now, _, err := LoadFrom(ctx, a, officer)
			require.NoError(t, err)
			assert.Equal(t, encoded(t, mine), encoded(t, now))
		})
	}
}

// One who goes on from where his own save ended is not in conflict with himself, and is with
// one who came in between.
func TestSaveToGoesOn(t *testing.T) {
	ctx := t.Context()
	a := archiveAt(t, &wall{time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC)})
	system := firm()
	saved, err := SaveTo(ctx, a, officer, system, records.Position{})
	require.NoError(t, err)
	for i := range 3 {
		system.Persons[0].Name = fmt.Sprint("Ana ", i)
		saved, err = SaveTo(ctx, a, officer, system, saved.Position)
		require.NoError(t, err)
	}
	_, err = records.In[records.Person](a).Save(ctx, officer, records.Person{ID: "P-7", Name: "Eve"}, 0)
	require.NoError(t, err)
	system.Persons[0].Name = "Ana"
	_, err = SaveTo(ctx, a, officer, system, saved.Position)
	require.ErrorIs(t, err, records.ErrConflict)
	assert.Equal(t, "others have saved since the system was loaded: records: the entity was changed by somebody else: person P-7: "+
		"it was to be created, and it is at version 1: load it again and repeat the change", err.Error())
}

// What Load would refuse is not saved: all of it, each fault with its record, and nothing written.
func TestSaveToRefuses(t *testing.T) {
	ctx := t.Context()
	a := archiveAt(t, &wall{time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC)})
	faultsOf := func(err error) []string {
		var all records.FileErrors
		require.True(t, errors.As(err, &all), "%v", err)
		lines := make([]string, len(all))
		for i, fault := range all {
			lines[i] = fault.Error()
		}
		return lines
	}
	system := firm()
	system.Organization, system.Roles[0].Holders[0].Person = "", "P-11"
	system.Persons = append(system.Persons, records.Person{ID: "P-2", Name: "Bo"}, records.Person{Name: "nobody"}, records.Person{ID: "P-4"})
	_, err := SaveTo(ctx, a, officer, system, records.Position{})
	assert.Equal(t, []string{
		"person P-2: id: is that of two records: give one of the two another id",
		"person P-4: name: is missing",
		"persons[3]: id: is missing",
		"role R-1: holders[0].person: no person has the id P-11, did you mean P-1?",
		"system: organization: is missing",
	}, faultsOf(err))

	assert.Zero(t, a.Heads()[0].Size)

	// Others may write what no system can be made of: then it is said of which record.
	_, err = SaveTo(ctx, a, officer, firm(), records.Position{})
	require.NoError(t, err)
	for _, r := range []records.NewRecord{
		{Kind: "person", Entity: "P-8", Content: []byte(`{"id":"P-9","name":"Max"}`)},
		{Kind: "role", Entity: "R-2", Content: []byte(`{"id":"R-2","titel":"gate"}`)},
		{Kind: "role", Entity: "R-3", Content: []byte(`{"id":"R-3",`)},
		{Kind: "system", Entity: "other", Content: []byte(`{}`)},
		{Kind: "acme crane", Entity: "C-1", Content: []byte(`{}`)},
	} {
		_, err := a.Save(ctx, officer, r)
		require.NoError(t, err)
	}
	_, _, err = LoadFrom(ctx, a, officer)
	got := faultsOf(err)
	require.Len(t, got, 4, "of what the host keeps beside nothing is said")
	assert.Equal(t, `person P-8: id: is "P-9": the record is kept under another name than it has`, got[0])
	assert.Contains(t, got[1], "role R-2: titel: is no field here, did you mean title?")
	assert.True(t, strings.HasPrefix(got[2], "role R-3: "), got[2])
	assert.Equal(t, "system other: is no part of a system", got[3])
}

// Records that by may not read are neither shown nor touched, and how records are kept stays.
func TestSaveToKeepsMarkings(t *testing.T) {
	ctx := t.Context()
	a := archiveAt(t, &wall{time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC)})
	secret := func(e records.Entity, draft *records.NewRecord) {
		if e.Ref().Kind == "procedure" {
			draft.Marking, draft.Class, draft.Index = records.Marking{Level: 3}, "procedures", []records.Column{{Name: "title", Text: "gates"}}
			draft.Content, draft.Base, draft.Kind = nil, 7, "crane" // not its to change
		}
	}
	system := firm()
	saved, err := SaveTo(ctx, a, officer, system, records.Position{}, secret)
	require.NoError(t, err)
	again, err := SaveTo(ctx, a, officer, system, saved.Position, secret)
	require.NoError(t, err)
	assert.Empty(t, again.Receipts)

	system.Procedures[0].Title = "gates and doors"
	saved, err = SaveTo(ctx, a, officer, system, saved.Position)
	require.NoError(t, err)
	r, err := a.Load(ctx, officer, records.Ref{Kind: "procedure", ID: "PR-1"}, records.AsOf{})
	require.NoError(t, err)
	assert.Equal(t, int64(3), r.Level, "a change does not publish a record")
	assert.Equal(t, "procedures", r.Class)
	assert.Len(t, r.Index, 1)

	guard := records.Principal{ID: "P-2"}
	seen, position, err := LoadFrom(ctx, a, guard)
	require.NoError(t, err)
	assert.Empty(t, seen.Procedures)
	seen.Persons[0].Name = "Ana Maria"
	_, err = SaveTo(ctx, a, guard, seen, position)
	require.NoError(t, err)
	whole, _, err := LoadFrom(ctx, a, officer)
	require.NoError(t, err)
	assert.Len(t, whole.Procedures, 1, "what one does not see one does not delete")

	whole.Procedures = nil
	_, err = SaveTo(ctx, a, officer, whole, records.Position{Epoch: 1, Next: a.Heads()[0].Size})
	require.NoError(t, err)
	_, deleted, err := a.Version(ctx, guard, records.Ref{Kind: "procedure", ID: "PR-1"})
	require.NoError(t, err)
	assert.False(t, deleted, "that it is gone is marked as it was")
}

// A report that follows an archive is the one that is made anew.
func TestFollow(t *testing.T) {
	ctx := t.Context()
	a := archiveAt(t, &wall{time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC)})
	at := records.Day(2026, 3, 31).Start()
	_, err := Follow(ctx, a, officer, at)
	require.ErrorIs(t, err, ErrNoSystem)
	system := firm()
	saved, err := SaveTo(ctx, a, officer, system, records.Position{})
	require.NoError(t, err)
	following, err := Follow(ctx, a, officer, at)
	require.NoError(t, err)
	same := func() {
		t.Helper()
		got, err := following.Update(ctx)
		require.NoError(t, err)
		now, _, err := LoadFrom(ctx, a, officer)
		require.NoError(t, err)
		want := Assess(now, at)
		for result := range want.Results() {
			other, err := got.Result(result.ID)
			require.NoError(t, err)
			require.Equal(t, fmt.Sprintf("%+v", result), fmt.Sprintf("%+v", other))
		}
		assert.Same(t, got, following.Report())
	}
	same()
	system.Persons[0].Name, system.Procedures, system.AsOf = "Ana Maria", nil, records.Day(2026, 4, 1)
	system.Stakeholders = []organization.Stakeholder{{ID: "S-1", Name: "port"}}
	saved, err = SaveTo(ctx, a, officer, system, saved.Position)
	require.NoError(t, err)
	same()
	assert.Equal(t, saved.Position, following.Position())

	_, err = a.Save(ctx, officer, records.NewRecord{Kind: "person", Entity: "P-8", Content: []byte(`{"id":"P-9","name":"Max"}`)})
	require.NoError(t, err)
	_, err = following.Update(ctx)
	var fault records.FileError
	require.ErrorAs(t, err, &fault)
	assert.Equal(t, "person P-8", fault.File)
	assert.Equal(t, saved.Position, following.Position(), "nothing was taken in")
}

// Every field of a system is a list of records of a kind of its own, or a part of its identity.
func TestArchiveHoldsEveryField(t *testing.T) {
	system, self := reflect.TypeFor[System](), reflect.TypeFor[identity]()
	lists := listsOf()
	kinds := map[int]string{}
	for kind, list := range lists {
		kinds[list.place] = kind
	}
	assert.NotContains(t, lists, identity{}.Ref().Kind)
	for i := range system.NumField() {
		field := system.Field(i)
		own, found := self.FieldByName(field.Name)
		if found {
			assert.Equal(t, field.Tag.Get("json"), own.Tag.Get("json"), field.Name)
			assert.Equal(t, field.Type, own.Type)
			continue
		}
		assert.NotEmpty(t, kinds[i], "%s is a list of records whose kind no other list has", field.Name)
	}
}

// Many records are saved and loaded in a time in which one waits for it.
func TestManyRecords(t *testing.T) {
	if testing.Short() {
		t.Skip("it saves 60,000 records")
	}
	ctx := context.Background()
	w := &wall{time.Date(2026, 1, 1, 8, 0, 0, 0, time.UTC)}
	a := archiveAt(t, w)
	system := firm()
	many := maxCommit + 10_000
	if UnderRace {
		many = 600
	}
	for i := range many {
		system.Persons = append(system.Persons, records.Person{ID: records.ID[records.Person](fmt.Sprintf("Q-%06d", i)), Name: "somebody"})
	}
	saved, err := SaveTo(ctx, a, officer, system, records.Position{})
	require.NoError(t, err)
	assert.Len(t, saved.Receipts, many+5)
	system.Persons[70].Name = "somebody else"
	saved, err = SaveTo(ctx, a, officer, system, saved.Position)
	require.NoError(t, err)
	assert.Len(t, saved.Receipts, 1)
	now, _, err := LoadFrom(ctx, a, officer)
	require.NoError(t, err)
	assert.Equal(t, system, now)
}
