package records_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// archivist may read the access log.
var archivist = records.Principal{ID: "archivist", Clearance: records.Clearance{Level: 9, Compartments: []string{"cranes", "yard", records.AccessCompartment}}}

// accesses returns the lines of the access log from a place on: action, outcome, what was asked.
func accesses(t *testing.T, store records.Store, from int64) []string {
	t.Helper()
	var lines []string
	err := store.Read(context.Background(), func(s records.Snapshot) error {
		for e, err := range s.Entries(context.Background(), records.AccessLog, from, 1<<40, true) {
			if err != nil {
				return err
			}
			assert.Nil(t, e.Content, "the access log has no content")
			h, err := records.ParseHeader(e.Header)
			require.NoError(t, err)
			line := h.Actor
			for _, name := range []string{"action", "outcome", "asked", "record", "withheld"} {
				for _, c := range h.Index {
					if c.Name == name && c.Number {
						line += fmt.Sprintf(" %s %d", name, c.Int)
					} else if c.Name == name {
						line += " " + c.Text
					}
				}
			}
			lines = append(lines, line)
		}
		return nil
	})
	require.NoError(t, err)
	return lines
}

func size(t *testing.T, store records.Store, log records.LogID) int64 {
	heads, err := store.Heads(context.Background())
	require.NoError(t, err)
	return heads[log-1].Size
}

var compartmentSets = [][]string{nil, {"cranes"}, {"yard"}, {"cranes", "yard"}}

// Every level and set of compartments of a record, against every one of a reader, by every way
// to get at it: the decision is that of dominance, and stands in the access log.
func TestAccessMatrix(t *testing.T) {
	ctx := t.Context()
	store := records.Memory()
	a := openArchive(t, store, records.Options{})
	type made struct {
		level        int64
		compartments []string
		ref          records.Ref
		receipt      records.Receipt
	}
	var all []made
	for level := range int64(3) {
		for i, set := range compartmentSets {
			ref := records.Ref{Kind: "plan", ID: fmt.Sprintf("%d-%d", level, i)}
			r, err := a.Save(ctx, archivist, records.NewRecord{Kind: ref.Kind, Entity: ref.ID, Content: []byte(`"CONTENT"`), Marking: records.Marking{Level: level, Compartments: set}})
			require.NoError(t, err)
			all = append(all, made{level, set, ref, r})
		}
	}
	decided := 0
	for level := range int64(3) {
		for i, set := range compartmentSets {
			by := records.Principal{ID: fmt.Sprintf("reader %d-%d", level, i), Clearance: records.Clearance{Level: level, Compartments: set}}
			listed := int64(0)
			for _, m := range all {
				name := fmt.Sprintf("%s reads %s", by.ID, m.ref)
				covered := m.level <= level && !slices.ContainsFunc(m.compartments, func(c string) bool { return !slices.Contains(set, c) })
				sensitive := m.level >= 1 || len(m.compartments) > 0
				where := fmt.Sprintf("records/%d", m.receipt.Seq)
				asked := m.ref.Kind + "/" + m.ref.ID
				for what, read := range map[string]func() (string, error){
					"load": func() (string, error) {
						r, err := a.Load(ctx, by, m.ref, records.AsOf{})
						if err != nil {
							return "", err
						}
						return string(r.Content), nil
					},
					"history": func() (string, error) {
						for r, err := range a.History(ctx, by, m.ref) {
							if err != nil {
								return "", err
							}
							return string(r.Content), nil
						}
						return "", records.ErrNotFound
					},
				} {
					from := size(t, store, records.AccessLog)
					content, err := read()
					lines := slices.DeleteFunc(accesses(t, store, from), func(line string) bool { return !strings.HasPrefix(line, by.ID+" ") })
					decided++
					switch {
					case covered && sensitive:
						require.NoError(t, err, name)
						assert.Equal(t, `"CONTENT"`, content)
						assert.Equal(t, []string{by.ID + " read allowed " + asked + " " + where}, lines, name)
					case covered:
						require.NoError(t, err, name)
						assert.Empty(t, lines, name)
					default:
						assert.Equal(t, records.ErrNotFound, err, name+" by "+what)
						require.Len(t, lines, 1, name)
						assert.Contains(t, lines[0], by.ID+" read refused "+asked, name)
					}
				}
				if covered {
					listed++
				}
				for _, deletes := range []bool{false, true} {
					refuseWrite(t, a, store, by, m.ref, deletes, covered)
					decided++
				}
			}
			n, err := a.Count(ctx, by, records.Query{Kind: "plan"})
			require.NoError(t, err)
			assert.Equal(t, listed, n, "what may not be known of is not counted")
			n = 0
			for r, err := range a.State(ctx, by, "plan", records.AsOf{}) {
				require.NoError(t, err)
				assert.True(t, by.Clearance.Covers(r.Marking()))
				n++
			}
			assert.Equal(t, listed, n)
			for r, err := range a.Find(ctx, by, records.Query{Kind: "plan"}) {
				require.NoError(t, err)
				assert.Nil(t, r.Content)
				n--
			}
			assert.Zero(t, n)
		}
	}
	assert.Equal(t, 12*12*4, decided)
}

