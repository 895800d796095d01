package rulecheck_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/rules/rulecheck"
)

const (
	sealedLately conformity.Message = "acme.sealing.met: {subject} is fine since {0}"
	sealedNever  conformity.Message = "acme.sealing.unknown: nothing says when {subject} was sealed"
	sealedLong   conformity.Message = "acme.sealing.unmet: {subject} was sealed on {0}: seal it again"
	notSealed    conformity.Message = "acme.sealing.out: {subject} is open"
	noContainers conformity.Message = "acme.sealing.nothing: no container is sealed"
)

// A check in a file and the same in Go give the same findings, evidence and lapses and all.
func TestSameAsInGo(t *testing.T) {
	inFile := rulecheck.Definition{
		Check: "acme.sealing", Title: "Seals are new", Summary: "sealed lately", Clause: "Seals", Severity: conformity.Major, References: []string{"4.4.6.b"},
		For: "containers", Where: `state == "sealed" || happened(sealed_on)`, Known: "sealed_on != nil", Require: `within(sealed_on, "2 weeks")`, At: "sealed_on",
		With:    map[string]string{"keeper": "guard"},
		Met:     "{subject} is fine since {sealed_on}",
		Message: "{subject} was sealed on {sealed_on}: seal it again", Unknown: "nothing says when {subject} was sealed", Nothing: "no container is sealed",
	}
	concerned := func(r *conformity.Reader, c *container) bool { return c.State == "sealed" || r.Happened(c.SealedOn) }
	inGo := []conformity.Check[*yard]{
		conformity.Whole[*yard]("acme.sealing", func(r *conformity.Reader) conformity.Verdict {
			if conformity.All[container](r).Any(func(c *container) bool { return concerned(r, c) }) {
				return conformity.Verdict{}
			}
			return conformity.Nothing(noContainers)
		}),
		conformity.Each("acme.sealing", func(y *yard) []container { return y.Containers }, func(r *conformity.Reader, c *container) conformity.Verdict {
			switch {
			case !concerned(r, c):
				return conformity.Nothing(notSealed)
			case c.SealedOn.IsZero():
				return conformity.Undetermined(sealedNever).At("sealed_on")
			case r.Within(c.SealedOn, records.Days(14)):
				return conformity.Met(sealedLately, c.SealedOn)
			}
			return conformity.Unmet(sealedLong, c.SealedOn).At("sealed_on")
		}),
	}
	about := conformity.Requirement{
		Title: "Seals are new", Summary: "sealed lately", Clause: "Seals", Severity: conformity.Major, References: []string{"4.4.6.b"}, Verification: conformity.ByData,
		FailsWhen: `one of containers does not satisfy within(sealed_on, "2 weeks"), of those where state == "sealed" || happened(sealed_on)`,
	}
	for i := range inGo {
		inGo[i] = inGo[i].About(about)
	}
	for _, y := range []yard{
		{},
		{Containers: []container{{ID: "A", State: "open", SealedOn: day("2026-06-30")}}},
		{Containers: []container{
			{ID: "E", State: "open"}, {ID: "D", State: "sealed"}, {ID: "C", State: "sealed", SealedOn: day("2026-05-20")},
			{ID: "B", State: "sealed", SealedOn: day("2026-06-10")}, {ID: "A", State: "open", SealedOn: day("2026-06-12")}, {ID: "F", State: "sealed", SealedOn: day("2026-06-30")},
		}},
	} {
		want := conformity.Assess(&y, inGo, noon("2026-06-13"), conformity.Options{})
		got := conformity.Assess(&y, compiled(t, inFile).Checks(), noon("2026-06-13"), conformity.Options{})
		gotJSON, err := got.MarshalJSON()
		require.NoError(t, err)
		wantJSON, err := want.MarshalJSON()
		require.NoError(t, err)
		if len(y.Containers) != 1 { // the word on an open container is not that of a program
			assert.Equal(t, string(wantJSON), string(gotJSON))
		}
		assert.Contains(t, string(gotJSON), `"references":["4.4.6.b"]`)
		ask := func(r *conformity.Report) string {
			return conformity.Transcript(slices.Values(slices.Collect(r.Lapses(day("2027-01-01").Start()))))
		}
		assert.Equal(t, ask(want), ask(got))
		assert.Equal(t, []string{"Seals"}, schemes(got))
	}
}

