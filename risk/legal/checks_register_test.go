package legal

import (
	"testing"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

func procedure(change func(p *documents.Procedure)) Input {
	return with(func(in *Input) { change(&in.Procedures[0]) })
}

func revision(change func(r *documents.Revision)) Input {
	return procedure(func(p *documents.Procedure) { change(&p.Revisions[0]) })
}

func TestProcedureInForce(t *testing.T) {
	second := func(change func(p *documents.Procedure)) Input {
		return with(func(in *Input) {
			p := in.Procedures[0]
			p.ID, p.Revisions = "PRO-2", []documents.Revision{p.Revisions[0]}
			change(&p)
			in.Procedures = append(in.Procedures, p)
		})
	}
	try(t, "4.3.2.procedure", []row{
		{Name: "in force", In: good(), Want: met, Message: "legal.procedure.held"},
		{Name: "not in force before its day", In: good(), At: "2024-01-31T23:59:59Z", Want: unmet, Message: "legal.procedure.later", Field: "revisions[0].effective_from", Lapses: "2024-02-01", Becomes: met},
		{Name: "overdue for its review", In: procedure(func(p *documents.Procedure) { p.NextReviewOn = day("2026-01-01") }), Want: met, Message: "legal.procedure.held"},
		{Name: "not approved", In: revision(func(r *documents.Revision) { r.ApprovedBy = "" }), Want: unmet, Message: "legal.procedure.draft", Field: "revisions[0].approved_by"},
		{Name: "approved, from no day", In: revision(func(r *documents.Revision) { r.EffectiveFrom = day("") }), Want: unmet, Message: "legal.procedure.undated", Field: "revisions[0].effective_from"},
		{Name: "never written", In: procedure(func(p *documents.Procedure) { p.Revisions = nil }), Want: unmet, Message: "legal.procedure.empty", Field: "revisions"},
		{Name: "withdrawn", In: revision(func(r *documents.Revision) { r.WithdrawnOn = day("2026-06-01") }), Want: unmet, Message: "legal.procedure.none"},
		{Name: "withdrawn tomorrow", In: revision(func(r *documents.Revision) { r.WithdrawnOn = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: met, Message: "legal.procedure.held", Lapses: "2026-06-02"},
		{Name: "for another purpose", In: procedure(func(p *documents.Procedure) { p.Purposes[0] = documents.Auditing }), Want: unmet, Message: "legal.procedure.none"},
		{Name: "none", In: with(func(in *Input) { in.Procedures = nil }), Want: unmet, Message: "legal.procedure.none"},
		{Name: "a draft beside one in force", In: second(func(p *documents.Procedure) { p.Revisions[0].ApprovedBy = "" }), Want: met, Message: "legal.procedure.held"},
		{Name: "it answers the clause", In: procedure(func(p *documents.Procedure) { p.Requirements = []string{"4.3.2"} }), Want: met, Message: "legal.procedure.held"},
		{Name: "it answers the requirement itself", In: procedure(func(p *documents.Procedure) { p.Requirements = []string{"4.3.2.procedure"} }), Want: met, Message: "legal.procedure.held"},
		{Name: "it answers requirements of other clauses too", In: procedure(func(p *documents.Procedure) { p.Requirements = []string{"4.5.2.compliance.legal"} }), Want: met, Message: "legal.procedure.held"},
		{Name: "finding and consulting only", In: procedure(func(p *documents.Procedure) { p.Requirements = []string{"4.3.2.a"} }), Want: unmet, Message: "legal.procedure.partial"},
		{Name: "consulting only", In: procedure(func(p *documents.Procedure) { p.Requirements = []string{"4.3.2.a.access"} }), Want: unmet, Message: "legal.procedure.partial"},
		{Name: "the rest is settled by another", In: with(func(in *Input) {
			*in = second(func(p *documents.Procedure) { p.Requirements = []string{"4.3.2.b"} })
			in.Procedures[0].Requirements = []string{"4.3.2.a"}
		}), Want: met, Message: "legal.procedure.held"},
		{Name: "the rest is settled by a draft", In: with(func(in *Input) {
			*in = second(func(p *documents.Procedure) { p.Requirements, p.Revisions = []string{"4.3.2.b"}, nil })
			in.Procedures[0].Requirements = []string{"4.3.2.a"}
		}), Want: unmet, Message: "legal.procedure.partial"},
	})
}

func TestSourceSearched(t *testing.T) {
	source := func(change func(s *Source)) Input {
		return with(func(in *Input) { change(&in.Sources[0]) })
	}
	unsearched := func(s *Source) { s.Searches = nil }
	tryOf(t, "4.3.2.a", "source of law gazette", []row{
		{Name: "searched within the interval", In: good(), Want: met, Message: "legal.source.searched", Field: "searches", Lapses: "2026-06-20", Becomes: unmet},
		{Name: "last second of the interval", In: good(), At: "2026-06-19T23:59:59Z", Want: met, Message: "legal.source.searched", Field: "searches", Lapses: "2026-06-20", Becomes: unmet},
		{Name: "the interval is over", In: good(), At: "2026-06-20", Want: unmet, Message: "legal.source.old", Field: "searches"},
		{Name: "a search later than asked", In: source(func(s *Source) { s.Searches[1].On = day("2026-06-02") }), Want: unmet, Message: "legal.source.old", Field: "searches", Lapses: "2026-06-02", Becomes: met},
		{Name: "never searched, on the list a short while", In: source(func(s *Source) { unsearched(s); s.From = day("2026-05-10") }), Want: met, Message: "legal.source.new", Field: "searches", Lapses: "2026-06-10", Becomes: unmet},
		{Name: "never searched, approved a short while ago", In: source(func(s *Source) { unsearched(s); s.ApprovedOn = day("2026-05-10") }), Want: met, Message: "legal.source.new", Field: "searches", Lapses: "2026-06-10", Becomes: unmet},
		{Name: "never searched", In: source(unsearched), Want: unmet, Message: "legal.source.never", Field: "searches"},
		{Name: "no interval", In: source(func(s *Source) { s.Interval = records.Period{} }), Want: undetermined, Message: "legal.source.unset", Field: "interval"},
		{Name: "approved by nobody", In: source(func(s *Source) { s.ApprovedBy = "" }), Want: undetermined, Message: "legal.source.proposed", Field: "approved_on"},
		{Name: "approved tomorrow", In: source(func(s *Source) { s.ApprovedOn = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: undetermined, Message: "legal.source.proposed", Field: "approved_on", Lapses: "2026-06-02", Becomes: met},
	})
}

func TestRequirementsFound(t *testing.T) {
	only := func(kept ...int) Input {
		return with(func(in *Input) {
			all := in.Requirements
			in.Requirements = nil
			for _, i := range kept {
				in.Requirements = append(in.Requirements, all[i])
			}
		})
	}
	tryOf(t, "4.3.2.a", "the system", []row{
		{Name: "law, and what goes beyond it", In: good(), Want: met, Message: "legal.law.entered"},
		{Name: "no law", In: only(1), Want: unmet, Message: "legal.law.none"},
		{Name: "the only law was repealed", In: code(func(q *Requirement) { q.Until = day("2026-05-31") }), Want: unmet, Message: "legal.law.none"},
		{Name: "the only law, on its last day", In: code(func(q *Requirement) { q.Until = day("2026-06-01") }), At: "2026-06-01T23:59:59Z", Want: met, Message: "legal.law.entered", Lapses: "2026-06-02", Becomes: unmet},
		{Name: "a law that was found not to apply is one that was found", In: code(func(q *Requirement) { q.Determinations[0].Applies = records.No }), Want: met, Message: "legal.law.entered"},
		{Name: "entered tomorrow", In: code(func(q *Requirement) { q.RegisteredOn = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: unmet, Message: "legal.law.none", Lapses: "2026-06-02", Becomes: met},
		{Name: "of no known kind", In: code(func(q *Requirement) { q.Kind = "lwa" }), Want: unmet, Message: "legal.law.none"},
		{Name: "nothing beyond the law", In: only(0), Want: unmet, Message: "legal.other.none"},
		{Name: "nothing beyond the law, as stated", In: stated(only(0), "other-requirements"), Want: met, Message: "legal.law.entered"},
		{Name: "last second of the statement", In: stated(only(0), "other-requirements"), At: "2026-12-31T23:59:59Z", Want: met, Message: "legal.law.entered"},
		{Name: "the statement has run out", In: stated(only(0), "other-requirements"), At: "2027-01-01", Want: unmet, Message: "legal.other.none"},
		{Name: "another statement", In: stated(only(0), "best-practice"), Want: unmet, Message: "legal.other.none"},
	})
	// A source that is not searched fails the requirement while it is on the list; that there is none does not.
	try(t, "4.3.2.a", []row{
		{Name: "dropped before the search was late", In: with(func(in *Input) { in.Sources[0].Until = day("2026-06-10") }), At: "2026-06-20", Want: met, Message: "legal.law.entered"},
		{Name: "no source at all", In: with(func(in *Input) { in.Sources = nil }), Want: met, Message: "legal.law.entered"},
	})
}

func TestTextAccessible(t *testing.T) {
	try(t, "4.3.2.a.access", []row{
		{Name: "a place, a document", In: good(), Want: met, Message: "legal.text.at", Field: "text.location"},
		{Name: "no place", In: code(func(q *Requirement) { q.Text.Location = " " }), Want: unmet, Message: "legal.text.none", Field: "text.location"},
		{Name: "only a summary, kept nowhere", In: code(func(q *Requirement) { q.Text = Text{Summary: "guard the quay"} }), Want: unmet, Message: "legal.text.none", Field: "text.location"},
		{Name: "a document that there is not", In: with(func(in *Input) { in.Documents = nil }), Want: undetermined, Message: "legal.text.lost", Field: "text.document"},
		{Name: "no place, but ended", In: code(func(q *Requirement) { q.Text, q.Until = Text{}, day("2026-05-31") }), Want: met, Message: "legal.text.in", Field: "text.document"},
		{Name: "no place, on its last day", In: code(func(q *Requirement) { q.Text, q.Until = Text{}, day("2026-06-01") }), At: "2026-06-01T23:59:59Z", Want: unmet, Message: "legal.text.none", Field: "text.location", Lapses: "2026-06-02"},
		{Name: "nothing on the register", In: with(func(in *Input) { in.Requirements = nil }), Want: undetermined, Message: "legal.register.empty"},
	})
}

func TestApplicationDetermined(t *testing.T) {
	determination := func(change func(d *Determination)) Input {
		return code(func(q *Requirement) { change(&q.Determinations[0]) })
	}
	try(t, "4.3.2.b", []row{
		{Name: "applies to named risks; applies to all that is done", In: good(), Want: met, Message: "legal.applies.yes", Field: "determinations[0]"},
		{Name: "never worked out", In: code(func(q *Requirement) { q.Determinations = nil }), Want: unmet, Message: "legal.applies.none", Field: "determinations"},
		{Name: "worked out later than asked", In: determination(func(d *Determination) { d.On = day("2026-06-02") }), At: "2026-06-01T23:59:59Z", Want: unmet, Message: "legal.applies.none", Field: "determinations", Lapses: "2026-06-02", Becomes: met},
		{Name: "worked out nobody knows when", In: determination(func(d *Determination) { d.On = day("") }), Want: undetermined, Message: "legal.applies.undated", Field: "determinations"},
		{Name: "left open whether it applies", In: determination(func(d *Determination) { d.Applies = "" }), Want: unmet, Message: "legal.applies.open", Field: "determinations[0].applies"},
		{Name: "not said how", In: determination(func(d *Determination) { d.How = "" }), Want: unmet, Message: "legal.applies.how", Field: "determinations[0].how"},
		{Name: "no risk, and no reason for that", In: determination(func(d *Determination) { d.Risks, d.Threats = nil, nil }), Want: unmet, Message: "legal.applies.risks", Field: "determinations[0].risks"},
		{Name: "a threat will do", In: determination(func(d *Determination) { d.Risks = nil }), Want: met, Message: "legal.applies.yes", Field: "determinations[0]"},
		{Name: "a risk that there is not", In: determination(func(d *Determination) { d.Risks = []records.ID[risk.Risk]{"R-1", "R-9"} }), Want: undetermined, Message: "legal.applies.lost", Field: "determinations[0]"},
		{Name: "found not to apply, with the reason", In: determination(func(d *Determination) {
			*d = Determination{On: d.On, By: d.By, Applies: records.No, How: "no passengers"}
		}), Want: met, Message: "legal.applies.no", Field: "determinations[0]"},
		{Name: "the latest counts", In: code(func(q *Requirement) {
			q.Determinations = append(q.Determinations, Determination{On: day("2024-02-01"), Applies: records.Yes})
		}), Want: met, Message: "legal.applies.yes", Field: "determinations[0]"},
		{Name: "of two on one day the last counts", In: code(func(q *Requirement) {
			q.Determinations = append(q.Determinations, Determination{On: day("2024-02-10"), Applies: records.Yes})
		}), Want: unmet, Message: "legal.applies.how", Field: "determinations[1].how"},
		{Name: "it is to take effect only later", In: code(func(q *Requirement) { q.EffectiveFrom, q.Determinations = day("2027-01-01"), nil }), Want: unmet, Message: "legal.applies.none", Field: "determinations"},
		{Name: "not on the register yet", In: code(func(q *Requirement) { q.RegisteredOn, q.Determinations = day("2026-06-02"), nil }), Want: met, Message: "legal.applies.yes", Field: "determinations[0]"},
		{Name: "nothing on the register", In: with(func(in *Input) { in.Requirements = nil }), Want: undetermined, Message: "legal.register.empty"},
	})
}