// refuseWrite has somebody overwrite a record with one that they may write, and expects it to
// be refused where they may not see the record. Where they may, nothing is tried.
func refuseWrite(t *testing.T, a *records.Archive, store records.Store, by records.Principal, ref records.Ref, deletes, covered bool) {
	t.Helper()
	if covered {
		return
	}
	from, before := size(t, store, records.AccessLog), size(t, store, records.RecordLog)
	_, err := a.Save(t.Context(), by, records.NewRecord{Kind: ref.Kind, Entity: ref.ID, Base: 1, Delete: deletes})
	var conflict *records.ConflictError
	require.ErrorAs(t, err, &conflict)
	assert.Equal(t, []records.Conflict{{Entity: ref, Base: 1}}, conflict.Conflicts, "as if it were not there")
	_, absent := a.Save(t.Context(), by, records.NewRecord{Kind: ref.Kind, Entity: "absent", Base: 1, Delete: deletes})
	assert.Equal(t, strings.ReplaceAll(absent.Error(), "absent", ref.ID), err.Error())
	_, err = a.Save(t.Context(), by, records.NewRecord{Kind: ref.Kind, Entity: ref.ID, Delete: deletes})
	assert.ErrorIs(t, err, records.ErrDenied)
	assert.False(t, errors.As(err, &conflict), "the version is not told: %v", err)
	lines := slices.DeleteFunc(accesses(t, store, from), func(line string) bool { return !strings.HasPrefix(line, by.ID+" ") })
	require.Len(t, lines, 2)
	action := "write"
	if deletes {
		action = "delete"
	}
	for _, line := range lines {
		assert.Contains(t, line, by.ID+" "+action+" refused "+ref.Kind+"/"+ref.ID)
	}
	assert.Equal(t, before, size(t, store, records.RecordLog), "nothing was written")
}

func TestEveryActionNeedsClearance(t *testing.T) {
	for _, action := range (records.Action("")).Values() {
		for level := range int64(3) {
			for _, set := range compartmentSets {
				for cleared := range int64(3) {
					for _, admitted := range compartmentSets {
						by := records.Principal{ID: "P", Roles: []string{"officer"}, Clearance: records.Clearance{Level: cleared, Compartments: admitted}}
						h := records.Header{Columns: records.Columns{Kind: "plan", Level: level, Compartments: set}}
						want := cleared >= level && !slices.ContainsFunc(set, func(s string) bool { return !slices.Contains(admitted, s) })
						assert.Equal(t, want, records.Dominance{}.Authorize(t.Context(), by, records.Action(action), h) == nil)
						granted := records.Grants{{Role: "officer", Actions: []records.Action{records.Action(action)}}}
						assert.Equal(t, want, granted.Authorize(t.Context(), by, records.Action(action), h) == nil)
						assert.Error(t, records.Grants{}.Authorize(t.Context(), by, records.Action(action), h), "nothing is granted")
						for _, other := range (records.Action("")).Values() {
							if other != action {
								assert.Error(t, granted.Authorize(t.Context(), by, records.Action(other), h), "%s is no %s", action, other)
							}
						}
					}
				}
			}
		}
	}
	assert.Error(t, records.Dominance{}.Authorize(t.Context(), officer, "burn", records.Header{}))
	own := records.Header{Columns: records.Columns{Kind: records.AccessKind}}
	assert.Error(t, records.Grants{{Principal: "P-1", Actions: []records.Action{records.ReadRecord}}}.Authorize(t.Context(), officer, records.ReadRecord, own),
		"what the archive keeps for itself is granted by name only")
	assert.NoError(t, records.Grants{{Principal: "P-1", Actions: []records.Action{records.ReadRecord}, Kinds: []string{records.AccessKind}}}.Authorize(t.Context(), officer, records.ReadRecord, own))
}

