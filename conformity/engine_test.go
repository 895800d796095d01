package conformity_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// A seal and its checks stand in for the records of a clause.
type seal struct {
	ID         records.ID[seal]
	Holder     records.ID[records.Person]
	Replaces   records.ID[seal]
	CheckedOn  records.Date
	NextDueOn  records.Date
	ValidFrom  records.Date
	ValidUntil records.Date
	Concerned  string // yes, no, or not decided
}

func (s seal) Ref() records.Ref { return records.Ref{Kind: "seal", ID: string(s.ID)} }

type input struct {
	Seals        []seal
	Persons      []records.Person
	Attestations []records.Attestation
	Statements   []conformity.Statement
	Waivers      []conformity.Waiver
	Gradings     []conformity.Grading
}

func seals(in input) []seal { return in.Seals }

const (
	sealChecked conformity.Message = "seal.checked: {subject} was checked on {0}"
	sealDue     conformity.Message = "seal.due: {subject} has to be checked by {0}"
	sealOverdue conformity.Message = "seal.overdue: {subject} was due on {0}: check it"
	sealUndated conformity.Message = "seal.undated: {subject} has no day by which it is checked"
	sealExempt  conformity.Message = "seal.exempt: {subject} was decided not to be of concern"
	sealNotYet  conformity.Message = "seal.notyet: no seal is in use yet"
)

func checkedInTime(r *conformity.Reader, s *seal) conformity.Verdict {
	switch {
	case s.Concerned == "no":
		return conformity.Exempt(sealExempt)
	case !s.ValidFrom.IsZero() && !r.Happened(s.ValidFrom) || r.Over(s.ValidUntil):
		return conformity.Nothing(sealNotYet)
	case r.Happened(s.CheckedOn):
		return conformity.Met(sealChecked, s.CheckedOn)
	case s.NextDueOn.IsZero():
		return conformity.Undetermined(sealUndated).At("next_due_on")
	case r.Over(s.NextDueOn):
		return conformity.Unmet(sealOverdue, s.NextDueOn).At("next_due_on")
	}
	return conformity.Met(sealDue, s.NextDueOn).At("next_due_on")
}

