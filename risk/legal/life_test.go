package legal

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// Each step in each state: taken, or refused for which reason.
func TestRequirementLife(t *testing.T) {
	guards := []records.ID[organization.Role]{"guard"}
	registered := func() Requirement {
		return Requirement{ID: "Q", Title: "act", Kind: Law, RegisteredOn: day("2026-01-10")}
	}
	after := func(steps ...func(q Requirement) (Requirement, error)) func() Requirement {
		return func() Requirement {
			q := registered()
			for _, step := range steps {
				var err error
				if q, err = step(q); err != nil {
					panic(err)
				}
			}
			return q
		}
	}
	determine := func(on string, applies records.Answer) func(q Requirement) (Requirement, error) {
		return func(q Requirement) (Requirement, error) {
			return q.Determine(Determination{On: day(on), By: "lawyer", Applies: applies, How: "so it is"})
		}
	}
	lookUp := func(on string) func(q Requirement) (Requirement, error) {
		return func(q Requirement) (Requirement, error) {
			return q.LookUp(Lookup{On: day(on), By: "lawyer", NextOn: day("2027-01-01")})
		}
	}
	amend := func(q Requirement) (Requirement, error) {
		return q.Amend(Amendment{Key: "A", PublishedOn: day("2026-02-01"), EffectiveOn: day("2026-06-01")})
	}
	workIn := func(on string) func(q Requirement) (Requirement, error) {
		return func(q Requirement) (Requirement, error) { return q.WorkIn("A", "lawyer", day(on)) }
	}
	communicate := func(on, amendment string) func(q Requirement) (Requirement, error) {
		return func(q Requirement) (Requirement, error) {
			return q.Communicate(Communication{On: day(on), Means: "talk", Amendment: amendment, Roles: guards})
		}
	}
	end := func(q Requirement) (Requirement, error) { return q.End(day("2026-12-31"), "repealed") }
	prolong := func(q Requirement) (Requirement, error) { return q.Prolong(day("2027-12-31")) }
	states := []struct {
		name string
		make func() Requirement
	}{
		{"registered", registered},
		{"applies", after(determine("2026-02-10", records.Yes))},
		{"does not apply", after(determine("2026-02-10", records.No))},
		{"amended", after(determine("2026-02-10", records.Yes), amend)},
		{"worked in", after(determine("2026-02-10", records.Yes), amend, workIn("2026-03-01"), lookUp("2026-03-01"))},
		{"for a time", after(func(q Requirement) (Requirement, error) { q.Until = day("2026-12-31"); return q, nil })},
		{"ended", after(determine("2026-02-10", records.Yes), amend, end)},
	}
	for _, tt := range []struct {
		name string
		step func(q Requirement) (Requirement, error)
		want []error // by state
	}{
		{"determine", determine("2026-03-01", records.Yes), []error{nil, nil, nil, nil, nil, nil, nil}},
		{"determine again, earlier", determine("2026-02-09", records.No), []error{nil, ErrOrder, ErrOrder, ErrOrder, ErrOrder, nil, ErrOrder}},
		{"determine before it was registered", determine("2026-01-09", records.No), []error{ErrOrder, ErrOrder, ErrOrder, ErrOrder, ErrOrder, ErrOrder, ErrOrder}},
		{"determine after its end", determine("2027-01-01", records.No), []error{nil, nil, nil, nil, nil, ErrState, ErrState}},
		{"determine without an answer", determine("2026-03-01", ""), []error{ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete}},
		{"look up", lookUp("2026-03-01"), []error{nil, nil, nil, nil, nil, nil, nil}},
		{"look up on an earlier day", lookUp("2026-02-28"), []error{nil, nil, nil, nil, ErrOrder, nil, nil}},
		{"look up after its end", lookUp("2027-01-01"), []error{nil, nil, nil, nil, nil, ErrState, ErrState}},
		{"amend", amend, []error{nil, nil, nil, ErrUnknown, ErrUnknown, nil, ErrUnknown}},
		{"work in", workIn("2026-03-01"), []error{ErrUnknown, ErrUnknown, ErrUnknown, nil, ErrState, ErrUnknown, nil}},
		{"work in before it was published", workIn("2026-01-31"), []error{ErrUnknown, ErrUnknown, ErrUnknown, ErrOrder, ErrState, ErrUnknown, ErrOrder}},
		{"communicate", communicate("2026-03-01", ""), []error{ErrState, nil, ErrState, nil, nil, ErrState, nil}},
		{"communicate before it was found to apply", communicate("2026-02-09", ""), []error{ErrState, ErrState, ErrState, ErrState, ErrState, ErrState, ErrState}},
		{"communicate an amendment", communicate("2026-03-01", "A"), []error{ErrState, ErrUnknown, ErrState, nil, nil, ErrState, nil}},
		{"communicate on no day", communicate("", ""), []error{ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete}},
		{"end", end, []error{nil, nil, nil, nil, nil, nil, ErrState}},
		{"prolong", prolong, []error{ErrState, ErrState, ErrState, ErrState, ErrState, nil, ErrState}},
	} {
		require.Len(t, tt.want, len(states))
		for i, state := range states {
			t.Run(tt.name+"/"+state.name, func(t *testing.T) {
				q, before := state.make(), state.make()
				then, err := tt.step(q)
				assert.Equal(t, before, q, "the one from before stays as it was")
				if tt.want[i] == nil {
					require.NoError(t, err)
					assert.NotEqual(t, before, then)
					assert.NoError(t, then.Validate())
					return
				}
				require.ErrorIs(t, err, tt.want[i])
				step := new(records.StepError)
				require.ErrorAs(t, err, &step)
				assert.Equal(t, q.Ref(), step.Record)
				assert.Equal(t, before, then, "refused, and unchanged")
			})
		}
	}
}

