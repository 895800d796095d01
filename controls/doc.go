// Package controls holds operations and the conditions under which they are carried out: clause
// 4.4.6, operational control.
//
// An [Operation] is an activity that has to be under control: it [Achieves] commitments of the
// policy, keeps risks in check, carries out treatments and programmes, meets the law, or brings a
// stage of the supply chain to the level of security called for. It says where and how often it is
// carried out, under which conditions, and by which criteria one tells that it is under control.
// Where doing without a documented procedure could make it fail, [Operation.Start] refuses to take
// it into operation before that procedure is in force, and a check finds an operation that was
// entered past that gate. An [Area] is where not everybody may go.
//
// An operation is identified, put into operation by [Operation.Start], looked at again by
// [Operation.Review], and ended by [Operation.End]. A step that cannot be taken is refused with a
// [records.StepError], and nothing is changed.
//
//	operations:
//	  - id: OP-GATE
//	    title: seal check at the gate
//	    owner: R-GATE
//	    locations: [north terminal]
//	    frequency: each vehicle, in and out
//	    achieves: {commitments: [law], risks, legal_requirements: [L-3], stages: [road carriage]}
//	    criteria: [{key: seals, text: the number of every seal is compared with the booking}]
//	    essential: yes
//	    procedure_needed: yes
//	    procedure: PR-GATE
//	    sensitive: no
//	    identified_on: 2025-11-03
//	    in_operation_from: 2026-01-12
//	areas:
//	  - {id: AREA-1, title: bonded store, site: north terminal, sensitive: yes, access_procedure: PR-GATE, owner: R-GATE}
//
// Hand [Checks] the operations, and the policy, risks, laws, objectives and programmes that they
// are there for. It says which of these no operation is there for, and which operations lack a
// procedure, a document, or the current copy of it where the work is done. Security equipment is
// in package equipment, what is bought in suppliers, and what alters in change.
package controls
