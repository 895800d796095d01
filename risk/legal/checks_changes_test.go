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
		{Name: "looked up, amendments worked in", In: good(), Want: met, Message: "legal.amendment.in", Field: "amendments[0]"},
		{Name: "last second before the next look is late", In: good(), At: "2026-06-30T23:59:59Z", Want: met, Message: "legal.amendment.in", Field: "amendments[0]"},
		{Name: "the next look is late", In: good(), At: "2026-07-01", Want: unmet, Message: "legal.lookup.late", Field: "lookups"},
		{Name: "looked up again, later than asked", In: code(func(q *Requirement) {
			q.Lookups = append(q.Lookups, Lookup{On: day("2026-07-02"), NextOn: day("2026-12-31")})
		}), At: "2026-07-01", Want: unmet, Message: "legal.lookup.late", Field: "lookups", Lapses: "2026-07-02", Becomes: met},
		{Name: "looked up again, late", In: code(func(q *Requirement) {
			q.Lookups = append(q.Lookups, Lookup{On: day("2026-07-02"), NextOn: day("2026-12-31")})
		}), At: "2026-07-02", Want: met, Message: "legal.amendment.in", Field: "amendments[0]"},
		{Name: "no day set for the next look", In: lookup(func(l *Lookup) { l.NextOn = day("") }), Want: undetermined, Message: "legal.lookup.unset", Field: "lookups"},
		{Name: "never looked up", In: code(func(q *Requirement) { q.Lookups = nil }), Want: undetermined, Message: "legal.lookup.none", Field: "lookups"},
		{Name: "not followed, since it does not apply", In: code(func(q *Requirement) { q.Lookups, q.Determinations[0].Applies = nil, records.No }), Want: met, Message: "legal.amendment.in", Field: "amendments[0]"},
		{Name: "in effect and not worked in", In: amended(Amendment{Key: "2026-1", EffectiveOn: day("2026-06-01")}), Want: unmet, Message: "legal.amendment.open", Field: "amendments[1]"},
		{Name: "worked in late", In: amended(Amendment{Key: "2026-1", EffectiveOn: day("2026-05-01"), WorkedInOn: day("2026-06-01")}), Want: met, Message: "legal.amendment.in", Field: "amendments[0]"},
		{Name: "worked in later than asked", In: amended(Amendment{Key: "2026-1", EffectiveOn: day("2026-05-01"), WorkedInOn: day("2026-06-02")}), Want: unmet, Message: "legal.amendment.open", Field: "amendments[1]", Lapses: "2026-06-02", Becomes: met},
		{Name: "in effect from a day that nobody entered", In: amended(Amendment{Key: "2026-1"}), Want: undetermined, Message: "legal.amendment.undated", Field: "amendments[1]"},
		{Name: "published later than asked", In: amended(Amendment{Key: "2026-1", PublishedOn: day("2026-06-02"), EffectiveOn: day("2026-05-01")}), Want: met, Message: "legal.amendment.in", Field: "amendments[0]"},
		{Name: "of a requirement that has ended", In: code(func(q *Requirement) { q.Until, q.Lookups = day("2026-05-31"), nil }), Want: met, Message: "legal.lookup.done", Field: "lookups", Lapses: "2026-10-01", Becomes: unmet},
		{Name: "nothing on the register", In: with(func(in *Input) { in.Requirements = nil }), Want: undetermined, Message: "legal.register.empty"},
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
		{Name: "told of the amendment before it took effect", In: good(), Want: met, Message: "legal.told.yes", Field: "audience.roles[0]"},
		{Name: "told since", In: code(func(q *Requirement) {
			q.Communications[1] = Communication{On: day("2026-01-01"), Roles: q.Audience.Roles}
		}), Want: met, Message: "legal.told.yes", Field: "audience.roles[0]"},
		{Name: "told the day before it took effect, of something else", In: code(func(q *Requirement) { q.Communications[1].Amendment, q.Communications[1].On = "", day("2025-12-31") }), Want: unmet, Message: "legal.told.earlier", Field: "audience.roles[0]"},
		{Name: "and that was enough until then", In: code(func(q *Requirement) { q.Communications = q.Communications[:1] }), At: "2025-12-31T23:59:59Z", Want: met, Message: "legal.told.yes", Field: "audience.roles[0]", Lapses: "2026-01-01", Becomes: unmet},
		{Name: "never told", In: code(func(q *Requirement) { q.Communications = nil }), Want: unmet, Message: "legal.told.no", Field: "audience.roles[0]"},
		{Name: "told later than asked", In: code(func(q *Requirement) { q.Communications[1].On, q.Communications[1].Amendment = day("2026-06-02"), "" }), At: "2026-06-01T23:59:59Z", Want: unmet, Message: "legal.told.earlier", Field: "audience.roles[0]", Lapses: "2026-06-02", Becomes: met},
		{Name: "another role was told", In: audience(func(a *Audience) { a.Roles = append(a.Roles, "clerk") }), Want: unmet, Message: "legal.told.no", Field: "audience.roles[1]"},
		{Name: "a role that there is not", In: audience(func(a *Audience) { a.Roles = append(a.Roles, "lost") }), Want: undetermined, Message: "legal.audience.lost", Field: "audience.roles[1]"},
		{Name: "a role that exists no more", In: with(func(in *Input) {
			in.Requirements[0].Audience.Roles = []records.ID[organization.Role]{"clerk", "guard"}
			in.Roles[1].Until = day("2026-05-31")
		}), Want: met, Message: "legal.told.yes", Field: "audience.roles[1]"},
		{Name: "not decided whom it concerns", In: audience(func(a *Audience) { a.Roles = nil }), Want: undetermined, Message: "legal.audience.open", Field: "audience.employees"},
		{Name: "it concerns somebody, not said whom", In: audience(func(a *Audience) { a.Employees, a.Roles = records.Yes, nil }), Want: undetermined, Message: "legal.audience.which", Field: "audience.roles"},
		{Name: "it concerns no employee", In: audience(func(a *Audience) { a.Employees, a.Roles = records.No, nil }), Want: met, Message: "legal.audience.none", Field: "audience.employees"},
		{Name: "found not to apply", In: code(func(q *Requirement) { q.Determinations[0].Applies, q.Communications = records.No, nil }), Want: met, Message: "legal.effect.none", Field: "determinations"},
		{Name: "not worked out whether it applies", In: code(func(q *Requirement) { q.Determinations, q.Communications = nil, nil }), Want: undetermined, Message: "legal.effect.open", Field: "determinations"},
		{Name: "worked out or not, where it concerns nobody", In: code(func(q *Requirement) { q.Determinations, q.Audience = nil, Audience{Employees: records.No} }), Want: met, Message: "legal.audience.none", Field: "audience.employees"},
		{Name: "not in effect yet", In: with(func(in *Input) {
			in.Requirements = in.Requirements[:1]
			in.Requirements[0].EffectiveFrom, in.Requirements[0].Communications = day("2026-07-01"), nil
		}), Want: undetermined, Message: "legal.effect.later", Lapses: "2026-07-01", Becomes: unmet},
		{Name: "ended, and nobody was told", In: with(func(in *Input) {
			in.Requirements = in.Requirements[:1]
			in.Requirements[0].Until, in.Requirements[0].Communications = day("2026-05-31"), nil
		}), Want: undetermined, Message: "legal.register.notnow"},
		{Name: "told before it took effect", In: code(func(q *Requirement) {
			q.EffectiveFrom, q.Amendments = day("2026-06-01"), nil
			q.Communications = q.Communications[:1]
		}), Want: met, Message: "legal.told.yes", Field: "audience.roles[0]"},
		{Name: "nothing on the register", In: with(func(in *Input) { in.Requirements = nil }), Want: undetermined, Message: "legal.register.empty"},
	})
}