// sound is the result of a step that has to be taken.
func sound[T any](then T, err error) T {
	if err != nil {
		panic(err)
	}
	return then
}

func TestStepErrors(t *testing.T) {
	q := Requirement{ID: "Q", RegisteredOn: day("2026-01-10"), Until: day("2026-03-01"), Amendments: []Amendment{{Key: "A"}}}
	_, err := q.WorkIn("B", "lawyer", day("2026-02-01"))
	assert.EqualError(t, err, `legal requirement Q cannot take the step "work in": "B" is none of its amendments`)
	_, err = q.WorkIn("A", "", day("2026-02-01"))
	assert.EqualError(t, err, `legal requirement Q cannot take the step "work in": by is missing`)
	_, err = q.Amend(Amendment{Key: "C", EffectiveOn: day("2026-03-02")})
	assert.ErrorIs(t, err, ErrState)
	_, err = q.Amend(Amendment{})
	assert.ErrorIs(t, err, ErrIncomplete)
	_, err = q.Prolong(day("2026-03-01"))
	assert.ErrorIs(t, err, ErrOrder)
	_, err = q.Prolong(day(""))
	assert.ErrorIs(t, err, ErrIncomplete)
	_, err = q.End(day("2026-01-09"), "repealed")
	assert.ErrorIs(t, err, ErrOrder)
	_, err = q.End(day("2026-02-01"), "")
	assert.ErrorIs(t, err, ErrIncomplete)
	assert.Equal(t, day("2026-02-01"), sound(q.End(day("2026-02-01"), "repealed")).Until)
	// all faults of what a step says are in the error, each with its field
	_, err = q.LookUp(Lookup{})
	var fields []string
	for _, fault := range records.FaultsOf(err) {
		fields = append(fields, fault.Path)
	}
	assert.Equal(t, []string{"on", "by", "next_on"}, fields)
}

func TestSourceLife(t *testing.T) {
	proposed := func() Source { return Source{ID: "S", Title: "gazette", Kind: Gazette, From: day("2026-01-10")} }
	approved := func() Source {
		return sound(proposed().Approve(records.Days(30), "ceo", day("2026-01-20")))
	}
	searched := func() Source {
		return sound(approved().Search(Search{On: day("2026-02-01"), By: "lawyer"}))
	}
	dropped := func() Source {
		return sound(searched().Drop(day("2026-06-30")))
	}
	states := []struct {
		name string
		make func() Source
	}{{"proposed", proposed}, {"approved", approved}, {"searched", searched}, {"dropped", dropped}}
	approve := func(on string) func(s Source) (Source, error) {
		return func(s Source) (Source, error) { return s.Approve(records.Days(60), "ceo", day(on)) }
	}
	search := func(on string) func(s Source) (Source, error) {
		return func(s Source) (Source, error) { return s.Search(Search{On: day(on), By: "lawyer"}) }
	}
	drop := func(on string) func(s Source) (Source, error) {
		return func(s Source) (Source, error) { return s.Drop(day(on)) }
	}
	for _, tt := range []struct {
		name string
		step func(s Source) (Source, error)
		want []error
	}{
		{"approve", approve("2026-03-01"), []error{nil, nil, nil, nil}},
		{"approve, earlier than before", approve("2026-01-19"), []error{nil, ErrOrder, ErrOrder, ErrOrder}},
		{"approve after its last day", approve("2026-07-01"), []error{nil, nil, nil, ErrState}},
		{"approve without an interval", func(s Source) (Source, error) { return s.Approve(records.Period{}, "ceo", day("2026-03-01")) }, []error{ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete}},
		{"search", search("2026-02-01"), []error{nil, nil, nil, nil}},
		{"search before the last search", search("2026-01-31"), []error{nil, nil, ErrOrder, ErrOrder}},
		{"search before it was on the list", search("2026-01-09"), []error{ErrOrder, ErrOrder, ErrOrder, ErrOrder}},
		{"search after its last day", search("2026-07-01"), []error{nil, nil, nil, ErrState}},
		{"search on no day", search(""), []error{ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete}},
		{"drop", drop("2026-06-30"), []error{nil, nil, nil, ErrState}},
		{"drop before it was on the list", drop("2026-01-09"), []error{ErrOrder, ErrOrder, ErrOrder, ErrOrder}},
		{"drop on no day", drop(""), []error{ErrIncomplete, ErrIncomplete, ErrIncomplete, ErrIncomplete}},
	} {
		for i, state := range states {
			t.Run(tt.name+"/"+state.name, func(t *testing.T) {
				s, before := state.make(), state.make()
				then, err := tt.step(s)
				assert.Equal(t, before, s)
				if tt.want[i] == nil {
					require.NoError(t, err)
					assert.NotEqual(t, before, then)
					assert.NoError(t, then.Validate())
					return
				}
				require.ErrorIs(t, err, tt.want[i])
				require.ErrorAs(t, err, new(*records.StepError))
				assert.Equal(t, before, then)
			})
		}
	}
}

