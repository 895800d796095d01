package documents

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// Every step of a revision in every state: allowed, or refused for which reason.
func TestStepsOfRevisions(t *testing.T) {
	on := day("2026-06-01")
	states := []struct {
		name      string
		revisions []Revision
	}{
		{"missing", nil},
		{"draft", []Revision{{Number: "2"}}},
		{"approved later", []Revision{{Number: "2", ApprovedBy: "P", ApprovedOn: day("2026-07-01"), EffectiveFrom: day("2026-07-01")}}},
		{"approved", []Revision{{Number: "2", ApprovedBy: "P", ApprovedOn: day("2026-05-01"), EffectiveFrom: day("2026-07-01")}}},
		{"in force", []Revision{revision("2", "2026-05-01")}},
		{"superseded", []Revision{revision("2", "2026-05-01"), revision("3", "2026-05-15")}},
		{"withdrawn", []Revision{{Number: "2", ApprovedBy: "P", ApprovedOn: day("2026-05-01"), EffectiveFrom: day("2026-05-01"), WithdrawnOn: day("2026-05-15")}}},
	}
	steps := []struct {
		step records.Step
		take func(d Document) (Document, error)
		also func(p Procedure) (Procedure, error)
		want []error
	}{
		{StepDraft, func(d Document) (Document, error) { return d.Draft("2", "new") }, func(p Procedure) (Procedure, error) { return p.Draft("2", "new") },
			[]error{nil, ErrUnknown, ErrUnknown, ErrUnknown, ErrUnknown, ErrUnknown, ErrUnknown}},
		{StepApprove, func(d Document) (Document, error) { return d.Approve("2", "P", on, on) }, func(p Procedure) (Procedure, error) { return p.Approve("2", "P", on, on) },
			[]error{ErrUnknown, nil, ErrState, ErrState, ErrState, ErrState, ErrState}},
		{StepRelease, func(d Document) (Document, error) { return d.Release("2", on) }, func(p Procedure) (Procedure, error) { return p.Release("2", on) },
			[]error{ErrUnknown, ErrState, ErrOrder, nil, nil, ErrState, ErrState}},
		{StepWithdraw, func(d Document) (Document, error) { return d.Withdraw("2", on) }, func(p Procedure) (Procedure, error) { return p.Withdraw("2", on) },
			[]error{ErrUnknown, nil, ErrOrder, nil, nil, nil, ErrState}},
	}
	for _, step := range steps {
		for i, state := range states {
			t.Run(string(step.step)+" "+state.name, func(t *testing.T) {
				d, p := Document{ID: "D", Revisions: state.revisions}, Procedure{ID: "P", Revisions: state.revisions}
				changed, err := step.take(d)
				procedure, also := step.also(p)
				assert.Equal(t, changed.Revisions, procedure.Revisions)
				assert.Equal(t, err == nil, also == nil)
				if step.want[i] == nil {
					require.NoError(t, err)
					assert.NotEqual(t, state.revisions, changed.Revisions)
					_, again := step.take(changed)
					assert.Error(t, again, "twice")
					return
				}
				assert.ErrorIs(t, err, step.want[i])
				assert.Equal(t, d, changed, "nothing changed")
				var refused *records.StepError
				require.ErrorAs(t, err, &refused)
				assert.Equal(t, step.step, refused.Step)
				assert.Equal(t, d.Ref(), refused.Record)
			})
		}
	}
}

