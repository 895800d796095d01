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
// Hand [Checks] the documents; it says whether one in force describes the system. Checks of
// other clauses ask procedures and documents whether they are in force; so can an application,
// with the clock of whatever day it likes ([records.At]).
package documents
