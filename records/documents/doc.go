// Package documents holds the documents and procedures of the security management system:
// clauses 4.4.4 and 4.4.5, records in clause 4.5.4, and of clause 4.1 that the system as a
// whole is described in a document.
//
// A [Document] is whatever holds something in writing, a [Procedure] a settled way of doing
// something. Both have revisions ([Revision]), and one life: a draft is approved, takes effect
// on its day, and is superseded by the next or withdrawn. Either is in force where one of its
// revisions is, whether or not its review is overdue.
//
//	documents:
//	  - id: DOC-1
//	    title: security manual
//	    purposes: [manual, system description, scope]
//	    controlled: yes
//	    revisions:
//	      - {number: "2", approved_by: P-1, approved_on: 2026-05-20, effective_from: 2026-06-01}
//	procedures:
//	  - id: PRO-1
//	    title: assessing threats and risks
//	    purposes: [threat identification, risk assessment, control measures]
//	    document: DOC-1
//	    revisions:
//	      - {number: "1", approved_by: P-1, approved_on: 2025-01-10, effective_from: 2025-02-01}
//
// A [Register] lists what there is; [Demands] what the standard wants to be there. Information
// has a class of sensitivity ([Classification]), which says what a store has to have to keep it
// and who may open it; an [AccessGrant] lets one more person in. Who may approve is said by an
// [ApprovalAuthority]. A copy at a place of use is an [Issue]: it is taken back or marked once
// its revision is obsolete. A document is looked through ([Document.LookThrough]), revised, and in
// the end withdrawn or archived. Each step is refused, with a [records.StepError], where it comes too
// early, too late or twice; a file that is past such a gate is found out by the checks.
//
// A [Series] is a kind of record with the rules for it, a [Record] one of them, a [Disposal] that
// some were got rid of. A [Repository] is where documents and records are kept: with copies,
// trials to bring them back, and checks that nothing was altered.
//
//	record_series:
//	  - id: RS-AUDITS
//	    title: audit reports
//	    requirements: [4.5.5]
//	    sensitivity: internal
//	    repository: ST-ARCHIVE
//	    identification: AUD, year, number
//	    protection: [copies every night]
//	    retrieval: {index: the search of the archive}
//	    retention: {period: 60 months, basis: own policy}
//	    disposal: {method: erasure, authority: R-4}
//	records:
//	  - {id: RC-1, series: RS-AUDITS, number: AUD-2026-1, title: audit of the north gate, kept_on: 2026-03-02, about: north gate, author: P-4}
//
// Hand [Checks] what you keep; they say what is missing, unsettled, overdue or open to the wrong
// people. Checks of other clauses ask procedures and documents whether they are in force; so can
// an application, with the clock of whatever day it likes ([records.At]).
package documents
