package documents

import (
	"slices"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/policy/organization"
	"github.com/iso28000/iso28000/records"
)

// recordChecks are those of 4.5.4. That there are records at all is for 4.5.4.establish, which
// only the system as a whole can tell: see [SeriesFor] and [Series.Kept].
func recordChecks() []conformity.Check[Input] {
	return slices.Concat([]conformity.Check[Input]{
		conformity.Each("4.5.4.procedure", procedures, recordsProcedure),
		conformity.Whole[Input]("4.5.4.procedure", recordsProcedureAtAll),
		conformity.Each("4.5.4.procedure.identification", series, ruleFor(identification)),
		conformity.Whole[Input]("4.5.4.procedure.identification", nothing(seriesNone)),
		conformity.Each("4.5.4.procedure.storage", series, ruleFor(storage)),
		conformity.Whole[Input]("4.5.4.procedure.storage", nothing(seriesNone)),
		conformity.Each("4.5.4.procedure.protection", series, ruleFor(protection)),
		conformity.Whole[Input]("4.5.4.procedure.protection", nothing(seriesNone)),
		conformity.Each("4.5.4.procedure.retrieval", series, ruleFor(retrieval)),
		conformity.Whole[Input]("4.5.4.procedure.retrieval", nothing(seriesNone)),
		conformity.Each("4.5.4.procedure.retention", series, ruleFor(retention)),
		conformity.Whole[Input]("4.5.4.procedure.retention", nothing(seriesNone)),
		conformity.Each("4.5.4.procedure.disposal", series, ruleFor(disposal)),
		conformity.Each("4.5.4.procedure.disposal", disposals, disposedByRule),
		conformity.Whole[Input]("4.5.4.procedure.disposal", nothing(seriesNone)),
		conformity.Each("4.5.4.legible", series, staysLegible),
		conformity.Whole[Input]("4.5.4.legible", nothing(seriesNone)),
		conformity.Each("4.5.4.identifiable", kept, identifiable),
		conformity.Whole[Input]("4.5.4.identifiable", nothing(recordsAwaited)),
		conformity.Each("4.5.4.traceable", kept, traceable),
		conformity.Whole[Input]("4.5.4.traceable", nothing(recordsAwaited)),
	}, electronicChecks())
}

func recordsNeed() Need { return need(ControlOfRecords, recordsDoes, recordsNone) }

func recordsProcedure(r *conformity.Reader, p *Procedure) conformity.Verdict {
	return recordsNeed().Decide(r, p)
}

func recordsProcedureAtAll(r *conformity.Reader) conformity.Verdict { return recordsNeed().AtAll(r) }

const (
	seriesNone conformity.Message = "documents.series.none: no series of records is in use: enter the kinds of record that are kept"

	identificationSet conformity.Message = "documents.identification.set: each of {subject}, {0}, is named so: {1}"
	identificationNot conformity.Message = "documents.identification.not: it is not settled how each of {subject}, {0}, is named: enter the scheme"
	storageSet        conformity.Message = "documents.storage.set: {subject}, {0}, is kept: {1}"
	storageIn         conformity.Message = "documents.storage.in: {subject}, {0}, is kept in {1}"
	storageNot        conformity.Message = "documents.storage.not: it is not settled where {subject}, {0}, is kept: enter the repository, the place or both"
	storageLost       conformity.Message = "documents.storage.lost: {subject}, {0}, is said to be kept in {1}, of which there is no entry: enter the repository, or say where the records are"
	protectionSet     conformity.Message = "documents.protection.set: {subject}, {0}, is protected: {1}"
	protectionNot     conformity.Message = "documents.protection.not: it is not settled how {subject}, {0}, is protected from loss, decay and wrong hands: enter the measures"
	retrievalSet      conformity.Message = "documents.retrieval.set: one of {subject}, {0}, is found so: {1}"
	retrievalNot      conformity.Message = "documents.retrieval.not: it is not settled how one of {subject}, {0}, is found again: enter the index by which one searches"
	retentionSet      conformity.Message = "documents.retention.set: {subject}, {0}, is kept for {1}"
	retentionEver     conformity.Message = "documents.retention.ever: {subject}, {0}, is kept for good"
	retentionNot      conformity.Message = "documents.retention.not: it is not settled how long {subject}, {0}, is kept: enter the period, with what it rests on"
	disposalSet       conformity.Message = "documents.disposal.set: {subject}, {0}, is got rid of by {1}, on the word of a holder of {2}"
	disposalEver      conformity.Message = "documents.disposal.ever: {subject}, {0}, is kept for good, so that there is nothing to settle about getting rid of it"
	disposalMethod    conformity.Message = "documents.disposal.nomethod: it is not settled how {subject}, {0}, is got rid of: enter the method"
	disposalAuthority conformity.Message = "documents.disposal.noauthority: it is not settled on whose word {subject}, {0}, is got rid of: enter the role"
)

