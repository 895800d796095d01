// Package suppliers holds what others do in the supply chain and what is bought from them: the
// parts of clause 4.4.6 on threats from upstream and on goods and services that bear on security.
//
// An [Activity] is what others do with the goods before they come to us or after they have left.
// Its threats are evaluated again and again with [Activity.Evaluate], each found to need
// mitigation or not, and a [Mitigation] names the control that lessens what a threat could do, to
// us and to those further down the chain. A [Supplier] is screened before [Supplier.Engage] lets it
// be used, and gives assurances. A [Purchase] is a good or service that is bought; where it bears
// on security, a [Specification] lays down what is required of it. That is drafted, approved, and
// told to the suppliers, revision by revision.
//
//	supply_chain_activities:
//	  - id: ACT-1
//	    title: stuffing of containers by shippers
//	    position: upstream
//	    evaluations: [{on: 2025-11-10, by: P-1, result: nobody watches, threats: [{threat: T-DRUGS, needs_mitigation: yes}]}]
//	    mitigations: [{threat: T-DRUGS, control: C-SCAN}]
//	suppliers:
//	  - {id: SUP-1, name: Van Dijk Transport, kind: carrier, from: 2026-01-12, screenings: [{on: 2025-11-05, by: P-1, outcome: fit}], next_screening_on: 2026-11-30}
//	purchases:
//	  - {id: PU-1, title: road haulage, kind: service, security_relevant: yes, suppliers: [SUP-1]}
//	specifications:
//	  - id: SPEC-1
//	    title: conditions for carriers
//	    purchases: [PU-1]
//	    revisions: [{number: "1", requirements: [guarded parking only], approved_by: P-2, approved_on: 2026-02-02, effective_from: 2026-03-01}]
//	    communications: [{on: 2026-02-09, revision: "1", suppliers: [SUP-1], means: annex to the contract}]
//
// Steps return the changed value, and are refused, with a [records.StepError], where they do not
// fit. Hand [Checks] these lists; it says which upstream activity was not evaluated within the interval
// set, which threat from there has no control in operation, which purchase has no requirements in
// force, and who has not been told of them.
package suppliers
