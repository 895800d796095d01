package emergency

import (
	"slices"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// A Plan says what is done when a scenario comes true, by whom and with what, how that is
// softened beforehand, and how things are put right again afterwards. It is in force by its
// revisions, reviewed and tried out at intervals that are approved with it.
type Plan struct {
	ID               records.ID[Plan]                `json:"id"`
	Title            string                          `json:"title"`
	Kinds            []PlanKind                      `json:"kinds"`
	Document         records.ID[documents.Document]  `json:"document,omitzero"` // in which it is written down
	Owner            records.ID[organization.Role]   `json:"owner,omitzero"`    // who looks after it
	WholeScope       bool                            `json:"whole_scope,omitzero"`
	Sites            []string                        `json:"sites,omitempty"`     // of the scope, for which it is, where not for all
	Units            []string                        `json:"units,omitempty"`     // the parts of the organization whose people work at its sites
	InCharge         []records.ID[organization.Role] `json:"in_charge,omitempty"` // who takes charge; the deputies after the first
	Duties           []Duty                          `json:"duties,omitempty"`
	Responses        []Response                      `json:"responses,omitempty"`
	Measures         []Measure                       `json:"measures,omitempty"`
	Restoring        []Restoring                     `json:"restoring,omitempty"`
	Evacuation       string                          `json:"evacuation,omitzero"`
	Assets           []Asset                         `json:"assets,omitempty"`
	Agencies         []records.ID[Agency]            `json:"agencies,omitempty"`
	Communications   []Channel                       `json:"communications,omitempty"` // with stakeholders and partners in the chain, and whether the means hold
	Information      []Information                   `json:"information,omitempty"`
	Resources        []records.ID[Resource]          `json:"resources,omitempty"`      // equipment, facilities and services that it calls for
	NoResources      string                          `json:"no_resources,omitzero"`    // why it calls for none
	CriticalParts    []string                        `json:"critical_parts,omitempty"` // that drills have to try out above all
	Revisions        []documents.Revision            `json:"revisions,omitempty"`
	ReviewInterval   records.Period                  `json:"review_interval,omitzero"`
	DrillInterval    records.Period                  `json:"drill_interval,omitzero"`
	NotPracticable   string                          `json:"not_practicable,omitzero"`   // why it cannot be tried out
	ScenarioInterval records.Period                  `json:"scenario_interval,omitzero"` // within which each of its scenarios is tried out once; none: it is not said
}

// A PlanKind is what a plan is for.
type PlanKind string

// The kinds of plan. One plan may be of several.
const (
	Preparedness PlanKind = "preparedness"
	ResponsePlan PlanKind = "response"
	Recovery     PlanKind = "security recovery"
)

// Values lists the kinds there are.
func (PlanKind) Values() []string {
	return []string{string(Preparedness), string(ResponsePlan), string(Recovery)}
}

// A Duty is what a role does, and may decide, while the plan is carried out: of a fire warden,
// of first aid, of whoever speaks to the press.
type Duty struct {
	Role      records.ID[organization.Role] `json:"role"`
	Duties    []string                      `json:"duties"`
	Authority string                        `json:"authority,omitzero"`
}

// A Response is what is done when a scenario comes true.
type Response struct {
	Scenario  records.ID[Scenario]            `json:"scenario"`
	Actions   []string                        `json:"actions"`
	Roles     []records.ID[organization.Role] `json:"roles"`              // who does it
	Outsiders string                          `json:"outsiders,omitzero"` // what visitors and contractors on site do
}

// A Measure averts a scenario or what would follow from it.
type Measure struct {
	Scenarios     []records.ID[Scenario] `json:"scenarios"`
	Kind          MeasureKind            `json:"kind"`
	Aim           MeasureAim             `json:"aim,omitzero"`
	Text          string                 `json:"text,omitzero"`
	NotApplicable string                 `json:"not_applicable,omitzero"` // why there is nothing of this kind to be done
}

// A MeasureKind says where a measure takes hold.
type MeasureKind string

// The kinds of measure.
const (
	Preventive MeasureKind = "preventive"
	Mitigating MeasureKind = "mitigating"
)

// Values lists the kinds there are.
func (MeasureKind) Values() []string { return []string{string(Preventive), string(Mitigating)} }

// A MeasureAim is what a measure is to keep or bring back.
type MeasureAim string

// The aims of measures.
const (
	RestoreSecurity MeasureAim = "restore security"
	ProtectData     MeasureAim = "protect data and facilities"
	KeepContinuous  MeasureAim = "keep security continuous"
)

// Values lists the aims there are.
func (MeasureAim) Values() []string {
	return []string{string(RestoreSecurity), string(ProtectData), string(KeepContinuous)}
}

// A Restoring is a step by which security is brought back.
type Restoring struct {
	Term   Term                          `json:"term"`
	Action string                        `json:"action"`
	Role   records.ID[organization.Role] `json:"role,omitzero"`
}

// A Term says how soon something is done after the event.
type Term string

// The terms.
const (
	ShortTerm  Term = "short term"
	MediumTerm Term = "medium term"
)

// Values lists the terms there are.
func (Term) Values() []string { return []string{string(ShortTerm), string(MediumTerm)} }

// An Asset is something of value for security: material, data, records. It says where that
// is, how it is protected, and what to do with it in the emergency.
type Asset struct {
	What       string `json:"what"`
	Where      string `json:"where,omitzero"`
	Protection string `json:"protection,omitzero"`
	Emergency  string `json:"emergency,omitzero"`
}

// A Channel is how those inside and outside are kept informed.
type Channel struct {
	With     string       `json:"with"` // stakeholders, partners in the chain, the press
	Means    string       `json:"means"`
	TestedOn records.Date `json:"tested_on,omitzero"` // when the means were last seen to work
}

// An Information is what has to be at hand: a layout, telephone numbers, an instruction.
type Information struct {
	What      string       `json:"what"`
	Where     string       `json:"where,omitzero"`
	CheckedOn records.Date `json:"checked_on,omitzero"` // when it was last seen to be right
}

// Ref names the plan.
func (p Plan) Ref() records.Ref { return records.Ref{Kind: "emergency plan", ID: string(p.ID)} }

// Is reports whether the plan is of that kind.
func (p Plan) Is(kind PlanKind) bool { return slices.Contains(p.Kinds, kind) }

// Covers reports whether the plan is for that site of the scope.
func (p Plan) Covers(site string) bool { return p.WholeScope || slices.Contains(p.Sites, site) }

// For returns what the plan says is done when the scenario comes true, or nil.
func (p *Plan) For(scenario records.ID[Scenario]) *Response {
	for i := range p.Responses {
		if p.Responses[i].Scenario == scenario && scenario != "" {
			return &p.Responses[i]
		}
	}
	return nil
}

// Roles returns the roles that have something to do when the plan is carried out, each once.
func (p *Plan) Roles() []records.ID[organization.Role] {
	roles := slices.Clone(p.InCharge)
	for _, d := range p.Duties {
		roles = append(roles, d.Role)
	}
	for _, response := range p.Responses {
		roles = append(roles, response.Roles...)
	}
	for _, step := range p.Restoring {
		if step.Role != "" {
			roles = append(roles, step.Role)
		}
	}
	slices.Sort(roles)
	return slices.Compact(roles)
}

func (p *Plan) life(i int) records.Life {
	v := &p.Revisions[i]
	l := records.Life{ApprovedOn: v.ApprovedOn, EffectiveFrom: v.EffectiveFrom, WithdrawnOn: v.WithdrawnOn}
	if v.ApprovedBy == "" {
		l.ApprovedOn = records.Date{} // approved by nobody
	}
	return l
}

// InForce reports whether a revision of the plan is in force at the time of the clock. That a
// review or a drill is overdue changes nothing about it.
func (p Plan) InForce(clock records.Clock) bool { return p.Current(clock) != nil }

// Current returns the revision in force, or nil.
func (p Plan) Current(clock records.Clock) *documents.Revision {
	if i := records.Current(clock, len(p.Revisions), p.life); i >= 0 {
		return &p.Revisions[i]
	}
	return nil
}

// State returns how far the plan has come, and by which revision: nil where it has none.
func (p Plan) State(clock records.Clock) (records.State, *documents.Revision) {
	state, i := records.Standing(clock, len(p.Revisions), p.life)
	if i < 0 {
		return state, nil
	}
	return state, &p.Revisions[i]
}

// InForceFrom returns the day on which the plan first came into force by the time of the
// clock, or no day. Intervals begin on it before the first review or drill.
func (p Plan) InForceFrom(clock records.Clock) records.Date {
	var first records.Date
	for i := range p.Revisions {
		if from := p.Revisions[i].EffectiveFrom; p.life(i).TookEffect(clock) && (first.IsZero() || from.Before(first)) {
			first = from
		}
	}
	return first
}

// Carried reports whether the revision of that number has taken effect, so that what it was
// to change is in the plan.
func (p Plan) Carried(clock records.Clock, number string) bool {
	i := p.numbered(number)
	return i >= 0 && p.life(i).TookEffect(clock)
}

func (p *Plan) numbered(number string) int {
	return slices.IndexFunc(p.Revisions, func(v documents.Revision) bool { return v.Number == number && number != "" })
}
