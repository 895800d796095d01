package objectives

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/conformity/conformitytest"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
)

func chain(in Input, on string) *Chain {
	return NewChain(in.Policies, in.Objectives, in.Targets, in.Programmes, day(on))
}

// texts shows lines as statement > objective > target > programme.
func texts(lines iter.Seq[Line]) []string {
	var list []string
	for l := range lines {
		text := l.Statement.Key + " >"
		if l.Objective != nil {
			text += " " + string(l.Objective.ID)
		}
		text += " >"
		if l.Target != nil {
			text += " " + string(l.Target.ID)
		}
		text += " >"
		if l.Programme != nil {
			text += " " + string(l.Programme.ID)
		}
		if l.Broken() {
			text += " !"
		}
		list = append(list, text)
	}
	return list
}

func ids[T any](seq iter.Seq[*T], id func(*T) string) []string {
	var list []string
	for t := range seq {
		list = append(list, id(t))
	}
	return list
}

func TestChain(t *testing.T) {
	in := good()
	c := chain(in, today)
	want := []string{"losses > O > > P", "losses > O > T1 > P", "losses > O > T2 > P"}
	assert.Equal(t, want, texts(c.Lines()))
	assert.Equal(t, want[1:2], texts(c.Through(in.Targets[0])))
	assert.Equal(t, want, texts(c.Through(in.Programmes[0].ID)))
	assert.Empty(t, texts(c.Through(in.Programmes[1])), "a programme of the group is no part of it")
	assert.Equal(t, []string{"O"}, ids(c.From("losses"), func(o *Objective) string { return string(o.ID) }))
	assert.Empty(t, ids(c.From("gone"), func(o *Objective) string { return string(o.ID) }))
	assert.Equal(t, []string{"T1", "T2"}, ids(c.Targets("O"), func(t *Target) string { return string(t.ID) }))
	assert.Equal(t, []string{"P"}, ids(c.Programmes(in.Targets[1]), func(p *Programme) string { return string(p.ID) }))
	p, revision := c.Policy()
	assert.Equal(t, "POL", string(p.ID))
	assert.Equal(t, "1", revision.Number)
	direct := with(func(in *Input) { in.Targets = nil })
	assert.Equal(t, want[:1], texts(chain(direct, today).Lines()), "an objective without targets, served directly")
	through := programmeRevision(func(v *ProgrammeRevision) { v.Serves = v.Serves[1:] })
	assert.Equal(t, want[1:], texts(chain(through, today).Lines()), "served through its targets alone")
	assert.Equal(t, []string{"losses > > > !"}, texts(chain(in, "2026-01-14").Lines()), "the day before the rest takes effect")
	assert.Empty(t, texts(chain(Input{}, today).Lines()))
}

// Where the chain is broken, the line breaks off; what hangs in the air stands at the end.
func TestChainShowsWhereItIsBroken(t *testing.T) {
	in := good()
	p := &in.Policies[0].Revisions[0]
	p.Principles = []policy.Statement{{Key: "people", Text: "people first"}}
	p.Commitments = []policy.Commitment{{Kind: policy.LegalCompliance, Key: "law", Text: "we keep the law"}, {Kind: policy.OwnCommitment, Text: "no key"}}
	again := in.Objectives[0]
	again.ID, again.Revisions = "O2", slices.Clone(again.Revisions)
	again.Revisions[0].DerivedFrom = []Source{{"POL", "law"}, {"POL", "law"}}
	air := in.Objectives[0]
	air.ID, air.Revisions = "O3", slices.Clone(air.Revisions)
	air.Revisions[0].DerivedFrom = []Source{{"OLD", "law"}}
	in.Objectives = append(in.Objectives, again, air)
	lost := in.Targets[0]
	lost.ID, lost.Objective = "T3", "GONE"
	unserved := in.Targets[0]
	unserved.ID, unserved.Objective = "T4", "O3"
	in.Targets = append(in.Targets, lost, unserved)
	idle := in.Programmes[0]
	idle.ID, idle.Revisions = "P2", slices.Clone(idle.Revisions)
	idle.Revisions[0].Serves = []Purpose{{Target: "GONE"}}
	in.Programmes = append(in.Programmes, idle)
	want := []string{
		"people > > > !", "losses > O > > P", "losses > O > T1 > P", "losses > O > T2 > P", "law > O2 > > !", " > > > !",
		" > O3 > T4 > !", " > > T3 > !", " > > > P2 !",
	}
	assert.Equal(t, want, texts(chain(in, today).Lines()))
	for seed := range uint64(10) {
		shuffled := conformitytest.Shuffled(in, seed)
		assert.Equal(t, want, texts(chain(shuffled, today).Lines()), "the order of records changes nothing")
	}
	for range chain(in, today).Lines() {
		break // asking for less than all is fine
	}
}

// Of several policies that of which the revision took effect last is the one in force.
func TestChainTakesThePolicyInForce(t *testing.T) {
	in := good()
	next := policy.Policy{ID: "NEW", Revisions: []policy.Revision{{Number: "1", Authorization: policy.Authorization{By: "ceo", On: day("2026-05-01")}, EffectiveFrom: day("2026-05-02")}}}
	in.Policies = append(in.Policies, next)
	p, _ := chain(in, "2026-05-01").Policy()
	assert.Equal(t, "POL", string(p.ID))
	p, _ = chain(in, "2026-05-02").Policy()
	assert.Equal(t, "NEW", string(p.ID))
	older, same := next, next
	older.ID, older.Revisions = "Z", slices.Clone(next.Revisions)
	older.Revisions[0].EffectiveFrom = day("2025-12-31")
	same.ID = "NEWER"
	for _, order := range [][]policy.Policy{{next, older, same}, {same, older, next}, {older, same, next}} {
		p, _ = chain(Input{Policies: order}, today).Policy()
		assert.Equal(t, "NEWER", string(p.ID), "of two on one day the one with the greater id")
	}
	p, revision := chain(Input{}, today).Policy()
	assert.Nil(t, p)
	assert.Nil(t, revision)
}

