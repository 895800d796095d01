package conformitytest

import (
	"errors"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// A seal on a container is checked by its day, by somebody who is known.
type seal struct {
	ID        records.ID[seal]           `json:"id"`
	DueOn     records.Date               `json:"due_on,omitzero"`
	CheckedOn records.Date               `json:"checked_on,omitzero"`
	By        records.ID[records.Person] `json:"by,omitzero"`
	Notes     map[string][]records.Date  `json:"notes,omitzero"`
}

func (s seal) Ref() records.Ref { return records.Ref{Kind: "seal", ID: string(s.ID)} }

func (s seal) Validate() error {
	if s.ID == "" {
		return errors.New("id is missing")
	}
	return nil
}

type input struct {
	Seals   []seal           `json:"seals"`
	Persons []records.Person `json:"persons"`
}

const (
	sealChecked conformity.Message = "seal.checked: {subject} was checked on {0} by {1}"
	sealDue     conformity.Message = "seal.due: {subject} has to be checked by {0}"
	sealLate    conformity.Message = "seal.late: {subject} was to be checked by {0}: check it"
	sealOpen    conformity.Message = "seal.open: {subject} has no day by which it is checked: set one"
	sealUnfit   conformity.Message = "seal.unfit: {subject} has {3}"
)

func checked(r *conformity.Reader, s *seal) conformity.Verdict {
	switch {
	case r.Happened(s.CheckedOn):
		by := conformity.Look(r, s.By)
		if by == nil {
			return conformity.Unmet(sealLate, s.DueOn).At("by")
		}
		return conformity.Met(sealChecked, s.CheckedOn, *by)
	case s.DueOn.IsZero():
		return conformity.Undetermined(sealOpen).At("due_on")
	case r.Over(s.DueOn):
		return conformity.Unmet(sealLate, s.DueOn).At("checked_on")
	}
	return conformity.Met(sealDue, s.DueOn)
}

func suite(check func(*conformity.Reader, *seal) conformity.Verdict) Suite[input] {
	seals := func(in input) []seal { return in.Seals }
	return Suite[input]{Checks: []conformity.Check[input]{conformity.Each("acme.seal", seals, check)}, At: "2026-06-01"}
}

func good() input {
	return input{
		Seals: []seal{
			{ID: "S-1", DueOn: Day("2026-05-01"), CheckedOn: Day("2026-05-01"), By: "ana"},
			{ID: "S-2", DueOn: Day("2026-06-30")},
		},
		Persons: []records.Person{{ID: "ana", Name: "Ana"}, {ID: "bo", Name: "Bo"}},
	}
}

func faulty() input {
	return With(good(), func(in *input) {
		in.Seals = append(in.Seals, seal{ID: "S-3", DueOn: Day("2026-05-31")}, seal{ID: "S-4"}, seal{ID: "S-5", CheckedOn: Day("2026-06-20"), DueOn: Day("2026-06-05"), By: "bo"})
	})
}
