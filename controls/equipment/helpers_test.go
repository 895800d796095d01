package equipment

import (
	"time"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

const (
	none         = conformity.StatusNone
	met          = conformity.StatusMet
	unmet        = conformity.StatusUnmet
	undetermined = conformity.StatusUndetermined
)

func day(s string) records.Date {
	if s == "" {
		return records.Date{}
	}
	d, err := records.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func instant(s string) time.Time { return day(s).Start() }

// scanner returns a planned item under control in all its stages.
func scanner() Item {
	x := Item{ID: "EQ-SCAN", Title: "container scanner", Kind: Screening, Location: "Waalhaven Terminal"}
	for _, stage := range Stages() {
		x.Stages = append(x.Stages, StageControl{Stage: stage, Control: "checklist", Procedure: "PR-EQ"})
	}
	return x
}

func installation() Work {
	return Work{Stage: Installation, On: day("2025-05-02"), By: "Rapid Imaging", Specification: "two lanes, 300 kV",
		ConsideredOn: day("2025-03-10"), ConsideredBy: "P-HADDAD"}
}

func procedures() []documents.Procedure {
	return []documents.Procedure{{ID: "PR-EQ", Title: "security equipment", Purposes: []documents.ProcedurePurpose{documents.OperationalControl},
		Revisions: []documents.Revision{{Number: "1", ApprovedBy: "P-BAKKER", ApprovedOn: day("2025-01-10"), EffectiveFrom: day("2025-02-01")}}}}
}
