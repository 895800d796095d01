package conformitytest

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// Each property finds the check that breaks it, and passes the others.
func TestPropertiesFindWhatIsWrong(t *testing.T) {
	all := map[string]func(Suite[input]) []string{
		"order":   func(s Suite[input]) []string { return some(s.ordered(faulty())) },
		"century": func(s Suite[input]) []string { return some(s.timeless(faulty())) },
		"lapses":  func(s Suite[input]) []string { return s.foretold(faulty()) },
		"idle":    func(s Suite[input]) []string { return s.idle(good()) },
		"fragile": func(s Suite[input]) []string { return s.fragile(good()) },
	}
	calls := 0
	for _, tt := range []struct {
		name  string
		check func(*conformity.Reader, *seal) conformity.Verdict
		finds string
	}{
		{"sound", checked, ""},
		{"reads a list that is not the reader's", func(r *conformity.Reader, s *seal) conformity.Verdict {
			if calls++; calls%7 == 0 {
				return conformity.Undetermined(sealOpen)
			}
			return checked(r, s)
		}, "order"},
		{"knows the century", func(r *conformity.Reader, s *seal) conformity.Verdict {
			if s.DueOn.After(Day("2100-01-01")) {
				return conformity.Undetermined(sealOpen).At("due_on")
			}
			return checked(r, s)
		}, "century"},
		{"reads what it does not need", func(r *conformity.Reader, s *seal) conformity.Verdict {
			for range conformity.All[records.Person](r).Where(func(p *records.Person) bool { return p.ID == "bo" }) {
			}
			return checked(r, s)
		}, "idle"},
		{"leans on an id", func(r *conformity.Reader, s *seal) conformity.Verdict {
			if s.By != "" && conformity.Look(r, s.By).Name == "" {
				return conformity.Undetermined(sealOpen)
			}
			return checked(r, s)
		}, "fragile"},
		{"leaves a place open", func(r *conformity.Reader, s *seal) conformity.Verdict {
			if s.DueOn.IsZero() && s.ID != "S-4" {
				return conformity.Unmet(sealUnfit)
			}
			return checked(r, s)
		}, "fragile"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for name, property := range all {
				wrong := property(suite(tt.check))
				if name == tt.finds {
					assert.NotEmpty(t, wrong, name)
				} else if tt.finds != "order" { // what no check should do may show anywhere
					assert.Empty(t, wrong, name)
				}
			}
		})
	}
	assert.Equal(t, []string{"nothing lapses, so that nothing was tried: take an input in which something is due"}, suite(checked).foretold(input{}))
}

func some(text string) []string {
	if text == "" {
		return nil
	}
	return []string{text}
}

// A foretold lapse that does not come is found, though the engine makes none by itself.
func TestLapseThatDoesNotCome(t *testing.T) {
	asked, enough := 0, 1<<30
	fickle := func(r *conformity.Reader, s *seal) conformity.Verdict {
		if asked++; asked > enough {
			return conformity.Undetermined(sealOpen)
		}
		return checked(r, s)
	}
	suite(fickle).Findings(faulty(), "", "")
	asked, enough = 0, asked
	wrong := suite(fickle).foretold(faulty())
	require.NotEmpty(t, wrong)
	assert.Contains(t, wrong[0], "is not found any more just before 2026-07-01, when it is to lapse")
	assert.Contains(t, wrong[1], "was to be, on 2026-07-01, unmet: seal S-2 was to be checked by 2026-06-30: check it\n  found then:")
}

func TestShuffledKeepsAll(t *testing.T) {
	in := faulty()
	assert.ElementsMatch(t, in.Seals, Shuffled(in, 3).Seals)
	assert.Equal(t, Shuffled(in, 3), Shuffled(in, 3))
	assert.NotEqual(t, Shuffled(in, 3), Shuffled(in, 4))
	assert.Equal(t, faulty(), in)
}
