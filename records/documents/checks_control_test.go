package documents

import (
	"testing"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

func TestDocumentControl(t *testing.T) {
	try(t, "4.4.5.procedure", []row{
		{"covers everything", nil, "", met, "documents.needed.held", "", "", none},
		{"none", func(in *Input) { in.Procedures = nil }, "", unmet, "documents.control.none", "", "", none},
		{"a draft", func(in *Input) { in.Procedures[0].Revisions = []Revision{{Number: "1"}} }, "", unmet, "documents.needed.draft", "revisions[0].approved_by", "", none},
		{"leaves data out", func(in *Input) { in.Procedures[0].Covers = []Material{DocumentMaterial, InformationMaterial} }, "", unmet, "documents.control.partial", "", "", none},
		{"does not say what it covers", func(in *Input) { in.Procedures[0].Covers = nil }, "", undetermined, "documents.control.silent", "", "", none},
		{"leaves out what is demanded", func(in *Input) { in.Procedures[0].LeavesOut = []Purpose{EmergencyPlan} }, "", unmet, "documents.control.outside", "", "", none},
		{"leaves out something else", func(in *Input) { in.Procedures[0].LeavesOut = []Purpose{TrainingMaterial} }, "", met, "documents.needed.held", "", "", none},
		{"withdrawn tomorrow", func(in *Input) { in.Procedures[0].Revisions[0].WithdrawnOn = day("2026-06-02") }, "", met, "documents.needed.held", "", "2026-06-02", none},
	})
}

func TestLocated(t *testing.T) {
	try(t, "4.4.5.a", []row{
		{"in a place", nil, "", met, "documents.located.at", "locations[0]", "", none},
		{"in a repository", func(in *Input) { in.Documents[0].Locations[0].Place = "" }, "", met, "documents.located.in", "locations[0]", "", none},
		{"nowhere", func(in *Input) { in.Documents[0].Locations = nil }, "", unmet, "documents.located.not", "locations", "", none},
		{"in a repository that is not there", func(in *Input) { in.Documents[0].Locations = []Location{{Repository: "lost"}} }, "", unmet, "documents.located.lost", "locations", "", none},
		{"not decided whether controlled", func(in *Input) { in.Documents[0].Controlled = "" }, "", undetermined, "documents.controlled.open", "controlled", "", none},
	})
}

func TestReaders(t *testing.T) {
	nobody := func(in *Input) { in.Classifications[1].Readers, in.AccessGrants = nil, nil }
	try(t, "4.4.5.a.access", []row{
		{"by its class, and a grant", nil, "", met, "documents.grant.authorized", "authorized_by", "2027-01-01", unmet},
		{"settled nowhere", nobody, "", unmet, "documents.readers.none", "readers", "", none},
		{"settled on the document", func(in *Input) {
			nobody(in)
			in.Documents[0].Readers = []records.ID[organization.Role]{"manager"}
		}, "", met, "documents.readers.own", "readers", "", none},
		{"settled by grants", func(in *Input) { in.Classifications[1].Readers = nil }, "2027-01-01", unmet, "documents.grant.over", "ended_on", "", none},
		{"for everybody", func(in *Input) {
			nobody(in)
			in.Documents[0].Sensitivity = "public"
		}, "", met, "documents.readers.anyone", "sensitivity", "", none},
		{"no class", func(in *Input) {
			nobody(in)
			in.Documents[0].Sensitivity = ""
		}, "", undetermined, "documents.readers.unclear", "sensitivity", "", none},
		{"a grant that nobody authorized", func(in *Input) { in.AccessGrants[0].AuthorizedBy = "" }, "", unmet, "documents.grant.bare", "authorized_by", "", none},
		{"authorized tomorrow", func(in *Input) { in.AccessGrants[0].AuthorizedOn = day("2026-06-02") }, "", unmet, "documents.grant.bare", "authorized_by", "2026-06-02", met},
		{"into a store with a controlled document", func(in *Input) { in.AccessGrants[1].AuthorizedBy = "" }, "", unmet, "documents.grant.bare", "authorized_by", "", none},
		{"last second of what was authorized", nil, "2026-12-31T23:59:59Z", met, "documents.grant.authorized", "authorized_by", "2027-01-01", unmet},
		{"taken away late", func(in *Input) {
			in.AccessGrants = in.AccessGrants[:1]
			in.AccessGrants[0].EndedOn = day("2027-02-01")
		}, "2027-02-01", met, "documents.readers.class", "sensitivity", "", none},
		{"not given yet", func(in *Input) {
			in.AccessGrants = []AccessGrant{{ID: "G", Person: "Q", Document: "M", From: day("2026-06-02")}}
		}, "", met, "documents.readers.class", "sensitivity", "", none},
	})
}

func TestReviewed(t *testing.T) {
	try(t, "4.4.5.b", []row{
		{"the last second", nil, "2027-05-01T23:59:59Z", met, "documents.review.due", "next_review_on", "2027-05-02", unmet},
		{"its day is over", nil, "2027-05-02", unmet, "documents.review.overdue", "next_review_on", "", none},
		{"a review tomorrow", func(in *Input) {
			in.Documents[0].Reviews = append(in.Documents[0].Reviews, Review{On: day("2027-06-01"), Outcome: StillRight, NextOn: day("2028-06-01")})
		}, "2027-05-02", unmet, "documents.review.overdue", "next_review_on", "2027-06-01", met},
		{"never reviewed, in time", func(in *Input) {
			in.Documents[0].Reviews, in.Documents[0].NextReviewOn = nil, day("2026-06-01")
		}, "", met, "documents.review.due", "next_review_on", "2026-06-02", unmet},
		{"no day set", func(in *Input) { in.Documents[0].Reviews = nil }, "", undetermined, "documents.review.undated", "next_review_on", "", none},
		{"the day was answered and none set", func(in *Input) {
			in.Documents[0].Reviews, in.Documents[0].NextReviewOn = []Review{{On: day("2026-05-01"), Outcome: StillRight}}, day("2026-05-01")
		}, "", undetermined, "documents.review.undated", "next_review_on", "", none},
		{"a procedure that is late", func(in *Input) { in.Procedures[0].NextReviewOn = day("2026-05-31") }, "", unmet, "documents.review.overdue", "next_review_on", "", none},
		{"a procedure by itself without a day", func(in *Input) { in.Procedures[0].Document = "" }, "", undetermined, "documents.review.undated", "next_review_on", "", none},
		{"a register that is late", func(in *Input) { in.Registers[0].NextReviewOn = day("2026-05-31") }, "", unmet, "documents.review.overdue", "next_review_on", "", none},
		{"not to be controlled", func(in *Input) { in.Documents[0].Controlled, in.Documents[0].Reviews = records.No, nil }, "", met, "documents.controlled.no", "controlled", "", none},
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
		{"revised", nil, "", met, "documents.revised.done", "reviews[0]", "", none},
		{"still right", lately(func(v *Review) { v.Outcome = StillRight }), "", met, "documents.revised.right", "reviews[0]", "", none},
		{"there is time", lately(nil), "2026-06-30T23:59:59Z", met, "documents.revised.until", "reviews[0]", "2026-07-01", unmet},
		{"there is none", lately(nil), "2026-07-01", unmet, "documents.revised.open", "reviews[0]", "", none},
		{"late but done", func(in *Input) {
			lately(nil)(in)
			in.Documents[0].Revisions = append(in.Documents[0].Revisions, revision("3", "2026-08-01"))
		}, "2026-07-01", unmet, "documents.revised.open", "reviews[0]", "2026-08-01", met},
		{"a draft does not count", func(in *Input) {
			lately(nil)(in)
			in.Documents[0].Revisions = append(in.Documents[0].Revisions, Revision{Number: "3"})
		}, "2026-07-01", unmet, "documents.revised.open", "reviews[0]", "", none},
		{"by no day", lately(func(v *Review) { v.ActBy = records.Date{} }), "", undetermined, "documents.revised.undated", "reviews[0].act_by", "", none},
		{"no outcome", lately(func(v *Review) { v.Outcome = "" }), "", undetermined, "documents.revised.unclear", "reviews[0].outcome", "", none},
		{"to be withdrawn, and revised instead", func(in *Input) {
			lately(func(v *Review) { v.Outcome = ToWithdraw })(in)
			in.Documents[0].Revisions = append(in.Documents[0].Revisions, revision("3", "2026-05-20"))
		}, "2026-07-01", unmet, "documents.revised.open", "reviews[0]", "", none},
		{"withdrawn", func(in *Input) {
			lately(func(v *Review) { v.Outcome = ToWithdraw })(in)
			in.Documents[0].Revisions[1].WithdrawnOn = day("2026-06-30")
			in.Documents[0].Revisions[0].WithdrawnOn = day("2026-06-30")
		}, "2026-07-01", met, "documents.revised.done", "reviews[0]", "", none},
		{"no reviews", func(in *Input) { in.Documents[0].Reviews = nil }, "", undetermined, "documents.revised.none", "", "", none},
	})
}

func TestApproved(t *testing.T) {
	try(t, "4.4.5.b.approved", []row{
		{"by one who could", nil, "", met, "documents.approved.by", "revisions[1].approved_by", "", none},
		{"by one who could not", func(in *Input) { in.Documents[0].Revisions[1].ApprovedBy = "Q" }, "", unmet, "documents.approved.unable", "revisions[1].approved_by", "", none},
		{"of a procedure, by one who could not", func(in *Input) { in.Procedures[0].Revisions[0].ApprovedBy = "Q" }, "", unmet, "documents.approved.unable", "revisions[0].approved_by", "", none},
		{"held the role later", func(in *Input) { in.Roles[0].Holders[0].From = day("2026-01-02") }, "", unmet, "documents.approved.unable", "revisions[1].approved_by", "", none},
		{"held the role on the day", func(in *Input) { in.Roles[0].Holders[0].Until = day("2026-01-01") }, "", met, "documents.approved.by", "revisions[1].approved_by", "", none},
		{"authority for other documents", func(in *Input) { in.ApprovalAuthorities[0].Purposes = []Purpose{TrainingMaterial} }, "", unmet, "documents.approved.unable", "revisions[1].approved_by", "", none},
		{"authority that had ended", func(in *Input) { in.ApprovalAuthorities[0].Until = day("2025-12-31") }, "", unmet, "documents.approved.unable", "revisions[1].approved_by", "", none},
		{"authority that the role does not have", func(in *Input) { in.Roles[0].Authorities = nil }, "", unmet, "documents.approved.baseless", "revisions[1].approved_by", "", none},
		{"nobody may", func(in *Input) { in.ApprovalAuthorities = nil }, "", undetermined, "documents.approved.unclear", "revisions[1].approved_by", "", none},
		{"in use and not approved", func(in *Input) { in.Documents[0].Revisions[1].ApprovedBy = "" }, "", unmet, "documents.approved.not", "revisions[1].approved_by", "", none},
		{"given out and not approved", func(in *Input) {
			in.Documents[0].Revisions = append(in.Documents[0].Revisions, Revision{Number: "3", IssuedOn: day("2026-05-30")})
		}, "", unmet, "documents.approved.not", "revisions[2].approved_by", "", none},
		{"a draft", func(in *Input) {
			in.Documents[0].Revisions = append(in.Documents[0].Revisions, Revision{Number: "3", EffectiveFrom: day("2026-06-02")})
		}, "", met, "documents.approved.by", "revisions[1].approved_by", "", none},
	})
}

func TestObsolete(t *testing.T) {
	still := func(in *Input) { in.Issues[0].WithdrawnOn = records.Date{} }
	try(t, "4.4.5.d", []row{
		{"taken back", nil, "", met, "documents.obsolete.gone", "", "", none},
		{"there is time", still, "2026-01-11T23:59:59Z", met, "documents.obsolete.time", "withdrawn_on", "2026-01-12", unmet},
		{"there is none", still, "2026-01-12", unmet, "documents.obsolete.left", "withdrawn_on", "", none},
		{"marked instead", func(in *Input) {
			in.Issues[0].WithdrawnOn, in.Issues[0].MarkedObsolete = records.Date{}, day("2026-03-01")
		}, "2026-02-01", unmet, "documents.obsolete.left", "withdrawn_on", "2026-03-01", met},
		{"withdrawn without a new one", func(in *Input) {
			in.Issues = in.Issues[1:]
			in.Documents[0].Revisions[1].WithdrawnOn = day("2026-05-01")
		}, "", unmet, "documents.obsolete.left", "withdrawn_on", "", none},
		{"no period set", func(in *Input) { still(in); in.Settings = in.Settings[1:] }, "", undetermined, "organization.unset", "", "", none},
		{"of a revision that is not there", func(in *Input) { in.Issues[0].Revision.Revision = "0" }, "", undetermined, "documents.obsolete.lost", "revision.revision", "", none},
		{"of a document that is not there", func(in *Input) { in.Issues[0].Revision.Document = "lost" }, "", undetermined, "documents.obsolete.lost", "revision.document", "", none},
		{"current copies only", func(in *Input) { in.Issues = in.Issues[1:] }, "", undetermined, "documents.obsolete.none", "", "", none},
	})
}

func TestArchived(t *testing.T) {
	try(t, "4.4.5.e", []row{
		{"marked", nil, "", met, "documents.archive.marked", "archive", "", none},
		{"not marked", func(in *Input) { in.Documents[1].Archive.Marking = " " }, "", unmet, "documents.archive.unmarked", "archive.marking", "", none},
		{"for no purpose", func(in *Input) { in.Documents[1].Archive.Purposes = nil }, "", unmet, "documents.archive.aimless", "archive.purposes", "", none},
		{"neither", func(in *Input) { in.Documents[1].Archive = Archive{From: day("2024-01-01")} }, "", unmet, "documents.archive.bare", "archive", "", none},
		{"nothing archived", func(in *Input) { in.Documents[1].Archive = Archive{} }, "", undetermined, "documents.archive.none", "", "", none},
	})
}