func TestOutsidersTold(t *testing.T) {
	audience := func(change func(a *Audience)) Input {
		return code(func(q *Requirement) { change(&q.Audience) })
	}
	nobody := func(a *Audience) { a.ThirdParties = nil }
	try(t, "4.3.2.communicate.thirdparties", []row{
		{Name: "told since", In: good(), Want: met, Message: "legal.told.yes", Field: "audience.third_parties[0]"},
		{Name: "told of it as it was before", In: code(func(q *Requirement) { q.Communications = q.Communications[:2] }), Want: unmet, Message: "legal.told.earlier", Field: "audience.third_parties[0]"},
		{Name: "never told", In: code(func(q *Requirement) { q.Communications = nil }), Want: unmet, Message: "legal.told.no", Field: "audience.third_parties[0]"},
		{Name: "a group that there is not", In: with(func(in *Input) { in.ThirdParties = nil }), Want: undetermined, Message: "legal.audience.lost", Field: "audience.third_parties[0]"},
		{Name: "a group that comes no more", In: with(func(in *Input) { in.ThirdParties[0].Until = day("2026-05-31") }), Want: met, Message: "legal.audience.none", Field: "audience.outsiders"},
		{Name: "not decided whom it concerns", In: audience(nobody), Want: undetermined, Message: "legal.audience.open", Field: "audience.outsiders"},
		{Name: "it concerns somebody, not said whom", In: audience(func(a *Audience) { nobody(a); a.Outsiders = records.Yes }), Want: undetermined, Message: "legal.audience.which", Field: "audience.third_parties"},
		{Name: "it concerns none", In: audience(func(a *Audience) { nobody(a); a.Outsiders = records.No }), Want: met, Message: "legal.audience.none", Field: "audience.outsiders"},
		{Name: "stated that there are none, and one is named", In: stated(good(), "third-parties"), Want: met, Message: "legal.told.yes", Field: "audience.third_parties[0]"},
		{Name: "nothing on the register", In: with(func(in *Input) { in.Requirements = nil }), Want: undetermined, Message: "check.unstated"},
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
