package communication

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A Release is a standing decision that messages of a kind may be sent: which, of which
// sensitivity, to whom. It saves a decision on each visitor's leaflet.
type Release struct {
	ID            records.ID[Release]                    `json:"id"`
	Title         string                                 `json:"title"`
	Kinds         []MessageKind                          `json:"kinds,omitempty"`  // none: of any kind
	Topics        []Topic                                `json:"topics,omitempty"` // a message may be about these only; none: about anything
	Sensitivities []records.ID[documents.Classification] `json:"sensitivities"`    // the classes that it covers
	Audiences     []records.ID[Audience]                 `json:"audiences"`        // to whom; to others it does not hold
	DecidedBy     records.ID[records.Person]             `json:"decided_by"`
	DecidedOn     records.Date                           `json:"decided_on"`
	ValidUntil    records.Date                           `json:"valid_until,omitzero"` // last day; zero: without end
}

// Ref names the release.
func (x Release) Ref() records.Ref { return records.Ref{Kind: "release", ID: string(x.ID)} }

// Validate reports every fault of the release at once.
func (x Release) Validate() error {
	var f records.Faults
	f.Require("id", string(x.ID))
	f.Require("title", x.Title)
	for i, kind := range x.Kinds {
		f.Enum(fmt.Sprintf("kinds[%d]", i), kind)
	}
	for i, topic := range x.Topics {
		f.Enum(fmt.Sprintf("topics[%d]", i), topic)
	}
	if len(x.Sensitivities) == 0 {
		f.Add("sensitivities", "is missing: say which classes of sensitivity it covers")
	}
	for i, class := range x.Sensitivities {
		f.Require(fmt.Sprintf("sensitivities[%d]", i), string(class))
	}
	if len(x.Audiences) == 0 {
		f.Add("audiences", "is missing: say to whom such messages may be sent")
	}
	for i, audience := range x.Audiences {
		f.Require(fmt.Sprintf("audiences[%d]", i), string(audience))
	}
	f.Require("decided_by", string(x.DecidedBy))
	f.RequireDate("decided_on", x.DecidedOn)
	f.Order("decided_on", x.DecidedOn, "valid_until", x.ValidUntil)
	return f.Err()
}

// Bars returns why the release does not cover a message sent on a day, in words that go on
// where the name of the release ends, or nothing where it does.
func (x Release) Bars(m Message, day records.Date) string {
	switch {
	case x.DecidedBy == "" || x.DecidedOn.IsZero():
		return "was decided by nobody, or on no day"
	case day.Before(x.DecidedOn):
		return fmt.Sprintf("was decided only on %s", x.DecidedOn)
	case !x.ValidUntil.IsZero() && day.After(x.ValidUntil):
		return fmt.Sprintf("held until %s only", x.ValidUntil)
	case len(x.Kinds) > 0 && !slices.Contains(x.Kinds, m.Kind):
		return fmt.Sprintf("does not cover the kind %q", m.Kind)
	case !slices.Contains(x.Sensitivities, m.Sensitivity):
		return fmt.Sprintf("does not cover the class %q", m.Sensitivity)
	}
	for _, topic := range m.Topics {
		if len(x.Topics) > 0 && !slices.Contains(x.Topics, topic) {
			return fmt.Sprintf("does not cover the topic %q", topic)
		}
	}
	for _, audience := range m.Audiences {
		if !slices.Contains(x.Audiences, audience) {
			return fmt.Sprintf("does not cover audience %s", audience)
		}
	}
	return ""
}