func day(s string) records.Date {
	d, err := records.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func noon(s string) time.Time { return day(s).Start().Add(12 * time.Hour) }

func assess(in input, at string, checks ...conformity.Check[input]) *conformity.Report {
	return conformity.Assess(in, checks, noon(at), conformity.Options{})
}

func result(t *testing.T, report *conformity.Report, id string) *conformity.Result {
	t.Helper()
	r, err := report.Result(id)
	require.NoError(t, err)
	return r
}

var inTime = conformity.Each("4.4.6.equipment", seals, checkedInTime)

func TestRequirementStatus(t *testing.T) {
	late, open, done := seal{ID: "late", NextDueOn: day("2026-01-01")}, seal{ID: "open"}, seal{ID: "done", CheckedOn: day("2026-01-01")}
	exempt := seal{ID: "exempt", Concerned: "no"}
	none := conformity.Statement{ID: "S", Condition: "security-equipment", Reason: "no seals", By: "P",
		StatedOn: day("2026-01-01"), ValidUntil: day("2026-12-31")}
	over := none
	over.ValidUntil = day("2026-02-01")
	for _, tt := range []struct {
		name       string
		seals      []seal
		statements []conformity.Statement
		want       conformity.Status
		findings   []string
	}{
		{"nothing on record is not conformity", nil, nil, conformity.StatusUndetermined, []string{"check.unstated"}},
		{"one failure decides, and all is reported worst first", []seal{done, open, late}, nil, conformity.StatusUnmet, []string{"seal.overdue", "seal.undated", "seal.checked"}},
		{"one open question decides over what is met", []seal{done, open}, nil, conformity.StatusUndetermined, []string{"seal.undated", "seal.checked"}},
		{"all met", []seal{done}, nil, conformity.StatusMet, []string{"seal.checked"}},
		{"all decided not to be of concern is data, not silence", []seal{exempt}, nil, conformity.StatusMet, []string{"seal.exempt"}},
		{"a statement that there are none", nil, []conformity.Statement{none}, conformity.StatusNotApplicable, []string{"applicability.stated"}},
		{"a statement wins over records of no concern", []seal{exempt}, []conformity.Statement{none}, conformity.StatusNotApplicable, []string{"seal.exempt", "applicability.stated"}},
		{"a statement that records contradict counts for nothing", []seal{done}, []conformity.Statement{none}, conformity.StatusMet, []string{"seal.checked"}},
		{"a statement cannot answer an open question", []seal{open}, []conformity.Statement{none}, conformity.StatusUndetermined, []string{"seal.undated"}},
		{"a statement that has run out counts for nothing", nil, []conformity.Statement{over}, conformity.StatusUndetermined, []string{"applicability.over"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := result(t, assess(input{Seals: tt.seals, Statements: tt.statements}, "2026-06-01", inTime), "4.4.6.equipment")
			assert.Equal(t, tt.want, r.Status)
			var ids []string
			for _, f := range r.Findings {
				ids = append(ids, f.MessageID())
			}
			assert.Equal(t, tt.findings, ids)
		})
	}
}

func TestNotApplicableOnlyWithCondition(t *testing.T) {
	n := 0
	for requirement := range conformity.Requirements() {
		if n++; n%stride != 0 {
			continue
		}
		check := conformity.Each(requirement.ID, seals, checkedInTime)
		for _, condition := range conformity.Conditions() {
			statement := conformity.Statement{ID: "S", Condition: condition.ID, Reason: "none", By: "P", StatedOn: day("2026-01-01"), ValidUntil: day("2026-12-31")}
			r := result(t, assess(input{Statements: []conformity.Statement{statement}}, "2026-06-01", check), requirement.ID)
			want := conformity.StatusUndetermined
			if condition.ID == requirement.Condition {
				want = conformity.StatusNotApplicable
			}
			require.Equal(t, want, r.Status, "%s, %s", requirement.ID, condition.ID)
		}
	}
}

func TestLapse(t *testing.T) {
	for _, tt := range []struct {
		name    string
		seal    seal
		at      string
		want    conformity.Status
		lapses  string
		becomes conformity.Status
		then    string
	}{
		{"due later", seal{ID: "A", NextDueOn: day("2026-03-01")}, "2026-02-01", conformity.StatusMet, "2026-03-02", conformity.StatusUnmet, "seal A was due on 2026-03-01: check it"},
		{"checked later than asked", seal{ID: "A", NextDueOn: day("2026-01-01"), CheckedOn: day("2026-03-01")}, "2026-02-01", conformity.StatusUnmet, "2026-03-01", conformity.StatusMet, "seal A was checked on 2026-03-01"},
		{"checked before it is due: met all along", seal{ID: "A", NextDueOn: day("2026-04-01"), CheckedOn: day("2026-03-01")}, "2026-02-01", conformity.StatusMet, "", conformity.StatusNone, ""},
		{"in use later", seal{ID: "A", ValidFrom: day("2026-03-01"), NextDueOn: day("2026-04-01")}, "2026-02-01", conformity.StatusNone, "2026-03-01", conformity.StatusMet, "seal A has to be checked by 2026-04-01"},
		{"never", seal{ID: "A"}, "2026-02-01", conformity.StatusUndetermined, "", conformity.StatusNone, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := conformity.Try(checkedInTime, &tt.seal, noon(tt.at))
			assert.Equal(t, tt.want, got.Status, got.Message())
			assert.Equal(t, tt.becomes, got.Becomes)
			if tt.lapses == "" {
				assert.Zero(t, got.Lapses)
				return
			}
			assert.Equal(t, day(tt.lapses).Start(), got.Lapses)
			if tt.then != "" {
				assert.Equal(t, tt.then, got.Then())
			}
		})
	}
}

func TestCheckThatPanics(t *testing.T) {
	broken := conformity.Each("4.4.6.equipment", seals, func(r *conformity.Reader, s *seal) conformity.Verdict {
		if s.ID == "bad" {
			panic("out of range")
		}
		return checkedInTime(r, s)
	})
	report := assess(input{Seals: []seal{{ID: "bad"}, {ID: "good", CheckedOn: day("2026-01-01")}}}, "2026-06-01", broken, inTime)
	r := result(t, report, "4.4.6.equipment")
	assert.Equal(t, conformity.StatusUndetermined, r.Status)
	assert.Len(t, r.Findings, 4, "what else the checks found is still there")
	errs := slices.Collect(report.Errors())
	require.Len(t, errs, 1)
	var failed *conformity.CheckError
	require.ErrorAs(t, errs[0], &failed)
	assert.Equal(t, records.Ref{Kind: "seal", ID: "bad"}, failed.Subject)
	assert.EqualError(t, failed, "the check of 4.4.6.equipment failed on seal bad: out of range")
}

