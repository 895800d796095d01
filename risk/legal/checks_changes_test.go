package legal

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

func TestKeptUpToDate(t *testing.T) {
	lookup := func(change func(l *Lookup)) Input {
		return code(func(q *Requirement) { change(&q.Lookups[0]) })
	}
	amended := func(a Amendment) Input {
		return code(func(q *Requirement) { q.Amendments = append(q.Amendments, a) })
	}
	try(t, "4.3.2.uptodate", []row{
		{"looked up, amendments worked in", good(), "2026-06-01", met, "legal.amendment.in", "amendments[0]", "", none},
		{"last second before the next look is late", good(), "2026-06-30T23:59:59Z", met, "legal.amendment.in", "amendments[0]", "", none},
		{"the next look is late", good(), "2026-07-01", unmet, "legal.lookup.late", "lookups", "", none},
		{"looked up again, later than asked", code(func(q *Requirement) {
			q.Lookups = append(q.Lookups, Lookup{On: day("2026-07-02"), NextOn: day("2026-12-31")})
		}), "2026-07-01", unmet, "legal.lookup.late", "lookups", "2026-07-02", met},
		{"looked up again, late", code(func(q *Requirement) {
			q.Lookups = append(q.Lookups, Lookup{On: day("2026-07-02"), NextOn: day("2026-12-31")})
		}), "2026-07-02", met, "legal.amendment.in", "amendments[0]", "", none},
		{"no day set for the next look", lookup(func(l *Lookup) { l.NextOn = day("") }), "2026-06-01", undetermined, "legal.lookup.unset", "lookups", "", none},
		{"never looked up", code(func(q *Requirement) { q.Lookups = nil }), "2026-06-01", undetermined, "legal.lookup.none", "lookups", "", none},
		{"not followed, since it does not apply", code(func(q *Requirement) { q.Lookups, q.Determinations[0].Applies = nil, records.No }), "2026-06-01", met, "legal.amendment.in", "amendments[0]", "", none},
		{"in effect and not worked in", amended(Amendment{Key: "2026-1", EffectiveOn: day("2026-06-01")}), "2026-06-01", unmet, "legal.amendment.open", "amendments[1]", "", none},
		{"worked in late", amended(Amendment{Key: "2026-1", EffectiveOn: day("2026-05-01"), WorkedInOn: day("2026-06-01")}), "2026-06-01", met, "legal.amendment.in", "amendments[0]", "", none},
		{"worked in later than asked", amended(Amendment{Key: "2026-1", EffectiveOn: day("2026-05-01"), WorkedInOn: day("2026-06-02")}), "2026-06-01", unmet, "legal.amendment.open", "amendments[1]", "2026-06-02", met},
		{"in effect from a day that nobody entered", amended(Amendment{Key: "2026-1"}), "2026-06-01", undetermined, "legal.amendment.undated", "amendments[1]", "", none},
		{"published later than asked", amended(Amendment{Key: "2026-1", PublishedOn: day("2026-06-02"), EffectiveOn: day("2026-05-01")}), "2026-06-01", met, "legal.amendment.in", "amendments[0]", "", none},
		{"of a requirement that has ended", code(func(q *Requirement) { q.Until, q.Lookups = day("2026-05-31"), nil }), "2026-06-01", met, "legal.lookup.done", "lookups", "2026-10-01", unmet},
		{"nothing on the register", with(func(in *Input) { in.Requirements = nil }), "2026-06-01", undetermined, "legal.register.empty", "", "", none},
	})
	unfollowed := code(func(q *Requirement) { q.Lookups, q.Amendments, q.Determinations[0].Applies = nil, nil, records.No })
	unfollowed.Requirements = unfollowed.Requirements[:1]
	exempt := decide(unfollowed, "4.3.2.uptodate", "2026-06-01")
	assert.True(t, len(exempt) == 1 && exempt[0].Exempt && exempt[0].MessageID() == "legal.lookup.needless", exempt)
	ahead := decide(amended(Amendment{Key: "2026-1", EffectiveOn: day("2026-08-01")}), "4.3.2.uptodate", "2026-06-01")
	for _, f := range ahead {
		if f.MessageID() == "legal.amendment.ahead" && f.Lapses.Equal(instant("2026-08-01")) && f.Becomes == unmet {
			return
		}
	}
	t.Errorf("an amendment ahead is not announced: %v", ahead)
}

