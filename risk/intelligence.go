package risk

import (
	"iter"
	"slices"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A Source is where information on threats comes from: an authority's warnings, the reports of
// a trade body, the organization's own guards. A methodology names those that it relies on.
type Source struct {
	ID          records.ID[Source] `json:"id"`
	Title       string             `json:"title"`
	Interval    records.Period     `json:"interval,omitzero"`      // within which it is consulted again
	Since       records.Date       `json:"since,omitzero"`         // from when it is to be consulted; defaults to when the methodology that names it took effect
	ConsultedOn []records.Date     `json:"consulted_on,omitempty"` // also on the days on which intelligence was collected from it
}

// Ref names the source.
func (s Source) Ref() records.Ref { return records.Ref{Kind: "information source", ID: string(s.ID)} }

// Validate reports every fault of the source at once.
func (s Source) Validate() error {
	var f records.Faults
	f.Require("id", string(s.ID))
	f.Require("title", s.Title)
	for i, on := range s.ConsultedOn {
		f.RequireDate(at("consulted_on", i), on)
	}
	return f.Err()
}

// Intelligence is information on threats that was collected from a source. That there was nothing
// new is information, too.
type Intelligence struct {
	ID          records.ID[Intelligence]       `json:"id"`
	Source      records.ID[Source]             `json:"source,omitzero"` // empty where it came unasked
	Kind        IntelligenceKind               `json:"kind"`
	Summary     string                         `json:"summary"`
	CollectedOn records.Date                   `json:"collected_on"`
	CollectedBy records.ID[records.Person]     `json:"collected_by,omitzero"`
	Threats     []records.ID[Threat]           `json:"threats,omitempty"` // that it speaks of
	Document    records.ID[documents.Document] `json:"document,omitzero"`
}

// IntelligenceKind is what sort of information it is.
type IntelligenceKind string

// The kinds of information on threats.
const (
	GovernmentWarning IntelligenceKind = "government warning"
	PoliceInformation IntelligenceKind = "police"          // and intelligence bodies
	PeerExperience    IntelligenceKind = "peer experience" // best practice, typical risks, incidents elsewhere
	IndustryStandard  IntelligenceKind = "industry standard"
	OwnObservation    IntelligenceKind = "own observation" // incidents, measurements, what employees have said
	OpenSource        IntelligenceKind = "open source"     // press, published statistics
)

// Values lists the kinds there are.
func (IntelligenceKind) Values() []string {
	return []string{string(GovernmentWarning), string(PoliceInformation), string(PeerExperience),
		string(IndustryStandard), string(OwnObservation), string(OpenSource)}
}

// Ref names the intelligence.
func (i Intelligence) Ref() records.Ref {
	return records.Ref{Kind: "intelligence", ID: string(i.ID)}
}

// Validate reports every fault of the intelligence at once.
func (i Intelligence) Validate() error {
	var f records.Faults
	f.Require("id", string(i.ID))
	f.Enum("kind", i.Kind)
	f.Require("summary", i.Summary)
	f.RequireDate("collected_on", i.CollectedOn)
	return f.Err()
}

// A Consultation says when a source was last consulted, and from when its interval runs.
type Consultation struct {
	Source *Source
	Last   records.Date // no day where it never was
	From   records.Date // from when the interval runs: that day or, before the first, the day from which the source is to be consulted
}

// Late reports whether the interval of the source is over. Without an interval, or a day from
// which it runs, it never is.
func (c Consultation) Late(clock records.Clock) bool {
	return clock.Happened(c.From) && !c.Source.Interval.IsZero() && !clock.Within(c.From, c.Source.Interval)
}

// consultation works out when a source was last consulted. Since is when the methodology that
// names it took effect, collected when intelligence was last collected from it.
func (s *Source) consultation(clock records.Clock, since, collected records.Date) Consultation {
	last := later(latest(clock, s.ConsultedOn...), collected)
	from := last
	switch {
	case !last.IsZero():
	case !s.Since.IsZero():
		from = s.Since
	default:
		from = since
	}
	return Consultation{Source: s, Last: last, From: from}
}

// LateSources yields the sources of a methodology that have not been consulted within their
// interval. Of a source that is not among those given nothing is said.
func LateSources(m *Methodology, sources []Source, intelligence []Intelligence, clock records.Clock) iter.Seq[Consultation] {
	return func(yield func(Consultation) bool) {
		collected := map[records.ID[Source]]records.Date{}
		for i := range intelligence {
			from := intelligence[i].Source
			collected[from] = later(collected[from], latest(clock, intelligence[i].CollectedOn))
		}
		for i := range sources {
			s := &sources[i]
			if !slices.Contains(m.Sources, s.ID) {
				continue
			}
			c := s.consultation(clock, m.EffectiveFrom, collected[s.ID])
			if c.Late(clock) && !yield(c) {
				return
			}
		}
	}
}
