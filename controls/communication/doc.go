// Package communication holds what is told to whom, and what is heard: clause 4.4.3, and of
// 4.4.1 that top management says why the requirements have to be met. The clause wants
// procedures by which information on security gets to those whom it concerns, and back from
// them; and it wants how sensitive something is to be weighed before it is passed on.
//
// An [Audience] is a group with which information is exchanged, where it is relevant. A
// [Channel] leads to it, from it, or both; it counts while a procedure for communication is
// in force that provides for it. A [Message] goes out, comes in, or passes within: one that is
// sent is classified ([Message.Classify]), released ([Message.Clear]) and then sent
// ([Message.Send]), or sent under a standing [Release] ([Message.SendUnder]); one that comes in
// may call for an answer ([Message.Answer]). A [Consultation] asks people for their view, and
// may lead to actions. Steps return the changed value, and are refused, with a [records.StepError],
// where they come too early or twice.
//
//	audiences:
//	  - {id: AU-DRIVERS, title: hired drivers, kind: contractors, relevant: yes, third_parties: [TP-DRIVERS]}
//	channels:
//	  - {id: CH-1, title: leaflet at the gate, direction: outgoing, audiences: [AU-DRIVERS], procedure: PRO-TELL}
//	  - {id: CH-2, title: hotline, direction: incoming, audiences: [AU-DRIVERS], procedure: PRO-TELL}
//	releases:
//	  - id: RL-1
//	    title: notices at the gate
//	    kinds: [notice]
//	    sensitivities: [public]
//	    audiences: [AU-DRIVERS]
//	    decided_by: P-1
//	    decided_on: 2026-01-10
//	messages:
//	  - id: MSG-1
//	    title: rules of the gate
//	    kind: notice
//	    direction: outgoing
//	    topics: [procedures]
//	    from: P-4
//	    audiences: [AU-DRIVERS]
//	    sent_on: 2026-02-01
//	    sensitivity: public
//	    release: RL-1
//
// Hand [Checks] the lists; it says which audiences are not reached or not heard, what was
// sent without having been weighed, and whether top management has spoken. The classes of
// sensitivity are those of documents, where it is laid down how each is protected.
package communication
