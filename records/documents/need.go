package documents

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// A Need is that a procedure for a purpose is in force, which several clauses ask for, with
// what a check of such a clause says. In the messages {0} is the title of the procedure, {1}
// the number of the revision and {2} the day from which that applies, as far as there are any;
// in Other and Else {0} is a procedure. After them comes About, where it is set.
type Need struct {
	Purpose ProcedurePurpose
	About   string // what stands in the messages besides, the same for all of them; most need none

	Held    conformity.Message // in force: title, number, day
	Empty   conformity.Message // no revision: title
	Draft   conformity.Message // not approved: title, number
	Later   conformity.Message // approved and not yet in effect: title, number, day
	Undated conformity.Message // approved from no day: title, number
	Other   conformity.Message // another one is in force, or on its way: that one
	Else    conformity.Message // withdrawn, or for another purpose: the procedure
	None    conformity.Message // none is in force, nor on its way
}

var proceduresByPurpose = conformity.NewIndexAll(func(p *Procedure) []ProcedurePurpose { return p.Purposes })

// ProceduresFor returns the procedures with a purpose, in force or not, to choose from.
func ProceduresFor(r *conformity.Reader, purpose ProcedurePurpose) conformity.Rows[Procedure] {
	return proceduresByPurpose.Of(r, purpose)
}

// ProcedureInForce returns a procedure with a purpose that is in force, or nil. It becomes
// evidence.
func ProcedureInForce(r *conformity.Reader, purpose ProcedurePurpose) *Procedure {
	return ProceduresFor(r, purpose).First(func(p *Procedure) bool { return p.InForce(r) })
}

// Decide says of a procedure whether it is in force for the purpose. Of several one is enough.
// A review that is overdue, which is for 4.4.5.b, does not put it out of force.
func (n Need) Decide(r *conformity.Reader, p *Procedure) conformity.Verdict {
	if !p.Serves(n.Purpose) {
		return conformity.Nothing(n.Else, n.args(*p)...)
	}
	if v := p.Current(r); v != nil {
		return conformity.Met(n.Held, n.args(p.Title, v.Number, v.EffectiveFrom)...)
	}
	if other := ProcedureInForce(r, n.Purpose); other != nil {
		return conformity.Nothing(n.Other, n.args(*other)...)
	}
	return n.Short(r, p)
}

// Short says of a procedure that is not in force what it is short of.
func (n Need) Short(r *conformity.Reader, p *Procedure) conformity.Verdict {
	return n.short(r, p, p.Title, p.Revisions)
}

func (n Need) short(r *conformity.Reader, subject records.Entity, title string, rs revisions) conformity.Verdict {
	state, i := records.Standing(r, len(rs), rs.life)
	if i < 0 {
		return conformity.Unmet(n.Empty, n.args(title)...).At("revisions")
	}
	at := fmt.Sprintf("revisions[%d]", i)
	switch {
	case state == records.Draft && rs[i].ApprovedBy == "":
		return conformity.Unmet(n.Draft, n.args(title, rs[i].Number)...).At(at + ".approved_by")
	case state == records.Draft:
		return conformity.Unmet(n.Draft, n.args(title, rs[i].Number)...).At(at + ".approved_on")
	case state == records.Approved && rs[i].EffectiveFrom.IsZero():
		return conformity.Unmet(n.Undated, n.args(title, rs[i].Number)...).At(at + ".effective_from")
	case state == records.Approved:
		return conformity.Unmet(n.Later, n.args(title, rs[i].Number, rs[i].EffectiveFrom)...).At(at + ".effective_from")
	}
	return conformity.Nothing(n.Else, n.args(subject.Ref())...)
}

// AtAll decides, over all procedures, where none is in force for the purpose and none is on
// its way; where one is, its own finding says how far it has come.
func (n Need) AtAll(r *conformity.Reader) conformity.Verdict {
	coming := ProceduresFor(r, n.Purpose).First(func(p *Procedure) bool { return awaited(r, p.Revisions) })
	if coming != nil {
		return conformity.Nothing(n.Other, n.args(*coming)...)
	}
	return conformity.Unmet(n.None, n.args()...)
}

func (n Need) args(args ...any) []any {
	if n.About != "" {
		args = append(args, n.About)
	}
	return args
}
