// Package objectives holds what an organization wants to come to in security management, and
// how it gets there: clause 4.3.3 objectives, 4.3.4 targets, 4.3.5 programmes. It is one chain
// from the policy to the measures.
//
// An [Objective] grows out of statements of the policy ([Source]), is set for functions and
// levels of the organization, and is weighed against law, threats, options, money and the
// views of others ([Consideration]). A [Target] is a result on the way to it, by a figure
// ([Measure]) and a day. A [Programme] is how both are reached: tasks, a role with its
// authority, a budget, a day for each; chosen among options ([Comparison]), and only then
// ranked among the other programmes ([Priority]). All three hold their own history: revisions,
// reviews, progress, who was told.
//
// # Their lives
//
// A revision is a draft until somebody approves it, is in force from its effective date, and
// gives way to the next one. The whole ends when it is achieved (a programme: completed) or
// withdrawn. Methods take the steps, refuse what does not fit with a [records.StepError], and read no
// clock:
//
//	err := target.Draft(revision)                     // a first one, or an amendment
//	err = target.Approve("2", director, day, from)    // with figures and a day, or why not
//	err = target.Report(objectives.Progress{On: day, Value: &figure})
//	err = target.Review(review)                       // and whether it has to be amended, by when
//	err = target.Achieve(manager, day, "")            // refused unless the figures bear it out
//
// An end that is not borne out does not count, however it came to be in the records: what is
// marked as achieved, and was never measured to be, stays in force, with all that is asked of it.
//
// # What is worked out
//
// [Target.StandingOn] says how far a target had come on a day, exactly: the part of the way,
// whether it is reached, and with [Standing.Expected] and [Standing.Behind] how that compares with a
// straight path. [Target.Drift] says in which ways it has come away from its objective.
// [Open] yields the measures still to be done, [Ranked] the programmes by priority. A [Chain]
// joins all that was in force on a day and shows where it is broken.
//
// # What is checked
//
// [Checks] decides the 36 requirements of 4.3.3 to 4.3.5, those of 4.4.1 that are about
// objectives, targets and programmes (the structure of roles that they rely on, the managers
// who answer for them, their side effects, programmes of other parts of the organization,
// whether they can be achieved), and 4.4.4 a), that all of them are documents on the register.
// It needs no system around it: an application that keeps objectives and nothing else hands
// over an [Input] with that list. Tracking and review intervals are approved with each
// revision; of the system's settings it needs none.
package objectives
