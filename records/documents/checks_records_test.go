package documents

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

func TestControlOfRecords(t *testing.T) {
	try(t, "4.5.4.procedure", []row{
		{"in force", nil, "", met, "documents.needed.held", "", "", none},
		{"overdue for review is still in force", func(in *Input) { in.Procedures[0].NextReviewOn = day("2026-01-01") }, "", met, "documents.needed.held", "", "", none},
		{"for something else", func(in *Input) { in.Procedures[0].Purposes = []ProcedurePurpose{DocumentControl} }, "", unmet, "documents.records.none", "", "", none},
		{"a draft", func(in *Input) { in.Procedures[0].Revisions[0].ApprovedBy = "" }, "", unmet, "documents.needed.draft", "revisions[0].approved_by", "", none},
	})
}

// Each rule for a series is asked for while the series is in use, and not before or after.
func TestRulesOfSeries(t *testing.T) {
	for _, tt := range []struct {
		requirement string
		remove      func(s *Series)
		message     string
		field       string
	}{
		{"4.5.4.procedure.identification", func(s *Series) { s.Identification = " " }, "documents.identification.not", "identification"},
		{"4.5.4.procedure.storage", func(s *Series) { s.Repository = "" }, "documents.storage.not", "repository"},
		{"4.5.4.procedure.storage", func(s *Series) { s.Repository = "lost" }, "documents.storage.lost", "repository"},
		{"4.5.4.procedure.protection", func(s *Series) { s.Protection = []string{" "} }, "documents.protection.not", "protection"},
		{"4.5.4.procedure.retrieval", func(s *Series) { s.Retrieval.Index = "" }, "documents.retrieval.not", "retrieval.index"},
		{"4.5.4.procedure.retention", func(s *Series) { s.Retention.Period = records.Period{} }, "documents.retention.not", "retention.period"},
		{"4.5.4.procedure.disposal", func(s *Series) { s.Disposal.Method = "" }, "documents.disposal.nomethod", "disposal.method"},
		{"4.5.4.procedure.disposal", func(s *Series) { s.Disposal.Authority = "" }, "documents.disposal.noauthority", "disposal.authority"},
	} {
		t.Run(tt.message, func(t *testing.T) {
			in := good()
			assert.Equal(t, met, decide(in, tt.requirement, "2026-06-01")[0].Status)
			in.Disposals = nil
			tt.remove(&in.Series[0])
			got := decide(in, tt.requirement, "2026-06-01")[0]
			assert.Equal(t, unmet, got.Status)
			assert.Equal(t, tt.message, got.MessageID())
			assert.Equal(t, tt.field, got.Field)
			in.Series[0].From = day("2026-06-02")
			got = decide(in, tt.requirement, "2026-06-01")[0]
			assert.Equal(t, undetermined, got.Status, "not in use yet, and announced")
			assert.Equal(t, unmet, got.Becomes)
			in.Series[0].From, in.Series[0].Until = records.Date{}, day("2026-05-31")
			assert.Equal(t, undetermined, decide(in, tt.requirement, "2026-06-01")[0].Status, "not in use any more")
		})
	}
	in := good()
	in.Disposals, in.Series[0].Disposal, in.Series[0].Retention = nil, DisposalRule{}, Retention{Permanently: true}
	for _, requirement := range []string{"4.5.4.procedure.retention", "4.5.4.procedure.disposal"} {
		assert.Equal(t, met, decide(in, requirement, "2026-06-01")[0].Status, "kept for good")
	}
	in.Series[0].Repository, in.Series[0].Storage = "", "the safe"
	assert.Equal(t, met, decide(in, "4.5.4.procedure.storage", "2026-06-01")[0].Status)
}

