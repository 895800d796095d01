// Package equipment holds security equipment and facilities, and how they are kept under control
// from design to refurbishment: clause 4.4.6.
//
// An [Item] is one record from the first plan to the scrap yard: what kind it is, whose, where it
// has to be, which threats it is there against, and for each [Stage] of its life the control of it
// that a procedure holds, or why there is nothing to control. A [Maintenance] is what was done to
// keep it up. Whether anything is monitored with it, by which procedures it is calibrated and
// maintained, and when that is due next, is kept here and judged under 4.5.1.
//
// An item is designed and installed, refurbished or modified, by [Item.Work], which is refused
// unless the threats were considered before the work was finished; [Item.Unconsidered] finds works
// that were entered past that gate. It goes into use with [Item.Use], out of it and back with
// [Item.TakeOut] and [Item.Return], and out of it for good with [Item.Retire].
//
//	equipment:
//	  - id: EQ-1
//	    title: container scanner
//	    kind: screening
//	    location: north terminal
//	    threats: [T-DRUGS]
//	    stages:
//	      - {stage: design, control: specification weighed against threats, procedure: PR-EQUIPMENT}
//	      - {stage: installation, control: acceptance test, procedure: PR-EQUIPMENT}
//	      - {stage: operation, control: daily test, procedure: PR-EQUIPMENT}
//	      - {stage: refurbishment, not_applicable: it is replaced and not refurbished}
//	      - {stage: modification, control: change assessed first, procedure: PR-EQUIPMENT}
//	    works: [{stage: installation, on: 2025-05-02, by: the maker, specification: "300 kV, two lanes", considered_on: 2025-03-10, considered_by: P-1, threats: [T-DRUGS]}]
//	    in_use_from: 2025-05-12
//	    monitoring: no
//	maintenance:
//	  - {id: MA-1, item: EQ-1, on: 2025-11-12, by: the maker, kind: preventive, done: filters and bearings, works: yes, next_on: 2026-05-12}
//
// Steps return the changed value, and are refused, with a [records.StepError], where they do not
// fit. Hand [Checks] the items and the procedures; it says which stage of which item nothing controls.
package equipment
