package monitoring

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/controls"
	"github.com/iso28000/iso28000/controls/equipment"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
	"github.com/iso28000/iso28000/risk/legal"
)

const (
	none          = conformity.StatusNone
	met           = conformity.StatusMet
	unmet         = conformity.StatusUnmet
	undetermined  = conformity.StatusUndetermined
	notApplicable = conformity.StatusNotApplicable
)

type row = conformitytest.Row[Input]

func suite() conformitytest.Suite[Input] {
	return conformitytest.Suite[Input]{Checks: Checks(), At: "2026-06-01"}
}

func decide(in Input, requirement, at string) []conformity.Finding {
	return suite().Findings(in, requirement, at)
}

func try(t *testing.T, requirement string, rows []row) {
	t.Helper()
	suite().Try(t, requirement, "", rows)
}

func tryOf(t *testing.T, requirement, subject string, rows []row) {
	t.Helper()
	suite().Try(t, requirement, subject, rows)
}

func day(s string) records.Date { return conformitytest.Day(s) }

func instant(s string) time.Time { return conformitytest.Instant(s) }

func clock(s string) records.Clock { return conformitytest.Clock(s) }

func number(s string) *decimal.Decimal {
	d := decimal.RequireFromString(s)
	return &d
}

func inForce(id, title string, purposes ...documents.ProcedurePurpose) documents.Procedure {
	return documents.Procedure{
		ID: records.ID[documents.Procedure](id), Title: title, Purposes: purposes,
		Revisions: []documents.Revision{{Number: "1", ApprovedBy: "ceo", ApprovedOn: day("2024-01-10"), EffectiveFrom: day("2024-02-01")}},
	}
}

// watch returns an indicator in force since 2025-01-01 with an interval of 100 days.
func watch(id string, kind Kind, mode Mode, nature Nature, monitors Monitors) Indicator {
	x := Indicator{
		ID: records.ID[Indicator](id), Title: id, Kind: kind, Mode: mode, Nature: nature, Key: records.No, Monitors: monitors,
		Interval: records.Days(100), ApprovedBy: "ceo", ApprovedOn: day("2024-12-20"), EffectiveFrom: day("2025-01-01"),
	}
	if nature == Quantitative {
		x.Unit = "per cent"
	}
	return x
}

var approved = objectives.Revision{Number: "1", ApprovedBy: "ceo", ApprovedOn: day("2025-01-05"), EffectiveFrom: day("2025-02-01")}

