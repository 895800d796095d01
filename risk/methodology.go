package risk

import (
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A Methodology says how threats are found and risks assessed: what it covers, what kind of
// method it is, when it is applied, where its information comes from, and how what is done
// about risks is followed. A new version is a new methodology, which takes the place of this
// one from the day on which it takes effect.
type Methodology struct {
	ID               records.ID[Methodology]        `json:"id"`
	Title            string                         `json:"title"`
	Scope            string                         `json:"scope,omitzero"`  // which activities, sites and stages it is for
	Nature           string                         `json:"nature,omitzero"` // how threats are found and how risks are rated
	Timing           []Timing                       `json:"timing,omitempty"`
	Kind             MethodologyKind                `json:"kind,omitzero"`
	Reference        string                         `json:"reference,omitzero"`         // the published method that it follows
	Interval         records.Period                 `json:"interval,omitzero"`          // within which the next assessment follows
	Intervals        []ClassInterval                `json:"intervals,omitempty"`        // shorter ones, for risks of some classes
	Sources          []records.ID[Source]           `json:"sources,omitempty"`          // of information on threats
	Criteria         records.ID[Criteria]           `json:"criteria,omitzero"`          // by which risks are rated and tolerated
	ActionMonitoring ActionMonitoring               `json:"action_monitoring,omitzero"` // of what is done about risks
	Document         records.ID[documents.Document] `json:"document,omitzero"`          // in which it is laid down
	ApprovedBy       records.ID[records.Person]     `json:"approved_by,omitzero"`
	ApprovedOn       records.Date                   `json:"approved_on,omitzero"`
	EffectiveFrom    records.Date                   `json:"effective_from,omitzero"`
	WithdrawnOn      records.Date                   `json:"withdrawn_on,omitzero"`
}

// A Timing is one of the occasions on which a methodology is applied.
type Timing struct {
	Occasion Occasion `json:"occasion"`
	When     string   `json:"when,omitzero"` // in words: each January; before a new route is taken up
}

// An Occasion is what sets an assessment going.
type Occasion string

// The occasions. A methodology that knows no other than the last acts after the event.
const (
	Planned      Occasion = "planned"       // by the calendar
	BeforeChange Occasion = "before change" // ahead of something new or altered
	AfterEvent   Occasion = "after event"   // an incident, a warning, a change that has taken effect
)

// Values lists the occasions there are.
func (Occasion) Values() []string {
	return []string{string(Planned), string(BeforeChange), string(AfterEvent)}
}

// MethodologyKind is how far a methodology works with numbers.
type MethodologyKind string

// The kinds.
const (
	Qualitative      MethodologyKind = "qualitative"
	SemiQuantitative MethodologyKind = "semi-quantitative"
	Quantitative     MethodologyKind = "quantitative"
)

// Values lists the kinds there are.
func (MethodologyKind) Values() []string {
	return []string{string(Qualitative), string(SemiQuantitative), string(Quantitative)}
}

// A ClassInterval is the time within which risks of a class are looked at again: the greater
// the risk, the shorter.
type ClassInterval struct {
	Class    string         `json:"class"` // exactly as the risk names it
	Interval records.Period `json:"interval"`
}

// ActionMonitoring says how what is done about risks is followed.
type ActionMonitoring struct {
	Effectiveness string `json:"effectiveness,omitzero"` // how one finds out whether a measure works
	Timeliness    string `json:"timeliness,omitzero"`    // how due dates are followed
}

// Ref names the methodology.
func (m Methodology) Ref() records.Ref {
	return records.Ref{Kind: "methodology", ID: string(m.ID)}
}

// Proactive reports whether the methodology is applied on other occasions than after the event.
func (m Methodology) Proactive() bool {
	for _, timing := range m.Timing {
		if timing.Occasion == Planned || timing.Occasion == BeforeChange {
			return true
		}
	}
	return false
}

// IntervalFor returns the time within which a risk of that class is looked at again: its own
// where one is set, or else that of every assessment.
func (m Methodology) IntervalFor(class string) records.Period {
	if own, set := m.classIntervals()[class]; set {
		return own
	}
	return m.Interval
}

func (m *Methodology) classIntervals() map[string]records.Period {
	intervals := make(map[string]records.Period, len(m.Intervals))
	for _, interval := range m.Intervals {
		if _, twice := intervals[interval.Class]; !twice && !interval.Interval.IsZero() {
			intervals[interval.Class] = interval.Interval
		}
	}
	return intervals
}

// Validate reports every fault of the methodology at once. What a draft may still leave open
// is for the checks: 4.3.1.method.a and the like.
func (m Methodology) Validate() error {
	var f records.Faults
	f.Require("id", string(m.ID))
	f.Require("title", m.Title)
	f.OptionalEnum("kind", m.Kind)
	for i, timing := range m.Timing {
		f.Enum(at("timing", i)+".occasion", timing.Occasion)
	}
	seen := map[string]int{}
	for i, interval := range m.Intervals {
		at := at("intervals", i)
		f.Require(at+".class", interval.Class)
		if interval.Interval.IsZero() {
			f.Add(at+".interval", "is missing: write a period, as in 6 months")
		}
		if earlier, twice := seen[interval.Class]; twice && interval.Class != "" {
			f.Add(at+".class", "%s has an interval already, intervals[%d]: keep one", interval.Class, earlier)
		}
		seen[interval.Class] = i
	}
	approval(&f, m.ApprovedBy, m.ApprovedOn)
	f.Order("approved_on", m.ApprovedOn, "withdrawn_on", m.WithdrawnOn)
	return f.Err()
}
