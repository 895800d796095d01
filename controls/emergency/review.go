package emergency

import (
	"slices"

	"github.com/iso28000/iso28000/records"
)

// A Review is that somebody looked whether emergency plans would work or did work: at the
// interval, or because something happened. An incident names the reviews that it led to.
type Review struct {
	ID         records.ID[Review]         `json:"id"`
	Plans      []records.ID[Plan]         `json:"plans"`
	On         records.Date               `json:"on"`
	By         records.ID[records.Person] `json:"by"`
	Occasion   Occasion                   `json:"occasion"`
	Because    string                     `json:"because,omitzero"` // what happened, or what has changed
	Drills     []records.ID[Drill]        `json:"drills,omitempty"` // that it took into account
	Conclusion Conclusion                 `json:"conclusion"`
	Note       string                     `json:"note,omitzero"`
	Actions    []PlanChange               `json:"actions,omitempty"` // what is to change in the plans
}

// An Occasion is what makes somebody review a plan.
type Occasion string

// The occasions.
const (
	AtInterval  Occasion = "interval"
	AfterEvent  Occasion = "event"
	AfterDrill  Occasion = "drill"
	AfterChange Occasion = "change"
)

// Values lists the occasions there are.
func (Occasion) Values() []string {
	return []string{string(AtInterval), string(AfterEvent), string(AfterDrill), string(AfterChange)}
}

// A Conclusion is what a review found about the effectiveness of the plans.
type Conclusion string

// The conclusions.
const (
	Effective       Conclusion = "effective"
	PartlyEffective Conclusion = "partly effective"
	NotEffective    Conclusion = "not effective"
)

// Values lists the conclusions there are.
func (Conclusion) Values() []string {
	return []string{string(Effective), string(PartlyEffective), string(NotEffective)}
}

// A PlanChange is what was decided to be changed in a plan, by when, and by which of its
// revisions it was carried in.
type PlanChange struct {
	Key            string                     `json:"key"` // its name among the others: 1, a, alarm
	Text           string                     `json:"text"`
	Plan           records.ID[Plan]           `json:"plan,omitzero"` // to be changed; where it was decided about one plan only, that
	Owner          records.ID[records.Person] `json:"owner,omitzero"`
	DueOn          records.Date               `json:"due_on,omitzero"`
	CarriedBy      string                     `json:"carried_by,omitzero"` // number of the revision of the plan that holds it
	DroppedOn      records.Date               `json:"dropped_on,omitzero"` // from when it is not to be made any more
	DroppedBecause string                     `json:"dropped_because,omitzero"`
}

// Of returns the plan to be changed: the one named, or the only one that was looked at.
func (c PlanChange) Of(plans []records.ID[Plan]) records.ID[Plan] {
	if c.Plan == "" && len(plans) == 1 {
		return plans[0]
	}
	return c.Plan
}

// Ref names the review.
func (v Review) Ref() records.Ref { return records.Ref{Kind: "plan review", ID: string(v.ID)} }

// Covers reports whether the review was held by the time of the clock, and says whether the
// plan is effective.
func (v Review) Covers(clock records.Clock, plan records.ID[Plan]) bool {
	return slices.Contains(v.Plans, plan) && v.Held(clock)
}

// Held reports whether the review was held by the time of the clock, and came to a conclusion.
func (v Review) Held(clock records.Clock) bool { return v.Conclusion != "" && clock.Happened(v.On) }

// Validate reports every fault of the review at once.
func (v Review) Validate() error {
	var f records.Faults
	f.Require("id", string(v.ID))
	each(&f, "plans", v.Plans, "say which plans were reviewed")
	f.RequireDate("on", v.On)
	f.Require("by", string(v.By))
	f.Enum("occasion", v.Occasion)
	if v.Occasion == AfterEvent || v.Occasion == AfterChange {
		f.Require("because", v.Because)
	}
	f.Enum("conclusion", v.Conclusion)
	if v.Conclusion == NotEffective && len(v.Actions) == 0 {
		f.Add("actions", "is missing: the plans were found not effective, so say what is to change in them")
	}
	changes(&f, "actions", v.Actions, v.Plans)
	for i, c := range v.Actions {
		f.Order("on", v.On, at("actions", i)+".due_on", c.DueOn)
	}
	return f.Err()
}

// changes notes every fault of changes that were decided about plans.
func changes(f *records.Faults, path string, list []PlanChange, plans []records.ID[Plan]) {
	seen := map[string]int{}
	for i, c := range list {
		entry := at(path, i)
		f.Require(entry+".key", c.Key)
		if first, twice := seen[c.Key]; twice && c.Key != "" {
			f.Add(entry+".key", "%q is that of %s already: give each its own", c.Key, at(path, first))
		} else {
			seen[c.Key] = i
		}
		f.Require(entry+".text", c.Text)
		switch {
		case c.Of(plans) == "" && len(plans) > 0:
			f.Add(entry+".plan", "is missing: say which of the plans is to be changed")
		case c.Plan != "" && !slices.Contains(plans, c.Plan):
			f.Add(entry+".plan", "%s is none of the plans that were looked at: name one of them", string(c.Plan))
		}
		if !c.DroppedOn.IsZero() {
			f.Require(entry+".dropped_because", c.DroppedBecause)
		}
	}
}
