package conformitytest_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/records"
)

// A host's own check: each guard dog is looked at by a vet once a year.
type dog struct {
	ID    records.ID[dog] `json:"id"`
	VetOn records.Date    `json:"vet_on,omitzero"`
}

func (d dog) Ref() records.Ref { return records.Ref{Kind: "dog", ID: string(d.ID)} }

type kennel struct {
	Dogs []dog `json:"dogs"`
}

const (
	dogFit conformity.Message = "acme.dog.fit: {subject} was at the vet's on {0}"
	dogDue conformity.Message = "acme.dog.due: {subject} has not been at the vet's for a year: take it there"
)

func vetted(r *conformity.Reader, d *dog) conformity.Verdict {
	if r.Within(d.VetOn, records.Months(12)) {
		return conformity.Met(dogFit, d.VetOn)
	}
	return conformity.Unmet(dogDue).At("vet_on")
}

func TestVetted(t *testing.T) {
	suite := conformitytest.Suite[kennel]{
		Checks: []conformity.Check[kennel]{conformity.Each("acme.dogs", func(in kennel) []dog { return in.Dogs }, vetted)},
		At:     "2026-06-01",
	}
	rex := func(vetOn string) kennel { return kennel{Dogs: []dog{{ID: "rex", VetOn: conformitytest.Day(vetOn)}}} }
	suite.Try(t, "acme.dogs", "", []conformitytest.Row[kennel]{
		{Name: "within the year", In: rex("2025-06-01"), Want: conformity.StatusMet, Message: "acme.dog.fit", Lapses: "2026-06-02", Becomes: conformity.StatusUnmet},
		{Name: "more than a year ago", In: rex("2025-05-31"), Want: conformity.StatusUnmet, Message: "acme.dog.due", Field: "vet_on"},
		{Name: "later than asked", In: rex("2026-06-02"), Want: conformity.StatusUnmet, Message: "acme.dog.due", Field: "vet_on", Lapses: "2026-06-02", Becomes: conformity.StatusMet},
	})
	suite.Properties(t, rex("2026-01-01"), conformitytest.With(rex("2026-01-01"), func(in *kennel) { in.Dogs = append(in.Dogs, dog{ID: "bella"}) }))

	files := fstest.MapFS{"dogs.json": {Data: []byte(`{"dogs": [{"id": "rex", "vet_on": "2026-01-01"}, {"id": "bella"}]}`)}}
	suite.Expect(t, conformitytest.Load[kennel](t, files),
		conformitytest.Want{Subject: "dog bella", Status: conformity.StatusUnmet, Message: "acme.dog.due", Lapses: "never"})
}

// Outside of a table, the findings of one requirement are at hand.
func ExampleSuite_Findings() {
	suite := conformitytest.Suite[kennel]{
		Checks: []conformity.Check[kennel]{conformity.Each("acme.dogs", func(in kennel) []dog { return in.Dogs }, vetted)},
		At:     "2026-06-01",
	}
	for _, f := range suite.Findings(kennel{Dogs: []dog{{ID: "rex"}}}, "acme.dogs", "2026-07-01") {
		fmt.Println(f)
	}
	// Output: acme.dogs unmet: dog rex has not been at the vet's for a year: take it there
}
