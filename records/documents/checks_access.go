package documents

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// accessChecks are those of 4.4.4 about how sensitive information is, and that nobody gets at
// it who should not.
func accessChecks() []conformity.Check[Input] {
	return []conformity.Check[Input]{
		conformity.Each("4.4.4.sensitivity", documents, documentClassified),
		conformity.Each("4.4.4.sensitivity", series, seriesClassified),
		conformity.Whole[Input]("4.4.4.sensitivity", nothing(nothingWritten)),
		conformity.Each("4.4.4.access", classifications, classGuarded),
		conformity.Each("4.4.4.access", events, accessFollowedUp),
		conformity.Whole[Input]("4.4.4.access", nothing(classesNone)),
	}
}

const (
	nothingWritten conformity.Message = "documents.none: no document and no series of records is on record"
	classSet       conformity.Message = "documents.class.set: {subject}, {0}, is {1}"
	classUnset     conformity.Message = "documents.class.unset: nobody has settled how sensitive {subject}, {0}, is for security: enter its class"
	classLost      conformity.Message = "documents.class.lost: {subject}, {0}, is said to be {1}, and there is no such class: enter the class, or name one that there is"
	documentGone   conformity.Message = "documents.gone: {0} is withdrawn, and not archived"
	seriesIdle     conformity.Message = "documents.series.idle: {0} is not in use now"
)

// over reports whether a document is withdrawn and not kept any more, so that nothing is
// asked of it.
func over(r *conformity.Reader, d *Document) bool {
	return !awaited(r, d.Revisions) && (d.Archive.IsZero() || !d.Archive.From.IsZero() && !r.Happened(d.Archive.From))
}

func documentClassified(r *conformity.Reader, d *Document) conformity.Verdict {
	if over(r, d) {
		return conformity.Nothing(documentGone, *d)
	}
	return classified(r, d.Title, d.Sensitivity)
}

func seriesClassified(r *conformity.Reader, s *Series) conformity.Verdict {
	if !s.InUse(r) {
		return conformity.Nothing(seriesIdle, *s)
	}
	return classified(r, s.Title, s.Sensitivity)
}

// classified decides 4.4.4.sensitivity: a document or a series has a class. Whether it is the
// right one is for people to judge.
func classified(r *conformity.Reader, title string, id records.ID[Classification]) conformity.Verdict {
	if id == "" {
		return conformity.Unmet(classUnset, title).At("sensitivity")
	}
	class := conformity.Look(r, id)
	if class == nil {
		return conformity.Unmet(classLost, title, string(id)).At("sensitivity")
	}
	return conformity.Met(classSet, title, class.Title).At("sensitivity")
}

const (
	classesNone   conformity.Message = "documents.access.noclasses: no class of sensitivity is on record: enter the classes that there are, and for each that is not public what keeps others out"
	classPublic   conformity.Message = "documents.access.public: {subject}, {0}, is for everybody"
	classOpen     conformity.Message = "documents.access.open: it is not decided whether {subject}, {0}, is for everybody: enter yes or no"
	classMeasured conformity.Message = "documents.access.guarded: those without permission are kept from {subject}, {0}, by: {1}"
	classBare     conformity.Message = "documents.access.bare: nothing keeps those without permission from what is {subject}, {0}: take a measure, and enter it"
	eventAhead    conformity.Message = "documents.event.ahead: {0} has not happened yet"
	eventAllowed  conformity.Message = "documents.event.allowed: {subject} of {0} was allowed"
	eventOpen     conformity.Message = "documents.event.open: it is not decided whether {subject} of {0} ({1}) was allowed: find out, and enter yes or no"
	eventFollowed conformity.Message = "documents.event.followed: {subject} of {0} ({1}) was followed up on {2}: {3}"
	eventLeft     conformity.Message = "documents.event.left: {subject} of {0} ({1}) was not allowed, and nothing was done about it: mend what made it possible, and record what was done, by whom and when"
)

// classGuarded decides the part of 4.4.4.access that is about a class.
func classGuarded(r *conformity.Reader, c *Classification) conformity.Verdict {
	if c.Public == records.Yes {
		return conformity.Exempt(classPublic, c.Title).At("public")
	}
	for _, m := range c.AccessMeasures {
		if c.Public == records.No && !blank(m.Title) && lasts(r, m.From, m.Until) {
			return conformity.Met(classMeasured, c.Title, m.Title).At("access_measures")
		}
	}
	if c.Public != records.No {
		return conformity.Undetermined(classOpen, c.Title).At("public")
	}
	return conformity.Unmet(classBare, c.Title).At("access_measures")
}

// accessFollowedUp decides the part of 4.4.4.access that is about an access which was not
// allowed: something was done about it.
func accessFollowedUp(r *conformity.Reader, e *AccessEvent) conformity.Verdict {
	switch {
	case !r.Happened(e.On):
		return conformity.Nothing(eventAhead, *e)
	case e.Authorized == records.Yes:
		return conformity.Exempt(eventAllowed, e.On).At("authorized")
	case e.Authorized != records.No:
		return conformity.Undetermined(eventOpen, e.On, e.What).At("authorized")
	case e.FollowUp.Completed(r):
		return conformity.Met(eventFollowed, e.On, e.What, e.FollowUp.On, e.FollowUp.What).At("follow_up")
	}
	return conformity.Unmet(eventLeft, e.On, e.What).At("follow_up")
}

