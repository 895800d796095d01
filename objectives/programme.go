package objectives

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/risk"
)

// A Programme is how objectives and targets are reached: who answers for it and what they may
// decide, by which means and tasks, at what cost, and by when. It is chosen among options,
// and then put in its place among the other programmes.
type Programme struct {
	ID                  records.ID[Programme] `json:"id"`
	Title               string                `json:"title"`
	Origin              string                `json:"origin,omitzero"` // the part of the organization that runs it beside this system; empty: it is one of this system
	Revisions           []ProgrammeRevision   `json:"revisions,omitempty"`
	Comparisons         []Comparison          `json:"comparisons,omitempty"` // of the ways in which it could be carried out
	Priorities          []Priority            `json:"priorities,omitempty"`  // each takes the place of the one before
	Tasks               []Task                `json:"tasks,omitempty"`
	Expenditures        []Expenditure         `json:"expenditures,omitempty"`
	Overruns            []Overrun             `json:"overruns,omitempty"`             // decisions to spend more than the budget
	CompatibilityChecks []CompatibilityCheck  `json:"compatibility_checks,omitempty"` // of a programme of another part of the organization
	Reviews             []Review              `json:"reviews,omitempty"`
	Consultations       []Consultation        `json:"consultations,omitempty"`
	End                 End                   `json:"end,omitzero"`
}

// A ProgrammeRevision is one version of what a programme says.
type ProgrammeRevision struct {
	Revision
	Serves          []Purpose                     `json:"serves,omitempty"`      // the objectives and targets that it is to reach
	Commitments     []Source                      `json:"commitments,omitempty"` // of the policy that it takes up directly
	ResponsibleRole records.ID[organization.Role] `json:"responsible_role,omitzero"`
	Authority       string                        `json:"authority,omitzero"`  // what that role may decide on account of it
	Means           string                        `json:"means,omitzero"`      // by which they are reached, beside or instead of tasks
	Resources       []Need                        `json:"resources,omitempty"` // that it takes
	StartOn         records.Date                  `json:"start_on,omitzero"`
	DueOn           records.Date                  `json:"due_on,omitzero"`            // when all is to be reached, unless said otherwise for one
	ExpectedEffect  string                        `json:"expected_effect,omitzero"`   // what it is to bring
	Budget          *decimal.Decimal              `json:"budget,omitempty"`           // what it may cost; nothing is an amount too
	Currency        string                        `json:"currency,omitzero"`          // of all amounts of the programme
	ReviewInterval  records.Period                `json:"review_interval,omitzero"`   // within which it is reviewed
	Assessments     []records.ID[risk.Assessment] `json:"assessments,omitempty"`      // the risk assessments that it is based on
	Treatments      []records.ID[risk.Treatment]  `json:"treatments,omitempty"`       // of risks that it carries out
	ExpectedChanges []ExpectedChange              `json:"expected_changes,omitempty"` // large changes that it brings about
}

// A Purpose is an objective or a target that a programme is to reach, by a day.
type Purpose struct {
	Objective records.ID[Objective] `json:"objective,omitzero"` // either this
	Target    records.ID[Target]    `json:"target,omitzero"`    // or that
	DueOn     records.Date          `json:"due_on,omitzero"`    // defaults to that of the programme
}

// A Need is a resource that a programme or a task takes.
type Need struct {
	Text     string                            `json:"text"`              // what, and how much of it
	Resource records.ID[organization.Resource] `json:"resource,omitzero"` // where it has an entry of its own
	Amount   *decimal.Decimal                  `json:"amount,omitempty"`  // in the unit of that
}

// An ExpectedChange is a large alteration of working practice, process, equipment or facilities that a
// programme brings about, for which threats are looked for anew.
type ExpectedChange struct {
	Text         string                      `json:"text"`
	AssessmentBy records.Date                `json:"assessment_by,omitzero"` // when threats and risks are assessed for it
	Assessment   records.ID[risk.Assessment] `json:"assessment,omitzero"`    // the one that was made
}

