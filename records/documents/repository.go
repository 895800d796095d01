package documents

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// A Repository is a store of documents, data or records: an archive room, a safe, a server.
type Repository struct {
	ID         records.ID[Repository]        `json:"id"`
	Title      string                        `json:"title"`
	Medium     Medium                        `json:"medium"`
	Holds      []Holding                     `json:"holds,omitempty"` // beside what documents and series say is in it
	Place      string                        `json:"place,omitzero"`
	Owner      records.ID[organization.Role] `json:"owner,omitzero"` // who looks after it
	Protection []Protection                  `json:"protection,omitempty"`
	From       records.Date                  `json:"from,omitzero"`  // first day; zero: since before anybody kept count
	Until      records.Date                  `json:"until,omitzero"` // last day; zero while there is none

	AccessControl    string `json:"access_control,omitzero"`    // of an electronic one: how others are kept out
	TamperProtection string `json:"tamper_protection,omitzero"` // of an electronic one: how it is kept from being altered unnoticed

	BackupInterval  records.Period             `json:"backup_interval,omitzero"`
	IntervalSetBy   records.ID[records.Person] `json:"interval_set_by,omitzero"` // who approved the backup interval
	IntervalSetOn   records.Date               `json:"interval_set_on,omitzero"`
	Backups         []Backup                   `json:"backups,omitempty"` // the latest are enough
	RestoreTests    []RestoreTest              `json:"restore_tests,omitempty"`
	IntegrityChecks []IntegrityCheck           `json:"integrity_checks,omitempty"`
}

// A Medium is what something is written on.
type Medium string

// The media.
const (
	Paper      Medium = "paper"
	Electronic Medium = "electronic"
)

// Values lists the media there are.
func (Medium) Values() []string { return []string{string(Paper), string(Electronic)} }

// A Holding is what a repository keeps.
type Holding string

// The holdings.
const (
	HoldsDocuments Holding = "documents"
	HoldsData      Holding = "data"
	HoldsRecords   Holding = "records"
)

// Values lists the holdings there are.
func (Holding) Values() []string {
	return []string{string(HoldsDocuments), string(HoldsData), string(HoldsRecords)}
}

// A Backup is a copy that was made of a repository.
type Backup struct {
	At         time.Time    `json:"at"` // when the copy was complete
	To         string       `json:"to,omitzero"`
	Protection []Protection `json:"protection,omitempty"` // of the copy
	Failed     bool         `json:"failed,omitzero"`      // that it did not succeed
}

// A RestoreTest is that it was tried out whether what a repository holds can be brought back.
type RestoreTest struct {
	On         records.Date               `json:"on"`
	By         records.ID[records.Person] `json:"by,omitzero"`
	Successful records.Answer             `json:"successful,omitzero"`
	Note       string                     `json:"note,omitzero"`
}

// An IntegrityCheck is that somebody looked whether what a repository holds was altered.
type IntegrityCheck struct {
	On     records.Date               `json:"on"`
	By     records.ID[records.Person] `json:"by,omitzero"`
	Means  string                     `json:"means,omitzero"`  // by which: checksums, a comparison with the copy
	Intact records.Answer             `json:"intact,omitzero"` // whether nothing was altered
	Note   string                     `json:"note,omitzero"`   // what was
}

// Ref names the repository.
func (x Repository) Ref() records.Ref { return records.Ref{Kind: "repository", ID: string(x.ID)} }

// InUse reports whether the repository is in use at the time of the clock.
func (x Repository) InUse(clock records.Clock) bool { return lasts(clock, x.From, x.Until) }

// Lacks returns what the repository does not have of what is demanded of it.
func (x Repository) Lacks(demanded []Protection) []Protection {
	var lacks []Protection
	for _, p := range demanded {
		if !slices.Contains(x.Protection, p) && !slices.Contains(lacks, p) {
			lacks = append(lacks, p)
		}
	}
	return lacks
}

// intervalSince returns the day from which the backup interval runs before the first copy:
// that on which the interval was set or the repository came into use, whichever is later.
// It is zero while nobody has approved an interval.
func (x *Repository) intervalSince() records.Date {
	switch {
	case x.BackupInterval.IsZero() || x.IntervalSetBy == "" || x.IntervalSetOn.IsZero():
		return records.Date{}
	case x.From.After(x.IntervalSetOn):
		return x.From
	}
	return x.IntervalSetOn
}

// Validate reports every fault of the repository at once.
func (x Repository) Validate() error {
	var f records.Faults
	f.Require("id", string(x.ID))
	f.Require("title", x.Title)
	f.Enum("medium", x.Medium)
	for i, h := range x.Holds {
		f.Enum(fmt.Sprintf("holds[%d]", i), h)
	}
	protectionsOf(&f, "protection", x.Protection)
	f.Order("from", x.From, "until", x.Until)
	switch {
	case x.IntervalSetBy == "" && !x.IntervalSetOn.IsZero():
		f.Add("interval_set_by", "is missing: say who set the interval on %s", x.IntervalSetOn)
	case x.IntervalSetBy != "" && x.IntervalSetOn.IsZero():
		f.Add("interval_set_on", "is missing: say when person %s set the interval", x.IntervalSetBy)
	}
	for i, b := range x.Backups {
		at := fmt.Sprintf("backups[%d]", i)
		if b.At.IsZero() {
			f.Add(at+".at", "is missing: write an instant, as in 2006-01-02T15:04:05Z")
		}
		protectionsOf(&f, at+".protection", b.Protection)
	}
	for i, t := range x.RestoreTests {
		f.RequireDate(fmt.Sprintf("restore_tests[%d].on", i), t.On)
		f.OptionalEnum(fmt.Sprintf("restore_tests[%d].successful", i), t.Successful)
	}
	for i, c := range x.IntegrityChecks {
		f.RequireDate(fmt.Sprintf("integrity_checks[%d].on", i), c.On)
		f.OptionalEnum(fmt.Sprintf("integrity_checks[%d].intact", i), c.Intact)
	}
	return f.Err()
}

func blank(text string) bool { return strings.TrimSpace(text) == "" }