// What was true on a day is read from the record as it is today.
func TestRequirementOverTime(t *testing.T) {
	q := Requirement{
		RegisteredOn: day("2026-01-10"), EffectiveFrom: day("2026-03-01"), Until: day("2026-12-31"),
		Determinations: []Determination{{On: day("2026-02-01"), Applies: records.No}, {On: day("2026-04-01"), Applies: records.Yes}},
		Amendments: []Amendment{
			{Key: "A", PublishedOn: day("2026-05-01"), EffectiveOn: day("2026-07-01"), WorkedInOn: day("2026-07-10")},
			{Key: "B", EffectiveOn: day("2026-07-01"), WorkedInOn: day("2026-06-01")},
		},
		Audience:       Audience{Roles: []records.ID[organization.Role]{"guard"}, ThirdParties: []records.ID[organization.ThirdParty]{"drivers"}},
		Communications: []Communication{{On: day("2026-04-10"), Roles: []records.ID[organization.Role]{"guard"}}},
	}
	for _, tt := range []struct {
		at                               string
		registered, inEffect, applicable bool
		applies                          records.Answer
		amendment                        string // in effect last
		open                             int    // amendments known and not worked in
		untold                           int
	}{
		{"2026-01-09T23:59:59Z", false, false, false, "", "", 1, 2},
		{"2026-01-10", true, false, false, "", "", 1, 2},
		{"2026-03-01", true, true, false, records.No, "", 1, 2},
		{"2026-04-01", true, true, true, records.Yes, "", 1, 2},
		{"2026-04-10", true, true, true, records.Yes, "", 1, 1},
		{"2026-05-01", true, true, true, records.Yes, "", 2, 1},
		{"2026-06-30T23:59:59Z", true, true, true, records.Yes, "", 1, 1},
		{"2026-07-01", true, true, true, records.Yes, "B", 1, 2},
		{"2026-07-10", true, true, true, records.Yes, "B", 0, 2},
		{"2026-12-31T23:59:59Z", true, true, true, records.Yes, "B", 0, 2},
		{"2027-01-01", false, false, false, records.Yes, "B", 0, 2},
	} {
		t.Run(tt.at, func(t *testing.T) {
			c := clock(tt.at)
			assert.Equal(t, tt.registered, q.Registered(c))
			assert.Equal(t, tt.inEffect, q.InEffect(c))
			assert.Equal(t, tt.applicable, q.IsApplicable(c))
			assert.Equal(t, tt.applies, q.Applies(c))
			key := ""
			if a := q.LatestAmendment(c); a != nil {
				key = a.Key
			}
			assert.Equal(t, tt.amendment, key)
			assert.Len(t, q.OpenAmendments(c), tt.open)
			roles, parties := q.Untold(c)
			assert.Equal(t, tt.untold, len(roles)+len(parties))
		})
	}
}

func TestSourceOverTime(t *testing.T) {
	s := Source{
		From: day("2026-02-01"), Until: day("2026-11-30"), ApprovedBy: "ceo", ApprovedOn: day("2026-02-10"),
		Searches: []Search{{On: day("2026-04-01")}, {On: day("2026-03-01")}, {}},
	}
	for _, tt := range []struct {
		at               string
		listed, approved bool
		searched         string
	}{
		{"2026-01-31T23:59:59Z", false, false, ""},
		{"2026-02-01", true, false, ""},
		{"2026-02-10", true, true, ""},
		{"2026-03-01", true, true, "2026-03-01"},
		{"2026-04-01", true, true, "2026-04-01"},
		{"2026-11-30T23:59:59Z", true, true, "2026-04-01"},
		{"2026-12-01", false, true, "2026-04-01"},
	} {
		assert.Equal(t, tt.listed, s.Listed(clock(tt.at)), tt.at)
		assert.Equal(t, tt.approved, s.Approved(clock(tt.at)), tt.at)
		assert.Equal(t, day(tt.searched), s.LastSearchedOn(clock(tt.at)), tt.at)
	}
}
