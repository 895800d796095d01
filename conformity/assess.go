package conformity

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/iso28000/iso28000/records"
)

// Options are what an assessment may be told. The zero value works.
type Options struct {
	Met    int        // how many met findings are kept for a requirement; of the others only the count is. Defaults to 100; below zero none are.
	Grades GradeRules // how grades are proposed

	only bool // report only what the checks decide
}

// GradeRules say how the grade of an unmet requirement is proposed. The catalogue's severity
// grades total absence: nothing is there, or every record of concern fails.
type GradeRules struct {
	Partial    Grade // where only some of several records fail. Defaults to minor.
	Systematic int   // how many minors in one clause each count as major: several on one subject mean that it is not under control. Defaults to never.
}

const defaultMetLimit = 100

const (
	noCheckYet  Message = "check.none: no check yet: nothing here decides this requirement"
	nothingYet  Message = "check.nothing: nothing on record to go by"
	notAsked    Message = "check.unasked: could not be decided: {0}"
	noStatement Message = "check.unstated: nothing on record to go by; where it is so that not {0}, state that, with who says so and until when"
)

// Assess decides every requirement of the catalogue, and of the host's own schemes, that the
// checks know of, as of an instant: facts dated after it have not happened. The system is a
// struct of lists of records, or a pointer to one; it must not change meanwhile. Where it
// lists statements ([Statement]), waivers ([Waiver]) and gradings ([Grading]), those count.
//
// The same system, checks and instant give the same report. Assess may run in parallel.
func Assess[System any](system System, checks []Check[System], at time.Time, options Options) *Report {
	if options.Met == 0 {
		options.Met = defaultMetLimit
	}
	held, err := newSource(system)
	e := newEngine(held, at, max(0, options.Met))
	decisions, of := decisionsOn(checks, options.only)
	for _, check := range checks {
		e.current = of[check.requirement]
		e.current.checked = true
		e.current.round++
		switch id := check.requirement; {
		case err != nil:
			e.fail(records.Ref{}, err)
		case isStandard(id) && e.current.requirement.Summary == "":
			e.fail(records.Ref{}, unknownRequirement(id))
		default:
			e.run(func() { e.judgeAll(check.bind(system)) })
		}
	}
	report := &Report{At: e.at}
	for _, d := range decisions {
		e.current = d
		report.results = append(report.results, e.decide(d, options))
	}
	report.results, report.advice = adviceApart(report.results)
	options.Grades.apply(report.results)
	return report
}

// run contains a panic outside the judging of a record: in what projects the input.
func (e *engine) run(check func()) {
	defer func() {
		if cause := recover(); cause != nil {
			e.fail(records.Ref{}, &CheckError{e.current.requirement.ID, records.Ref{}, cause})
		}
	}()
	check()
}

// decisionsOn makes room for the requirements of the catalogue (unless only those of the
// checks are asked for), then for the host's own, each in the order of first mention.
func decisionsOn[System any](checks []Check[System], only bool) ([]*decision, map[string]*decision) {
	var list []*decision
	of := map[string]*decision{}
	add := func(requirement Requirement) {
		if of[requirement.ID] == nil {
			of[requirement.ID] = &decision{requirement: requirement}
			list = append(list, of[requirement.ID])
		}
	}
	if !only {
		for requirement := range Requirements() {
			add(requirement)
		}
	}
	for _, check := range checks {
		add(describe(check.requirement, check.about))
	}
	return list, of
}

// describe returns the requirement of a check: the catalogue's, or the host's own.
func describe(id string, about Requirement) Requirement {
	if requirement, found := ByID(id); found {
		return requirement
	}
	about.ID = id
	if about.Clause == "" {
		about.Clause, _, _ = strings.Cut(id, ".")
	}
	if about.Title == "" {
		about.Title = id
	}
	if about.Severity == NoGrade {
		about.Severity = Minor
	}
	return about
}

// isStandard reports whether an id looks like one of the standard's: those begin with the
// clause. One that does and is not in the catalogue is a slip.
func isStandard(id string) bool { return id != "" && id[0] >= '0' && id[0] <= '9' }

