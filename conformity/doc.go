// Package conformity decides which requirements of ISO 28000:2007 a system meets, and says
// why, on what evidence, and until when.
//
// It holds the catalogue of requirements (clauses 4.1 to 4.6), and knows no clause package:
// those bring their checks as values. A [Check] looks at one record at a time and reaches
// everything else, neighbours and time, through a [Reader]. So the Reader knows what a
// verdict rests on, and on which instants it turns; no check works those out for itself.
//
//	// heldWhenPlanned decides 4.5.5.interval.
//	func heldWhenPlanned(r *conformity.Reader, a *Audit) conformity.Verdict {
//		switch {
//		case r.Happened(a.PerformedOn):
//			return conformity.Met(auditHeld, a.PerformedOn)
//		case r.Over(a.PlannedOn):
//			return conformity.Unmet(auditOverdue, a.PlannedOn).At("performed_on")
//		}
//		return conformity.Met(auditDue, a.PlannedOn)
//	}
//
// [Run] gives the findings of some checks over the records of one package, [Assess] a
// [Report] on every requirement of the catalogue. Silence is never conformity: a
// requirement with nothing to go by is undetermined.
package conformity