type refusing struct{ how func() error }

func (r refusing) Authorize(context.Context, records.Principal, records.Action, records.Header) error {
	return r.how()
}

// An authorizer that fails lets nobody in, and nothing of what it says reaches who reads.
func TestAuthorizerThatFailsDenies(t *testing.T) {
	ctx := t.Context()
	store := records.Memory()
	open := openArchive(t, shared{store}, records.Options{})
	_, err := open.Save(ctx, officer, records.NewRecord{Kind: "plan", Entity: "1", Content: []byte(`"CONTENT"`)})
	require.NoError(t, err)
	for name, how := range map[string]func() error{
		"error": func() error { return io.ErrUnexpectedEOF },
		"panic": func() error { panic("CONTENT") },
		"fault": func() error { var nobody *records.Principal; _ = nobody.ID; return nil },
	} {
		a := openArchive(t, shared{store}, records.Options{Authorizer: refusing{how}})
		ref := records.Ref{Kind: "plan", ID: "1"}
		_, err := a.Load(ctx, officer, ref, records.AsOf{})
		assert.Equal(t, records.ErrNotFound, err, name)
		_, err = a.Save(ctx, officer, records.NewRecord{Kind: "plan", Entity: "2"})
		assert.ErrorIs(t, err, records.ErrDenied, name)
		assert.NotContains(t, err.Error(), "CONTENT")
		n, err := a.Count(ctx, officer, records.Query{Kind: "plan"})
		assert.NoError(t, err)
		assert.Zero(t, n)
		version, _, err := a.Version(ctx, officer, ref)
		assert.NoError(t, err)
		assert.Zero(t, version)
	}
	_, err = open.Load(ctx, records.Principal{}, records.Ref{Kind: "plan", ID: "1"}, records.AsOf{})
	assert.Equal(t, records.ErrNotFound, err, "nobody reads nothing")
}

// shared is a store that somebody else closes.
type shared struct{ records.Store }

func (shared) Close() error { return nil }

// noAccessLog is a store that has no room for the access log.
type noAccessLog struct{ records.Store }

func (s noAccessLog) Commit(ctx context.Context, b records.Batch) error {
	if slices.ContainsFunc(b.Base, func(h records.Head) bool { return h.Log == records.AccessLog }) {
		return records.ErrFull
	}
	return s.Store.Commit(ctx, b)
}

func TestNothingSensitiveIsGivenAwayUnnoted(t *testing.T) {
	ctx := t.Context()
	a := openArchive(t, noAccessLog{records.Memory()}, records.Options{})
	for i := range 3 {
		_, err := a.Save(ctx, officer, records.NewRecord{Kind: "plan", Entity: fmt.Sprint(i), Content: []byte(`1`), Marking: records.Marking{Level: int64(i)}})
		require.NoError(t, err)
	}
	_, err := a.Load(ctx, officer, records.Ref{Kind: "plan", ID: "0"}, records.AsOf{})
	assert.NoError(t, err)
	r, err := a.Load(ctx, officer, records.Ref{Kind: "plan", ID: "1"}, records.AsOf{})
	assert.ErrorIs(t, err, records.ErrFull)
	assert.Nil(t, r)
	var given []string
	for r, err := range a.State(ctx, officer, "plan", records.AsOf{}) {
		if err != nil {
			assert.ErrorIs(t, err, records.ErrFull)
			break
		}
		given = append(given, r.Entity)
	}
	assert.Equal(t, []string{"0"}, given)
}