// ruleFor makes a check of what has to be settled for each series in use.
func ruleFor(rule func(*conformity.Reader, *Series) conformity.Verdict) func(*conformity.Reader, *Series) conformity.Verdict {
	return func(r *conformity.Reader, s *Series) conformity.Verdict {
		if !s.InUse(r) {
			return conformity.Nothing(seriesIdle, *s)
		}
		return rule(r, s)
	}
}

func identification(_ *conformity.Reader, s *Series) conformity.Verdict {
	if blank(s.Identification) {
		return conformity.Unmet(identificationNot, s.Title).At("identification")
	}
	return conformity.Met(identificationSet, s.Title, s.Identification).At("identification")
}

func storage(r *conformity.Reader, s *Series) conformity.Verdict {
	if !blank(s.Storage) {
		return conformity.Met(storageSet, s.Title, s.Storage).At("storage")
	}
	if s.Repository == "" {
		return conformity.Unmet(storageNot, s.Title).At("repository")
	}
	if x := conformity.Look(r, s.Repository); x != nil {
		return conformity.Met(storageIn, s.Title, *x).At("repository")
	}
	return conformity.Unmet(storageLost, s.Title, s.Repository).At("repository")
}

func protection(_ *conformity.Reader, s *Series) conformity.Verdict {
	measures := slices.DeleteFunc(slices.Clone(s.Protection), blank)
	if len(measures) == 0 {
		return conformity.Unmet(protectionNot, s.Title).At("protection")
	}
	return conformity.Met(protectionSet, s.Title, measures).At("protection")
}

func retrieval(_ *conformity.Reader, s *Series) conformity.Verdict {
	if blank(s.Retrieval.Index) {
		return conformity.Unmet(retrievalNot, s.Title).At("retrieval.index")
	}
	return conformity.Met(retrievalSet, s.Title, s.Retrieval.Index).At("retrieval.index")
}

func retention(_ *conformity.Reader, s *Series) conformity.Verdict {
	switch {
	case s.Retention.Permanently:
		return conformity.Met(retentionEver, s.Title).At("retention")
	case s.Retention.Period.IsZero():
		return conformity.Unmet(retentionNot, s.Title).At("retention.period")
	}
	return conformity.Met(retentionSet, s.Title, s.Retention.Period).At("retention.period")
}

func disposal(_ *conformity.Reader, s *Series) conformity.Verdict {
	switch {
	case s.Retention.Permanently:
		return conformity.Met(disposalEver, s.Title).At("retention")
	case s.Disposal.Method == "":
		return conformity.Unmet(disposalMethod, s.Title).At("disposal.method")
	case s.Disposal.Authority == "":
		return conformity.Unmet(disposalAuthority, s.Title).At("disposal.authority")
	}
	return conformity.Met(disposalSet, s.Title, string(s.Disposal.Method), s.Disposal.Authority).At("disposal")
}

