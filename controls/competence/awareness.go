package competence

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A Topic is what people who work for the organization or in its name have to be aware of.
type Topic string

// The topics that 4.4.2 names. Emergency duties concern those who work where there is an
// emergency plan; the others concern everybody.
const (
	ImportanceOfCompliance  Topic = "importance of compliance"  // why policy, procedures and requirements have to be kept
	OwnRole                 Topic = "own role"                  // what part one plays in that
	EmergencyDuties         Topic = "emergency duties"          // what one has to do to be ready for emergencies and to respond
	ConsequencesOfDeparture Topic = "consequences of departure" // what may happen where set procedures are not followed
)

// Values lists the topics there are.
func (Topic) Values() []string {
	return []string{string(ImportanceOfCompliance), string(OwnRole), string(EmergencyDuties), string(ConsequencesOfDeparture)}
}

// Words says what the topic is about, as the end of a sentence.
func (t Topic) Words() string {
	switch t {
	case ImportanceOfCompliance:
		return "why policy, procedures and system requirements have to be kept"
	case OwnRole:
		return "the part that each plays in security"
	case EmergencyDuties:
		return "what each has to do to be ready for emergencies and to respond to them"
	case ConsequencesOfDeparture:
		return "what may happen where set procedures are not followed"
	}
	return string(t)
}

// An Awareness is that people were made aware of something, how, and for how long that holds:
// a talk at the start of the shift, a film at the gate, a signed leaflet.
type Awareness struct {
	ID         records.ID[Awareness]        `json:"id"`
	Topics     []Topic                      `json:"topics"`
	Persons    []records.ID[records.Person] `json:"persons"`
	On         records.Date                 `json:"on"`
	ValidUntil records.Date                 `json:"valid_until,omitzero"` // last day; zero: without end
	Means      string                       `json:"means,omitzero"`
	Training   records.ID[Training]         `json:"training,omitzero"`   // at which it was done
	Evaluation Evaluation                   `json:"evaluation,omitzero"` // of whether it was understood
	Record     Record                       `json:"record,omitzero"`
}

// Ref names the entry.
func (a Awareness) Ref() records.Ref { return records.Ref{Kind: "awareness", ID: string(a.ID)} }

// Validate reports every fault of the entry at once.
func (a Awareness) Validate() error {
	var f records.Faults
	f.Require("id", string(a.ID))
	if len(a.Topics) == 0 {
		f.Add("topics", "is missing: say of what people were made aware")
	}
	for i, topic := range a.Topics {
		f.Enum(fmt.Sprintf("topics[%d]", i), topic)
	}
	if len(a.Persons) == 0 {
		f.Add("persons", "is missing: say who was made aware")
	}
	for i, person := range a.Persons {
		f.Require(fmt.Sprintf("persons[%d]", i), string(person))
	}
	f.RequireDate("on", a.On)
	f.Order("on", a.On, "valid_until", a.ValidUntil)
	if !a.Evaluation.IsZero() {
		f.Within("evaluation", a.Evaluation.faults())
		f.Order("on", a.On, "evaluation.on", a.Evaluation.On)
	}
	return f.Err()
}

// Holds reports whether the entry counts at the time of the clock.
func (a Awareness) Holds(clock records.Clock) bool { return a.span().begun(clock) }

func (a *Awareness) span() span { return span{a.On, a.ValidUntil} }

// told is a person and a topic of which the person was made aware.
type told struct {
	person records.ID[records.Person]
	topic  Topic
}

func (a *Awareness) told() []told {
	keys := make([]told, 0, len(a.Persons)*len(a.Topics))
	for _, person := range a.Persons {
		for _, topic := range a.Topics {
			keys = append(keys, told{person, topic})
		}
	}
	return keys
}

// A Programme says how a procedure for awareness and training is carried through: whom it
// reaches, of what it makes them aware, and in what it trains them.
type Programme struct {
	ID        records.ID[Programme]           `json:"id"`
	Title     string                          `json:"title"`
	Procedure records.ID[documents.Procedure] `json:"procedure"` // that sets it up; the programme counts while that is in force
	Audience  []Audience                      `json:"audience"`
	Topics    []Topic                         `json:"topics,omitempty"`
	Areas     []Area                          `json:"areas,omitempty"`
	Owner     records.ID[organization.Role]   `json:"owner,omitzero"`
	From      records.Date                    `json:"from,omitzero"`  // first day; zero: as long as the procedure
	Until     records.Date                    `json:"until,omitzero"` // last day; zero while there is none
}

// An Audience is whom a programme reaches.
type Audience string

// The audiences. The first two have to be reached; visitors do not work for anybody here.
const (
	OwnPersonnel Audience = "own personnel"
	OnBehalf     Audience = "on behalf" // people of other organizations who work in the organization's name
	Visitors     Audience = "visitors"
)

// Values lists the audiences there are.
func (Audience) Values() []string {
	return []string{string(OwnPersonnel), string(OnBehalf), string(Visitors)}
}

// An Area is a field in which a programme trains people.
type Area string

// The areas.
const (
	ThreatsAndRisks   Area = "threats and risks"
	OwnArrangements   Area = "security arrangements"
	InductionAndMoves Area = "induction and transfer" // those who are new, or change site, department or job
	LocalArrangements Area = "local arrangements"     // before work starts at a site
	AssessingRisks    Area = "assessing risks"
	SpecialRoles      Area = "special roles"
	LeadingOthers     Area = "leading others"
	DirectingTheWhole Area = "top management"
	OutsidersOnSite   Area = "contractors and visitors"
)

// Values lists the areas there are.
func (Area) Values() []string {
	return []string{
		string(ThreatsAndRisks), string(OwnArrangements), string(InductionAndMoves), string(LocalArrangements), string(AssessingRisks),
		string(SpecialRoles), string(LeadingOthers), string(DirectingTheWhole), string(OutsidersOnSite),
	}
}

// Ref names the programme.
func (p Programme) Ref() records.Ref {
	return records.Ref{Kind: "training programme", ID: string(p.ID)}
}

// Validate reports every fault of the programme at once.
func (p Programme) Validate() error {
	var f records.Faults
	f.Require("id", string(p.ID))
	f.Require("title", p.Title)
	f.Require("procedure", string(p.Procedure))
	if len(p.Audience) == 0 {
		f.Add("audience", "is missing: say whom the programme reaches")
	}
	for i, audience := range p.Audience {
		f.Enum(fmt.Sprintf("audience[%d]", i), audience)
	}
	for i, topic := range p.Topics {
		f.Enum(fmt.Sprintf("topics[%d]", i), topic)
	}
	for i, area := range p.Areas {
		f.Enum(fmt.Sprintf("areas[%d]", i), area)
	}
	f.Order("from", p.From, "until", p.Until)
	return f.Err()
}

// Runs reports whether the programme runs at the time of the clock, looked at by itself:
// whether its procedure is in force is for whoever holds the procedures.
func (p Programme) Runs(clock records.Clock) bool { return span{p.From, p.Until}.holds(clock) }

// Covers reports whether the programme makes people aware of the topic.
func (p Programme) Covers(topic Topic) bool { return slices.Contains(p.Topics, topic) }
