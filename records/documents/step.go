package documents

import (
	"errors"

	"github.com/iso28000/iso28000/records"
)

// What one may do with a document, a copy, a grant or records in the course of its life.
const (
	StepDraft     records.Step = "draft" // a new revision
	StepApprove   records.Step = "approve"
	StepRelease   records.Step = "release"  // a revision, to those who use it
	StepIssue     records.Step = "issue"    // a copy of it to one place
	StepWithdraw  records.Step = "withdraw" // a revision, or a copy from its place
	StepMark      records.Step = "mark"     // a copy as obsolete
	StepReview    records.Step = "review"
	StepArchive   records.Step = "archive"
	StepAuthorize records.Step = "authorize" // a grant
	StepEnd       records.Step = "end"       // a grant
	StepDispose   records.Step = "dispose"   // of records
	StepFollowUp  records.Step = "follow up"
)

// The reasons for which a step is refused: those of all packages, and those of this one.
var (
	ErrState      = records.ErrState
	ErrOrder      = records.ErrOrder
	ErrIncomplete = records.ErrIncomplete
	ErrUnknown    = records.ErrUnknown
	// ErrRule: the step is against the rules that were set for it.
	ErrRule = errors.New("documents: against the rules")
)
