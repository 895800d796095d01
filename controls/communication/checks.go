package communication

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records/documents"
)

// Input is what the checks of this package look at. Lists that the application does not keep
// may stay empty: what depends on them is undetermined.
type Input struct {
	Audiences      []Audience
	Channels       []Channel
	Messages       []Message
	Releases       []Release
	Procedures     []documents.Procedure
	Roles          []organization.Role
	Settings       []organization.Setting
	Establishments []organization.Establishment
}

func audiences(in Input) []Audience             { return in.Audiences }
func messages(in Input) []Message               { return in.Messages }
func procedures(in Input) []documents.Procedure { return in.Procedures }

// Checks returns the checks of 4.4.1 g and of clause 4.4.3, in the order of the standard.
// Where a requirement has several, the later ones say what is wrong where there is no record
// to say it about.
func Checks() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.Whole[Input]("4.4.1.g", importanceTold),
		conformity.Each("4.4.3.outbound", audiences, reached),
		conformity.Each("4.4.3.outbound", procedures, procedureInForce),
		conformity.Whole[Input]("4.4.3.outbound", procedureAtAll),
		conformity.Each("4.4.3.inbound", audiences, heard),
		conformity.Whole[Input]("4.4.3.inbound", audiencesAwaited),
		conformity.Each("4.4.3.sensitivity", messages, sensitivityWeighed),
		conformity.Whole[Input]("4.4.3.sensitivity", messagesAwaited),
	}
}
