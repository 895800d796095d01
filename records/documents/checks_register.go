package documents

import (
	"fmt"
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// registerChecks are those of 4.4.4 about what is written down. Its sensitivity, and who gets
// at it, are in accessChecks.
func registerChecks() []conformity.Check[Input] {
	return append([]conformity.Check[Input]{
		conformity.Each("4.4.4.system", registers, registerInForce),
		conformity.Whole[Input]("4.4.4.system", registerAtAll),
		conformity.Each("4.4.4.b", documents, scopeDescribed),
		conformity.Whole[Input]("4.4.4.b", scopeDescribedAtAll),
		conformity.EachMany("4.4.4.c", documents, elementsDescribed),
		conformity.Whole[Input]("4.4.4.c", nothing(elementsAwaited)),
		conformity.EachMany("4.4.4.d", registers, demandsListed),
		conformity.Whole[Input]("4.4.4.d", nothing(registerAwaited)),
	}, accessChecks()...)
}

const (
	registerDoes = "lists the documents of the system"

	registerNone    conformity.Message = "documents.register.none: no register of the documents of the system is in force: draw one up, with an entry for each document, and have it approved"
	registerAwaited conformity.Message = "documents.register.awaited: there is no register in force in which documents could be looked up"
)

var registersInForce = conformity.NewView(func(r *conformity.Reader) []*Register {
	return slices.Collect(conformity.All[Register](r).Where(func(g *Register) bool { return g.InForce(r) }))
})

// registerInForce decides 4.4.4.system for a register. Where several are to be, one in force is
// enough. What has to be in it is for 4.4.4.a to 4.4.4.d.
func registerInForce(r *conformity.Reader, g *Register) conformity.Verdict {
	n := need("", registerDoes, registerNone)
	if v := revisions(g.Revisions).current(r); v != nil {
		return conformity.Met(n.Held, n.args(g.Title, v.Number, v.EffectiveFrom)...)
	}
	if all := registersInForce.Of(r); len(all) > 0 {
		return conformity.Nothing(n.Other, n.args(*all[0])...)
	}
	return n.short(r, *g, g.Title, g.Revisions)
}

func registerAtAll(r *conformity.Reader) conformity.Verdict {
	if g := conformity.All[Register](r).First(func(g *Register) bool { return awaited(r, g.Revisions) }); g != nil {
		return conformity.Nothing(needOther, *g, registerDoes)
	}
	return conformity.Unmet(registerNone)
}

const (
	scopeHeld     conformity.Message = "documents.scope.held: revision {1} of {subject}, {0}, describes {2}, the scope in force, and {3} lists it"
	scopeOther    conformity.Message = "documents.scope.other: {0} describes the scope"
	scopeElse     conformity.Message = "documents.scope.else: {0} does not describe the scope"
	scopeAwaited  conformity.Message = "documents.scope.awaited: no scope is in force that could be described"
	scopeNone     conformity.Message = "documents.scope.none: no document describes what the system covers: write one, with the purpose scope, and enter it in the register"
	scopeDraft    conformity.Message = "documents.scope.draft: {subject}, {0}, is to describe what the system covers, and no revision of it is in force: have one approved, and enter from when it applies"
	scopeUnlisted conformity.Message = "documents.scope.unlisted: {subject}, {0}, which describes what the system covers, stands in no register that is in force: enter it"
	scopeUnnamed  conformity.Message = "documents.scope.unnamed: revision {1} of {subject}, {0}, does not say which scope it describes: compare it with {2}, the scope in force, and enter that"
	scopeOld      conformity.Message = "documents.scope.old: revision {1} of {subject}, {0}, describes {3}, and {2} is the scope in force: bring the description up to it"
)

var registersByEntry = conformity.NewIndexAll(func(g *Register) []records.Ref {
	var refs []records.Ref
	for _, e := range g.Entries {
		refs = append(refs, e.refs()...)
	}
	return refs
})

func listing(r *conformity.Reader, ref records.Ref) *Register {
	return registersByEntry.Of(r, ref).First(func(g *Register) bool { return g.InForce(r) })
}

// describesScope reports whether the current revision of a listed document describes the scope.
func describesScope(r *conformity.Reader, d *Document, scope *organization.Scope) bool {
	current := d.Current(r)
	return d.Serves(ScopeDescription) && current != nil && current.Scope == scope.ID && listing(r, d.Ref()) != nil
}

var scopeDescription = conformity.NewView(func(r *conformity.Reader) *Document {
	scope := organization.ScopeInForce(r)
	if scope == nil {
		return nil
	}
	return conformity.All[Document](r).First(func(d *Document) bool { return describesScope(r, d, scope) })
})

// scopeDescribed decides 4.4.4.b for a document: one on a register in force describes the scope
// in force. That there is a scope is for 4.1.scope, a register for 4.4.4.system.
func scopeDescribed(r *conformity.Reader, d *Document) conformity.Verdict {
	scope := organization.ScopeInForce(r)
	switch {
	case scope == nil:
		return conformity.Nothing(scopeAwaited)
	case len(registersInForce.Of(r)) == 0:
		return conformity.Nothing(registerAwaited)
	case !d.Serves(ScopeDescription):
		return conformity.Nothing(scopeElse, *d)
	}
	current := d.Current(r)
	if describesScope(r, d, scope) {
		return conformity.Met(scopeHeld, d.Title, current.Number, *scope, *listing(r, d.Ref()))
	}
	other := scopeDescription.Of(r)
	switch {
	case other != nil:
		return conformity.Nothing(scopeOther, *other)
	case current == nil && !awaited(r, d.Revisions):
		return conformity.Nothing(scopeElse, *d)
	case current == nil:
		return conformity.Unmet(scopeDraft, d.Title).At("revisions")
	case listing(r, d.Ref()) == nil:
		return conformity.Unmet(scopeUnlisted, d.Title)
	case current.Scope == "":
		return conformity.Unmet(scopeUnnamed, d.Title, current.Number, *scope).At(fieldOf(d, current, "scope"))
	}
	return conformity.Unmet(scopeOld, d.Title, current.Number, *scope, current.Scope).At(fieldOf(d, current, "scope"))
}

// fieldOf returns the path of a field of a revision of the document.
func fieldOf(d *Document, revision *Revision, field string) string {
	i, _ := revisions(d.Revisions).numbered(revision.Number)
	return fmt.Sprintf("revisions[%d].%s", i, field)
}

func scopeDescribedAtAll(r *conformity.Reader) conformity.Verdict {
	if organization.ScopeInForce(r) == nil {
		return conformity.Nothing(scopeAwaited)
	}
	if len(registersInForce.Of(r)) == 0 {
		return conformity.Nothing(registerAwaited)
	}
	d := conformity.All[Document](r).First(func(d *Document) bool { return d.Serves(ScopeDescription) && awaited(r, d.Revisions) })
	if d != nil {
		return conformity.Nothing(scopeOther, *d)
	}
	return conformity.Unmet(scopeNone)
}

const (
	elementsAwaited  conformity.Message = "documents.element.awaited: no document that describes the system is in force"
	elementDescribed conformity.Message = "documents.element.described: {0} says how {1}, {2}, works together with the rest, and where more is written about it"
	elementLeftOut   conformity.Message = "documents.element.leftout: {subject}, {0}, describes the system and leaves out {1}, {2}: describe it, with how it works together with the rest and where more is written about it"
	elementAlone     conformity.Message = "documents.element.alone: {0} does not say how {1}, {2}, works together with the rest of the system: say so"
	elementBare      conformity.Message = "documents.element.bare: {0} does not say where more is written about {1}, {2}: name the documents or procedures that go with it"
	elementLost      conformity.Message = "documents.element.lost: {0} refers for {1}, {2}, to {3}, of which there is no entry: enter it, or name what is meant"
)

var descriptions = conformity.NewView(func(r *conformity.Reader) []*Document {
	return slices.Collect(conformity.All[Document](r).Where(func(d *Document) bool {
		return d.Serves(SystemDescription) && d.InForce(r)
	}))
})

// elementsDescribed decides 4.4.4.c for the descriptions of the system in force, which may share
// the parts of it out among them. What none of them describes is said of the first.
func elementsDescribed(r *conformity.Reader, d *Document, say conformity.Say) {
	all := descriptions.Of(r)
	if !slices.ContainsFunc(all, func(x *Document) bool { return x.ID == d.ID }) {
		say("", conformity.Nothing(elementsAwaited))
		return
	}
	for _, name := range organization.Element("").Values() {
		element := organization.Element(name)
		describing := slices.IndexFunc(all, func(x *Document) bool { return x.element(element) >= 0 })
		if by := all[max(describing, 0)]; by.ID == d.ID {
			say("element "+name, d.describes(r, element))
		}
	}
}

func (d *Document) element(element organization.Element) int {
	return slices.IndexFunc(d.Elements, func(e ElementDescription) bool { return e.Element == element })
}

func (d *Document) describes(r *conformity.Reader, element organization.Element) conformity.Verdict {
	clause, _ := conformity.ClauseByID(string(element))
	i := d.element(element)
	if i < 0 {
		return conformity.Unmet(elementLeftOut, d.Title, element, clause.Title).At("elements")
	}
	e, at := &d.Elements[i], fmt.Sprintf("elements[%d].", i)
	if !e.interacts() {
		return conformity.Unmet(elementAlone, *d, element, clause.Title).At(at + "interaction")
	}
	if len(e.Documents)+len(e.Procedures) == 0 {
		return conformity.Unmet(elementBare, *d, element, clause.Title).At(at + "documents")
	}
	for j, id := range e.Documents {
		if conformity.Look(r, id) == nil {
			return conformity.Unmet(elementLost, *d, element, clause.Title, id).At(fmt.Sprintf("%sdocuments[%d]", at, j))
		}
	}
	for j, id := range e.Procedures {
		if conformity.Look(r, id) == nil {
			return conformity.Unmet(elementLost, *d, element, clause.Title, id).At(fmt.Sprintf("%sprocedures[%d]", at, j))
		}
	}
	return conformity.Met(elementDescribed, *d, element, clause.Title).At(at + "interaction")
}

const (
	demandListed   conformity.Message = "documents.demand.listed: the register holds {0}: {1}"
	demandUnlisted conformity.Message = "documents.demand.unlisted: {subject}, {0}, holds no entry for {1}, which {2} calls for: enter what there is, or write it"
	demandStated   conformity.Message = "documents.demand.stated: {0} is not called for, because it is stated that its condition does not hold ({1})"
)

// contents is what the registers in force hold, by what it is for; of several the first.
type contents struct {
	documents  map[Purpose]records.Ref
	procedures map[ProcedurePurpose]records.Ref
	series     map[string]records.Ref
}

var proceduresByDocument = conformity.NewIndex(func(p *Procedure) records.ID[Document] { return p.Document })

var registered = conformity.NewView(func(r *conformity.Reader) contents {
	c := contents{map[Purpose]records.Ref{}, map[ProcedurePurpose]records.Ref{}, map[string]records.Ref{}}
	procedure := func(p *Procedure, listed records.Ref) {
		for _, purpose := range p.Purposes {
			enter(c.procedures, purpose, listed)
		}
	}
	for _, g := range registersInForce.Of(r) {
		for _, e := range g.Entries {
			if d := conformity.Look(r, e.Document); d != nil {
				for _, purpose := range d.Purposes {
					enter(c.documents, purpose, d.Ref())
				}
				for p := range proceduresByDocument.Of(r, d.ID).Every() {
					procedure(p, d.Ref())
				}
			}
			if p := conformity.Look(r, e.Procedure); p != nil {
				procedure(p, p.Ref())
			}
			if s := conformity.Look(r, e.Series); s != nil {
				for _, id := range s.Requirements {
					enter(c.series, id, s.Ref())
				}
			}
		}
	}
	return c
})

func enter[K comparable](table map[K]records.Ref, key K, ref records.Ref) {
	if _, found := table[key]; !found {
		table[key] = ref
	}
}

func (c contents) of(d Demand) (ref records.Ref, found bool) {
	switch {
	case d.Document != "":
		ref, found = c.documents[d.Document]
	case d.Procedure != "":
		ref, found = c.procedures[d.Procedure]
	default:
		if ref, found = c.series[d.Requirement]; !found {
			ref, found = c.series[clauseOf(d.Requirement)]
		}
	}
	return ref, found
}

// demandsListed decides 4.4.4.d for the registers in force together: what the standard wants in
// writing has an entry in one of them. What none holds is said of the first. Whether what is
// listed is in force is for the requirements that ask for it.
func demandsListed(r *conformity.Reader, g *Register, say conformity.Say) {
	if all := registersInForce.Of(r); len(all) == 0 || all[0].ID != g.ID {
		say("", conformity.Nothing(registerAwaited))
		return
	}
	held := registered.Of(r)
	for _, demand := range demands {
		part := demand.String()
		switch ref, found := held.of(demand); {
		case found:
			say(part, conformity.Met(demandListed, part, ref))
		case demand.condition() != "" && conformity.StatedNot(r, demand.condition()):
			say(part, conformity.Exempt(demandStated, part, demand.condition()))
		default:
			say(part, conformity.Unmet(demandUnlisted, g.Title, part, demand.Requirement).At("entries"))
		}
	}
}
