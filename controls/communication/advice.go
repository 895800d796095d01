package communication

import "github.com/iso28000/iso28000/conformity"

const adviceCarries conformity.Message = "communication.advice.carries: it is not settled for which classes of sensitivity {subject} is safe enough: the guide suggests to have ways on which sensitive information is shared with authorities and partners"

// Advice returns the checks of what the guide suggests for 4.4.3.
func Advice() []conformity.Check[Input] {
	open := func(r *conformity.Reader, c *Channel) bool { return c.Open(r) && c.Leads(Out) }
	return []conformity.Check[Input]{
		conformity.Suggest("4.4.3.output.9", func(in Input) []Channel { return in.Channels }, conformity.Having(open, "carries", func(c *Channel) bool { return len(c.Carries) > 0 }, adviceCarries)),
	}
}