func TestIncompleteSteps(t *testing.T) {
	d := Document{ID: "D", Revisions: []Revision{{Number: "1"}}}
	on := day("2026-06-01")
	for name, err := range map[string]error{
		"no number":             second(d.Draft(" ", "")),
		"nobody":                second(d.Approve("1", "", on, on)),
		"no day":                second(d.Approve("1", "P", records.Date{}, on)),
		"withdrawn on no day":   second(d.Withdraw("1", records.Date{})),
		"released on no day":    second(d.Release("1", records.Date{})),
		"a review of no day":    second(d.LookThrough(Review{Outcome: StillRight})),
		"a review without end":  second(d.LookThrough(Review{On: on, Outcome: ToRevise})),
		"an archive without":    second(d.ToArchive(Archive{From: on})),
		"an issue to nowhere":   second(d.IssueTo("I", "1", "", on)),
		"a grant by nobody":     second(AccessGrant{ID: "G", From: on}.Authorize("", on)),
		"a grant ended never":   second(AccessGrant{ID: "G", From: on}.End(records.Date{})),
		"a follow-up by nobody": second(Disposal{ID: "X", On: on}.MakeGood(FollowUp{What: "told", On: on})),
		"a mark on no day":      second(Issue{ID: "I", IssuedOn: on}.Mark(records.Date{})),
	} {
		assert.ErrorIs(t, err, ErrIncomplete, name)
	}
	assert.ErrorIs(t, second(d.Approve("1", "P", on, on.AddDays(-1))), ErrOrder)
	err := second(d.Approve("1", "", records.Date{}, on))
	assert.Len(t, records.FaultsOf(errors.Unwrap(errorsOnly(err))), 2, "all at once: %v", err)
}

func second[T any](_ T, err error) error { return err }

// errorsOnly returns an error that unwraps to the faults of a step.
func errorsOnly(err error) error {
	var refused *records.StepError
	if errors.As(err, &refused) {
		return wrapped{refused.Faults}
	}
	return err
}

type wrapped struct{ error }

func (w wrapped) Unwrap() error { return w.error }

func TestReviewAndArchive(t *testing.T) {
	d := Document{ID: "D", Revisions: []Revision{revision("1", "2026-01-01")}}
	reviewed, err := d.LookThrough(Review{On: day("2026-05-01"), Outcome: ToRevise, ActBy: day("2026-06-01"), NextOn: day("2027-05-01")})
	require.NoError(t, err)
	assert.Empty(t, d.Reviews)
	assert.Equal(t, day("2027-05-01"), reviewed.ReviewDue(records.At(instant("2026-05-01"))))
	assert.ErrorIs(t, second(reviewed.LookThrough(Review{On: day("2026-04-01"), Outcome: StillRight})), ErrOrder)
	assert.ErrorIs(t, second(reviewed.LookThrough(Review{On: day("2026-06-01"), Outcome: StillRight, Revision: "9"})), ErrUnknown)
	archive := Archive{Purposes: []ArchivePurpose{ForLaw}, Marking: "stamp", From: day("2026-06-01")}
	archived, err := reviewed.ToArchive(archive)
	require.NoError(t, err)
	assert.Equal(t, archive, archived.Archive)
	assert.ErrorIs(t, second(archived.ToArchive(archive)), ErrState)
}

// A copy is given out once its revision is approved, and taken back or marked once.
func TestIssues(t *testing.T) {
	d := Document{ID: "D", Revisions: []Revision{revision("1", "2026-01-01"), revision("2", "2026-05-01"), {Number: "3"}}}
	x, err := d.IssueTo("I", "2", "gate", day("2026-06-01"))
	require.NoError(t, err)
	assert.Equal(t, Issue{ID: "I", Revision: Pointer{"D", "2"}, PointOfUse: "gate", IssuedOn: day("2026-06-01")}, x)
	assert.ErrorIs(t, second(d.IssueTo("I", "3", "gate", day("2026-06-01"))), ErrState)
	assert.ErrorIs(t, second(d.IssueTo("I", "2", "gate", day("2026-04-01"))), ErrOrder)
	assert.ErrorIs(t, second(d.IssueTo("I", "1", "gate", day("2026-06-01"))), ErrState)
	assert.ErrorIs(t, second(d.IssueTo("I", "4", "gate", day("2026-06-01"))), ErrUnknown)

	marked, err := x.Mark(day("2026-07-01"))
	require.NoError(t, err)
	back, err := marked.TakeBack(day("2026-07-02"))
	require.NoError(t, err)
	for _, tt := range []struct {
		day    string
		atHand bool
	}{{"2026-05-31", false}, {"2026-06-01", true}, {"2026-06-30", true}, {"2026-07-01", false}} {
		assert.Equal(t, tt.atHand, back.AtHand(records.At(instant(tt.day))), tt.day)
	}
	assert.ErrorIs(t, second(back.TakeBack(day("2026-07-03"))), ErrState)
	assert.ErrorIs(t, second(marked.Mark(day("2026-07-03"))), ErrState)
	assert.ErrorIs(t, second(x.TakeBack(day("2026-05-01"))), ErrOrder)
	gone, err := x.TakeBack(day("2026-07-01"))
	require.NoError(t, err)
	assert.ErrorIs(t, second(gone.Mark(day("2026-07-01"))), ErrState)
}

