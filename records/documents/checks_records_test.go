package documents

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

func TestControlOfRecords(t *testing.T) {
	try(t, "4.5.4.procedure", []row{
		{Name: "in force", In: good(), Want: met, Message: "documents.needed.held"},
		{Name: "overdue for review is still in force", In: with(func(in *Input) { in.Procedures[0].NextReviewOn = day("2026-01-01") }), Want: met, Message: "documents.needed.held"},
		{Name: "for something else", In: with(func(in *Input) { in.Procedures[0].Purposes = []ProcedurePurpose{DocumentControl} }), Want: unmet, Message: "documents.records.none"},
		{Name: "a draft", In: with(func(in *Input) { in.Procedures[0].Revisions[0].ApprovedBy = "" }), Want: unmet, Message: "documents.needed.draft", Field: "revisions[0].approved_by"},
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
		{Name: "by the rules", In: good(), Want: met, Message: "documents.disposed.byrule"},
		{Name: "by another method", In: with(func(in *Input) { in.Disposals[0].Method = Shredding }), Want: unmet, Message: r, Field: "method"},
		{Name: "by nobody's authority", In: with(func(in *Input) { in.Disposals[0].AuthorizedBy = "" }), Want: unmet, Message: r, Field: "authorized_by"},
		{Name: "by one without authority", In: with(func(in *Input) { in.Disposals[0].AuthorizedBy = "Q" }), Want: unmet, Message: r, Field: "authorized_by"},
		{Name: "authority held only since", In: with(func(in *Input) { in.Roles[0].Holders[0].From = day("2025-03-02") }), Want: unmet, Message: r, Field: "authorized_by"},
		{Name: "on the first day on which it may", In: with(func(in *Input) { in.Disposals[0].On = day("2025-02-02") }), Want: met, Message: "documents.disposed.byrule"},
		{Name: "a day early", In: with(func(in *Input) { in.Disposals[0].On = day("2025-02-01") }), Want: unmet, Message: r, Field: "records"},
		{Name: "in words, too young", In: with(func(in *Input) {
			in.Disposals[0].Records, in.Disposals[0].Which, in.Disposals[0].LatestOn = nil, "all of 2024", day("2024-12-31")
		}), Want: unmet, Message: r, Field: "records"},
		{Name: "kept for good", In: with(func(in *Input) { in.Series[0].Retention = Retention{Permanently: true} }), Want: unmet, Message: r, Field: "records"},
		{Name: "held back", In: with(func(in *Input) { in.Series[0].Holds = []Hold{{"a court", day("2025-01-01"), day("2025-03-01")}} }), Want: unmet, Message: r, Field: "on"},
		{Name: "held back earlier", In: with(func(in *Input) { in.Series[0].Holds = []Hold{{"a court", day("2025-01-01"), day("2025-02-28")}} }), Want: met, Message: "documents.disposed.byrule"},
		{Name: "made good", In: with(func(in *Input) {
			in.Disposals[0].Method, in.Disposals[0].FollowUp = Shredding, FollowUp{"told all", "P", day("2025-04-01")}
		}), Want: met, Message: "documents.disposed.mended", Field: "follow_up"},
		{Name: "made good by nobody", In: with(func(in *Input) {
			in.Disposals[0].Method, in.Disposals[0].FollowUp = Shredding, FollowUp{What: "told all", On: day("2025-04-01")}
		}), Want: unmet, Message: r, Field: "method"},
		{Name: "of a series that is not there", In: with(func(in *Input) { in.Disposals[0].Series = "lost" }), Want: undetermined, Message: "documents.disposed.lost", Field: "series"},
		{Name: "to come", In: with(func(in *Input) { in.Disposals[0].On, in.Disposals[0].Method = day("2026-06-02"), Shredding }), Want: met, Message: "documents.disposal.set", Field: "disposal"},
	})
}