// decide weighs what was said about a requirement.
func (e *engine) decide(d *decision, options Options) Result {
	result := Result{Requirement: d.requirement, Checked: d.checked}
	condition, conditional := ConditionByID(d.requirement.Condition)
	if conditional {
		e.judgeAll(whole(func(r *Reader) { r.say("", statedNot(r, condition)) }))
		if said := e.now.out[0]; said.Status == StatusNone && said.message != "" {
			d.nothing = said // a statement that ran out explains more than that there are no records
		}
	}
	var sum tally
	sum, result.Turns = d.timeline.follow(e.at)
	result.Status = sum.status()
	d.prune(max(0, options.Met))
	slices.SortFunc(d.findings, compareFindings)
	for _, f := range d.findings {
		if f.Status == StatusNotApplicable && result.Status != StatusNotApplicable {
			result.Contradicted = append(result.Contradicted, f.Evidence...) // the statement counts for nothing
			continue
		}
		if f.Status == StatusNotApplicable && f.Becomes == StatusNone && !f.Lapses.IsZero() {
			f.Becomes, f.then.Status = StatusUndetermined, StatusUndetermined
		}
		result.Findings = append(result.Findings, f)
	}
	number(result.Findings)
	result.MetNotShown = d.dropped
	slices.SortStableFunc(d.ahead, compareForeseen)
	result.ahead = d.ahead
	if len(result.Findings) == 0 {
		result.Findings = []Finding{{Requirement: d.requirement.ID, Status: StatusUndetermined, verdict: d.silence(condition)}}
		result.Findings[0].Lapses, result.Findings[0].Becomes, result.Findings[0].then = d.firstAhead()
	}
	result.Grade = grade(result, options.Grades)
	e.overrule(&result)
	return result
}

// compareForeseen goes by content: never by the order of a file.
func compareForeseen(a, b Finding) int {
	return cmp.Or(a.Subject.Compare(b.Subject), strings.Compare(a.then.part, b.then.part))
}

// silence says why there is nothing to go by.
func (d *decision) silence(condition Condition) Verdict {
	switch {
	case !d.checked:
		return Undetermined(noCheckYet)
	case d.nothing.message != "":
		return Undetermined(d.nothing.message, d.nothing.args...)
	case condition.ID != "":
		return Undetermined(noStatement, condition.Text)
	}
	return Undetermined(nothingYet)
}

// firstAhead returns when the silence ends, and how. Where nothing is said of several
// records, the first thing said decides.
func (d *decision) firstAhead() (time.Time, Status, Verdict) {
	var first Finding
	for _, f := range d.ahead {
		if first.Lapses.IsZero() || f.Lapses.Before(first.Lapses) ||
			f.Lapses.Equal(first.Lapses) && (f.Becomes < first.Becomes || f.Becomes == first.Becomes && f.Subject.Compare(first.Subject) < 0) {
			first = f
		}
	}
	if first.Becomes == StatusUndetermined {
		return time.Time{}, StatusNone, Verdict{}
	}
	return first.Lapses, first.Becomes, first.then
}

// overrule finds the waiver and the auditor's grade in force.
func (e *engine) overrule(result *Result) {
	if result.Status != StatusUnmet {
		return
	}
	r := &e.now
	r.reset(e.at)
	if _, _, listed := rowsOf[Waiver](e.source); listed {
		w := waiversByRequirement.Of(r, result.ID).Latest(func(w *Waiver) records.Date { return w.GrantedOn })
		if w != nil && !r.Over(w.ValidUntil) {
			granted := *w // a report stays as it is, whatever becomes of the record
			result.Waiver = &granted
		}
	}
	if _, _, listed := rowsOf[Grading](e.source); listed {
		if g := gradingsByRequirement.Of(r, result.ID).Latest(func(g *Grading) records.Date { return g.GradedOn }); g != nil {
			graded := *g
			result.Graded = &graded
		}
	}
}

// grade proposes one: the catalogue's severity where every record of concern fails.
func grade(result Result, rules GradeRules) Grade {
	if result.Status != StatusUnmet {
		return NoGrade
	}
	failing, sound := map[records.Ref]bool{}, result.MetNotShown > 0
	for _, f := range result.Findings {
		if f.Status == StatusUnmet {
			failing[f.Subject] = true
		}
	}
	for _, f := range result.Findings {
		sound = sound || !f.Exempt && !failing[f.Subject]
	}
	if !sound {
		return result.Severity
	}
	if rules.Partial == NoGrade {
		return min(Minor, result.Severity)
	}
	return min(rules.Partial, result.Severity)
}

// apply raises minors where there are many in one clause.
func (rules GradeRules) apply(results []Result) {
	if rules.Systematic <= 0 {
		return
	}
	minors := map[string]int{}
	for _, result := range results {
		if result.Grade == Minor {
			minors[result.Clause]++
		}
	}
	for i := range results {
		if results[i].Grade == Minor && minors[results[i].Clause] >= rules.Systematic {
			results[i].Grade = Major
		}
	}
}
