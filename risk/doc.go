// Package risk holds threats and risks, how they are rated, what was decided about them and what
// became of that: clause 4.3.1, on the assessment of risks to security.
//
// The clause wants threats to be found and risks to be assessed by a settled, proactive
// methodology, and again and again; each risk to be judged for its likelihood and for its
// consequence in eight categories, before and after the controls in place; what cannot be
// tolerated to be avoided, eliminated or controlled, in time and to effect; and the results to
// be written down, and considered wherever the system plans something.
//
// Two things can be had from it, each alone.
//
// [Criteria] rate a [Risk] and rule whether it may stay as it is. They are data: scales, a matrix
// or bands, an appetite, rules. [Criteria.Compile] makes them a [Rater].
//
//	rater, err := criteria.Compile()
//	rated, err := rater.Rate(theft)                 // a level per category and overall, before and after controls
//	ruling, err := rater.Decide(rated, accepted, at) // tolerable or not, by which rule, until when
//
// [Checks] decide which requirements of the clause are unmet by the records that an application
// keeps, its own risk register say: hand them an [Input].
//
//	in := risk.Input{Assessments: assessments, Threats: threats, Risks: register, Criteria: criteria}
//	for _, finding := range conformity.Run(risk.Checks(), in, at) {
//		fmt.Println(finding)
//	}
//
// A risk or a threat is judged as part of the [Assessment] in force that lists it, or that covers
// the whole register. What an application asks of its lists without any checks, such as which
// treatments are late or which sources were not consulted, is answered by [LateTreatments],
// [LateSources] and the like for any [records.Clock].
package risk