func TestDisposed(t *testing.T) {
	const r = "documents.disposed.outside"
	try(t, "4.5.4.procedure.disposal", []row{
		{"by the rules", nil, "", met, "documents.disposed.byrule", "", "", none},
		{"by another method", func(in *Input) { in.Disposals[0].Method = Shredding }, "", unmet, r, "method", "", none},
		{"by nobody's authority", func(in *Input) { in.Disposals[0].AuthorizedBy = "" }, "", unmet, r, "authorized_by", "", none},
		{"by one without authority", func(in *Input) { in.Disposals[0].AuthorizedBy = "Q" }, "", unmet, r, "authorized_by", "", none},
		{"authority held only since", func(in *Input) { in.Roles[0].Holders[0].From = day("2025-03-02") }, "", unmet, r, "authorized_by", "", none},
		{"on the first day on which it may", func(in *Input) { in.Disposals[0].On = day("2025-02-02") }, "", met, "documents.disposed.byrule", "", "", none},
		{"a day early", func(in *Input) { in.Disposals[0].On = day("2025-02-01") }, "", unmet, r, "records", "", none},
		{"in words, too young", func(in *Input) {
			in.Disposals[0].Records, in.Disposals[0].Which, in.Disposals[0].LatestOn = nil, "all of 2024", day("2024-12-31")
		}, "", unmet, r, "records", "", none},
		{"kept for good", func(in *Input) { in.Series[0].Retention = Retention{Permanently: true} }, "", unmet, r, "records", "", none},
		{"held back", func(in *Input) { in.Series[0].Holds = []Hold{{"a court", day("2025-01-01"), day("2025-03-01")}} }, "", unmet, r, "on", "", none},
		{"held back earlier", func(in *Input) { in.Series[0].Holds = []Hold{{"a court", day("2025-01-01"), day("2025-02-28")}} }, "", met, "documents.disposed.byrule", "", "", none},
		{"made good", func(in *Input) {
			in.Disposals[0].Method, in.Disposals[0].FollowUp = Shredding, FollowUp{"told all", "P", day("2025-04-01")}
		}, "", met, "documents.disposed.mended", "follow_up", "", none},
		{"made good by nobody", func(in *Input) {
			in.Disposals[0].Method, in.Disposals[0].FollowUp = Shredding, FollowUp{What: "told all", On: day("2025-04-01")}
		}, "", unmet, r, "method", "", none},
		{"of a series that is not there", func(in *Input) { in.Disposals[0].Series = "lost" }, "", undetermined, "documents.disposed.lost", "series", "", none},
		{"to come", func(in *Input) { in.Disposals[0].On, in.Disposals[0].Method = day("2026-06-02"), Shredding }, "", met, "documents.disposal.set", "disposal", "", none},
	})
}

func TestLegible(t *testing.T) {
	sample := func(change func(a *records.Attestation)) func(in *Input) {
		return func(in *Input) { change(&in.Attestations[0]) }
	}
	try(t, "4.5.4.legible", []row{
		{"sampled within the interval", nil, "2027-03-01T23:59:59Z", met, "judgement.conforms", "", "2027-03-02", unmet},
		{"missing", func(in *Input) { in.Attestations = nil }, "", undetermined, "judgement.missing", "", "", none},
		{"negative", sample(func(a *records.Attestation) { a.Judgement = records.DoesNotConform }), "", unmet, "judgement.negative", "", "", none},
		{"lapsed", sample(func(a *records.Attestation) { a.ValidUntil = day("2026-05-31") }), "", unmet, "judgement.lapsed", "", "", none},
		{"older than the interval", nil, "2027-03-02", unmet, "documents.legible.old", "", "", none},
		{"contradicted by a record", func(in *Input) { in.Records[0].UnreadableOn = day("2026-05-01") }, "", unmet, "documents.legible.unreadable", "", "", none},
		{"which can be read again tomorrow", func(in *Input) {
			in.Records[0].UnreadableOn, in.Records[0].ReadableOn = day("2026-05-01"), day("2026-06-02")
		}, "", unmet, "documents.legible.unreadable", "", "2026-06-02", met},
		{"sampled with all others", sample(func(a *records.Attestation) { a.Subject = records.Ref{} }), "2027-03-02", unmet, "documents.legible.old", "", "", none},
		{"no interval", func(in *Input) { in.Settings = in.Settings[:2] }, "", undetermined, "organization.unset", "", "2028-01-01", unmet},
	})
}

