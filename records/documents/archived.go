package documents

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/iso28000/iso28000/records"
)

// Where a repository is an archive of package records, what the checks of 4.4.4, 4.4.5 and 4.5.4
// look at need not be written down by anybody: it follows from what the archive does, and from
// what an auditor finds in it.

// An Archived is what was found out about the archive that a repository is, on one day.
type Archived struct {
	On records.Date
	By records.ID[records.Person] // who had it looked at

	// Auditor is the one that looked, Report what it found and Failed why it could not bring that
	// to its end. Where both are nil, nobody has looked.
	Auditor records.Auditor
	Report  *records.AuditReport
	Failed  error

	// Authorizer is that of the archive. nil: nothing is said about who gets in.
	Authorizer records.Authorizer
}

// Into enters what was found out into the repository: a check of its integrity, how it is kept
// from being altered unnoticed, and how others are kept out. What nothing was found out about
// stays as it is entered. A check that finds something altered stays until a later one finds
// it intact; the one that is given is not changed.
func (a Archived) Into(x Repository) Repository {
	if a.Report != nil || a.Failed != nil {
		x.IntegrityChecks = append(slices.Clone(x.IntegrityChecks), a.check())
		x.TamperProtection = a.protection(x.TamperProtection)
	}
	if a.Authorizer != nil {
		x.AccessControl = control(a.Authorizer)
	}
	return x
}

// shownFrauds are told in the note of a check.
const shownFrauds = 3

// check is what the audit was, and what came of it.
func (a Archived) check() IntegrityCheck {
	c := IntegrityCheck{On: a.On, By: a.By, Means: "audit of the record log"}
	if a.Failed != nil {
		c.Note = fmt.Sprintf("not brought to its end: %v", a.Failed)
	}
	if a.Report == nil {
		return c
	}
	r := a.Report
	c.Means += fmt.Sprintf(": %d entries hashed anew, %d contents compared, %d checkpoints from outside", r.Entries, r.Contents, len(a.Auditor.Trusted))
	switch {
	case !r.Clean():
		c.Intact = records.No
		var found []string
		for _, finding := range r.Findings[:min(len(r.Findings), shownFrauds)] {
			found = append(found, finding.String())
		}
		if more := len(r.Findings) + r.More - len(found); more > 0 {
			found = append(found, fmt.Sprintf("%d more findings", more))
		}
		c.Note = strings.Join(found, "; ")
	case a.Failed == nil:
		c.Intact = records.Yes
	}
	return c
}

// protection says how the archive is kept from being altered unnoticed, as far as the audit
// has shown it. Without signatures and checkpoints from outside that is not at all: whoever can
// write to the store can write all of it anew.
func (a Archived) protection(entered string) string {
	switch {
	case len(a.Auditor.Verifiers) == 0 && len(a.Auditor.Trusted) == 0:
		return entered
	case len(a.Auditor.Trusted) == 0:
		return "each version is hashed into a log whose checkpoints are signed; none is kept outside, so that who has the key can still rewrite it"
	}
	return "each version is hashed into a log that continues the checkpoints kept outside of it"
}

// control says how others are kept out of an archive.
func control(a records.Authorizer) string {
	const common = "levels and compartments of marking; what is not allowed is denied"
	switch a.(type) {
	case records.Dominance, *records.Dominance:
		return common
	case records.Grants, *records.Grants:
		return "grants to roles and persons, beside " + common
	}
	return fmt.Sprintf("each access is decided by %T; what is not allowed is denied", a)
}

// Copied is a backup of an archive: err is what records.Archive.Backup said, which has read
// the copy back and audited it. Without an error it counts.
func Copied(at time.Time, to string, err error, protection ...Protection) Backup {
	return Backup{At: at, To: to, Protection: protection, Failed: err != nil}
}

// BroughtBack is a restore test of an archive: err is what restoring has said.
func BroughtBack(on records.Date, by records.ID[records.Person], err error) RestoreTest {
	if err != nil {
		return RestoreTest{On: on, By: by, Successful: records.No, Note: err.Error()}
	}
	return RestoreTest{On: on, By: by, Successful: records.Yes}
}

// Erased is the disposal of records of a series that an archive has carried out, by its
// certificate. The persons are named by the ids that the archive knows them by.
func Erased(c *records.Certificate, of records.ID[Series]) Disposal {
	d := Disposal{
		ID: records.ID[Disposal](c.Disposal.ID), Series: of, On: records.DateOf(c.Disposal.ExecutedAt), Method: Erasure,
		AuthorizedBy: records.ID[records.Person](c.Disposal.DecidedBy), Which: fmt.Sprintf("%d of class %s", len(c.Records), c.Disposal.Class),
	}
	kind := Record{}.Ref().Kind
	for _, r := range c.Records {
		if on := records.DateOf(r.RecordedAt); on.After(d.LatestOn) {
			d.LatestOn = on
		}
		if id := records.ID[Record](r.Entity); r.Kind == kind && !slices.Contains(d.Records, id) {
			d.Records = append(d.Records, id)
		}
	}
	return d
}

// AccessesTo returns the accesses to marked records that the access log of an archive holds,
// from a day to another, which is included. They were allowed: of what the archive refuses,
// nobody gets anything. By has to be admitted to records.AccessCompartment, and known says
// which actors are persons of the system; nil: none is named.
func AccessesTo(ctx context.Context, archive *records.Archive, by records.Principal, repository records.ID[Repository], from, until records.Date, known func(actor string) bool) ([]AccessEvent, error) {
	var events []AccessEvent
	allowed := records.Condition{Column: records.Column{Name: "outcome", Text: string(records.Allowed)}}
	for r, err := range archive.Find(ctx, by, records.Query{Log: records.AccessLog, Kind: records.AccessKind, Records: true, Where: []records.Condition{allowed}}) {
		if err != nil {
			return nil, err
		}
		on := records.DateOf(time.Unix(0, r.At))
		if on.Before(from) || on.After(until) {
			continue
		}
		e := AccessEvent{ID: records.ID[AccessEvent](r.ID), On: on, What: accessed(r), Repository: repository, Authorized: records.Yes}
		if known != nil && known(r.Actor) {
			e.Person = records.ID[records.Person](r.Actor)
		}
		events = append(events, e)
	}
	return events, nil
}

// accessed says what somebody did, by a record of the access log.
func accessed(r *records.Record) string {
	action, asked, n := "", "", 0
	for _, c := range r.Index {
		switch c.Name {
		case "action":
			action = c.Text
		case "asked":
			asked = c.Text
		case "record":
			n++
		}
	}
	if asked == "" {
		asked = fmt.Sprintf("%d records", n)
	}
	return fmt.Sprintf("%s: %s %s", r.Actor, action, asked)
}
