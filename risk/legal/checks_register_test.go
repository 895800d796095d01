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
		{"in force", good(), "2026-06-01", met, "legal.procedure.held", "", "", none},
		{"not in force before its day", good(), "2024-01-31T23:59:59Z", unmet, "legal.procedure.later", "revisions", "2024-02-01", met},
		{"overdue for its review", procedure(func(p *documents.Procedure) { p.NextReviewOn = day("2026-01-01") }), "2026-06-01", met, "legal.procedure.held", "", "", none},
		{"not approved", revision(func(r *documents.Revision) { r.ApprovedBy = "" }), "2026-06-01", unmet, "legal.procedure.draft", "revisions", "", none},
		{"approved, from no day", revision(func(r *documents.Revision) { r.EffectiveFrom = day("") }), "2026-06-01", unmet, "legal.procedure.undated", "revisions", "", none},
		{"never written", procedure(func(p *documents.Procedure) { p.Revisions = nil }), "2026-06-01", unmet, "legal.procedure.empty", "revisions", "", none},
		{"withdrawn", revision(func(r *documents.Revision) { r.WithdrawnOn = day("2026-06-01") }), "2026-06-01", unmet, "legal.procedure.none", "", "", none},
		{"withdrawn tomorrow", revision(func(r *documents.Revision) { r.WithdrawnOn = day("2026-06-02") }), "2026-06-01T23:59:59Z", met, "legal.procedure.held", "", "2026-06-02", none},
		{"for another purpose", procedure(func(p *documents.Procedure) { p.Purposes[0] = documents.Auditing }), "2026-06-01", unmet, "legal.procedure.none", "", "", none},
		{"none", with(func(in *Input) { in.Procedures = nil }), "2026-06-01", unmet, "legal.procedure.none", "", "", none},
		{"a draft beside one in force", second(func(p *documents.Procedure) { p.Revisions[0].ApprovedBy = "" }), "2026-06-01", met, "legal.procedure.held", "", "", none},
		{"it answers the clause", procedure(func(p *documents.Procedure) { p.Requirements = []string{"4.3.2"} }), "2026-06-01", met, "legal.procedure.held", "", "", none},
		{"it answers the requirement itself", procedure(func(p *documents.Procedure) { p.Requirements = []string{"4.3.2.procedure"} }), "2026-06-01", met, "legal.procedure.held", "", "", none},
		{"it answers requirements of other clauses too", procedure(func(p *documents.Procedure) { p.Requirements = []string{"4.5.2.compliance.legal"} }), "2026-06-01", met, "legal.procedure.held", "", "", none},
		{"finding and consulting only", procedure(func(p *documents.Procedure) { p.Requirements = []string{"4.3.2.a"} }), "2026-06-01", unmet, "legal.procedure.partial", "", "", none},
		{"consulting only", procedure(func(p *documents.Procedure) { p.Requirements = []string{"4.3.2.a.access"} }), "2026-06-01", unmet, "legal.procedure.partial", "", "", none},
		{"the rest is settled by another", with(func(in *Input) {
			*in = second(func(p *documents.Procedure) { p.Requirements = []string{"4.3.2.b"} })
			in.Procedures[0].Requirements = []string{"4.3.2.a"}
		}), "2026-06-01", met, "legal.procedure.held", "", "", none},
		{"the rest is settled by a draft", with(func(in *Input) {
			*in = second(func(p *documents.Procedure) { p.Requirements, p.Revisions = []string{"4.3.2.b"}, nil })
			in.Procedures[0].Requirements = []string{"4.3.2.a"}
		}), "2026-06-01", unmet, "legal.procedure.partial", "", "", none},
	})
}

