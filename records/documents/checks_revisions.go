package documents

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

const (
	noRevisions      conformity.Message = "documents.approved.none: no document or procedure has a revision in use"
	approvedBy       conformity.Message = "documents.approved.by: revision {1} of {subject}, {0}, was approved on {3} by {2}, who could do so as holder of {4}"
	approvedNot      conformity.Message = "documents.approved.not: revision {1} of {subject}, {0}, is used since {2}, and nobody has approved it: have it approved, and record by whom and when"
	approvedUnclear  conformity.Message = "documents.approved.unclear: it is settled nowhere who may approve documents, so that it cannot be told whether {2} could approve revision {1} of {subject}, {0}: enter the roles that may, among the approval authorities"
	approvedUnable   conformity.Message = "documents.approved.unable: revision {1} of {subject}, {0}, was approved on {3} by {2}, who held no role with the authority to do so: have it approved by somebody who does, or enter the authority if it was given"
	approvedBaseless conformity.Message = "documents.approved.baseless: revision {1} of {subject}, {0}, was approved by {2} as holder of {4}, which does not have the authority {5} on which that is to rest: enter it with the role, or have the revision approved by somebody else"
	approvedEarlier  conformity.Message = "documents.approved.earlier: revision {0} is not in use now"
)

func documentApproved(r *conformity.Reader, d *Document, say conformity.Say) {
	approvals(r, d.Title, d.Purposes, d.Revisions, say)
}

func procedureApproved(r *conformity.Reader, p *Procedure, say conformity.Say) {
	approvals(r, p.Title, []Purpose{ProcedureText}, p.Revisions, say)
}

// approvals decides 4.4.5.b.approved for the revisions in use of a document or a procedure: the
// one in force was approved by somebody who could at that time; and none that was given out, or
// is to apply by now, is without approval.
func approvals(r *conformity.Reader, title string, purposes []Purpose, rs revisions, say conformity.Say) {
	current := records.Current(r, len(rs), rs.life)
	for i := range rs {
		v, part := &rs[i], "revision "+rs[i].Number
		switch state := records.StateAmong(r, len(rs), i, rs.life); {
		case i == current:
			say(part, approval(r, title, purposes, v, fmt.Sprintf("revisions[%d].approved_by", i)))
		case state == records.Draft && (r.Happened(v.IssuedOn) || r.Happened(v.EffectiveFrom)):
			since := v.EffectiveFrom
			if since.IsZero() || r.Happened(v.IssuedOn) && v.IssuedOn.Before(since) {
				since = v.IssuedOn
			}
			say(part, conformity.Unmet(approvedNot, title, v.Number, since).At(fmt.Sprintf("revisions[%d].approved_by", i)))
		default:
			say(part, conformity.Nothing(approvedEarlier, v.Number))
		}
	}
}

var (
	authoritiesByRole = conformity.NewIndex(func(a *ApprovalAuthority) records.ID[organization.Role] { return a.Role })
)

func approval(r *conformity.Reader, title string, purposes []Purpose, v *Revision, at string) conformity.Verdict {
	all := conformity.All[ApprovalAuthority](r)
	if all.Len() == 0 {
		return conformity.Undetermined(approvedUnclear, title, v.Number, v.ApprovedBy).At(at)
	}
	baseless := conformity.Unmet(approvedUnable, title, v.Number, v.ApprovedBy, v.ApprovedOn).At(at)
	held := func(role *organization.Role) bool { return role.HeldBy(v.ApprovedBy, v.ApprovedOn) }
	covers := func(a *ApprovalAuthority) bool { return a.Covers(purposes, v.ApprovedOn) }
	for role := range organization.RolesOf(r, v.ApprovedBy).Where(held) {
		for a := range authoritiesByRole.Of(r, role.ID).Where(covers) {
			if slices.Contains(role.Authorities, a.Authority) {
				return conformity.Met(approvedBy, title, v.Number, v.ApprovedBy, v.ApprovedOn, *role).At(at)
			}
			baseless = conformity.Unmet(approvedBaseless, title, v.Number, v.ApprovedBy, v.ApprovedOn, *role, a.Authority).At(at)
		}
	}
	return baseless
}