const (
	disposalAhead    conformity.Message = "documents.disposed.ahead: {0} has not happened yet"
	disposalByRule   conformity.Message = "documents.disposed.byrule: {subject} of {0} kept to the rules of {1}"
	disposalLost     conformity.Message = "documents.disposed.lost: {subject} of {0} is of {1}, of which there is no entry, so that it cannot be told whether it kept to the rules: enter the series"
	disposalMended   conformity.Message = "documents.disposed.mended: {subject} of {0} did not keep to the rules of {1} ({2}), which was followed up on {3}: {4}"
	disposalOutside  conformity.Message = "documents.disposed.outside: {subject} of {0} did not keep to the rules of {1}: {2}; see that it does not happen again, and record what was done, by whom and when"
	sampleOld        conformity.Message = "documents.legible.old: {subject}, {0}, was last sampled on {1}, longer ago than the {2} set: sample it, and record whether every record could be read"
	sampleUnreadable conformity.Message = "documents.legible.unreadable: {1} of {subject}, {0}, was found on {2} to be unreadable: restore it, and record when it could be read again"
)

// disposedByRule decides the part of 4.5.4.procedure.disposal that is about records that were got
// rid of: by the rules of their series or, where not, with a follow-up.
func disposedByRule(r *conformity.Reader, x *Disposal) conformity.Verdict {
	if !r.Happened(x.On) {
		return conformity.Nothing(disposalAhead, *x)
	}
	s := conformity.Look(r, x.Series)
	if s == nil {
		return conformity.Undetermined(disposalLost, x.On, x.Series).At("series")
	}
	var role *organization.Role
	if s.Disposal.Authority != "" {
		role = conformity.Look(r, s.Disposal.Authority)
	}
	var days []records.Date
	for _, id := range x.Records {
		if record := conformity.Look(r, id); record != nil {
			days = append(days, record.KeptOn)
		}
	}
	field, breach := x.breach(s, role, days)
	switch {
	case breach == "":
		return conformity.Met(disposalByRule, x.On, *s)
	case x.FollowUp.Completed(r):
		return conformity.Met(disposalMended, x.On, *s, breach, x.FollowUp.On, x.FollowUp.What).At("follow_up")
	}
	return conformity.Unmet(disposalOutside, x.On, *s, breach).At(field)
}

var (
	unreadableOf = conformity.NewIndexAll(func(x *Record) []records.ID[Series] {
		if x.UnreadableOn.IsZero() {
			return nil
		}
		return []records.ID[Series]{x.Series}
	})
	samplesOf = conformity.NewIndexAll(func(a *records.Attestation) []records.Ref {
		if a.Requirement != legible {
			return nil
		}
		return []records.Ref{a.Subject}
	})
)

const legible = "4.5.4.legible"

// staysLegible decides 4.5.4.legible for a series in use: somebody has sampled it within the
// interval set and could read what was taken, and no record was found unreadable. A judgement on
// the system as a whole is a sample of each series.
func staysLegible(r *conformity.Reader, s *Series) conformity.Verdict {
	if !s.InUse(r) {
		return conformity.Nothing(seriesIdle, *s)
	}
	if x := unreadableOf.Of(r, s.ID).First(func(x *Record) bool { return x.Unreadable(r) }); x != nil {
		return conformity.Unmet(sampleUnreadable, s.Title, *x, x.UnreadableOn)
	}
	judged := conformity.Attested(r, legible, s.Ref())
	if judged.Status != conformity.StatusMet {
		return judged
	}
	setting := organization.SettingInForce(r, organization.LegibilitySamplingInterval)
	if setting == nil {
		return organization.Unset(organization.LegibilitySamplingInterval)
	}
	day := func(a *records.Attestation) records.Date { return a.MadeOn }
	last := samplesOf.Of(r, s.Ref()).Latest(day)
	if whole := samplesOf.Of(r, records.Ref{}).Latest(day); last == nil || whole != nil && whole.MadeOn.After(last.MadeOn) {
		last = whole
	}
	if last != nil && !r.Within(last.MadeOn, setting.Period) {
		return conformity.Unmet(sampleOld, s.Title, last.MadeOn, setting.Period)
	}
	return judged
}