func TestEmployeesTold(t *testing.T) {
	audience := func(change func(a *Audience)) Input {
		return code(func(q *Requirement) { change(&q.Audience) })
	}
	try(t, "4.3.2.communicate", []row{
		{"told of the amendment before it took effect", good(), "2026-06-01", met, "legal.told.yes", "audience.roles[0]", "", none},
		{"told since", code(func(q *Requirement) {
			q.Communications[1] = Communication{On: day("2026-01-01"), Roles: q.Audience.Roles}
		}), "2026-06-01", met, "legal.told.yes", "audience.roles[0]", "", none},
		{"told the day before it took effect, of something else", code(func(q *Requirement) { q.Communications[1].Amendment, q.Communications[1].On = "", day("2025-12-31") }), "2026-06-01", unmet, "legal.told.earlier", "audience.roles[0]", "", none},
		{"and that was enough until then", code(func(q *Requirement) { q.Communications = q.Communications[:1] }), "2025-12-31T23:59:59Z", met, "legal.told.yes", "audience.roles[0]", "2026-01-01", unmet},
		{"never told", code(func(q *Requirement) { q.Communications = nil }), "2026-06-01", unmet, "legal.told.no", "audience.roles[0]", "", none},
		{"told later than asked", code(func(q *Requirement) { q.Communications[1].On, q.Communications[1].Amendment = day("2026-06-02"), "" }), "2026-06-01T23:59:59Z", unmet, "legal.told.earlier", "audience.roles[0]", "2026-06-02", met},
		{"another role was told", audience(func(a *Audience) { a.Roles = append(a.Roles, "clerk") }), "2026-06-01", unmet, "legal.told.no", "audience.roles[1]", "", none},
		{"a role that there is not", audience(func(a *Audience) { a.Roles = append(a.Roles, "lost") }), "2026-06-01", undetermined, "legal.audience.lost", "audience.roles[1]", "", none},
		{"a role that exists no more", with(func(in *Input) {
			in.Requirements[0].Audience.Roles = []records.ID[organization.Role]{"clerk", "guard"}
			in.Roles[1].Until = day("2026-05-31")
		}), "2026-06-01", met, "legal.told.yes", "audience.roles[1]", "", none},
		{"not decided whom it concerns", audience(func(a *Audience) { a.Roles = nil }), "2026-06-01", undetermined, "legal.audience.open", "audience.employees", "", none},
		{"it concerns somebody, not said whom", audience(func(a *Audience) { a.Employees, a.Roles = records.Yes, nil }), "2026-06-01", undetermined, "legal.audience.which", "audience.roles", "", none},
		{"it concerns no employee", audience(func(a *Audience) { a.Employees, a.Roles = records.No, nil }), "2026-06-01", met, "legal.audience.none", "audience.employees", "", none},
		{"found not to apply", code(func(q *Requirement) { q.Determinations[0].Applies, q.Communications = records.No, nil }), "2026-06-01", met, "legal.effect.none", "determinations", "", none},
		{"not worked out whether it applies", code(func(q *Requirement) { q.Determinations, q.Communications = nil, nil }), "2026-06-01", undetermined, "legal.effect.open", "determinations", "", none},
		{"worked out or not, where it concerns nobody", code(func(q *Requirement) { q.Determinations, q.Audience = nil, Audience{Employees: records.No} }), "2026-06-01", met, "legal.audience.none", "audience.employees", "", none},
		{"not in effect yet", with(func(in *Input) {
			in.Requirements = in.Requirements[:1]
			in.Requirements[0].EffectiveFrom, in.Requirements[0].Communications = day("2026-07-01"), nil
		}), "2026-06-01", undetermined, "legal.effect.later", "", "2026-07-01", unmet},
		{"ended, and nobody was told", with(func(in *Input) {
			in.Requirements = in.Requirements[:1]
			in.Requirements[0].Until, in.Requirements[0].Communications = day("2026-05-31"), nil
		}), "2026-06-01", undetermined, "legal.register.notnow", "", "", none},
		{"told before it took effect", code(func(q *Requirement) {
			q.EffectiveFrom, q.Amendments = day("2026-06-01"), nil
			q.Communications = q.Communications[:1]
		}), "2026-06-01", met, "legal.told.yes", "audience.roles[0]", "", none},
		{"nothing on the register", with(func(in *Input) { in.Requirements = nil }), "2026-06-01", undetermined, "legal.register.empty", "", "", none},
	})
}

func TestOutsidersTold(t *testing.T) {
	audience := func(change func(a *Audience)) Input {
		return code(func(q *Requirement) { change(&q.Audience) })
	}
	nobody := func(a *Audience) { a.ThirdParties = nil }
	try(t, "4.3.2.communicate.thirdparties", []row{
		{"told since", good(), "2026-06-01", met, "legal.told.yes", "audience.third_parties[0]", "", none},
		{"told of it as it was before", code(func(q *Requirement) { q.Communications = q.Communications[:2] }), "2026-06-01", unmet, "legal.told.earlier", "audience.third_parties[0]", "", none},
		{"never told", code(func(q *Requirement) { q.Communications = nil }), "2026-06-01", unmet, "legal.told.no", "audience.third_parties[0]", "", none},
		{"a group that there is not", with(func(in *Input) { in.ThirdParties = nil }), "2026-06-01", undetermined, "legal.audience.lost", "audience.third_parties[0]", "", none},
		{"a group that comes no more", with(func(in *Input) { in.ThirdParties[0].Until = day("2026-05-31") }), "2026-06-01", met, "legal.audience.none", "audience.outsiders", "", none},
		{"not decided whom it concerns", audience(nobody), "2026-06-01", undetermined, "legal.audience.open", "audience.outsiders", "", none},
		{"it concerns somebody, not said whom", audience(func(a *Audience) { nobody(a); a.Outsiders = records.Yes }), "2026-06-01", undetermined, "legal.audience.which", "audience.third_parties", "", none},
		{"it concerns none", audience(func(a *Audience) { nobody(a); a.Outsiders = records.No }), "2026-06-01", met, "legal.audience.none", "audience.outsiders", "", none},
		{"stated that there are none, and one is named", stated(good(), "third-parties"), "2026-06-01", met, "legal.told.yes", "audience.third_parties[0]", "", none},
		{"nothing on the register", with(func(in *Input) { in.Requirements = nil }), "2026-06-01", undetermined, "check.unstated", "", "", none},
	})
	// Where it is stated that third parties have no part in security, nobody has to decide it for each entry.
	undecided := stated(with(func(in *Input) {
		nobody(&in.Requirements[0].Audience)
		in.Requirements[1].Audience.Outsiders, in.Requirements[1].Determinations = "", nil
	}), "third-parties")
	result, err := conformity.Assess(undecided, Checks(), instant("2026-06-01"), conformity.Options{}).Result("4.3.2.communicate.thirdparties")
	require.NoError(t, err)
	assert.Equal(t, notApplicable, result.Status, result.Findings[0].Message())
}
