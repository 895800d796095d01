package monitoring

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/objectives"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

const (
	resultsNone     conformity.Message = "monitoring.result.none: there is no result yet: nothing to keep a record of"
	resultAhead     conformity.Message = "monitoring.result.ahead: {0} is dated later"
	resultWhole     conformity.Message = "monitoring.result.whole: {subject}, of {0}, has its value, day and method, and is kept in {1}"
	resultPartial   conformity.Message = "monitoring.result.partial: {subject}, of {0}, lacks {1}: enter it while somebody still knows"
	resultRecorded  conformity.Message = "monitoring.result.recorded: {subject}, of {0}, is kept in {1}"
	resultUnshown   conformity.Message = "monitoring.result.unshown: {subject}, of {0}, points to no record: enter where it is kept, as in document/DOC-3"
	resultLost      conformity.Message = "monitoring.result.lost: {subject}, of {0}, points to {1}, {2}: recover the record, or enter where the result is kept"
	progressShown   conformity.Message = "monitoring.progress.shown: what {subject}, {0}, had come to by {1} is kept in {2}"
	progressUnshown conformity.Message = "monitoring.progress.unshown: what {subject}, {0}, had come to by {1} points to no record: enter where it is kept, as in measurement/M-7 or document/DOC-3"
	progressLost    conformity.Message = "monitoring.progress.lost: what {subject}, {0}, had come to by {1} points to {2}, {3}: recover the record, or enter where it is kept"
	progressNone    conformity.Message = "monitoring.progress.none: no result of {0} has been reported"
)

func resultsAwaited(*conformity.Reader) conformity.Verdict { return conformity.Nothing(resultsNone) }

// resultComplete decides 4.5.1.measure.5 for a measurement: it has its value, its day and its
// method, and points to a record that is kept.
func resultComplete(r *conformity.Reader, m *Measurement) conformity.Verdict {
	x := conformity.Look(r, m.Indicator)
	if !m.On.IsZero() && !r.Happened(m.On) {
		return conformity.Nothing(resultAhead, *m)
	}
	whose := m.Indicator.Ref()
	lacking := m.lacks(x)
	if len(lacking) > 0 {
		texts := make([]string, len(lacking))
		for i, part := range lacking {
			texts[i] = part.text
		}
		return conformity.Unmet(resultPartial, whose, texts).At(lacking[0].field)
	}
	return recorded(r, m, resultWhole)
}

// resultShown decides 4.5.4.results for a measurement: it points to a record that is kept.
func resultShown(r *conformity.Reader, m *Measurement) conformity.Verdict {
	if !m.taken(r) {
		return conformity.Nothing(resultAhead, *m)
	}
	return recorded(r, m, resultRecorded)
}

func recorded(r *conformity.Reader, m *Measurement, met conformity.Message) conformity.Verdict {
	lost := documents.Unkept(r, m.Record)
	switch {
	case m.Record.IsZero():
		return conformity.Unmet(resultUnshown, m.Indicator.Ref()).At("record")
	case lost != "":
		return conformity.Unmet(resultLost, m.Indicator.Ref(), m.Record, lost).At("record")
	}
	return conformity.Met(met, m.Indicator.Ref(), m.Record).At("record")
}

// objectiveShown decides 4.5.4.results for each result of an objective that was reported.
func objectiveShown(r *conformity.Reader, o *objectives.Objective, say conformity.Say) {
	progressOf(r, o.Title, *o, o.Progress, say)
}

// targetShown decides 4.5.4.results for each result of a target that was reported.
func targetShown(r *conformity.Reader, t *objectives.Target, say conformity.Say) {
	progressOf(r, t.Title, *t, t.Progress, say)
}

func progressOf(r *conformity.Reader, title string, of records.Entity, list []objectives.Progress, say conformity.Say) {
	none := true
	for i := range list {
		p := &list[i]
		if !r.Happened(p.On) {
			continue
		}
		none = false
		v := conformity.Met(progressShown, title, p.On, p.Record)
		if lost := documents.Unkept(r, p.Record); p.Record.IsZero() {
			v = conformity.Unmet(progressUnshown, title, p.On)
		} else if lost != "" {
			v = conformity.Unmet(progressLost, title, p.On, p.Record, lost)
		}
		say(fmt.Sprintf("progress %d", i), v.At(fmt.Sprintf("progress[%d].record", i)))
	}
	if none {
		say("", conformity.Nothing(progressNone, of))
	}
}