func TestLegible(t *testing.T) {
	sample := func(change func(a *records.Attestation)) func(in *Input) {
		return func(in *Input) { change(&in.Attestations[0]) }
	}
	try(t, "4.5.4.legible", []row{
		{Name: "sampled within the interval", In: good(), At: "2027-03-01T23:59:59Z", Want: met, Message: "judgement.conforms", Lapses: "2027-03-02", Becomes: unmet},
		{Name: "missing", In: with(func(in *Input) { in.Attestations = nil }), Want: undetermined, Message: "judgement.missing"},
		{Name: "negative", In: with(sample(func(a *records.Attestation) { a.Judgement = records.DoesNotConform })), Want: unmet, Message: "judgement.negative"},
		{Name: "lapsed", In: with(sample(func(a *records.Attestation) { a.ValidUntil = day("2026-05-31") })), Want: unmet, Message: "judgement.lapsed"},
		{Name: "older than the interval", In: good(), At: "2027-03-02", Want: unmet, Message: "documents.legible.old"},
		{Name: "contradicted by a record", In: with(func(in *Input) { in.Records[0].UnreadableOn = day("2026-05-01") }), Want: unmet, Message: "documents.legible.unreadable"},
		{Name: "which can be read again tomorrow", In: with(func(in *Input) {
			in.Records[0].UnreadableOn, in.Records[0].ReadableOn = day("2026-05-01"), day("2026-06-02")
		}), Want: unmet, Message: "documents.legible.unreadable", Lapses: "2026-06-02", Becomes: met},
		{Name: "sampled with all others", In: with(sample(func(a *records.Attestation) { a.Subject = records.Ref{} })), At: "2027-03-02", Want: unmet, Message: "documents.legible.old"},
		{Name: "no interval", In: with(func(in *Input) { in.Settings = in.Settings[:2] }), Want: undetermined, Message: "organization.unset", Lapses: "2028-01-01", Becomes: unmet},
	})
}

func TestIdentifiable(t *testing.T) {
	try(t, "4.5.4.identifiable", []row{
		{Name: "named", In: good(), Want: met, Message: "documents.record.named"},
		{Name: "no number", In: with(func(in *Input) { in.Records[0].Number = "" }), Want: unmet, Message: "documents.record.nonumber", Field: "number"},
		{Name: "no title", In: with(func(in *Input) { in.Records[0].Title = "" }), Want: unmet, Message: "documents.record.notitle", Field: "title"},
		{Name: "no date", In: with(func(in *Input) { in.Records[0].KeptOn = records.Date{} }), Want: unmet, Message: "documents.record.noday", Field: "kept_on"},
		{Name: "the number of one that was got rid of", In: with(func(in *Input) { in.Records[0].Number = " AUD-0" }), Want: unmet, Message: "documents.record.twice", Field: "number"},
		{Name: "the number of one to come", In: with(func(in *Input) { in.Records[0].Number, in.Records[0].KeptOn = "AUD-0", day("2026-06-02") }), Want: met, Message: "documents.record.named", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "no records", In: with(func(in *Input) { in.Records = nil }), Want: undetermined, Message: "documents.record.none"},
	})
}

func TestTraceable(t *testing.T) {
	try(t, "4.5.4.traceable", []row{
		{Name: "traced", In: good(), Want: met, Message: "documents.record.traced"},
		{Name: "no subject", In: with(func(in *Input) { in.Records[1].About = "" }), Want: unmet, Message: "documents.record.nosubject", Field: "subject"},
		{Name: "a subject that is not there", In: with(func(in *Input) { in.Records[0].Subject.ID = "lost" }), Want: unmet, Message: "documents.record.lost", Field: "subject"},
		{Name: "a person as subject", In: with(func(in *Input) { in.Records[0].Subject = records.Ref{Kind: "person", ID: "Q"} }), Want: met, Message: "documents.record.traced"},
		{Name: "a kind of later clauses", In: with(func(in *Input) { in.Records[0].Subject = records.Ref{Kind: "audit", ID: "7"} }), Want: met, Message: "documents.record.traced"},
		{Name: "no author", In: with(func(in *Input) { in.Records[0].Author = "" }), Want: unmet, Message: "documents.record.noauthor", Field: "author"},
		{Name: "an author who is not there", In: with(func(in *Input) { in.Records[0].Author = "X" }), Want: unmet, Message: "documents.record.bynobody", Field: "author"},
		{Name: "one to come", In: with(func(in *Input) { in.Records[0].Author, in.Records[0].KeptOn = "", day("2026-06-02") }), Want: met, Message: "documents.record.traced"},
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