// An Expenditure is what was spent on a programme.
type Expenditure struct {
	On     records.Date    `json:"on"`
	Amount decimal.Decimal `json:"amount"`
	For    string          `json:"for"`
}

// An Overrun is a decision that a programme may cost more than its budget.
type Overrun struct {
	On     records.Date               `json:"on"`
	By     records.ID[records.Person] `json:"by"`
	Limit  decimal.Decimal            `json:"limit"` // what it may cost in all
	Reason string                     `json:"reason"`
}

// A CompatibilityCheck is that somebody looked whether a programme of another part of the
// organization agrees with this system.
type CompatibilityCheck struct {
	On        records.Date               `json:"on"`
	By        records.ID[records.Person] `json:"by"`
	Outcome   string                     `json:"outcome"`
	Conflicts []Conflict                 `json:"conflicts,omitempty"`
}

// A Conflict is where two programmes, or a programme and the system, work against each other.
type Conflict struct {
	Text       string       `json:"text"`
	ResolvedOn records.Date `json:"resolved_on,omitzero"`
	Resolution string       `json:"resolution,omitzero"`
}

// Ref names the programme.
func (p Programme) Ref() records.Ref { return records.Ref{Kind: "programme", ID: string(p.ID)} }

// Own reports whether the programme is one of this system, not of another part of the organization.
func (p Programme) Own() bool { return blank(p.Origin) }

func (p *Programme) course() course {
	c := course{record: p.Ref(), n: len(p.Revisions), at: func(i int) *Revision { return &p.Revisions[i].Revision }}
	ended := p.End.borneOut(EndCompleted, c, func(int) bool { return p.carriedOut(on(p.End.On)) || len(p.Tasks) == 0 && !blank(p.End.Reason) })
	c.end, c.ended = &p.End, ended
	return c
}

// carriedOut reports whether tasks were completed, and none is open.
func (p *Programme) carriedOut(clock records.Clock) bool {
	done, of := p.Done(clock)
	return done > 0 && done == of
}

// State says how far the programme has come, and by which revision, as [Objective.State]
// does, with [Completed] in the place of achieved.
func (p Programme) State(clock records.Clock) (records.State, *ProgrammeRevision) {
	state, i := p.course().state(clock)
	if i < 0 {
		return state, nil
	}
	return state, &p.Revisions[i]
}

// StateOf says how far one revision has come, and whether there is one with that number.
func (p Programme) StateOf(clock records.Clock, number string) (records.State, bool) {
	return p.course().stateOf(clock, number)
}

// Current returns the revision in force at the time of the clock, or nil: approved, in effect,
// and the programme neither completed nor withdrawn.
func (p Programme) Current(clock records.Clock) *ProgrammeRevision {
	if i := p.course().current(clock); i >= 0 {
		return &p.Revisions[i]
	}
	return nil
}

// ours returns the revision in force of a programme of this system, or nil.
func (p *Programme) ours(clock records.Clock) *ProgrammeRevision {
	if !p.Own() {
		return nil
	}
	return p.Current(clock)
}

// InForce reports whether the programme is in force at the time of the clock.
func (p Programme) InForce(clock records.Clock) bool { return p.course().current(clock) >= 0 }

// InForceSince returns the first day on which any revision of it was in force, or no day.
func (p Programme) InForceSince(clock records.Clock) records.Date { return p.course().since(clock) }

// By returns the day by which the programme is to reach something that it serves.
func (v ProgrammeRevision) By(s Purpose) records.Date {
	if s.DueOn.IsZero() {
		return v.DueOn
	}
	return s.DueOn
}

// Ref returns the reference to what is served.
func (s Purpose) Ref() records.Ref {
	if s.Target != "" {
		return s.Target.Ref()
	}
	return s.Objective.Ref()
}

