// Package policy holds the security management policy, its revisions and what is done with
// them: clause 4.2.
//
// The standard wants a policy that the people who direct the organization have authorized. It
// fits the organization's other policies and its way with risk, gives objectives something to
// be built on, names broad objectives, commits to improvement, to the law and to whatever else
// was adopted, is backed in public from the top, written down, looked after, made known to
// those whom it concerns, within and without, and within reach of whoever has an interest.
//
// A [Policy] is one record with all its revisions, since objectives and programmes refer to it
// for years. Each [Revision] goes from draft over authorized to in force, and is superseded by
// the next or withdrawn:
//
//	policies:
//	  - id: POL-1
//	    title: security management policy
//	    next_review_on: 2027-05-31
//	    revisions:
//	      - number: "3"
//	        effective_from: 2026-06-01
//	        authorization: {by: P-1, role: R-1, on: 2026-05-20}
//	        principles:
//	          - {key: people, text: people come before cargo}
//	        commitments:
//	          - {kind: legal compliance, text: we keep the law wherever we work}
//
// Hand [Checks] the policies, with the roles (who directs the organization, whose holders have
// to know the policy), stakeholders, third parties, documents and judgements that you keep; it
// says what the policy in force lacks, and until when what it has will do. Who authorized or
// endorsed it is judged by the role held on that day.
//
// Whether the policy suits the threats (4.2.d) is decided in package risk, and whether it is
// lived and reviewed when the business changes (4.2.i, 4.2.l) in package controls and below.
package policy
