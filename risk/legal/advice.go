package legal

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

const (
	adviceIssuer  conformity.Message = "legal.advice.issuer: it is not said who has laid down {subject}: the guide suggests to list the requirements of authorities, associations and others by where they come from"
	adviceSourced conformity.Message = "legal.advice.source: it is not said from where one learns that {subject} changes: the guide suggests a list of sources"
)

// Advice returns the checks of what the guide suggests for 4.3.2.
func Advice() []conformity.Check[Input] {
	applies := func(r *conformity.Reader, q *Requirement) bool { return q.Applies(r) == records.Yes }
	return []conformity.Check[Input]{
		conformity.Suggest("4.3.2.input.4", requirements, conformity.Having(applies, "issuer", func(q *Requirement) bool { return q.Issuer != "" }, adviceIssuer)),
		conformity.Suggest("4.3.2.input.5", requirements, conformity.Having(applies, "sources", func(q *Requirement) bool { return len(q.Sources) > 0 }, adviceSourced)),
	}
}