// Validate reports every fault of the programme at once. What it ought to say, and whether
// what it names is there, is for the checks.
func (p Programme) Validate() error {
	var f records.Faults
	f.Require("id", string(p.ID))
	f.Require("title", p.Title)
	p.course().validate(&f, func(i int, at string) { p.Revisions[i].validate(&f, at) })
	validateComparisons(&f, p.Comparisons)
	validatePriorities(&f, p.Priorities)
	validateTasks(&f, p.Tasks)
	for i, e := range p.Expenditures {
		at := fmt.Sprintf("expenditures[%d]", i)
		f.RequireDate(at+".on", e.On)
		figure(&f, at+".amount", e.Amount)
		f.Require(at+".for", e.For)
	}
	for i, o := range p.Overruns {
		at := fmt.Sprintf("overruns[%d]", i)
		f.RequireDate(at+".on", o.On)
		f.Require(at+".by", string(o.By))
		figure(&f, at+".limit", o.Limit)
		f.Require(at+".reason", o.Reason)
	}
	p.validateChecks(&f)
	validateReviews(&f, p.Reviews)
	validateConsultations(&f, p.Consultations)
	p.End.validate(&f, EndCompleted)
	return f.Err()
}

func (v *ProgrammeRevision) validate(f *records.Faults, at string) {
	seen := make(map[Purpose]int, len(v.Serves))
	for i, s := range v.Serves {
		path := fmt.Sprintf("%s.serves[%d]", at, i)
		if (s.Objective == "") == (s.Target == "") {
			f.Add(path, "names either an objective or a target: one of the two, not both")
			continue
		}
		s.DueOn = records.Date{}
		if first, again := seen[s]; again {
			f.Add(path, "%s is serves[%d] already: name it once", s.Ref(), first)
			continue
		}
		seen[s] = i
	}
	for i, source := range v.Commitments {
		source.validate(f, fmt.Sprintf("%s.commitments[%d]", at, i))
	}
	validateNeeds(f, at+".resources", v.Resources)
	f.Order(at+".start_on", v.StartOn, at+".due_on", v.DueOn)
	if v.Budget != nil {
		figure(f, at+".budget", *v.Budget)
		f.Require(at+".currency", v.Currency)
		if exact(*v.Budget) && v.Budget.IsNegative() {
			f.Add(at+".budget", "%s is less than nothing", v.Budget)
		}
	}
	for i, u := range v.ExpectedChanges {
		f.Require(fmt.Sprintf("%s.expected_changes[%d].text", at, i), u.Text)
	}
}

func validateNeeds(f *records.Faults, at string, list []Need) {
	for i, n := range list {
		path := fmt.Sprintf("%s[%d]", at, i)
		f.Require(path+".text", n.Text)
		if n.Amount != nil {
			figure(f, path+".amount", *n.Amount)
			if n.Resource == "" {
				f.Add(path+".resource", "is missing: an amount is in the unit of a resource that has an entry of its own")
			}
		}
	}
}

func (p *Programme) validateChecks(f *records.Faults) {
	for i, c := range p.CompatibilityChecks {
		at := fmt.Sprintf("compatibility_checks[%d]", i)
		f.RequireDate(at+".on", c.On)
		f.Require(at+".by", string(c.By))
		f.Require(at+".outcome", c.Outcome)
		for j, conflict := range c.Conflicts {
			path := fmt.Sprintf("%s.conflicts[%d]", at, j)
			f.Require(path+".text", conflict.Text)
			f.Order(at+".on", c.On, path+".resolved_on", conflict.ResolvedOn)
			if !conflict.ResolvedOn.IsZero() {
				f.Require(path+".resolution", conflict.Resolution)
			}
		}
	}
	if len(p.CompatibilityChecks) > 0 && p.Own() {
		f.Add("origin", "is missing: say which other part of the organization runs the programme, or take the compatibility_checks out")
	}
}
