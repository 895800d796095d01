package documents

import (
	"fmt"

	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// A Disposal is that records of a series were got rid of. The entries of the records stay.
type Disposal struct {
	ID           records.ID[Disposal]       `json:"id"`
	Series       records.ID[Series]         `json:"series"`
	Records      []records.ID[Record]       `json:"records,omitempty"`  // those that have an entry
	Which        string                     `json:"which,omitzero"`     // in words: all of 2015
	LatestOn     records.Date               `json:"latest_on,omitzero"` // day of the youngest among them
	On           records.Date               `json:"on"`
	Method       DisposalMethod             `json:"method"`
	AuthorizedBy records.ID[records.Person] `json:"authorized_by,omitzero"`
	FollowUp     FollowUp                   `json:"follow_up,omitzero"` // where it was done outside the rules
}

// Ref names the disposal.
func (x Disposal) Ref() records.Ref { return records.Ref{Kind: "disposal", ID: string(x.ID)} }

// Validate reports every fault of the disposal at once. Whether it kept to the rules of the
// series is for the check of 4.5.4.
func (x Disposal) Validate() error {
	var f records.Faults
	f.Require("id", string(x.ID))
	f.Require("series", string(x.Series))
	if len(x.Records) == 0 && blank(x.Which) {
		f.Add("records", "is missing: name the records, or say in which words which they were")
	}
	seen := make(map[records.ID[Record]]int, len(x.Records))
	for i, id := range x.Records {
		at := fmt.Sprintf("records[%d]", i)
		f.Require(at, string(id))
		if first, twice := seen[id]; twice {
			f.Add(at, "%s is records[%d] already: name it once", id, first)
			continue
		}
		seen[id] = i
	}
	f.RequireDate("on", x.On)
	f.Enum("method", x.Method)
	f.Order("latest_on", x.LatestOn, "on", x.On)
	x.FollowUp.validate(&f, "follow_up", "on", x.On)
	return f.Err()
}

// breach says what in a disposal is against the rules of its series, in words, or nothing.
// The role is the one that the rule names, nil where there is no entry of it; kept are the
// days of the records that have an entry.
func (x Disposal) breach(s *Series, role *organization.Role, kept []records.Date) (field, what string) {
	if blank(string(s.Disposal.Method)) || s.Disposal.Authority == "" {
		return "series", "there is no rule for it"
	}
	if x.Method != s.Disposal.Method {
		return "method", fmt.Sprintf("by %s, where the rule is %s", x.Method, s.Disposal.Method)
	}
	if role == nil || !role.HeldBy(x.AuthorizedBy, x.On) {
		return "authorized_by", fmt.Sprintf("not authorized by a holder of %s", s.Disposal.Authority.Ref())
	}
	for _, h := range s.Holds {
		if h.on(x.On) {
			return "on", fmt.Sprintf("while they were held back since %s (%s)", h.From, h.Reason)
		}
	}
	for _, day := range append(kept, x.LatestOn) {
		switch end := s.Retention.Period.After(day); {
		case s.Retention.Permanently:
			return "records", "although they are kept permanently"
		case day.IsZero() || s.Retention.Period.IsZero():
		case end.IsZero() || x.On.Start().Before(end):
			return "records", fmt.Sprintf("one of %s before its %s were over", day, s.Retention.Period)
		}
	}
	return "", ""
}
