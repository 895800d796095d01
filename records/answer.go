package records

// An Answer is a decision that the organization records where the standard leaves it to say
// what is significant, relevant or of concern. Empty is not decided, which is never taken for no.
type Answer string

// The answers.
const (
	Yes Answer = "yes"
	No  Answer = "no"
)

// Values lists the answers there are.
func (Answer) Values() []string { return []string{string(Yes), string(No)} }
