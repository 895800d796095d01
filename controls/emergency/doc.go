// Package emergency holds what an organization does to be ready for security incidents and
// emergencies: clause 4.4.7.
//
// It starts from the risks of the register that are credible as a security event. Each is
// what a [Scenario] is about, or an [Exclusion] says why not. A [Plan] says what is done when a
// scenario comes true, by whom, with which [Resource] and which [Agency] from outside, how it is
// averted and softened, and how security is brought back. It is drafted, approved and put in
// force by its revisions. A [Drill] tries plans out, a [Review] looks whether they would work;
// what either decides to change is carried into a plan by one of its revisions.
//
// Steps return the record as it is afterwards, or refuse with a [records.StepError]. [Checks] decide the
// clause, and 4.4.2.b.emergency: whether those whom the plans concern know what to do. [Gaps]
// lists what a good organization would look at beyond that: scenarios that were never played,
// drills that are late, resources that were not there.
//
//	emergency_plans:
//	  - id: EP-1
//	    title: intruders on the terminal
//	    kinds: [preparedness, response]
//	    sites: [Waalhaven Terminal]
//	    units: [Waalhaven Terminal, security]
//	    in_charge: [R-SECURITY]
//	    responses: [{scenario: SCN-1, actions: [close the gates, call the police], roles: [R-SECURITY]}]
//	    measures:
//	      - {scenarios: [SCN-1], kind: preventive, text: patrols at irregular times}
//	      - {scenarios: [SCN-1], kind: mitigating, text: staff gather in the safe room}
//	    resources: [RES-1]
//	    review_interval: 12 months
//	    drill_interval: 6 months
//	    revisions: [{number: "1", approved_by: P-BAKKER, approved_on: 2025-09-22, effective_from: 2025-10-01}]
//
// Whether plans were reviewed after an event is decided in package incidents, which knows the
// events.
package emergency
