// Package audit holds the audit programme, the audits and what they found: clause 4.5.5.
//
// The standard wants audits at planned intervals, by a programme that is built on the risks and
// on what earlier audits found; carried out by people who do not answer for what they audit;
// that say whether the system conforms, is carried out, and is effective; and whose results
// reach management.
//
// A [Programme] says which audits are held in a period and what it was built on. A [Procedure]
// says how audits are done and by whom. An [Audit] is planned, perhaps moved with a reason
// ([Audit.Move]), held ([Audit.Perform]), reported with its three conclusions ([Audit.Sign]),
// and put before management ([Audit.Deliver]), or called off with a reason ([Audit.CallOff]). A
// [Finding] has a grade, is answered by a day ([Finding.Reply]), followed up ([Finding.Follow]),
// and closed when a follow-up has seen that the answer works ([Finding.Close]). Each step returns
// the changed value, and is refused, with a [records.StepError], where it comes too early or
// twice. What a finding that nobody answers grows into is decided by rules that are data
// ([Escalation]).
//
//	audit_programmes:
//	  - {id: AP-1, title: audits 2026, from: 2026-01-01, until: 2026-12-31, interval: 6 months, approved_by: P-1, approved_on: 2025-12-15}
//	audits:
//	  - id: AU-7
//	    title: gates and patrols
//	    programme: AP-1
//	    kind: internal
//	    clauses: ["4.4.6"]
//	    areas: [{name: gates, role: R-GATE}]
//	    lead: P-9
//	    planned_on: 2026-03-27
//	    performed_on: 2026-03-24
//	    report:
//	      on: 2026-03-30
//	      signed_by: P-9
//	      conformity: {favourable: no, text: one lane}
//	      implementation: {favourable: yes}
//	      effectiveness: {favourable: yes}
//	      due_on: 2026-04-10
//	      deliveries: [{to: P-1, on: 2026-04-01}]
//	audit_findings:
//	  - {id: AF-1, audit: AU-7, grade: minor, clause: "4.4.6", area: gates, text: one lane is not watched at noon, answer_due_on: 2026-04-24}
//
// Hand [Checks] the audits you keep; it says which are late, which were led by somebody who
// answers for the audited work, which are silent on effectiveness, and which part of the
// standard no audit of the cycle has looked at. [Plan] proposes the next programme, says why
// it chose as it did, and what cannot be covered with the auditors at hand.
package audit