func TestCheckThatReachesBeyondItsInput(t *testing.T) {
	type small struct{ Seals []seal }
	check := conformity.Each("4.4.6.equipment", func(in small) []seal { return in.Seals }, func(r *conformity.Reader, s *seal) conformity.Verdict {
		conformity.Look(r, s.Holder)
		return conformity.Met(sealChecked, s.CheckedOn)
	})
	found := conformity.Run([]conformity.Check[small]{check}, small{[]seal{{ID: "A", Holder: "P"}}}, noon("2026-06-01"))
	require.Len(t, found, 1)
	assert.Equal(t, conformity.StatusUndetermined, found[0].Status)
	assert.ErrorContains(t, found[0].Err, `it reads records of the kind "person", of which its input has no list`)
}

func TestUnknownRequirement(t *testing.T) {
	check := conformity.Each("4.4.6.equipement", seals, checkedInTime)
	report := assess(input{Seals: []seal{{ID: "A"}}}, "2026-06-01", check)
	r := result(t, report, "4.4.6.equipement")
	require.Equal(t, conformity.StatusUndetermined, r.Status)
	var unknown *conformity.UnknownRequirementError
	require.True(t, errors.As(r.Findings[0].Err, &unknown))
	assert.Equal(t, "4.4.6.equipment", unknown.Near)
}

func TestOwnScheme(t *testing.T) {
	check := conformity.Each("acme.seals", seals, checkedInTime).About(conformity.Requirement{Title: "Seals checked", Severity: conformity.Major})
	r := result(t, assess(input{Seals: []seal{{ID: "A", NextDueOn: day("2026-01-01")}}}, "2026-06-01", check), "acme.seals")
	assert.Equal(t, conformity.StatusUnmet, r.Status)
	assert.Equal(t, conformity.Major, r.Grade)
	assert.Equal(t, "acme", r.Clause)
}

func TestEvidenceDoesNotDependOnOrder(t *testing.T) {
	byHolder := conformity.NewIndex(func(s *seal) records.ID[records.Person] { return s.Holder })
	check := conformity.Whole[input]("4.4.6.equipment", func(r *conformity.Reader) conformity.Verdict {
		first := byHolder.Of(r, "P").First(func(s *seal) bool { return s.Concerned == "yes" })
		latest := conformity.All[seal](r).Latest(func(s *seal) records.Date { return s.CheckedOn })
		return conformity.Met(sealChecked, first.ID, latest.ID)
	})
	rows := []seal{
		{ID: "A", Holder: "P"}, {ID: "B", Holder: "P", Concerned: "yes", CheckedOn: day("2026-01-01")},
		{ID: "C", Holder: "P", Concerned: "yes", CheckedOn: day("2026-01-01")}, {ID: "D", CheckedOn: day("2026-12-01")},
	}
	want := []records.Ref{{Kind: "seal", ID: "B"}, {Kind: "seal", ID: "C"}}
	for range 4 {
		rows = append(rows[1:], rows[0])
		r := result(t, assess(input{Seals: rows}, "2026-06-01", check), "4.4.6.equipment")
		assert.Equal(t, want, r.Findings[0].Evidence)
	}
}

func TestWaiver(t *testing.T) {
	in := input{
		Seals:   []seal{{ID: "A", NextDueOn: day("2026-01-01")}},
		Waivers: []conformity.Waiver{{ID: "W", Requirement: "4.4.6.equipment", Reason: "yard is being rebuilt", By: "P", GrantedOn: day("2026-02-01"), ValidUntil: day("2026-06-30")}},
	}
	report := assess(in, "2026-06-01", inTime)
	r := result(t, report, "4.4.6.equipment")
	assert.Equal(t, conformity.StatusUnmet, r.Status, "the verdict beneath is shown")
	require.NotNil(t, r.Waiver)
	assert.Equal(t, 1, report.Totals().Waived)
	assert.Zero(t, report.Totals().Met)
	assert.Empty(t, slices.Collect(report.Unmet()))
	lapses := slices.Collect(report.Lapses(noon("2027-01-01")))
	require.Len(t, lapses, 1)
	assert.Equal(t, day("2026-07-01").Start(), lapses[0].Lapses)
	assert.Equal(t, "the waiver granted on 2026-02-01 runs out: the requirement counts as unmet again", lapses[0].Then())

	after := assess(in, "2026-07-01", inTime)
	assert.Nil(t, result(t, after, "4.4.6.equipment").Waiver, "at its expiry the verdict returns")
	assert.Len(t, slices.Collect(after.Unmet()), 1)
}