func schemes(r *conformity.Report) []string {
	var own []string
	for s := range r.ByClause() {
		if _, standard := conformity.ClauseByID(s.Clause.ID); !standard {
			own = append(own, s.Clause.ID)
		}
	}
	return own
}

// Time goes through the Reader: so a finding says when it turns, and into what.
func TestLapses(t *testing.T) {
	for _, tt := range []struct {
		name    string
		require string
		status  conformity.Status
		lapses  string
		becomes conformity.Status
	}{
		{"recent, until the period is over", `within(sealed_on, "2 weeks")`, conformity.StatusMet, "2026-06-16", conformity.StatusUnmet},
		{"over only at the end of the day", `!over(approval.on)`, conformity.StatusMet, "2026-06-21", conformity.StatusUnmet},
		{"reached at the beginning of the day", `!reached(approval.on)`, conformity.StatusMet, "2026-06-20", conformity.StatusUnmet},
		{"what will have happened", `happened(approval.on)`, conformity.StatusUnmet, "2026-06-20", conformity.StatusMet},
		{"turns, and the answer does not", `within(sealed_on, "2 weeks") || locks == 0`, conformity.StatusMet, "", conformity.StatusNone},
		{"the first of two", `within(sealed_on, "2 weeks") && !over(approval.on)`, conformity.StatusMet, "2026-06-16", conformity.StatusUnmet},
		{"a container without a day never lapses", `sealed_on == nil || locks == 0`, conformity.StatusMet, "", conformity.StatusNone},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := sealing()
			d.Require = tt.require
			y := yard{Containers: []container{{ID: "A", SealedOn: day("2026-06-01"), Approval: approval{On: day("2026-06-20")}}}}
			f := found(t, y, "2026-06-13", d)[0]
			assert.Equal(t, tt.status, f.Status, f.Message())
			if tt.lapses == "" {
				assert.Zero(t, f.Lapses)
				return
			}
			assert.Equal(t, day(tt.lapses).Start(), f.Lapses)
			assert.Equal(t, tt.becomes, f.Becomes)
		})
	}
}

// What a record refers to, and what refers to it, can be named, and is evidence.
func TestBeside(t *testing.T) {
	y := yard{
		Guards: []guard{{ID: "G1", Name: "Ana", Trained: day("2026-06-01")}, {ID: "G2", Name: "Bo", Trained: day("2025-06-01")}},
		Containers: []container{{
			ID: "A", Guard: "G1", Others: []records.ID[guard]{"G2", "G1"}, Approval: approval{By: "G2"}, Doors: []door{{CheckBy: "G2"}, {}},
		}},
		Looks: []look{{ID: "L2", At: "A", On: day("2026-06-10")}, {ID: "L1", At: "A", Bad: true}, {ID: "L3", At: "B"}, {ID: "L4", Of: []at{{"A"}, {"A"}}}},
	}
	for _, tt := range []struct {
		name     string
		with     string
		require  string
		evidence []records.Ref
		says     string
	}{
		{"one that it names", "guard", `other != nil && within(other.trained, "2 weeks")`, refs("guard", "G1"), "Ana"},
		{"one named inside", "approval.by", `other == nil || other.name == "Bo"`, refs("guard", "G2"), "Bo"},
		{"several that it names", "others", `any(other, .name == "Bo") && len(other) == 2`, refs("guard", "G2", "guard", "G1"), "Bo and Ana"},
		{"named in a list of its parts", "doors.check_by", `len(other) == 1`, refs("guard", "G2"), "Bo"},
		{"those that name it", "looks by at", `count(other, .bad) == 1 && any(other, happened(.on))`, refs("look", "L1", "look", "L2"), ""},
		{"those that name it in a list of their parts", "looks by of.what", `len(other) == 1`, refs("look", "L4"), ""},
		{"what is not asked about is not looked up", "guard", `locks == 0`, []records.Ref{}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := sealing()
			d.With, d.Require = map[string]string{"other": tt.with}, tt.require
			f := found(t, y, "2026-06-13", d)[0]
			assert.Equal(t, conformity.StatusMet, f.Status, f.Message())
			assert.Equal(t, tt.evidence, f.Evidence)
			if tt.says != "" {
				d.Require, d.Message = "locks == 7", "{other.name}"
				assert.Equal(t, tt.says, found(t, y, "2026-06-13", d)[0].Message())
			}
		})
	}
	d := sealing()
	d.With, d.Require = map[string]string{"other": "guard"}, `other != nil && within(other.trained, "2 weeks")`
	assert.Equal(t, day("2026-06-16").Start(), found(t, y, "2026-06-13", d)[0].Lapses, "of the guard's training")
}