func TestParts(t *testing.T) {
	list := []Objective{{ID: "A"}, {ID: "B", Parent: "A"}, {ID: "C", Parent: "B"}, {ID: "D", Parent: "GONE"}, {ID: "E", Parent: "D"}, {ID: "F", Parent: "G"}, {ID: "G", Parent: "F"}, {ID: "H", Parent: "H"}, {ID: "I", Parent: "F"}}
	assert.Equal(t, []string{"B"}, ids(Parts(list, "A"), func(o *Objective) string { return string(o.ID) }))
	assert.Empty(t, ids(Parts(list, ""), func(o *Objective) string { return string(o.ID) }))
	want := []records.ID[Objective]{"D", "E", "F", "G", "H", "I"}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		assert.Equal(t, want, Detached(list))
	}
	assert.Equal(t, []records.ID[Target]{"T"}, DetachedTargets([]Target{{ID: "T", Parent: "GONE"}, {ID: "U"}}))
	assert.Empty(t, Detached(nil))
	long := make([]Objective, 100_000)
	for i := range long {
		long[i] = Objective{ID: records.ID[Objective](fmt.Sprint(i)), Parent: records.ID[Objective](fmt.Sprint(i + 1))}
	}
	assert.Len(t, Detached(long), len(long), "a line without an end, in one pass")
}

func TestRankedAndOpen(t *testing.T) {
	in := good()
	second, third, draft := in.Programmes[0], in.Programmes[0], in.Programmes[0]
	second.ID, second.Priorities = "A", nil
	third.ID, third.Priorities = "B", append(slices.Clone(third.Priorities), Priority{Rank: 3, On: day("2026-05-01"), Reason: "less urgent"}, Priority{Rank: 9, On: day("2026-07-01")})
	draft.ID, draft.Revisions = "C", nil
	in.Programmes = append(in.Programmes, second, third, draft)
	var order []string
	for _, p := range Ranked(in.Programmes, clock(today)) {
		order = append(order, string(p.ID))
	}
	assert.Equal(t, []string{"P", "B", "A"}, order, "what is not ranked comes last")
	x := in.Programmes[3].Priority(clock("2026-04-30"))
	assert.Equal(t, 1, x.Rank, "as it was")

	p := &in.Programmes[0]
	p.Tasks = []Task{
		{Key: "undated"}, {Key: "z", DueOn: day("2026-07-01")}, {Key: "a", DueOn: day("2026-07-01")}, {Key: "late", DueOn: day("2026-05-01")},
		{Key: "done", DueOn: day("2026-05-01"), CompletedOn: day("2026-05-20")}, {Key: "dropped", DroppedOn: day("2026-05-01"), DroppedBecause: "no use"},
		{Key: "dropped for no reason", DueOn: day("2026-08-01"), DroppedOn: day("2026-05-01")},
	}
	var keys []string
	for _, task := range p.Open(clock(today)) {
		keys = append(keys, task.Key+": "+string(task.State(clock(today))))
	}
	assert.Equal(t, []string{"late: late", "a: open", "z: open", "dropped for no reason: open", "undated: undated"}, keys)
	done, of := p.Done(clock(today))
	assert.Equal(t, [2]int{1, 6}, [2]int{done, of})
	n := 0
	for programme, task := range Open(in.Programmes[:2], clock(today)) {
		assert.Equal(t, "P", string(programme.ID))
		assert.True(t, task.State(clock(today)).Open())
		n++
	}
	assert.Equal(t, 5, n)
	for range Open(in.Programmes, clock(today)) {
		break
	}
	spent, ok := p.Spent(clock("2026-03-01"))
	assert.True(t, ok)
	assert.True(t, spent.IsZero(), "spent later")
}

// Whoever has seen enough stops, at every place of the walk.
func TestIteratorsStop(t *testing.T) {
	in := good()
	again, air := in.Objectives[0], in.Objectives[0]
	again.ID, air.ID, air.Revisions = "O2", "O3", slices.Clone(air.Revisions)
	air.Revisions[0].DerivedFrom = nil
	in.Objectives = append(in.Objectives, again, air)
	lost := in.Targets[0]
	lost.ID, lost.Objective = "T9", "GONE"
	in.Targets = append(in.Targets, lost)
	idle := in.Programmes[0]
	idle.ID, idle.Revisions = "P2", slices.Clone(idle.Revisions)
	idle.Revisions[0].Serves = nil
	in.Programmes = append(in.Programmes, idle)
	in.Policies[0].Revisions[0].Principles = []policy.Statement{{Key: "people", Text: "people first"}}
	c := chain(in, today)
	all := texts(c.Lines())
	for n := range len(all) {
		var some []string
		for l := range c.Lines() {
			if len(some) == n {
				break
			}
			some = append(some, texts(func(yield func(Line) bool) { yield(l) })...)
		}
		assert.Equal(t, all[:n], append([]string{}, some...))
	}
	for range c.From("losses") {
		break
	}
	for range c.Targets("O") {
		break
	}
	for range c.Programmes(in.Objectives[0]) {
		break
	}
	for range c.Through(in.Objectives[0]) {
		break
	}
	for range Parts([]Objective{{ID: "A"}, {ID: "B", Parent: "A"}, {ID: "C", Parent: "A"}}, "A") {
		break
	}
}