const (
	controlNo   conformity.Message = "documents.controlled.no: it was decided that {0} need not be controlled"
	controlOpen conformity.Message = "documents.controlled.open: it is not decided whether {subject}, {0}, is to be controlled: enter yes or no"
	noDocuments conformity.Message = "documents.controlled.none: no controlled document is on record"
)

// controlled returns the verdict on a document of which nothing is asked, because it is not
// controlled or over with, and whether it is one.
func controlled(r *conformity.Reader, d *Document) (conformity.Verdict, bool) {
	switch {
	case over(r, d):
		return conformity.Nothing(documentGone, *d), false
	case d.Controlled == records.No:
		return conformity.Exempt(controlNo, *d).At("controlled"), false
	case d.Controlled != records.Yes:
		return conformity.Undetermined(controlOpen, d.Title).At("controlled"), false
	}
	return conformity.Verdict{}, true
}

const (
	readersAnyone  conformity.Message = "documents.readers.anyone: {subject}, {0}, is {1}, which is for everybody"
	readersUnclear conformity.Message = "documents.readers.unclear: cannot be decided for {subject}, {0}, before it is settled how sensitive it is, and whether that class is for everybody: enter both"
	readersOwn     conformity.Message = "documents.readers.own: it is settled on the document who may open {subject}, {0}"
	readersClass   conformity.Message = "documents.readers.class: its class, {1}, settles who may open {subject}, {0}"
	readersGranted conformity.Message = "documents.readers.granted: {subject}, {0}, may be opened by those to whom it was granted"
	readersNone    conformity.Message = "documents.readers.none: it is settled nowhere who may open {subject}, {0}, which is {1}: enter roles on it or on its class, or grant access to persons"

	grantIdle       conformity.Message = "documents.grant.idle: {0} is not in use now"
	grantElse       conformity.Message = "documents.grant.else: {0} opens nothing that is controlled"
	grantAuthorized conformity.Message = "documents.grant.authorized: {subject} was authorized by {0} on {1}"
	grantBare       conformity.Message = "documents.grant.bare: {subject} lets {0} open {1}, and nobody has authorized it: have it authorized, and record by whom and when, or take it away"
	grantOver       conformity.Message = "documents.grant.over: {subject} lets {0} open {1} and was authorized until {2} only: take it away, and record when, or have it authorized anew"
)

var (
	grantsByDocument      = conformity.NewIndex(func(g *AccessGrant) records.ID[Document] { return g.Document })
	documentsByRepository = conformity.NewIndexAll(func(d *Document) []records.ID[Repository] {
		ids := make([]records.ID[Repository], len(d.Locations))
		for i, l := range d.Locations {
			ids[i] = l.Repository
		}
		return ids
	})
)

// accessSettled decides the part of 4.4.5.a.access that is about a document: it is settled who
// may open it. That it has a class is for 4.4.4.sensitivity.
func accessSettled(r *conformity.Reader, d *Document) conformity.Verdict {
	if v, is := controlled(r, d); !is {
		return v
	}
	class := conformity.Look(r, d.Sensitivity)
	switch {
	case class != nil && class.Public == records.Yes:
		return conformity.Met(readersAnyone, d.Title, class.Title).At("sensitivity")
	case len(d.Readers) > 0:
		return conformity.Met(readersOwn, d.Title).At("readers")
	case class != nil && len(class.Readers) > 0:
		return conformity.Met(readersClass, d.Title, class.Title).At("sensitivity")
	case grantsByDocument.Of(r, d.ID).Any(func(g *AccessGrant) bool { return g.Active(r) && g.Authorized(r) }):
		return conformity.Met(readersGranted, d.Title)
	case class == nil || class.Public != records.No:
		return conformity.Undetermined(readersUnclear, d.Title).At("sensitivity")
	}
	return conformity.Unmet(readersNone, d.Title, class.Title).At("readers")
}

// documentGrantAuthorized decides the part of 4.4.5.a.access that is about a grant: for a
// controlled document, or a store in which one is. For stores of records there is
// 4.5.4.electronic.access as well.
func documentGrantAuthorized(r *conformity.Reader, g *AccessGrant) conformity.Verdict {
	opens := func(d *Document) bool { return d.Controlled == records.Yes }
	if d := conformity.Look(r, g.Document); d != nil {
		if v, is := controlled(r, d); !is {
			if v.Status == conformity.StatusUndetermined {
				return conformity.Nothing(grantElse, *g) // said of the document
			}
			return v
		}
	} else if !documentsByRepository.Of(r, g.Repository).Any(opens) || g.Repository == "" {
		return conformity.Nothing(grantElse, *g)
	}
	return grantValid(r, g)
}

// grantValid says whether a grant was authorized, and is still.
func grantValid(r *conformity.Reader, g *AccessGrant) conformity.Verdict {
	what := g.Repository.Ref()
	if g.Document != "" {
		what = g.Document.Ref()
	}
	switch {
	case !g.Active(r):
		return conformity.Nothing(grantIdle, *g)
	case !g.Authorized(r):
		return conformity.Unmet(grantBare, g.Person, what).At("authorized_by")
	case r.Over(g.Until):
		return conformity.Unmet(grantOver, g.Person, what, g.Until).At("ended_on")
	}
	return conformity.Met(grantAuthorized, g.AuthorizedBy, g.AuthorizedOn).At("authorized_by")
}