func TestGrants(t *testing.T) {
	g := AccessGrant{ID: "G", Person: "Q", Document: "D", From: day("2026-06-01")}
	allowed, err := g.Authorize("P", day("2026-05-30"))
	require.NoError(t, err)
	ended, err := allowed.End(day("2026-08-01"))
	require.NoError(t, err)
	assert.True(t, ended.Active(records.At(instant("2026-07-31T23:59:59Z"))))
	assert.False(t, ended.Active(records.At(instant("2026-08-01"))))
	assert.ErrorIs(t, second(allowed.Authorize("P", day("2026-06-01"))), ErrState)
	assert.ErrorIs(t, second(ended.End(day("2026-08-02"))), ErrState)
	assert.ErrorIs(t, second(g.End(day("2026-05-01"))), ErrOrder)
	bare, err := g.End(day("2026-06-05"))
	require.NoError(t, err)
	assert.ErrorIs(t, second(bare.Authorize("P", day("2026-06-06"))), ErrState)
}

// The gate of disposal, and the check that finds who went round it, follow the same rules.
func TestDisposalGate(t *testing.T) {
	in := good()
	s, role, record := in.Series[0], in.Roles[0], in.Records[1]
	x := Disposal{ID: "X", On: day("2025-02-02"), Method: Erasure, AuthorizedBy: "P"}
	done, err := s.Dispose(x, role, []Record{record})
	require.NoError(t, err)
	assert.Equal(t, []records.ID[Record]{"r2"}, done.Records)
	assert.Equal(t, s.ID, done.Series)
	for name, change := range map[string]func(x *Disposal, role *organization.Role, s *Series){
		"method": func(x *Disposal, _ *organization.Role, _ *Series) { x.Method = Shredding },
		"person": func(x *Disposal, _ *organization.Role, _ *Series) { x.AuthorizedBy = "Q" },
		"early":  func(x *Disposal, _ *organization.Role, _ *Series) { x.On = day("2025-02-01") },
		"role":   func(_ *Disposal, role *organization.Role, _ *Series) { role.ID = "other" },
		"rule":   func(_ *Disposal, _ *organization.Role, s *Series) { s.Disposal = DisposalRule{} },
		"held": func(_ *Disposal, _ *organization.Role, s *Series) {
			s.Holds = []Hold{{Reason: "a court", From: day("2025-01-01")}}
		},
	} {
		x, role, s := x, role, s
		change(&x, &role, &s)
		got, err := s.Dispose(x, role, []Record{record})
		assert.ErrorIs(t, err, ErrRule, name)
		assert.Zero(t, got)
	}
	assert.ErrorIs(t, second(s.Dispose(x, role, []Record{{ID: "z", Series: "others"}})), ErrUnknown)
	assert.ErrorIs(t, second(s.Dispose(Disposal{ID: "X"}, role, []Record{record})), ErrIncomplete)

	u := FollowUp{"told all", "P", day("2025-03-01")}
	mended, err := done.MakeGood(u)
	require.NoError(t, err)
	assert.ErrorIs(t, second(mended.MakeGood(u)), ErrState)
	assert.ErrorIs(t, second(done.MakeGood(FollowUp{"told all", "P", day("2025-01-01")})), ErrOrder)
	e := AccessEvent{ID: "E", On: day("2025-02-01"), Authorized: records.No}
	followed, err := e.MakeGood(u)
	require.NoError(t, err)
	assert.Equal(t, u, followed.FollowUp)
	e.Authorized = records.Yes
	assert.ErrorIs(t, second(e.MakeGood(u)), ErrState)
}