func TestSourceSearched(t *testing.T) {
	source := func(change func(s *Source)) Input {
		return with(func(in *Input) { change(&in.Sources[0]) })
	}
	unsearched := func(s *Source) { s.Searches = nil }
	tryOf(t, "4.3.2.a", "source of law gazette", []row{
		{"searched within the interval", good(), "2026-06-01", met, "legal.source.searched", "searches", "2026-06-20", unmet},
		{"last second of the interval", good(), "2026-06-19T23:59:59Z", met, "legal.source.searched", "searches", "2026-06-20", unmet},
		{"the interval is over", good(), "2026-06-20", unmet, "legal.source.old", "searches", "", none},
		{"a search later than asked", source(func(s *Source) { s.Searches[1].On = day("2026-06-02") }), "2026-06-01", unmet, "legal.source.old", "searches", "2026-06-02", met},
		{"never searched, on the list a short while", source(func(s *Source) { unsearched(s); s.From = day("2026-05-10") }), "2026-06-01", met, "legal.source.new", "searches", "2026-06-10", unmet},
		{"never searched, approved a short while ago", source(func(s *Source) { unsearched(s); s.ApprovedOn = day("2026-05-10") }), "2026-06-01", met, "legal.source.new", "searches", "2026-06-10", unmet},
		{"never searched", source(unsearched), "2026-06-01", unmet, "legal.source.never", "searches", "", none},
		{"no interval", source(func(s *Source) { s.Interval = records.Period{} }), "2026-06-01", undetermined, "legal.source.unset", "interval", "", none},
		{"approved by nobody", source(func(s *Source) { s.ApprovedBy = "" }), "2026-06-01", undetermined, "legal.source.proposed", "approved_on", "", none},
		{"approved tomorrow", source(func(s *Source) { s.ApprovedOn = day("2026-06-02") }), "2026-06-01T23:59:59Z", undetermined, "legal.source.proposed", "approved_on", "2026-06-02", met},
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
		{"law, and what goes beyond it", good(), "2026-06-01", met, "legal.law.entered", "", "", none},
		{"no law", only(1), "2026-06-01", unmet, "legal.law.none", "", "", none},
		{"the only law was repealed", code(func(q *Requirement) { q.Until = day("2026-05-31") }), "2026-06-01", unmet, "legal.law.none", "", "", none},
		{"the only law, on its last day", code(func(q *Requirement) { q.Until = day("2026-06-01") }), "2026-06-01T23:59:59Z", met, "legal.law.entered", "", "2026-06-02", unmet},
		{"a law that was found not to apply is one that was found", code(func(q *Requirement) { q.Determinations[0].Applies = records.No }), "2026-06-01", met, "legal.law.entered", "", "", none},
		{"entered tomorrow", code(func(q *Requirement) { q.RegisteredOn = day("2026-06-02") }), "2026-06-01T23:59:59Z", unmet, "legal.law.none", "", "2026-06-02", met},
		{"of no known kind", code(func(q *Requirement) { q.Kind = "lwa" }), "2026-06-01", unmet, "legal.law.none", "", "", none},
		{"nothing beyond the law", only(0), "2026-06-01", unmet, "legal.other.none", "", "", none},
		{"nothing beyond the law, as stated", stated(only(0), "other-requirements"), "2026-06-01", met, "legal.law.entered", "", "", none},
		{"last second of the statement", stated(only(0), "other-requirements"), "2026-12-31T23:59:59Z", met, "legal.law.entered", "", "", none},
		{"the statement has run out", stated(only(0), "other-requirements"), "2027-01-01", unmet, "legal.other.none", "", "", none},
		{"another statement", stated(only(0), "best-practice"), "2026-06-01", unmet, "legal.other.none", "", "", none},
	})
	// A source that is not searched fails the requirement while it is on the list; that there is none does not.
	try(t, "4.3.2.a", []row{
		{"dropped before the search was late", with(func(in *Input) { in.Sources[0].Until = day("2026-06-10") }), "2026-06-20", met, "legal.law.entered", "", "", none},
		{"no source at all", with(func(in *Input) { in.Sources = nil }), "2026-06-01", met, "legal.law.entered", "", "", none},
	})
}

