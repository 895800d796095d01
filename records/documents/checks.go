package documents

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// Input is what the checks of this package look at. Lists that the application does not keep
// may stay empty: what depends on them is undetermined.
type Input struct {
	Documents           []Document
	Procedures          []Procedure
	Registers           []Register
	Classifications     []Classification
	AccessGrants        []AccessGrant
	AccessEvents        []AccessEvent
	ApprovalAuthorities []ApprovalAuthority
	Issues              []Issue
	Repositories        []Repository
	Series              []Series
	Records             []Record
	Disposals           []Disposal
	Roles               []organization.Role
	Scopes              []organization.Scope
	Settings            []organization.Setting
	Persons             []records.Person
	Attestations        []records.Attestation
	Statements          []conformity.Statement
}

func documents(in Input) []Document             { return in.Documents }
func procedures(in Input) []Procedure           { return in.Procedures }
func registers(in Input) []Register             { return in.Registers }
func classifications(in Input) []Classification { return in.Classifications }
func grants(in Input) []AccessGrant             { return in.AccessGrants }
func events(in Input) []AccessEvent             { return in.AccessEvents }
func issues(in Input) []Issue                   { return in.Issues }
func repositories(in Input) []Repository        { return in.Repositories }
func series(in Input) []Series                  { return in.Series }
func kept(in Input) []Record                    { return in.Records }
func disposals(in Input) []Disposal             { return in.Disposals }

// Checks returns the checks of clauses 4.4.4, 4.4.5 and 4.5.4 that need nothing of later
// clauses, and before them that of 4.1.document, in the order of the standard. Where a
// requirement has several, the last says what is wrong where there is no record to say it about.
func Checks() []conformity.Check[Input] {
	return slices.Concat(
		[]conformity.Check[Input]{
			conformity.Each("4.1.document", documents, systemDescribed),
			conformity.Whole[Input]("4.1.document", systemDescribedAtAll),
		},
		registerChecks(),
		controlChecks(),
		storeChecks(),
		recordChecks(),
	)
}

const (
	describedIn        conformity.Message = "documents.description.current: {subject}, {0}, describes the system; revision {1} is in force since {2}"
	describedOther     conformity.Message = "documents.description.other: {0} describes the system"
	describedElse      conformity.Message = "documents.description.else: {0} is no description of the system that is in force or will be"
	descriptionNone    conformity.Message = "documents.description.none: no document in force describes the security management system: write one, with the purpose system description, and have it approved"
	descriptionEmpty   conformity.Message = "documents.description.empty: {subject}, {0}, is to describe the system and has no revision yet: have one written and approved"
	descriptionDraft   conformity.Message = "documents.description.draft: {subject}, {0}, is to describe the system, but its revision {1} is not approved: have it approved, and record by whom and when"
	descriptionLater   conformity.Message = "documents.description.later: {subject}, {0}, is to describe the system, but its revision {1} takes effect only on {2}: bring the day forward"
	descriptionUndated conformity.Message = "documents.description.undated: {subject}, {0}, is to describe the system, but its revision {1} does not say from which day it applies: enter the day"
)

// systemDescribed decides 4.1.document for a document: one that describes the system is in
// force. Where several are to, one in force is enough. What the description has to contain is
// for 4.4.4.c, who may approve it for 4.4.5.b.approved, its review for 4.4.5.b.
func systemDescribed(r *conformity.Reader, d *Document) conformity.Verdict {
	if !d.Serves(SystemDescription) {
		return conformity.Nothing(descriptionNone)
	}
	state, i := records.Standing(r, len(d.Revisions), revisions(d.Revisions).life)
	if state == records.InForce {
		return conformity.Met(describedIn, d.Title, d.Revisions[i].Number, d.Revisions[i].EffectiveFrom)
	}
	if other := descriptionInForce.Of(r); other != nil {
		return conformity.Nothing(describedOther, *other)
	}
	if i < 0 {
		return conformity.Unmet(descriptionEmpty, d.Title).At("revisions")
	}
	revision, at := d.Revisions[i], fmt.Sprintf("revisions[%d]", i)
	switch {
	case state == records.Draft && revision.ApprovedBy == "":
		return conformity.Unmet(descriptionDraft, d.Title, revision.Number).At(at + ".approved_by")
	case state == records.Draft:
		return conformity.Unmet(descriptionDraft, d.Title, revision.Number).At(at + ".approved_on")
	case state == records.Approved && revision.EffectiveFrom.IsZero():
		return conformity.Unmet(descriptionUndated, d.Title, revision.Number).At(at + ".effective_from")
	case state == records.Approved:
		return conformity.Unmet(descriptionLater, d.Title, revision.Number, revision.EffectiveFrom).At(at + ".effective_from")
	}
	return conformity.Nothing(describedElse, *d)
}

var descriptionInForce = conformity.NewView(func(r *conformity.Reader) *Document {
	return conformity.All[Document](r).First(func(d *Document) bool {
		return d.Serves(SystemDescription) && d.InForce(r)
	})
})

// systemDescribedAtAll decides 4.1.document where no document is in force as the description
// and none is on its way.
func systemDescribedAtAll(r *conformity.Reader) conformity.Verdict {
	found := conformity.All[Document](r).First(func(d *Document) bool {
		if !d.Serves(SystemDescription) {
			return false // when it comes into force does not matter here
		}
		state, _ := d.State(r)
		return state != records.Withdrawn
	})
	if found != nil {
		return conformity.Nothing(describedOther, *found)
	}
	return conformity.Unmet(descriptionNone)
}
