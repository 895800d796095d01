// Package competence holds who has to be able to do what, who is, and who was made aware of
// what: clause 4.4.2. It wants those who design, run and manage security equipment and
// processes to be qualified by schooling, training or experience; procedures that make
// everybody who works for the organization or in its name aware of why rules are kept, of
// their own part, and of what may happen where set ways are left; and records of it all.
//
// A [Requirement] says which [Competence], or which security clearance, a role demands. A
// [Qualification] says that a person has one, on what basis, until when, and where the
// evidence is kept; a [Clearance] likewise; an [Assessment] that finds somebody wanting beats
// the qualifications from before. A [Training] is planned, moved, held or called off, and
// evaluated; what it gives is made of it ([Training.Qualify], [Training.Inform]). A
// [Programme] carries an awareness procedure through: whom it reaches and of what it makes
// them aware; an [Awareness] is that somebody was. Steps return the changed value, and are
// refused, with a [records.StepError], where they come too early, too late or twice.
//
//	competences:
//	  - {id: C-SEARCH, title: searching vehicles, lasts: 24 months}
//	competence_requirements:
//	  - {id: N-1, role: R-GUARD, competence: C-SEARCH, risks: }
//	qualifications:
//	  - id: Q-1
//	    person: P-1
//	    competence: C-SEARCH
//	    basis: training
//	    from: 2024-12-10
//	    valid_until: 2026-12-10
//	    record: {location: personnel file of P-1}
//	training_programmes:
//	  - id: PG-1
//	    title: security for everybody
//	    procedure: PRO-AWARE
//	    audience: [own personnel, on behalf]
//	    topics: [importance of compliance, own role, consequences of departure]
//	awareness:
//	  - id: A-1
//	    topics: [importance of compliance, own role, consequences of departure]
//	    persons: [P-1, P-2]
//	    on: 2026-01-15
//	    valid_until: 2027-01-14
//
// Hand [Checks] the lists; it says who is not qualified, not aware, and without evidence.
// [Gaps] plans ahead: what will be lacking, by person and by role, and from which day.
//
// Checks of other clauses ask whether somebody was competent on the day of what they did
// ([CompetentOn], [LackedOn], [ClearedOn]), and who is aware of what ([AwareOf], [LeftOut]).
// Whoever weighs judgements adds [AuthorChecks]: they find those whose authors lacked what
// their role demanded.
package competence
