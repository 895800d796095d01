// Package organization holds what the security management system covers and who answers for
// it: clause 4.1, and clause 4.4.1 on roles, authorities, resources and stakeholders.
//
// The standard wants a system that is in force and works ([Establishment]), whose reach is
// laid down ([Scope]) and which keeps its hand on what others do for the organization
// ([OutsourcedProcess]). Who has duties in it knows them and may do what they take ([Role]);
// one of those who direct the organization answers for the whole ([Appointment]); there is
// enough of what it needs ([Resource]); and somebody watches, and answers, what those with an
// interest expect ([Stakeholder]). People from outside who come into contact with security are
// a [ThirdParty]. Periods that the standard leaves open are each a [Setting], approved by
// somebody: checks of all clauses ask for them by [SettingInForce].
//
//	roles:
//	  - id: R-2
//	    title: security manager
//	    security_duties: yes
//	    policy_relevant: yes
//	    reports_to: R-1
//	    responsibilities: [security of both terminals]
//	    authorities: [stop a loading]
//	    holders:
//	      - {person: P-7, from: 2026-01-01}
//	    communications:
//	      - {person: P-7, on: 2025-12-18, means: signed job description}
//
// Hand [Checks] the lists that you keep; it says what is missing of them, on what evidence, and
// until when what is there will do. What the organization has to decide (whether a process
// bears on conformity, whether a role has security duties) it decides itself, yes or no; until
// it does, the requirement is undetermined for that record.
//
// Whether the system is kept up and improved, and whether the structure of roles can deliver
// objectives and programmes, is decided where those are known: in later packages.
package organization