func TestIdentifiable(t *testing.T) {
	try(t, "4.5.4.identifiable", []row{
		{"named", nil, "", met, "documents.record.named", "", "", none},
		{"no number", func(in *Input) { in.Records[0].Number = "" }, "", unmet, "documents.record.nonumber", "number", "", none},
		{"no title", func(in *Input) { in.Records[0].Title = "" }, "", unmet, "documents.record.notitle", "title", "", none},
		{"no date", func(in *Input) { in.Records[0].KeptOn = records.Date{} }, "", unmet, "documents.record.noday", "kept_on", "", none},
		{"the number of one that was got rid of", func(in *Input) { in.Records[0].Number = " AUD-0" }, "", unmet, "documents.record.twice", "number", "", none},
		{"the number of one to come", func(in *Input) { in.Records[0].Number, in.Records[0].KeptOn = "AUD-0", day("2026-06-02") }, "", met, "documents.record.named", "", "2026-06-02", unmet},
		{"no records", func(in *Input) { in.Records = nil }, "", undetermined, "documents.record.none", "", "", none},
	})
}

func TestTraceable(t *testing.T) {
	try(t, "4.5.4.traceable", []row{
		{"traced", nil, "", met, "documents.record.traced", "", "", none},
		{"no subject", func(in *Input) { in.Records[1].About = "" }, "", unmet, "documents.record.nosubject", "subject", "", none},
		{"a subject that is not there", func(in *Input) { in.Records[0].Subject.ID = "lost" }, "", unmet, "documents.record.lost", "subject", "", none},
		{"a person as subject", func(in *Input) { in.Records[0].Subject = records.Ref{Kind: "person", ID: "Q"} }, "", met, "documents.record.traced", "", "", none},
		{"a kind of later clauses", func(in *Input) { in.Records[0].Subject = records.Ref{Kind: "audit", ID: "7"} }, "", met, "documents.record.traced", "", "", none},
		{"no author", func(in *Input) { in.Records[0].Author = "" }, "", unmet, "documents.record.noauthor", "author", "", none},
		{"an author who is not there", func(in *Input) { in.Records[0].Author = "X" }, "", unmet, "documents.record.bynobody", "author", "", none},
		{"one to come", func(in *Input) { in.Records[0].Author, in.Records[0].KeptOn = "", day("2026-06-02") }, "", met, "documents.record.traced", "", "", none},
	})
}

// What 4.5.4.establish needs: series by requirement, what they kept, whether there was anything.
func TestEstablish(t *testing.T) {
	in := good()
	assertAsk := func(at, requirement string, found, kept, nothing bool) {
		t.Helper()
		asked := false
		f := conformity.TryWhole(func(r *conformity.Reader) conformity.Verdict {
			if asked {
				return conformity.Nothing("test.asked: asked") // again, for a later instant
			}
			asked = true
			series := SeriesFor(r, requirement)
			assert.Equal(t, found, len(series) > 0)
			for _, s := range series {
				assert.Equal(t, kept, s.Kept(r, records.Months(12)) != nil)
				assert.Equal(t, nothing, s.NothingToRecord(r, records.Months(12)))
			}
			return conformity.Nothing("test.asked: asked")
		}, instant(at), in)
		assert.NoError(t, f.Err)
	}
	assertAsk("2026-06-01", "4.6.records", true, true, false)
	assertAsk("2026-06-01", "4.2.i", false, false, false)
	in.Records = in.Records[1:]
	assertAsk("2026-06-01", "4.6.records", true, false, false)
	in.Series[0].Nothing = []Nothing{{From: day("2025-06-01"), Until: day("2026-12-31"), Reason: "no review yet", By: "P", On: day("2026-05-01")}}
	assertAsk("2026-06-01", "4.6.records", true, false, false) // the first day of the period is not covered
	assertAsk("2026-06-02", "4.6.records", true, false, true)
	in.Series[0].Requirements = []string{"4.6"}
	assertAsk("2026-06-02", "4.6.records", true, false, true)
	in.Series[0].Nothing[0].Until = day("2026-05-31")
	assertAsk("2026-06-02", "4.6.records", true, false, false)
}
