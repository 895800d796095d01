package documents

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

// Whereabouts is what has become of what a reference names, as the evidence of something, by
// the time of a Reader. Of what is neither a [Record] nor a [Document] the name is enough.
type Whereabouts struct {
	Known bool      // false where it is to be a record or a document, and there is no entry of it
	Gone  *Disposal // by which the record was got rid of, where nobody has made that good; or nil

	record *Record
}

var disposalsByRecord = conformity.NewIndexAll(func(x *Disposal) []records.ID[Record] { return x.Records })

// WhereaboutsOf looks up what a reference names. The input has to list records, series,
// disposals and documents.
func WhereaboutsOf(r *conformity.Reader, ref records.Ref) Whereabouts {
	switch ref.Kind {
	case Document{}.Ref().Kind:
		return Whereabouts{Known: conformity.Look(r, records.ID[Document](ref.ID)) != nil}
	case Record{}.Ref().Kind:
		record := conformity.Look(r, records.ID[Record](ref.ID))
		if record == nil {
			return Whereabouts{}
		}
		gone := disposalsByRecord.Of(r, record.ID).First(func(x *Disposal) bool { return r.Happened(x.On) && !x.FollowUp.Completed(r) })
		return Whereabouts{Known: true, Gone: gone, record: record}
	}
	return Whereabouts{Known: true}
}

// InTime reports whether a record was got rid of only after the retention of its series was
// over. One of which it is not known until when it has to be kept had to be kept.
func (w Whereabouts) InTime(r *conformity.Reader) bool {
	if w.Gone == nil {
		return false
	}
	series := conformity.Look(r, w.record.Series)
	if series == nil || series.Retention.Permanently {
		return false
	}
	end := series.Retention.Period.After(w.record.KeptOn)
	return !end.IsZero() && !w.Gone.On.Start().Before(end)
}

// Unkept says in words what is the matter with what a reference names, as the end of a
// sentence, or nothing: there is no entry of it, or it was got rid of while it had to be kept.
func Unkept(r *conformity.Reader, ref records.Ref) string {
	switch w := WhereaboutsOf(r, ref); {
	case !w.Known:
		return "of which there is no entry"
	case w.Gone != nil && !w.InTime(r):
		return fmt.Sprintf("which was got rid of on %s while it had to be kept", w.Gone.On)
	}
	return ""
}
