package emergency

import (
	"slices"

	"github.com/iso28000/iso28000/records"
)

// Validate reports every fault of the plan at once. Whether the scenarios, resources and roles
// that it names are on record is for whoever holds them.
func (p Plan) Validate() error {
	var f records.Faults
	f.Require("id", string(p.ID))
	f.Require("title", p.Title)
	if len(p.Kinds) == 0 {
		f.Add("kinds", "is missing: say what the plan is for: preparedness, response, security recovery")
	}
	for i, kind := range p.Kinds {
		f.Enum(at("kinds", i), kind)
	}
	if p.WholeScope && len(p.Sites) > 0 {
		f.Add("whole_scope", "is set beside a list of sites: keep one of the two")
	}
	distinct(&f, "sites", p.Sites)
	distinct(&f, "units", p.Units)
	distinct(&f, "in_charge", p.InCharge)
	distinct(&f, "agencies", p.Agencies)
	distinct(&f, "resources", p.Resources)
	distinct(&f, "critical_parts", p.CriticalParts)
	if p.NoResources != "" && len(p.Resources) > 0 {
		f.Add("no_resources", "stands beside a list of resources: keep one of the two")
	}
	if p.NotPracticable != "" && !p.DrillInterval.IsZero() {
		f.Add("not_practicable", "stands beside an interval for drills: keep one of the two")
	}
	p.validateContent(&f)
	p.validateRevisions(&f)
	return f.Err()
}

func (p *Plan) validateContent(f *records.Faults) {
	for i, d := range p.Duties {
		f.Require(at("duties", i)+".role", string(d.Role))
		each(f, at("duties", i)+".duties", d.Duties, "say what the role does")
	}
	seen := map[records.ID[Scenario]]int{}
	for i, response := range p.Responses {
		path := at("responses", i)
		f.Require(path+".scenario", string(response.Scenario))
		if first, twice := seen[response.Scenario]; twice && response.Scenario != "" {
			f.Add(path+".scenario", "%s is that of responses[%d] already: keep one", string(response.Scenario), first)
		} else {
			seen[response.Scenario] = i
		}
		each(f, path+".actions", response.Actions, "say what is done")
		each(f, path+".roles", response.Roles, "say who does it")
	}
	for i, m := range p.Measures {
		path := at("measures", i)
		f.Enum(path+".kind", m.Kind)
		f.OptionalEnum(path+".aim", m.Aim)
		each(f, path+".scenarios", m.Scenarios, "say against what it helps")
		switch {
		case blank(m.Text) && blank(m.NotApplicable):
			f.Add(path+".text", "is missing: say what is done or, under not_applicable, why there is nothing of this kind to be done")
		case !blank(m.Text) && !blank(m.NotApplicable):
			f.Add(path+".not_applicable", "stands beside a measure: keep one of the two")
		}
	}
	for i, step := range p.Restoring {
		f.Enum(at("restoring", i)+".term", step.Term)
		f.Require(at("restoring", i)+".action", step.Action)
	}
	for i, asset := range p.Assets {
		f.Require(at("assets", i)+".what", asset.What)
	}
	for i, c := range p.Communications {
		f.Require(at("communications", i)+".with", c.With)
		f.Require(at("communications", i)+".means", c.Means)
	}
	for i, info := range p.Information {
		f.Require(at("information", i)+".what", info.What)
	}
}

func (p *Plan) validateRevisions(f *records.Faults) {
	for i, v := range p.Revisions {
		path := at("revisions", i)
		f.Require(path+".number", v.Number)
		switch {
		case v.ApprovedBy == "" && !v.ApprovedOn.IsZero():
			f.Add(path+".approved_by", "is missing: say who approved it on %s", v.ApprovedOn)
		case v.ApprovedBy != "" && v.ApprovedOn.IsZero():
			f.Add(path+".approved_on", "is missing: say when person %s approved it", v.ApprovedBy)
		}
		f.Order(path+".approved_on", v.ApprovedOn, path+".withdrawn_on", v.WithdrawnOn)
		if first := p.numbered(v.Number); first >= 0 && first < i {
			f.Add(path+".number", "%q is that of revisions[%d] already: give each its own", v.Number, first)
		}
	}
}

// each notes a list that is empty, and blank entries in it.
func each[T ~string](f *records.Faults, path string, list []T, ask string) {
	if len(list) == 0 {
		f.Add(path, "is missing: %s", ask)
	}
	for i, text := range list {
		f.Require(at(path, i), string(text))
	}
}

// distinct notes blank entries of a list, and those that stand in it twice.
func distinct[T ~string](f *records.Faults, path string, list []T) {
	for i, text := range list {
		f.Require(at(path, i), string(text))
		if first := slices.Index(list, text); first < i && text != "" {
			f.Add(at(path, i), "%q is %s already: keep one", string(text), at(path, first))
		}
	}
}