// Nothing is met on the strength of a record that is not there.
func TestBesideWithWhatIsMissing(t *testing.T) {
	d := sealing()
	d.With, d.Require = map[string]string{"other": "guard", "more": "others"}, `other == nil && len(more) == 1`
	y := yard{Guards: []guard{{ID: "G2"}}, Containers: []container{{ID: "A", Guard: "G1", Others: []records.ID[guard]{"G2"}}, {ID: "B", Others: []records.ID[guard]{"G2", "G3"}}, {ID: "C", Others: []records.ID[guard]{"G2"}}}}
	findings := found(t, y, "2026-06-13", d)
	assert.Equal(t, []conformity.Status{conformity.StatusUndetermined, conformity.StatusUndetermined, conformity.StatusMet},
		[]conformity.Status{findings[0].Status, findings[1].Status, findings[2].Status})
	assert.Equal(t, refs("guard", "G1"), findings[0].Missing)
	assert.Equal(t, refs("guard", "G3"), findings[1].Missing)
}

// What cannot be worked out is undetermined, with the reason and its place, and never a panic.
func TestWhatCannotBeWorkedOut(t *testing.T) {
	y := yard{Containers: []container{{ID: "A", Locks: math.MaxInt}}}
	for _, tt := range []struct{ name, where, known, require, want string }{
		{"an overflow", "", "", "locks + 1 > 3",
			`container A could not be judged: acme.sealing: require: locks + 1: is beyond the whole numbers, which end at 9223372036854775807: use decimal numbers`},
		{"no day", "", "", "sealed_on < approval.on", ""},
		{"an element that is not there", "doors[0].name == \"\"", "", "true", ""},
		{"a division by zero", "", "10 / (locks - locks) > 1", "true", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := sealing()
			d.Where, d.Known, d.Require = tt.where, tt.known, tt.require
			f := found(t, y, "2026-06-13", d)[0]
			assert.Equal(t, conformity.StatusUndetermined, f.Status)
			assert.Equal(t, "rulecheck.failed", f.MessageID())
			assert.Equal(t, "sealed_on", f.Field)
			assert.NoError(t, f.Err, "the check itself is as it should be")
			if tt.want != "" {
				assert.Equal(t, tt.want, f.Message())
			}
		})
	}
	set, err := load(`[{"check": "acme.sealing", "for": "containers", "message": "no",
"require": "locks == 7 || locks + 1 > 3"}]`)
	require.NoError(t, err)
	f := conformity.Run(set.Checks(), &y, noon("2026-06-13"))[0]
	assert.Contains(t, f.Message(), "container A could not be judged: checks.json:2:27: locks + 1: is beyond")
}

