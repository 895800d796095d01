// Package audit holds the audit programme, the audits and what they found: clause 4.5.5.
//
// A [Programme] says which audits are held in a period and what it was built on. An [Audit]
// is planned, perhaps moved with a reason, held, and reported; it goes through steps that
// refuse what is out of order ([Audit.Move], [Audit.Perform], [Audit.Deliver]). A [Finding]
// has a grade, is answered by a day, and is closed when a follow-up has seen that the answer
// works. What a finding that nobody answers grows into is decided by rules that are data
// ([Escalation]). A [Procedure] says how audits are done and by whom.
//
// Hand [Checks] the audits you keep; it says which are late, which were led by somebody who
// answers for the audited work, which are silent on effectiveness, and which part of the
// standard no audit of the cycle has looked at. [Plan] proposes the next programme, says why
// it chose as it did, and what cannot be covered with the auditors at hand.
package audit