func TestGrade(t *testing.T) {
	late, done := seal{ID: "late", NextDueOn: day("2026-01-01")}, seal{ID: "done", CheckedOn: day("2026-01-01")}
	exempt := seal{ID: "exempt", Concerned: "no"}
	for _, tt := range []struct {
		name  string
		seals []seal
		want  conformity.Grade
	}{
		{"every record fails", []seal{late}, conformity.Major},
		{"some of several fail", []seal{late, done}, conformity.Minor},
		{"what is of no concern does not soften", []seal{late, exempt}, conformity.Major},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := result(t, assess(input{Seals: tt.seals}, "2026-06-01", inTime), "4.4.6.equipment")
			assert.Equal(t, tt.want, r.Grade)
		})
	}
}

func TestMetFindingsBeyondTheLimit(t *testing.T) {
	var in input
	for i := range 1000 {
		in.Seals = append(in.Seals, seal{ID: records.NewID[seal](), NextDueOn: day("2027-01-01").AddDays(i)})
	}
	in.Seals = append(in.Seals, seal{ID: "late", NextDueOn: day("2026-01-01")})
	r := result(t, conformity.Assess(in, []conformity.Check[input]{inTime}, noon("2026-06-01"), conformity.Options{Met: 10}), "4.4.6.equipment")
	require.Len(t, r.Findings, 11)
	assert.Equal(t, 990, r.MetNotShown)
	for i, f := range r.Findings[1:] {
		assert.False(t, f.Lapses.After(day("2027-01-11").Start()), "finding %d lapses %s: those that lapse first are kept", i, f.Lapses)
	}
}

// The first day of all begins at the zero time, which elsewhere means no time.
func TestFirstDayOfAllHappened(t *testing.T) {
	first := records.Day(1, 1, 1)
	got := conformity.TryWhole(func(r *conformity.Reader) conformity.Verdict {
		if r.Happened(first) && !r.Happened(records.Date{}) && r.Over(first) {
			return conformity.Met(sealChecked, first)
		}
		return conformity.Unmet(sealUndated)
	}, noon("2026-01-01"), input{})
	assert.Equal(t, conformity.StatusMet, got.Status)
}

// A check that says several things about a record is tried like one that says one.
func TestTryMany(t *testing.T) {
	found := conformity.TryMany(func(r *conformity.Reader, s *seal, say conformity.Say) {
		say("check", checkedInTime(r, s))
		say("holder", conformity.Undetermined(sealUndated).At("holder"))
	}, &seal{ID: "A", NextDueOn: day("2026-03-01")}, noon("2026-02-01"))
	require.Len(t, found, 2)
	assert.Equal(t, day("2026-03-02").Start(), found[0].Lapses)
	assert.Equal(t, conformity.StatusUndetermined, found[1].Status)
	assert.Equal(t, "holder", found[1].Field)
	assert.Zero(t, found[1].Lapses, "what is said of one part does not turn with another")
}

func TestTranscript(t *testing.T) {
	late := seal{ID: "A", NextDueOn: day("2026-01-01")}
	due := seal{ID: "B", NextDueOn: day("2026-03-01")}
	found := conformity.Run([]conformity.Check[input]{inTime}, input{Seals: []seal{late, due}}, noon("2026-02-01"))
	assert.Equal(t, `4.4.6.equipment unmet: seal A was due on 2026-01-01: check it
	field next_due_on
4.4.6.equipment met: seal B has to be checked by 2026-03-01
	field next_due_on
	from 2026-03-02 unmet: seal B was due on 2026-03-01: check it
`, conformity.Transcript(slices.Values(found)))
}
