package objectives

import (
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

// documentChecks are those of 4.4.4 a).
func documentChecks() []conformity.Check[Input] {
	return slices.Concat(
		[]conformity.Check[Input]{conformity.Each("4.4.4.a", policies, policyListed)},
		ofObjectives("4.4.4.a", one(func(r *conformity.Reader, o *objective) conformity.Verdict { return listedDocument(r, &o.subject) })),
		ofTargets("4.4.4.a", one(func(r *conformity.Reader, t *target) conformity.Verdict { return listedDocument(r, &t.subject) })),
	)
}

const (
	documentListed   conformity.Message = "objectives.listed: {0}, in which {subject} is written down, stands in {1}"
	documentUnlisted conformity.Message = "objectives.listed.not: {0}, in which {subject} is written down, stands in no register of documents that is in force: enter it"
	documentNowhere  conformity.Message = "objectives.listed.nowhere: {subject} is written down in no document that a register could list: write it down, and enter the document in the register"
	registerNone     conformity.Message = "objectives.listed.noregister: cannot be decided for {subject} while no register of documents is in force: have one approved"
)

var registersByDocument = conformity.NewIndexAll(func(g *documents.Register) []records.ID[documents.Document] {
	var ids []records.ID[documents.Document]
	for _, e := range g.Entries {
		if e.Document != "" {
			ids = append(ids, e.Document)
		}
	}
	return ids
})

// listedDocument decides 4.4.4.a for an objective or a target in force: a register in force
// lists the document in which it is written down. That there is a register is for
// 4.4.4.system, that the document is a controlled one for 4.3.3.documented and 4.3.4.documented.
func listedDocument(r *conformity.Reader, s *subject) conformity.Verdict {
	return listedIn(r, s.revision.Document.Document).At(s.path + "document")
}

// policyListed decides 4.4.4.a for the policy in force.
func policyListed(r *conformity.Reader, p *policy.Policy) conformity.Verdict {
	current, revision := policy.InForce(r)
	if current == nil || current.ID != p.ID {
		return conformity.Nothing(policyNone)
	}
	return listedIn(r, revision.Document.Document).At(placeOfRevision(p, revision) + "document")
}

func listedIn(r *conformity.Reader, id records.ID[documents.Document]) conformity.Verdict {
	if id == "" {
		return conformity.Unmet(documentNowhere)
	}
	inForce := func(g *documents.Register) bool { return g.InForce(r) }
	if g := registersByDocument.Of(r, id).First(inForce); g != nil {
		return conformity.Met(documentListed, id, *g)
	}
	if !conformity.All[documents.Register](r).Any(inForce) {
		return conformity.Undetermined(registerNone)
	}
	return conformity.Unmet(documentUnlisted, id)
}