// Who reads the access log is noted too, and less than what they read.
func TestReadingTheAccessLog(t *testing.T) {
	ctx := t.Context()
	store := records.Memory()
	a := openArchive(t, store, records.Options{})
	for i := range 200 {
		_, err := a.Load(ctx, officer, records.Ref{Kind: "plan", ID: fmt.Sprint("\x00\xff", i, strings.Repeat("x", 2000))}, records.AsOf{})
		require.Equal(t, records.ErrNotFound, err)
	}
	query := records.Query{Log: records.AccessLog, Kind: records.AccessKind, Records: true, Where: []records.Condition{{Column: records.Column{Name: "outcome", Text: "absent"}}}}
	n, err := a.Count(ctx, officer, query)
	require.NoError(t, err)
	assert.Zero(t, n, "who is not admitted learns nothing from it")
	for range a.Find(ctx, archivist, query) {
		n++
	}
	assert.Equal(t, int64(200), n)
	assert.Equal(t, int64(204), size(t, store, records.AccessLog))
	_, err = a.Append(ctx, archivist, records.NewRecord{Kind: records.AccessKind})
	assert.ErrorIs(t, err, records.ErrInvalid, "nobody writes what only the archive writes")
	report, err := records.Auditor{}.Full(ctx, store)
	require.NoError(t, err)
	assert.True(t, report.Clean(), "%v", report.Findings)
}

// What was deleted beyond somebody's clearance is not created again by them, and its versions
// are not told.
func TestCreatingWhatMayNotBeKnownOf(t *testing.T) {
	ctx := t.Context()
	a := openArchive(t, records.Memory(), records.Options{})
	secret := records.NewRecord{Kind: "plan", Entity: "1", Marking: records.Marking{Level: 2}}
	_, err := a.Save(ctx, officer, secret)
	require.NoError(t, err)
	secret.Base, secret.Delete = 1, true
	_, err = a.Save(ctx, officer, secret)
	require.NoError(t, err)
	_, err = a.Save(ctx, records.Principal{ID: "guest"}, records.NewRecord{Kind: "plan", Entity: "1"})
	assert.ErrorIs(t, err, records.ErrDenied)
	assert.NotErrorIs(t, err, records.ErrConflict)
	r, err := a.Save(ctx, officer, records.NewRecord{Kind: "plan", Entity: "1"})
	require.NoError(t, err)
	assert.Equal(t, int64(3), r.Version)
}

// Two roles, three kinds: what no grant covers is denied.
func ExampleGrants() {
	ctx := context.Background()
	archive, _ := records.Open(ctx, records.Memory(), records.Options{Authorizer: records.Grants{
		{Role: "security officer", Actions: []records.Action{records.ReadRecord, records.WriteRecord}, Kinds: []string{"seal", "incident"}},
		{Role: "guard", Actions: []records.Action{records.ReadRecord}, Kinds: []string{"seal"}},
	}})
	defer archive.Close()
	seals := records.In[seal](archive)
	chief := records.Principal{ID: "Zoë", Roles: []string{"security officer"}}
	guard := records.Principal{ID: "Piet", Roles: []string{"guard"}}
	_, err := seals.Save(ctx, chief, seal{ID: "S-1", Number: "604218"}, 0)
	fmt.Println(err)
	s, version, err := seals.Load(ctx, guard, "S-1")
	fmt.Println(s.Number, version, err)
	_, err = seals.Save(ctx, guard, s, version)
	fmt.Println(err)
	// Output:
	// <nil>
	// 604218 1 <nil>
	// records: not allowed: no grant lets "Piet" write a record of the kind "seal"
}
