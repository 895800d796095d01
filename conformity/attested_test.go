package conformity_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

func TestAttested(t *testing.T) {
	judged := func(id, subject, made, until string, j records.Judgement) records.Attestation {
		a := records.Attestation{ID: records.ID[records.Attestation](id), Requirement: "4.2.a", By: "P", Role: "auditor", Judgement: j, MadeOn: day(made), ValidUntil: day(until)}
		if subject != "" {
			a.Subject = records.Ref{Kind: "seal", ID: subject}
		}
		if j != records.Conforms {
			a.Reason = "it contradicts the safety policy"
		}
		return a
	}
	yes, no := records.Conforms, records.DoesNotConform
	for _, tt := range []struct {
		name         string
		attestations []records.Attestation
		changed      string
		at           string
		want         string
		lapses       string
	}{
		{"nobody judged", nil, "", "2026-06-01", "judgement.missing", ""},
		{"another subject was judged", []records.Attestation{judged("1", "B", "2026-01-01", "2026-12-31", yes)}, "", "2026-06-01", "judgement.missing", ""},
		{"judged to conform", []records.Attestation{judged("1", "A", "2026-01-01", "2026-12-31", yes)}, "", "2026-06-01", "judgement.conforms", "2027-01-01"},
		{"a judgement on the system as a whole holds for its one record", []records.Attestation{judged("1", "", "2026-01-01", "2026-12-31", yes)}, "", "2026-06-01", "judgement.conforms", "2027-01-01"},
		{"negative", []records.Attestation{judged("1", "A", "2026-01-01", "2026-12-31", no)}, "", "2026-06-01", "judgement.negative", ""},
		{"negative, and lapsed since: still negative", []records.Attestation{judged("1", "A", "2026-01-01", "2026-02-01", no)}, "", "2026-06-01", "judgement.negative", ""},
		{"lapsed", []records.Attestation{judged("1", "A", "2026-01-01", "2026-05-31", yes)}, "", "2026-06-01", "judgement.lapsed", ""},
		{"valid to the end of its last day", []records.Attestation{judged("1", "A", "2026-01-01", "2026-06-01", yes)}, "", "2026-06-01", "judgement.conforms", "2026-06-02"},
		{"stale", []records.Attestation{judged("1", "A", "2026-01-01", "2026-12-31", yes)}, "2026-01-02", "2026-06-01", "judgement.stale", ""},
		{"judged on the day of the change", []records.Attestation{judged("1", "A", "2026-01-01", "2026-12-31", yes)}, "2026-01-01", "2026-06-01", "judgement.conforms", "2027-01-01"},
		{"will be stale", []records.Attestation{judged("1", "A", "2026-01-01", "2026-12-31", yes)}, "2026-07-01", "2026-06-01", "judgement.conforms", "2026-07-01"},
		{"the latest counts", []records.Attestation{judged("2", "A", "2026-02-01", "2026-12-31", yes), judged("1", "A", "2026-01-01", "2026-12-31", no)}, "", "2026-06-01", "judgement.conforms", "2027-01-01"},
		{"the latest counts, of the system as well", []records.Attestation{judged("1", "A", "2026-01-01", "2026-12-31", yes), judged("2", "", "2026-02-01", "2026-12-31", no)}, "", "2026-06-01", "judgement.negative", ""},
		{"of two on one day the negative one counts", []records.Attestation{judged("2", "A", "2026-02-01", "2026-12-31", yes), judged("1", "A", "2026-02-01", "2026-12-31", no)}, "", "2026-06-01", "judgement.negative", ""},
		{"a later judgement has not been made yet", []records.Attestation{judged("1", "A", "2026-01-01", "2026-12-31", yes), judged("2", "A", "2026-07-01", "2026-12-31", no)}, "", "2026-06-01", "judgement.conforms", "2026-07-01"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, attestations := range [][]records.Attestation{tt.attestations, reversed(tt.attestations)} {
				in := input{Persons: []records.Person{{ID: "P", Name: "Ana"}}, Attestations: attestations}
				got := conformity.Try(func(r *conformity.Reader, s *seal) conformity.Verdict {
					var changed []conformity.Judged
					if tt.changed != "" {
						changed = append(changed, conformity.Judged{Record: s.ID, ChangedOn: day(tt.changed)})
					}
					return conformity.Attested(r, "4.2.a", s.Ref(), changed...)
				}, &seal{ID: "A"}, noon(tt.at), in)
				assert.Equal(t, tt.want, got.MessageID(), got.Message())
				want := ""
				if !got.Lapses.IsZero() {
					want = records.DateOf(got.Lapses).String()
				}
				assert.Equal(t, tt.lapses, want)
				if got.Status != conformity.StatusUndetermined {
					assert.Contains(t, got.Evidence, records.Ref{Kind: "person", ID: "P"})
				}
			}
		})
	}
}

// Where only some may judge, what others judged counts for nothing, be it later and negative.
func TestAttestedBy(t *testing.T) {
	judged := func(id, by string, made string, j records.Judgement) records.Attestation {
		return records.Attestation{ID: records.ID[records.Attestation](id), Requirement: "4.4.1.i", By: records.ID[records.Person](by), Role: "director", Judgement: j, MadeOn: day(made), ValidUntil: day("2026-12-31"), Reason: "too dear"}
	}
	yes, no := records.Conforms, records.DoesNotConform
	for _, tt := range []struct {
		name         string
		attestations []records.Attestation
		want         string
	}{
		{"nobody who may", []records.Attestation{judged("1", "guard", "2026-01-01", yes), judged("2", "guard", "2026-01-02", no)}, "judgement.missing"},
		{"a later one of somebody else", []records.Attestation{judged("1", "director", "2026-01-01", yes), judged("2", "guard", "2026-01-02", no)}, "judgement.conforms"},
		{"an earlier one of somebody else", []records.Attestation{judged("1", "director", "2026-01-02", no), judged("2", "guard", "2026-01-01", yes)}, "judgement.negative"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := input{Persons: []records.Person{{ID: "director", Name: "Ana"}, {ID: "guard", Name: "Bo"}}, Attestations: tt.attestations}
			got := conformity.Try(func(r *conformity.Reader, s *seal) conformity.Verdict {
				return conformity.AttestedBy(r, "4.4.1.i", s.Ref(), func(a *records.Attestation) bool { return a.By == "director" })
			}, &seal{ID: "A"}, noon("2026-06-01"), in)
			assert.Equal(t, tt.want, got.MessageID(), got.Message())
		})
	}
}

func reversed[T any](list []T) []T {
	list = slices.Clone(list)
	slices.Reverse(list)
	return list
}
