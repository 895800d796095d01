package conformitytest

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

const (
	met          = conformity.StatusMet
	unmet        = conformity.StatusUnmet
	undetermined = conformity.StatusUndetermined
)

// The helpers hold on a sound check.
func TestSoundSuite(t *testing.T) {
	s := suite(checked)
	s.InOrder(t)
	s.Properties(t, good(), faulty())
	s.Try(t, "acme.seal", "seal S-1", []Row[input]{
		{Name: "checked", In: good(), Want: met, Message: "seal.checked"},
		{Name: "in words", In: good(), Want: met, Message: "seal S-1 was checked on 2026-05-01 by person ana"},
		{Name: "before it was", In: good(), At: "2026-04-30T23:59:59Z", Want: met, Message: "seal.due", Lapses: ""},
		{Name: "by nobody", In: With(good(), func(in *input) { in.Persons = nil }), Want: unmet, Message: "seal.late", Field: "by"},
		{Name: "not there", In: input{}, Want: conformity.StatusNone},
	})
	s.Expect(t, faulty(),
		Want{Subject: "seal S-3", Status: unmet, Message: "seal.late", Field: "checked_on", Lapses: "never"},
		Want{Requirement: "acme.seal", Subject: "seal S-4", Status: undetermined},
		Want{Subject: "seal S-2", Lapses: "2026-07-01", Becomes: unmet})
	assert.Equal(t, map[string]conformity.Status{"acme.seal": unmet}, s.Statuses(faulty()))
	assert.Equal(t, []string{"acme.seal"}, s.Requirements())
}

// Whatever a row says that is not so is shown beside what is, with the chain of reasons.
func TestRowSaysWhatIsWrong(t *testing.T) {
	late := With(good(), func(in *input) { in.Seals[1].DueOn = Day("2026-05-31") })
	for _, tt := range []struct {
		name string
		row  Row[input]
		want string
	}{
		{"status", Row[input]{In: late, Want: met, Message: "seal.late", Field: "checked_on"}, "status: want met, got acme.seal unmet: seal S-2 was to be checked by 2026-05-31: check it"},
		{"message", Row[input]{In: late, Want: unmet, Message: "seal.due", Field: "checked_on"}, "message: want seal.due, got seal.late (seal S-2 was to be checked by 2026-05-31: check it)"},
		{"field", Row[input]{In: late, Want: unmet}, `field: want "", got "checked_on"`},
		{"lapse", Row[input]{In: good(), Want: met}, "lapses: want never, got 2026-07-01 seal S-2 was to be checked by 2026-06-30: check it\n  becomes: want none, got unmet"},
		{"nothing found", Row[input]{In: input{}, Want: met}, "status: want met, got no finding"},
		{"something found", Row[input]{In: late}, "status: want no finding, got acme.seal unmet"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := suite(checked).try("acme.seal", "seal S-2", tt.row)
			assert.Contains(t, got, "acme.seal\n  "+tt.want)
			assert.Contains(t, got, "on 2026-06-01T00:00:00Z")
		})
	}
	assert.Equal(t, "no check of the suite decides acme.other", suite(checked).try("acme.other", "", Row[input]{}))
	brief := suite(checked)
	brief.Brief = true
	assert.Empty(t, brief.try("acme.seal", "seal S-2", Row[input]{In: good(), Want: met}))
	assert.NotEmpty(t, brief.try("acme.seal", "seal S-2", Row[input]{In: late, Want: unmet}))
}

func TestExpectSaysWhatIsWrong(t *testing.T) {
	s := suite(checked)
	got := s.unexpected(faulty(), []Want{{Subject: "seal S-3", Status: unmet}, {Requirement: "acme.seal", Subject: "seal S-4", Status: unmet, Lapses: "2026-07-01"}})
	assert.Contains(t, got, "wanted, and not found: acme.seal unmet seal S-4, lapses 2026-07-01\n  acme.seal acme.seal\n")
	assert.Contains(t, got, "found, and not wanted: acme.seal undetermined: seal S-4 has no day by which it is checked: set one")
	assert.NotContains(t, got, "found, and not wanted: acme.seal unmet: seal S-3")
	twice := []Want{{Status: unmet}, {Status: unmet}}
	assert.Contains(t, s.unexpected(faulty(), twice), "wanted, and not found: unmet", "one finding does not count twice")
	assert.Contains(t, s.notMet(faulty())[0], "seal S-3 was to be checked")
	assert.Contains(t, s.notMet(input{})[0], "acme.seal undetermined: nothing on record to go by\n")
	assert.Contains(t, s.notMet(input{Seals: []seal{{DueOn: Day("2026-06-30")}}}), "seal: id is missing")
}

func TestGolden(t *testing.T) {
	file := filepath.Join(t.TempDir(), "golden", "findings.golden")
	s := suite(checked)
	assert.Contains(t, golden(file, "found", false), "run the test with -update to write it")
	s.Golden(t, good(), file, true)
	s.Golden(t, good(), file, false)
	written, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Contains(t, string(written), "acme.seal met: seal S-1 was checked on 2026-05-01 by person ana\n\tevidence person ana\n")
	less := s.Findings(With(good(), func(in *input) { in.Seals = in.Seals[1:] }), "", "")
	got := golden(file, conformity.Transcript(slices.Values(less)), false)
	assert.Contains(t, got, "- acme.seal met: seal S-1 was checked")
	assert.NotContains(t, got, "seal S-2")
	assert.Equal(t, "the same lines in another order", lineDifference("a\nb", "b\na"))
}

func TestLoad(t *testing.T) {
	files := fstest.MapFS{"seals.json": {Data: []byte(`{"seals": [{"id": "S-1", "due_on": "2026-06-30"}]}`)}}
	assert.Equal(t, input{Seals: []seal{{ID: "S-1", DueOn: records.Day(2026, 6, 30)}}}, Load[input](t, files))
}

func TestFixtures(t *testing.T) {
	assert.Equal(t, "2026-06-01T12:00:00Z", when(Instant("2026-06-01T14:00:00+02:00")))
	assert.True(t, Instant("").IsZero())
	assert.Panics(t, func() { Day("1 June") })
	in := faulty()
	in.Seals[0].Notes = map[string][]records.Date{"a": {Day("2026-01-01")}}
	changed := With(in, func(in *input) { in.Seals[0].Notes["a"][0] = records.Date{}; in.Seals[1].ID = "X" })
	assert.Equal(t, records.Date{}, changed.Seals[0].Notes["a"][0])
	assert.Equal(t, Day("2026-01-01"), in.Seals[0].Notes["a"][0], "a copy shares nothing")
	assert.Equal(t, records.ID[seal]("S-2"), in.Seals[1].ID)
}