// good returns an input that meets every requirement of the package on 2026-06-01. The scanner
// was calibrated on 2025-10-01, due again on 2026-03-31, and on 2026-03-20, due again on 2026-09-30.
func good() Input {
	scanned := watch("scans", OfSecurity, Proactive, Quantitative, Monitors{
		Objectives: []records.ID[objectives.Objective]{"O"}, Targets: []records.ID[objectives.Target]{"T"},
		Programmes: []records.ID[objectives.Programme]{"PG"}, Operations: []records.ID[controls.Operation]{"gate"},
	})
	scanned.Key, scanned.Equipment = records.Yes, []records.ID[equipment.Item]{"scanner"}
	scanned.Goal = Goal{Aim: objectives.AtLeast, Value: number("99.5")}
	scanned.Basis = Basis{Risks: []records.ID[risk.Risk]{"R-1"}, Deterioration: "detectors age", Effects: "weapons pass unseen", On: day("2024-12-01"), By: "head"}
	round := watch("round", OfSystem, Proactive, Qualitative, Monitors{Policies: []records.ID[policy.Policy]{"POL"}, Requirements: []records.ID[legal.Requirement]{"code"}})
	events := watch("events", OfSystem, Reactive, Quantitative, Monitors{Events: []EventKind{Deterioration, Failure, Incident, Nonconformity}})
	close := watch("close", OfSecurity, Reactive, Quantitative, Monitors{Events: []EventKind{NearMiss, FalseAlarm}})
	file := records.Ref{Kind: "document", ID: "LOG"}
	return Input{
		Indicators: []Indicator{scanned, round, events, close},
		Measurements: []Measurement{
			{ID: "M-1", Indicator: "scans", On: day("2026-03-10"), Value: number("99.2"), Unit: "per cent", Method: "count", Record: file},
			{ID: "M-2", Indicator: "scans", On: day("2026-05-10"), Value: number("99.7"), Unit: "per cent", Method: "count", Record: file},
			{ID: "M-3", Indicator: "round", On: day("2026-04-01"), Judgement: "kept to", Good: records.Yes, Method: "walk", Record: file},
			{ID: "M-4", Indicator: "events", On: day("2026-05-02"), Value: number("3"), Unit: "per cent", Method: "count", Record: file},
			{ID: "M-5", Indicator: "close", On: day("2026-05-02"), Value: number("5"), Unit: "per cent", Method: "count", Record: file},
		},
		Calibrations: []Calibration{
			{ID: "C-1", Item: "scanner", On: day("2025-10-01"), By: "laboratory", AsFound: Reading{WithinTolerance: records.Yes}, NextOn: day("2026-03-31"), Record: file},
			{ID: "C-2", Item: "scanner", On: day("2026-03-20"), By: "laboratory", AsFound: Reading{WithinTolerance: records.Yes}, NextOn: day("2026-09-30"), Record: file},
		},
		Equipment: []equipment.Item{
			{
				ID: "scanner", Title: "scanner at gate 1", Kind: equipment.Screening, InUseFrom: day("2025-06-01"), Monitoring: records.Yes,
				CalibrationProcedure: "PR-CAL", MaintenanceProcedure: "PR-MAIN", NextCalibrationOn: day("2026-09-30"), NextMaintenanceOn: day("2026-08-15"),
			},
			{ID: "fence", Title: "fence", Kind: equipment.Barrier, InUseFrom: day("2020-01-01"), Monitoring: records.No},
		},
		Maintenance: []equipment.Maintenance{
			{ID: "W-1", Item: "scanner", On: day("2026-02-15"), By: "maker", Kind: equipment.Preventive, Record: file, NextOn: day("2026-08-15")},
			{ID: "W-2", Item: "fence", On: day("2026-02-15"), By: "smith", Kind: equipment.Repair},
		},
		Policies: []policy.Policy{{ID: "POL", Title: "security policy", Revisions: []policy.Revision{
			{Number: "1", Authorization: policy.Authorization{By: "ceo", On: day("2025-01-02")}, EffectiveFrom: day("2025-01-10")},
		}}},
		Objectives: []objectives.Objective{{
			ID: "O", Title: "no unseen weapons", Revisions: []objectives.ObjectiveRevision{{Revision: approved, Statement: "none passes"}},
			Progress: []objectives.Progress{{On: day("2026-05-10"), Value: number("99.7"), Record: records.Ref{Kind: "measurement", ID: "M-2"}}},
		}},
		Targets: []objectives.Target{{
			ID: "T", Title: "99.5 per cent", Objective: "O", Revisions: []objectives.TargetRevision{{Revision: approved, Statement: "99.5 per cent"}},
			Progress: []objectives.Progress{{On: day("2026-05-10"), Value: number("99.7"), Record: file}},
		}},
		Programmes: []objectives.Programme{{ID: "PG", Title: "scanning", Revisions: []objectives.ProgrammeRevision{{Revision: approved}}}},
		Operations: []controls.Operation{
			{ID: "gate", Title: "gate check", Criteria: []controls.Criterion{{Key: "seal", Text: "each seal is checked"}}},
			{ID: "mail", Title: "mail"},
		},
		Requirements: []legal.Requirement{
			{ID: "code", Title: "port code", Kind: legal.Regulation, Determinations: []legal.Determination{{On: day("2024-02-10"), By: "lawyer", Applies: records.Yes, How: "all quays"}}},
			{ID: "air", Title: "air cargo rules", Kind: legal.Law, Determinations: []legal.Determination{{On: day("2024-02-10"), By: "lawyer", Applies: records.No, How: "no air cargo"}}},
			{ID: "club", Title: "code of the club", Kind: legal.BestPractice},
		},
		Procedures: []documents.Procedure{
			inForce("PR-SYS", "measuring the system", documents.SystemPerformanceMonitoring),
			inForce("PR-SEC", "measuring security", documents.SecurityPerformanceMonitoring),
			inForce("PR-CAL", "calibrating", documents.Calibration), inForce("PR-MAIN", "maintaining", documents.EquipmentMaintenance),
		},
		Documents: []documents.Document{{ID: "LOG", Title: "log", Purposes: []documents.Purpose{documents.OtherPurpose}}},
	}
}

// with returns the good input, changed.
func with(change func(in *Input)) Input {
	in := good()
	change(&in)
	return in
}

// scans returns the good input with the indicator of scans changed.
func scans(change func(x *Indicator)) Input {
	return with(func(in *Input) { change(&in.Indicators[0]) })
}

// scanner returns the good input with the scanner changed.
func scanner(change func(x *equipment.Item)) Input {
	return with(func(in *Input) { change(&in.Equipment[0]) })
}

// stated returns an input with a statement that a condition does not hold.
func stated(in Input, condition string) Input {
	in.Statements = append(in.Statements, conformity.Statement{
		ID: "ST", Condition: condition, Reason: "there is none", By: "ceo", StatedOn: day("2026-01-01"), ValidUntil: day("2026-12-31"),
	})
	return in
}