func TestTextAccessible(t *testing.T) {
	try(t, "4.3.2.a.access", []row{
		{"a place, a document", good(), "2026-06-01", met, "legal.text.at", "text.location", "", none},
		{"no place", code(func(q *Requirement) { q.Text.Location = " " }), "2026-06-01", unmet, "legal.text.none", "text.location", "", none},
		{"only a summary, kept nowhere", code(func(q *Requirement) { q.Text = Text{Summary: "guard the quay"} }), "2026-06-01", unmet, "legal.text.none", "text.location", "", none},
		{"a document that there is not", with(func(in *Input) { in.Documents = nil }), "2026-06-01", undetermined, "legal.text.lost", "text.document", "", none},
		{"no place, but ended", code(func(q *Requirement) { q.Text, q.Until = Text{}, day("2026-05-31") }), "2026-06-01", met, "legal.text.in", "text.document", "", none},
		{"no place, on its last day", code(func(q *Requirement) { q.Text, q.Until = Text{}, day("2026-06-01") }), "2026-06-01T23:59:59Z", unmet, "legal.text.none", "text.location", "2026-06-02", none},
		{"nothing on the register", with(func(in *Input) { in.Requirements = nil }), "2026-06-01", undetermined, "legal.register.empty", "", "", none},
	})
}

func TestApplicationDetermined(t *testing.T) {
	determination := func(change func(d *Determination)) Input {
		return code(func(q *Requirement) { change(&q.Determinations[0]) })
	}
	try(t, "4.3.2.b", []row{
		{"applies to named risks; applies to all that is done", good(), "2026-06-01", met, "legal.applies.yes", "determinations[0]", "", none},
		{"never worked out", code(func(q *Requirement) { q.Determinations = nil }), "2026-06-01", unmet, "legal.applies.none", "determinations", "", none},
		{"worked out later than asked", determination(func(d *Determination) { d.On = day("2026-06-02") }), "2026-06-01T23:59:59Z", unmet, "legal.applies.none", "determinations", "2026-06-02", met},
		{"worked out nobody knows when", determination(func(d *Determination) { d.On = day("") }), "2026-06-01", undetermined, "legal.applies.undated", "determinations", "", none},
		{"left open whether it applies", determination(func(d *Determination) { d.Applies = "" }), "2026-06-01", unmet, "legal.applies.open", "determinations[0].applies", "", none},
		{"not said how", determination(func(d *Determination) { d.How = "" }), "2026-06-01", unmet, "legal.applies.how", "determinations[0].how", "", none},
		{"no risk, and no reason for that", determination(func(d *Determination) { d.Risks, d.Threats = nil, nil }), "2026-06-01", unmet, "legal.applies.risks", "determinations[0].risks", "", none},
		{"a threat will do", determination(func(d *Determination) { d.Risks = nil }), "2026-06-01", met, "legal.applies.yes", "determinations[0]", "", none},
		{"a risk that there is not", determination(func(d *Determination) { d.Risks = []records.ID[risk.Risk]{"R-1", "R-9"} }), "2026-06-01", undetermined, "legal.applies.lost", "determinations[0]", "", none},
		{"found not to apply, with the reason", determination(func(d *Determination) {
			*d = Determination{On: d.On, By: d.By, Applies: records.No, How: "no passengers"}
		}), "2026-06-01", met, "legal.applies.no", "determinations[0]", "", none},
		{"the latest counts", code(func(q *Requirement) {
			q.Determinations = append(q.Determinations, Determination{On: day("2024-02-01"), Applies: records.Yes})
		}), "2026-06-01", met, "legal.applies.yes", "determinations[0]", "", none},
		{"of two on one day the last counts", code(func(q *Requirement) {
			q.Determinations = append(q.Determinations, Determination{On: day("2024-02-10"), Applies: records.Yes})
		}), "2026-06-01", unmet, "legal.applies.how", "determinations[1].how", "", none},
		{"it is to take effect only later", code(func(q *Requirement) { q.EffectiveFrom, q.Determinations = day("2027-01-01"), nil }), "2026-06-01", unmet, "legal.applies.none", "determinations", "", none},
		{"not on the register yet", code(func(q *Requirement) { q.RegisteredOn, q.Determinations = day("2026-06-02"), nil }), "2026-06-01", met, "legal.applies.yes", "determinations[0]", "", none},
		{"nothing on the register", with(func(in *Input) { in.Requirements = nil }), "2026-06-01", undetermined, "legal.register.empty", "", "", none},
	})
}
