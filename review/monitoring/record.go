package monitoring

import (
	"fmt"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

var disposalsByRecord = conformity.NewIndexAll(func(x *documents.Disposal) []records.ID[documents.Record] { return x.Records })

// Unkept says in words what is the matter with the record that a reference names, as the end of
// a sentence, or nothing: there is no entry of it, or it was got rid of before it might be and
// nothing was done about that. Of what is neither a record nor a document the name is enough
// here. The input has to list records, series, disposals and documents.
func Unkept(r *conformity.Reader, ref records.Ref) string {
	switch ref.Kind {
	case (documents.Document{}).Ref().Kind:
		if conformity.Look(r, records.ID[documents.Document](ref.ID)) == nil {
			return "of which there is no entry"
		}
	case (documents.Record{}).Ref().Kind:
		record := conformity.Look(r, records.ID[documents.Record](ref.ID))
		if record == nil {
			return "of which there is no entry"
		}
		return lost(r, record)
	}
	return ""
}

// lost says that a record was got rid of while it still had to be kept, or nothing. One of which
// it is not known until when it has to be kept had to be kept.
func lost(r *conformity.Reader, record *documents.Record) string {
	gone := disposalsByRecord.Of(r, record.ID).First(func(x *documents.Disposal) bool {
		return r.Happened(x.On) && !x.FollowUp.Completed(r)
	})
	if gone == nil {
		return ""
	}
	if series := conformity.Look(r, record.Series); series != nil && !series.Retention.Permanently {
		if end := series.Retention.Period.After(record.KeptOn); !end.IsZero() && !gone.On.Start().Before(end) {
			return ""
		}
	}
	return fmt.Sprintf("which was got rid of on %s while it had to be kept", gone.On)
}

// seriesOf returns the record series of a reference, with the record, or nils where it names no
// record or the record is of no series.
func seriesOf(r *conformity.Reader, ref records.Ref) (*documents.Record, *documents.Series) {
	if ref.Kind != (documents.Record{}).Ref().Kind {
		return nil, nil
	}
	record := conformity.Look(r, records.ID[documents.Record](ref.ID))
	if record == nil {
		return nil, nil
	}
	return record, conformity.Look(r, record.Series)
}