// Silence is never conformity, unless the check says that there need not be any.
func TestNone(t *testing.T) {
	open := []container{{ID: "A", State: "open"}, {ID: "B", State: "open", SealedOn: day("2026-07-01")}}
	for _, tt := range []struct {
		name       string
		none       rulecheck.None
		nothing    string
		containers []container
		want       []string
	}{
		{"no record at all", "", "", nil, []string{`acme.sealing undetermined: there is no record in the list containers of which this is so: state == "sealed"`}},
		{"none concerned", "", "no seals", open, []string{"acme.sealing undetermined: no seals"}},
		{"there has to be one", rulecheck.NoneUnmet, "get a seal", open, []string{"acme.sealing unmet: get a seal"}},
		{"there need not be any", rulecheck.NoneMet, "", open, []string{`acme.sealing met: there is no record in the list containers of which this is so: state == "sealed"`}},
		{"one is concerned", rulecheck.NoneMet, "", append(open, container{ID: "C", State: "sealed", SealedOn: day("2026-01-01")}),
			[]string{"acme.sealing unmet: container C was sealed on 2026-01-01"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := sealing()
			d.Where, d.None, d.Nothing = `state == "sealed"`, tt.none, tt.nothing
			assert.Equal(t, tt.want, said(found(t, yard{Containers: tt.containers}, "2026-06-13", d)))
		})
	}
	t.Run("until one is concerned", func(t *testing.T) {
		d := sealing()
		d.Where, d.None = "happened(sealed_on)", rulecheck.NoneMet
		f := found(t, yard{Containers: open}, "2026-06-13", d)[0]
		assert.Equal(t, conformity.StatusMet, f.Status)
		assert.Equal(t, day("2026-07-01").Start(), f.Lapses)
	})
	t.Run("a record that cannot be judged may be concerned", func(t *testing.T) {
		d := sealing()
		d.Where, d.None = "locks + 1 > 3", rulecheck.NoneMet
		findings := found(t, yard{Containers: []container{{ID: "A", Locks: math.MaxInt}}}, "2026-06-13", d)
		require.Len(t, findings, 1)
		assert.Equal(t, conformity.StatusUndetermined, findings[0].Status)
	})
}

// With at_least the list is judged as a whole, by those of its records that are concerned.
func TestAtLeast(t *testing.T) {
	sealed := func(id, on string) container {
		c := container{ID: records.ID[container](id), State: "sealed"}
		if on != "" {
			c.SealedOn = day(on)
		}
		return c
	}
	d := sealing()
	d.Where, d.Known, d.AtLeast = `state == "sealed"`, "sealed_on != nil", 2
	d.Message, d.Met = "{count} of {concerned} are sealed, and {at_least} have to be", "{count} are"
	for _, tt := range []struct {
		name       string
		containers []container
		want       string
		evidence   []records.Ref
		lapses     string
	}{
		{"none", nil, `acme.sealing undetermined: there is no record in the list containers of which this is so: state == "sealed"`, nil, ""},
		{"too few", []container{sealed("A", "2026-06-01"), sealed("B", "2026-01-01"), {ID: "C"}},
			"acme.sealing unmet: 1 of 2 are sealed, and 2 have to be", refs("container", "A"), ""},
		{"enough, until the second last is too old", []container{sealed("C", "2026-06-10"), sealed("A", "2026-06-01"), sealed("B", "2026-06-05")},
			"acme.sealing met: 3 are", refs("container", "A", "container", "B", "container", "C"), "2026-06-20"},
		{"those of which nothing is known could be enough", []container{sealed("A", "2026-06-01"), sealed("B", "")},
			`acme.sealing undetermined: 1 of the list containers are known to satisfy within(sealed_on, "2 weeks"), where 2 have to; 1 could not be judged: what has to be known is not`, refs("container", "A"), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			findings := found(t, yard{Containers: tt.containers}, "2026-06-13", d)
			assert.Equal(t, []string{tt.want}, said(findings))
			assert.Equal(t, tt.evidence, findings[0].Evidence)
			if tt.lapses != "" {
				assert.Equal(t, day(tt.lapses).Start(), findings[0].Lapses)
				assert.Equal(t, conformity.StatusUnmet, findings[0].Becomes)
			}
		})
	}
	d.Require = "locks + 1 > 3"
	f := found(t, yard{Containers: []container{{ID: "A", State: "sealed", SealedOn: day("2026-06-01"), Locks: math.MaxInt}, sealed("B", "2026-06-01"), sealed("C", "2026-06-01")}}, "2026-06-13", d)[0]
	assert.Equal(t, conformity.StatusUnmet, f.Status, "one alone would not be enough")
}
