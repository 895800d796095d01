// Package monitoring holds what is measured to see how well the management system and security
// itself perform, how often, with what, and what came of it: clause 4.5.1.
//
// An [Indicator] says what is watched: how far the policy, an objective, a target is met;
// whether a programme, an operation or a law is kept to, before anything happens (proactive);
// what went wrong, near misses and false alarms among it (reactive). It is a judgement or a
// figure, and its interval rests on what was considered: threats and risks, how things get
// worse, and what that leads to. A [Measurement] is one result of it. A [Schedule] has things
// inspected, an [Inspection] is that somebody did.
//
// Equipment that is measured with is an item of controls/equipment. A [Scheme] says how items
// are calibrated, a [Calibration] how one was found and left. A result that was taken with an
// item which was overdue for calibration or maintenance, or which a calibration found or left
// out of its tolerance, does not count, and a [Doubt] says why.
//
// Steps return the changed value and refuse, with a [records.StepError], what does not fit:
//
//	x, err = x.Approve(person, on, from)          // a key figure needs the basis of its interval
//	m, err := x.Take(monitoring.Measurement{…})   // complete, in the unit of the indicator
//	item, c, err := scheme.Calibrate(item, c)     // and when it is due next
//	c, err = c.LookBack(followUp, "M-7", "M-9")   // the results that are sound all the same
//
// A [Book] answers what one would otherwise work out: the latest result that counts, the trend
// against the goal, what is overdue on a day. [Checks] decides the thirteen requirements of the
// clause, and 4.5.4.results:
//
//	indicators:
//	  - id: IN-SEALS
//	    title: containers whose seal is checked at the gate
//	    kind: security
//	    mode: proactive
//	    nature: quantitative
//	    unit: per cent
//	    goal: {aim: at least, value: 99.5}
//	    key: yes
//	    monitors: {objectives: [O-SEALS], operations: [OP-GATE]}
//	    interval: 31 days
//	    basis: {risks, deterioration: checks are skipped at peak times, effects: a swapped load leaves unseen}
//	    approved_by: P-1
//	    approved_on: 2025-01-06
//	    effective_from: 2025-02-01
//	measurements:
//	  - {id: M-1, indicator: IN-SEALS, on: 2026-03-02, value: 99.7, unit: per cent, method: count of the gate system, record: document/D-GATE-LOG}
package monitoring