const (
	nothingObsolete conformity.Message = "documents.obsolete.none: no copy of a revision that was superseded or withdrawn was given out"
	issueLost       conformity.Message = "documents.obsolete.lost: {subject} at {0} is of revision {2} of {1}, of which there is no entry: name the revision that is there"
	issueGone       conformity.Message = "documents.obsolete.gone: revision {2} of {1} was superseded or withdrawn on {3}; the copy at {0} was taken back or marked on {4}"
	issueThere      conformity.Message = "documents.obsolete.time: revision {2} of {1} was superseded or withdrawn on {3}; there are {4} to take back or mark the copy at {0}"
	issueLeft       conformity.Message = "documents.obsolete.left: revision {2} of {1} was superseded or withdrawn on {3} and is still at {0}, unmarked, after the {4} set: take it back or mark it, and record when"
)

// obsoleteGone decides 4.4.5.d for a copy that was given out: once its revision is superseded or
// withdrawn, it is taken back or marked within the period set. Late but done is done. That the
// current revision is there instead is for 4.4.5.c.
func obsoleteGone(r *conformity.Reader, x *Issue) conformity.Verdict {
	if !r.Happened(x.IssuedOn) {
		return conformity.Nothing(nothingObsolete)
	}
	d := conformity.Look(r, x.Revision.Document)
	if d == nil {
		return conformity.Undetermined(issueLost, x.PointOfUse, x.Revision.Document, x.Revision.Revision).At("revision.document")
	}
	i, found := revisions(d.Revisions).numbered(x.Revision.Revision)
	if !found {
		return conformity.Undetermined(issueLost, x.PointOfUse, *d, x.Revision.Revision).At("revision.revision")
	}
	since := revisions(d.Revisions).obsoleteOn(r, i)
	if since.IsZero() {
		return conformity.Nothing(nothingObsolete)
	}
	if x.IssuedOn.After(since) {
		since = x.IssuedOn // given out when it was obsolete already
	}
	if gone := x.gone(r); !gone.IsZero() {
		return conformity.Met(issueGone, x.PointOfUse, *d, x.Revision.Revision, since, gone)
	}
	setting := organization.SettingInForce(r, organization.WithdrawalPeriod)
	switch {
	case setting == nil:
		return organization.Unset(organization.WithdrawalPeriod)
	case r.Within(since, setting.Period):
		return conformity.Met(issueThere, x.PointOfUse, *d, x.Revision.Revision, since, setting.Period).At("withdrawn_on")
	}
	return conformity.Unmet(issueLeft, x.PointOfUse, *d, x.Revision.Revision, since, setting.Period).At("withdrawn_on")
}

const (
	nothingArchived conformity.Message = "documents.archive.none: no document is archived"
	archiveMarked   conformity.Message = "documents.archive.marked: {subject}, {0}, is archived and marked: {1}"
	archiveUnmarked conformity.Message = "documents.archive.unmarked: {subject}, {0}, is archived, and it is not on record how it is marked as such: mark it, and enter how"
	archiveAimless  conformity.Message = "documents.archive.aimless: {subject}, {0}, is archived, and it is not on record what for: enter the purpose, legal or knowledge"
	archiveBare     conformity.Message = "documents.archive.bare: {subject}, {0}, is archived, and it is on record neither what for nor how it is marked as such: mark it, and enter both"
)

// archivedMarked decides 4.4.5.e for a document that is archived.
func archivedMarked(r *conformity.Reader, d *Document) conformity.Verdict {
	a := &d.Archive
	marked := !blank(a.Marking)
	switch {
	case a.IsZero() || !a.From.IsZero() && !r.Happened(a.From):
		return conformity.Nothing(nothingArchived)
	case !marked && len(a.Purposes) == 0:
		return conformity.Unmet(archiveBare, d.Title).At("archive")
	case !marked:
		return conformity.Unmet(archiveUnmarked, d.Title).At("archive.marking")
	case len(a.Purposes) == 0:
		return conformity.Unmet(archiveAimless, d.Title).At("archive.purposes")
	}
	return conformity.Met(archiveMarked, d.Title, a.Marking).At("archive")
}
