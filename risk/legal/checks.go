package legal

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records/documents"
	"github.com/iso28000/iso28000/risk"
)

// Input is what the checks of this package look at. Lists that the application does not keep
// may stay empty: what depends on them is undetermined.
type Input struct {
	Requirements []Requirement
	Sources      []Source
	Procedures   []documents.Procedure
	Documents    []documents.Document
	Roles        []organization.Role
	ThirdParties []organization.ThirdParty
	Threats      []risk.Threat
	Risks        []risk.Risk
	Statements   []conformity.Statement
}

func requirements(in Input) []Requirement       { return in.Requirements }
func sources(in Input) []Source                 { return in.Sources }
func procedures(in Input) []documents.Procedure { return in.Procedures }

// Checks returns the checks of clause 4.3.2, in the order of the standard. Where a
// requirement has several, the later ones say what is wrong where there is no record to say
// it about.
func Checks() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.Each("4.3.2.procedure", procedures, procedureInForce),
		conformity.Whole[Input]("4.3.2.procedure", procedureCovers),
		conformity.Each("4.3.2.a", sources, sourceSearched),
		conformity.Whole[Input]("4.3.2.a", lawFound),
		conformity.Whole[Input]("4.3.2.a", otherRequirementsFound),
		conformity.Each("4.3.2.a.access", requirements, textAccessible),
		conformity.Whole[Input]("4.3.2.a.access", registerAwaited),
		conformity.Each("4.3.2.b", requirements, applicationDetermined),
		conformity.Whole[Input]("4.3.2.b", registerAwaited),
		conformity.EachMany("4.3.2.uptodate", requirements, keptUpToDate),
		conformity.Whole[Input]("4.3.2.uptodate", registerAwaited),
		conformity.EachMany("4.3.2.communicate", requirements, employeesTold),
		conformity.Whole[Input]("4.3.2.communicate", registerAwaited),
		conformity.EachMany("4.3.2.communicate.thirdparties", requirements, outsidersTold),
	}
}

const (
	registerEmpty  conformity.Message = "legal.register.empty: the register of legal and other requirements has no entry: enter the laws that bear on your security risks, and what else you have taken on"
	requirementNot conformity.Message = "legal.register.notnow: {0} is not on the register now"
)

// registerAwaited says why what is asked of the entries of the register is undetermined where
// there are none. That there have to be some is for 4.3.2.a.
func registerAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(registerEmpty) }
