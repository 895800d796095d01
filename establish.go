package iso28000

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

const (
	recordsThere   conformity.Message = "system.records.kept: {0} are kept in {1}, the latest that counts being {2}"
	recordsNothing conformity.Message = "system.records.nothing: of {0} none was made in the last {1}, and it is stated that there was nothing to record: {2}"
	recordsNoCause conformity.Message = "system.records.unneeded: {0} are not called for, as it is stated that this does not apply"
	recordsNone    conformity.Message = "system.records.none: no series of records serves {0}: set one up, and keep them from now on"
	recordsEmpty   conformity.Message = "system.records.empty: {0} serves {1} and has kept nothing in the last {2}, though there was something to record, {3} on {4}: record it, and find out why that was left undone"
	recordsSilent  conformity.Message = "system.records.silent: {0} serves {1} and has kept nothing in the last {2}: keep what there was to record, or state on the series that there was nothing"
)

// established returns the checks of 4.5.4.establish, one for each requirement that calls for
// records. They stand here because what there was to record shows in the records of all clauses.
func established() []conformity.Check[*System] {
	var checks []conformity.Check[*System]
	for _, demand := range documents.Demands() {
		if demand.IsRecord() {
			checks = append(checks, conformity.Whole[*System]("4.5.4.establish", recordsKept(demand)))
		}
	}
	return checks
}

// recordsKept decides 4.5.4.establish for one requirement that calls for records: a series
// serves it, and has kept some in the period that is evaluated, unless there was nothing to
// record. There was something where work on the clause shows in the period.
func recordsKept(demand documents.Demand) func(*conformity.Reader) conformity.Verdict {
	requirement, _ := conformity.ByID(demand.Requirement)
	element := organization.Element(requirement.Clause)
	if element == "4.5.4" {
		element = "4.5.1" // results that are recorded are first measured
	}
	return func(r *conformity.Reader) conformity.Verdict {
		setting := organization.SettingInForce(r, organization.RecordingPeriod)
		switch {
		case requirement.Condition != "" && conformity.StatedNot(r, requirement.Condition):
			return conformity.Exempt(recordsNoCause, demand.String())
		case setting == nil:
			return organization.Unset(organization.RecordingPeriod)
		}
		series := documents.SeriesFor(r, demand.Requirement)
		if len(series) == 0 {
			return conformity.Unmet(recordsNone, demand.String())
		}
		for _, s := range series {
			if kept := s.Kept(r, setting.Period); kept != nil {
				return conformity.Met(recordsThere, demand.String(), *s, *kept)
			}
		}
		for _, s := range series {
			if s.NothingToRecord(r, setting.Period) {
				return conformity.Met(recordsNothing, demand.String(), setting.Period, *s)
			}
		}
		if record, on := latestOf(r, activities()[element]); r.Within(on, setting.Period) {
			return conformity.Unmet(recordsEmpty, *series[0], demand.String(), setting.Period, record, on)
		}
		return conformity.Undetermined(recordsSilent, *series[0], demand.String(), setting.Period)
	}
}

// latestOf returns the latest trace of work that one of the activities finds.
func latestOf(r *conformity.Reader, lists ...[]activity) (records.Ref, records.Date) {
	var last records.Ref
	var on records.Date
	for _, list := range lists {
		for _, trace := range list {
			if record, day := trace(r); day.After(on) {
				last, on = record, day
			}
		}
	}
	return last, on
}
