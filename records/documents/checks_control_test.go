package documents

import (
	"testing"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

func TestDocumentControl(t *testing.T) {
	try(t, "4.4.5.procedure", []row{
		{Name: "covers everything", In: good(), Want: met, Message: "documents.needed.held"},
		{Name: "none", In: with(func(in *Input) { in.Procedures = nil }), Want: unmet, Message: "documents.control.none"},
		{Name: "a draft", In: with(func(in *Input) { in.Procedures[0].Revisions = []Revision{{Number: "1"}} }), Want: unmet, Message: "documents.needed.draft", Field: "revisions[0].approved_by"},
		{Name: "leaves data out", In: with(func(in *Input) { in.Procedures[0].Covers = []Material{DocumentMaterial, InformationMaterial} }), Want: unmet, Message: "documents.control.partial"},
		{Name: "does not say what it covers", In: with(func(in *Input) { in.Procedures[0].Covers = nil }), Want: undetermined, Message: "documents.control.silent"},
		{Name: "leaves out what is demanded", In: with(func(in *Input) { in.Procedures[0].LeavesOut = []Purpose{EmergencyPlan} }), Want: unmet, Message: "documents.control.outside"},
		{Name: "leaves out something else", In: with(func(in *Input) { in.Procedures[0].LeavesOut = []Purpose{TrainingMaterial} }), Want: met, Message: "documents.needed.held"},
		{Name: "withdrawn tomorrow", In: with(func(in *Input) { in.Procedures[0].Revisions[0].WithdrawnOn = day("2026-06-02") }), Want: met, Message: "documents.needed.held", Lapses: "2026-06-02"},
	})
}

func TestLocated(t *testing.T) {
	try(t, "4.4.5.a", []row{
		{Name: "in a place", In: good(), Want: met, Message: "documents.located.at", Field: "locations[0]"},
		{Name: "in a repository", In: with(func(in *Input) { in.Documents[0].Locations[0].Place = "" }), Want: met, Message: "documents.located.in", Field: "locations[0]"},
		{Name: "nowhere", In: with(func(in *Input) { in.Documents[0].Locations = nil }), Want: unmet, Message: "documents.located.not", Field: "locations"},
		{Name: "in a repository that is not there", In: with(func(in *Input) { in.Documents[0].Locations = []Location{{Repository: "lost"}} }), Want: unmet, Message: "documents.located.lost", Field: "locations"},
		{Name: "not decided whether controlled", In: with(func(in *Input) { in.Documents[0].Controlled = "" }), Want: undetermined, Message: "documents.controlled.open", Field: "controlled"},
	})
}

func TestReaders(t *testing.T) {
	nobody := func(in *Input) { in.Classifications[1].Readers, in.AccessGrants = nil, nil }
	try(t, "4.4.5.a.access", []row{
		{Name: "by its class, and a grant", In: good(), Want: met, Message: "documents.grant.authorized", Field: "authorized_by", Lapses: "2027-01-01", Becomes: unmet},
		{Name: "settled nowhere", In: with(nobody), Want: unmet, Message: "documents.readers.none", Field: "readers"},
		{Name: "settled on the document", In: with(func(in *Input) {
			nobody(in)
			in.Documents[0].Readers = []records.ID[organization.Role]{"manager"}
		}), Want: met, Message: "documents.readers.own", Field: "readers"},
		{Name: "settled by grants", In: with(func(in *Input) { in.Classifications[1].Readers = nil }), At: "2027-01-01", Want: unmet, Message: "documents.grant.over", Field: "ended_on"},
		{Name: "for everybody", In: with(func(in *Input) {
			nobody(in)
			in.Documents[0].Sensitivity = "public"
		}), Want: met, Message: "documents.readers.anyone", Field: "sensitivity"},
		{Name: "no class", In: with(func(in *Input) {
			nobody(in)
			in.Documents[0].Sensitivity = ""
		}), Want: undetermined, Message: "documents.readers.unclear", Field: "sensitivity"},
		{Name: "a grant that nobody authorized", In: with(func(in *Input) { in.AccessGrants[0].AuthorizedBy = "" }), Want: unmet, Message: "documents.grant.bare", Field: "authorized_by"},
		{Name: "authorized tomorrow", In: with(func(in *Input) { in.AccessGrants[0].AuthorizedOn = day("2026-06-02") }), Want: unmet, Message: "documents.grant.bare", Field: "authorized_by", Lapses: "2026-06-02", Becomes: met},
		{Name: "into a store with a controlled document", In: with(func(in *Input) { in.AccessGrants[1].AuthorizedBy = "" }), Want: unmet, Message: "documents.grant.bare", Field: "authorized_by"},
		{Name: "last second of what was authorized", In: good(), At: "2026-12-31T23:59:59Z", Want: met, Message: "documents.grant.authorized", Field: "authorized_by", Lapses: "2027-01-01", Becomes: unmet},
		{Name: "taken away late", In: with(func(in *Input) {
			in.AccessGrants = in.AccessGrants[:1]
			in.AccessGrants[0].EndedOn = day("2027-02-01")
		}), At: "2027-02-01", Want: met, Message: "documents.readers.class", Field: "sensitivity"},
		{Name: "not given yet", In: with(func(in *Input) {
			in.AccessGrants = []AccessGrant{{ID: "G", Person: "Q", Document: "M", From: day("2026-06-02")}}
		}), Want: met, Message: "documents.readers.class", Field: "sensitivity"},
	})
}

func TestReviewed(t *testing.T) {
	try(t, "4.4.5.b", []row{
		{Name: "the last second", In: good(), At: "2027-05-01T23:59:59Z", Want: met, Message: "documents.review.due", Field: "next_review_on", Lapses: "2027-05-02", Becomes: unmet},
		{Name: "its day is over", In: good(), At: "2027-05-02", Want: unmet, Message: "documents.review.overdue", Field: "next_review_on"},
		{Name: "a review tomorrow", In: with(func(in *Input) {
			in.Documents[0].Reviews = append(in.Documents[0].Reviews, Review{On: day("2027-06-01"), Outcome: StillRight, NextOn: day("2028-06-01")})
		}), At: "2027-05-02", Want: unmet, Message: "documents.review.overdue", Field: "next_review_on", Lapses: "2027-06-01", Becomes: met},
		{Name: "never reviewed, in time", In: with(func(in *Input) {
			in.Documents[0].Reviews, in.Documents[0].NextReviewOn = nil, day("2026-06-01")
		}), Want: met, Message: "documents.review.due", Field: "next_review_on", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "no day set", In: with(func(in *Input) { in.Documents[0].Reviews = nil }), Want: undetermined, Message: "documents.review.undated", Field: "next_review_on"},
		{Name: "the day was answered and none set", In: with(func(in *Input) {
			in.Documents[0].Reviews, in.Documents[0].NextReviewOn = []Review{{On: day("2026-05-01"), Outcome: StillRight}}, day("2026-05-01")
		}), Want: undetermined, Message: "documents.review.undated", Field: "next_review_on"},
		{Name: "a procedure that is late", In: with(func(in *Input) { in.Procedures[0].NextReviewOn = day("2026-05-31") }), Want: unmet, Message: "documents.review.overdue", Field: "next_review_on"},
		{Name: "a procedure by itself without a day", In: with(func(in *Input) { in.Procedures[0].Document = "" }), Want: undetermined, Message: "documents.review.undated", Field: "next_review_on"},
		{Name: "a register that is late", In: with(func(in *Input) { in.Registers[0].NextReviewOn = day("2026-05-31") }), Want: unmet, Message: "documents.review.overdue", Field: "next_review_on"},
		{Name: "not to be controlled", In: with(func(in *Input) { in.Documents[0].Controlled, in.Documents[0].Reviews = records.No, nil }), Want: met, Message: "documents.controlled.no", Field: "controlled"},
	})
}

func TestRevised(t *testing.T) {
	lately := func(change func(v *Review)) func(in *Input) {
		return func(in *Input) {
			v := Review{On: day("2026-05-01"), Revision: "2", Outcome: ToRevise, ActBy: day("2026-06-30")}
			if change != nil {
				change(&v)
			}
			in.Documents[0].Reviews = []Review{v}
		}
	}
	try(t, "4.4.5.b.revised", []row{
		{Name: "revised", In: good(), Want: met, Message: "documents.revised.done", Field: "reviews[0]"},
		{Name: "still right", In: with(lately(func(v *Review) { v.Outcome = StillRight })), Want: met, Message: "documents.revised.right", Field: "reviews[0]"},
		{Name: "there is time", In: with(lately(nil)), At: "2026-06-30T23:59:59Z", Want: met, Message: "documents.revised.until", Field: "reviews[0]", Lapses: "2026-07-01", Becomes: unmet},
		{Name: "there is none", In: with(lately(nil)), At: "2026-07-01", Want: unmet, Message: "documents.revised.open", Field: "reviews[0]"},
		{Name: "late but done", In: with(func(in *Input) {
			lately(nil)(in)
			in.Documents[0].Revisions = append(in.Documents[0].Revisions, revision("3", "2026-08-01"))
		}), At: "2026-07-01", Want: unmet, Message: "documents.revised.open", Field: "reviews[0]", Lapses: "2026-08-01", Becomes: met},
		{Name: "a draft does not count", In: with(func(in *Input) {
			lately(nil)(in)
			in.Documents[0].Revisions = append(in.Documents[0].Revisions, Revision{Number: "3"})
		}), At: "2026-07-01", Want: unmet, Message: "documents.revised.open", Field: "reviews[0]"},
		{Name: "by no day", In: with(lately(func(v *Review) { v.ActBy = records.Date{} })), Want: undetermined, Message: "documents.revised.undated", Field: "reviews[0].act_by"},
		{Name: "no outcome", In: with(lately(func(v *Review) { v.Outcome = "" })), Want: undetermined, Message: "documents.revised.unclear", Field: "reviews[0].outcome"},
		{Name: "to be withdrawn, and revised instead", In: with(func(in *Input) {
			lately(func(v *Review) { v.Outcome = ToWithdraw })(in)
			in.Documents[0].Revisions = append(in.Documents[0].Revisions, revision("3", "2026-05-20"))
		}), At: "2026-07-01", Want: unmet, Message: "documents.revised.open", Field: "reviews[0]"},
		{Name: "withdrawn", In: with(func(in *Input) {
			lately(func(v *Review) { v.Outcome = ToWithdraw })(in)
			in.Documents[0].Revisions[1].WithdrawnOn = day("2026-06-30")
			in.Documents[0].Revisions[0].WithdrawnOn = day("2026-06-30")
		}), At: "2026-07-01", Want: met, Message: "documents.revised.done", Field: "reviews[0]"},
		{Name: "no reviews", In: with(func(in *Input) { in.Documents[0].Reviews = nil }), Want: undetermined, Message: "documents.revised.none"},
	})
}

func TestApproved(t *testing.T) {
	try(t, "4.4.5.b.approved", []row{
		{Name: "by one who could", In: good(), Want: met, Message: "documents.approved.by", Field: "revisions[1].approved_by"},
		{Name: "by one who could not", In: with(func(in *Input) { in.Documents[0].Revisions[1].ApprovedBy = "Q" }), Want: unmet, Message: "documents.approved.unable", Field: "revisions[1].approved_by"},
		{Name: "of a procedure, by one who could not", In: with(func(in *Input) { in.Procedures[0].Revisions[0].ApprovedBy = "Q" }), Want: unmet, Message: "documents.approved.unable", Field: "revisions[0].approved_by"},
		{Name: "held the role later", In: with(func(in *Input) { in.Roles[0].Holders[0].From = day("2026-01-02") }), Want: unmet, Message: "documents.approved.unable", Field: "revisions[1].approved_by"},
		{Name: "held the role on the day", In: with(func(in *Input) { in.Roles[0].Holders[0].Until = day("2026-01-01") }), Want: met, Message: "documents.approved.by", Field: "revisions[1].approved_by"},
		{Name: "authority for other documents", In: with(func(in *Input) { in.ApprovalAuthorities[0].Purposes = []Purpose{TrainingMaterial} }), Want: unmet, Message: "documents.approved.unable", Field: "revisions[1].approved_by"},
		{Name: "authority that had ended", In: with(func(in *Input) { in.ApprovalAuthorities[0].Until = day("2025-12-31") }), Want: unmet, Message: "documents.approved.unable", Field: "revisions[1].approved_by"},
		{Name: "authority that the role does not have", In: with(func(in *Input) { in.Roles[0].Authorities = nil }), Want: unmet, Message: "documents.approved.baseless", Field: "revisions[1].approved_by"},
		{Name: "nobody may", In: with(func(in *Input) { in.ApprovalAuthorities = nil }), Want: undetermined, Message: "documents.approved.unclear", Field: "revisions[1].approved_by"},
		{Name: "in use and not approved", In: with(func(in *Input) { in.Documents[0].Revisions[1].ApprovedBy = "" }), Want: unmet, Message: "documents.approved.not", Field: "revisions[1].approved_by"},
		{Name: "given out and not approved", In: with(func(in *Input) {
			in.Documents[0].Revisions = append(in.Documents[0].Revisions, Revision{Number: "3", IssuedOn: day("2026-05-30")})
		}), Want: unmet, Message: "documents.approved.not", Field: "revisions[2].approved_by"},
		{Name: "a draft", In: with(func(in *Input) {
			in.Documents[0].Revisions = append(in.Documents[0].Revisions, Revision{Number: "3", EffectiveFrom: day("2026-06-02")})
		}), Want: met, Message: "documents.approved.by", Field: "revisions[1].approved_by"},
	})
}

func TestObsolete(t *testing.T) {
	still := func(in *Input) { in.Issues[0].WithdrawnOn = records.Date{} }
	try(t, "4.4.5.d", []row{
		{Name: "taken back", In: good(), Want: met, Message: "documents.obsolete.gone"},
		{Name: "there is time", In: with(still), At: "2026-01-11T23:59:59Z", Want: met, Message: "documents.obsolete.time", Field: "withdrawn_on", Lapses: "2026-01-12", Becomes: unmet},
		{Name: "there is none", In: with(still), At: "2026-01-12", Want: unmet, Message: "documents.obsolete.left", Field: "withdrawn_on"},
		{Name: "marked instead", In: with(func(in *Input) {
			in.Issues[0].WithdrawnOn, in.Issues[0].MarkedObsolete = records.Date{}, day("2026-03-01")
		}), At: "2026-02-01", Want: unmet, Message: "documents.obsolete.left", Field: "withdrawn_on", Lapses: "2026-03-01", Becomes: met},
		{Name: "withdrawn without a new one", In: with(func(in *Input) {
			in.Issues = in.Issues[1:]
			in.Documents[0].Revisions[1].WithdrawnOn = day("2026-05-01")
		}), Want: unmet, Message: "documents.obsolete.left", Field: "withdrawn_on"},
		{Name: "no period set", In: with(func(in *Input) { still(in); in.Settings = in.Settings[1:] }), Want: undetermined, Message: "organization.unset"},
		{Name: "of a revision that is not there", In: with(func(in *Input) { in.Issues[0].Revision.Revision = "0" }), Want: undetermined, Message: "documents.obsolete.lost", Field: "revision.revision"},
		{Name: "of a document that is not there", In: with(func(in *Input) { in.Issues[0].Revision.Document = "lost" }), Want: undetermined, Message: "documents.obsolete.lost", Field: "revision.document"},
		{Name: "current copies only", In: with(func(in *Input) { in.Issues = in.Issues[1:] }), Want: undetermined, Message: "documents.obsolete.none"},
	})
}

func TestArchived(t *testing.T) {
	try(t, "4.4.5.e", []row{
		{Name: "marked", In: good(), Want: met, Message: "documents.archive.marked", Field: "archive"},
		{Name: "not marked", In: with(func(in *Input) { in.Documents[1].Archive.Marking = " " }), Want: unmet, Message: "documents.archive.unmarked", Field: "archive.marking"},
		{Name: "for no purpose", In: with(func(in *Input) { in.Documents[1].Archive.Purposes = nil }), Want: unmet, Message: "documents.archive.aimless", Field: "archive.purposes"},
		{Name: "neither", In: with(func(in *Input) { in.Documents[1].Archive = Archive{From: day("2024-01-01")} }), Want: unmet, Message: "documents.archive.bare", Field: "archive"},
		{Name: "nothing archived", In: with(func(in *Input) { in.Documents[1].Archive = Archive{} }), Want: undetermined, Message: "documents.archive.none"},
	})
}
