package communication

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

const (
	procedureHeld    conformity.Message = "communication.procedure.held: {subject}, {0}, settles how information on security is exchanged; revision {1} is in force since {2}"
	procedureNone    conformity.Message = "communication.procedure.none: no procedure in force settles how information on security is exchanged with employees, contractors and other stakeholders: write one, with the purpose communication, and have it approved"
	procedureOther   conformity.Message = "communication.procedure.other: {0} settles how information on security is exchanged"
	procedureElse    conformity.Message = "communication.procedure.else: {0} is no procedure for communication that is in force or will be"
	procedureEmpty   conformity.Message = "communication.procedure.empty: {subject}, {0}, is to settle how information on security is exchanged and has no revision yet: have one written and approved"
	procedureDraft   conformity.Message = "communication.procedure.draft: {subject}, {0}, is to settle how information on security is exchanged, but its revision {1} is not approved: have it approved, and record by whom and when"
	procedureLater   conformity.Message = "communication.procedure.later: {subject}, {0}, is to settle how information on security is exchanged, but its revision {1} takes effect only on {2}: bring the day forward"
	procedureUndated conformity.Message = "communication.procedure.undated: {subject}, {0}, is to settle how information on security is exchanged, but its revision {1} does not say from which day it applies: enter the day"

	audiencesNone      conformity.Message = "communication.audience.none: it is not on record with whom information on security is exchanged: enter employees, contractors and other stakeholders, and of each whether it is relevant"
	audienceGone       conformity.Message = "communication.audience.gone: {0} is not there now"
	audienceIrrelevant conformity.Message = "communication.audience.irrelevant: it was decided that {subject}, {0}, is not relevant"
	audienceUndecided  conformity.Message = "communication.audience.undecided: it is not decided whether information on security has to be exchanged with {subject}, {0}: enter yes or no"
	channelAwaited     conformity.Message = "communication.channel.awaited: no procedure for communication is in force that could provide for a channel to {0}"
	reachedBy          conformity.Message = "communication.channel.out: {subject}, {0}, is reached by {1}, for which {2} provides"
	reachedBySilent    conformity.Message = "communication.channel.noout: nothing brings information on security to {subject}, {0}: open a channel for it, and provide for that in the procedure"
	reachedByLoose     conformity.Message = "communication.channel.looseout: {1} would reach {subject}, {0}, but no procedure in force provides for it: take it into the procedure, and name that on the channel"
	heardBy            conformity.Message = "communication.channel.in: {subject}, {0}, is heard by {1}, for which {2} provides"
	heardBySilent      conformity.Message = "communication.channel.noin: {subject}, {0}, has no way of passing on information on security: open a channel for it, and provide for that in the procedure"
	heardByLoose       conformity.Message = "communication.channel.loosein: by {1} {subject}, {0}, could pass on information on security, but no procedure in force provides for it: take it into the procedure, and name that on the channel"
)

var (
	channelsByAudience = conformity.NewIndexAll(func(c *Channel) []records.ID[Audience] { return c.Audiences })
	proceduresByID     = conformity.NewIndex(func(p *documents.Procedure) records.ID[documents.Procedure] { return p.ID })
)

// listed returns the records without making evidence of any: what is chosen of them becomes
// evidence when it is looked at by its id.
func listed[T records.Entity](rows conformity.Rows[T]) []*T {
	list := make([]*T, 0, rows.Len())
	for range rows.Where(func(t *T) bool { list = append(list, t); return false }) {
	}
	return list
}

// need is a procedure for communication: 4.4.3.outbound asks for one in force.
func need() documents.Need {
	return documents.Need{
		Purpose: documents.Communication, Held: procedureHeld, Empty: procedureEmpty, Draft: procedureDraft, Later: procedureLater,
		Undated: procedureUndated, Other: procedureOther, Else: procedureElse, None: procedureNone,
	}
}

// provided reports whether a procedure for communication that is in force provides for the channel.
func provided(r *conformity.Reader, c *Channel) bool {
	for _, p := range listed(proceduresByID.Of(r, c.Procedure)) {
		return p.Serves(documents.Communication) && p.InForce(r)
	}
	return false
}

// procedureInForce decides 4.4.3.outbound for a procedure: one for communication is in force.
// Where several are to be, one is enough. Its review is for 4.4.5.b.
func procedureInForce(r *conformity.Reader, p *documents.Procedure) conformity.Verdict {
	return need().Decide(r, p)
}

// procedureAtAll decides 4.4.3.outbound where no procedure is in force or on its way, or one
// is and it is not on record whom it has to serve.
func procedureAtAll(r *conformity.Reader) conformity.Verdict {
	if documents.ProcedureInForce(r, documents.Communication) == nil {
		return need().AtAll(r)
	}
	if conformity.All[Audience](r).Any(func(a *Audience) bool { return a.There(r) }) {
		return conformity.Nothing(audiencesNone)
	}
	return conformity.Undetermined(audiencesNone)
}

// audiencesAwaited says why 4.4.3.inbound is undetermined where there is nobody to hear.
func audiencesAwaited(*conformity.Reader) conformity.Verdict {
	return conformity.Nothing(audiencesNone)
}

// reached decides 4.4.3.outbound for an audience: where it is relevant, an outgoing channel
// leads to it for which a procedure in force provides. That there is such a procedure at all
// is said elsewhere. What is told by the channel is for the messages.
func reached(r *conformity.Reader, a *Audience) conformity.Verdict {
	return connected(r, a, Out, reachedBy, reachedBySilent, reachedByLoose)
}

// heard decides 4.4.3.inbound as reached does, the other way. Without a procedure in force
// there is nothing to judge: that there has to be one is for 4.4.3.outbound.
func heard(r *conformity.Reader, a *Audience) conformity.Verdict {
	return connected(r, a, In, heardBy, heardBySilent, heardByLoose)
}

func connected(r *conformity.Reader, a *Audience, way ChannelDirection, by, silent, loose conformity.Message) conformity.Verdict {
	switch {
	case !a.There(r):
		return conformity.Nothing(audienceGone, *a)
	case a.Relevant == records.No:
		return conformity.Exempt(audienceIrrelevant, a.Title).At("relevant")
	case a.Relevant != records.Yes:
		return conformity.Undetermined(audienceUndecided, a.Title).At("relevant")
	}
	channels := channelsByAudience.Of(r, a.ID)
	leads := func(c *Channel) bool { return c.Open(r) && c.Leads(way) }
	if c := channels.First(func(c *Channel) bool { return leads(c) && provided(r, c) }); c != nil {
		p := conformity.Look(r, c.Procedure)
		return conformity.Met(by, a.Title, *c, *p)
	}
	if documents.ProcedureInForce(r, documents.Communication) == nil {
		return conformity.Nothing(channelAwaited, *a)
	}
	if c := channels.First(leads); c != nil {
		return conformity.Unmet(loose, a.Title, *c)
	}
	return conformity.Unmet(silent, a.Title)
}
