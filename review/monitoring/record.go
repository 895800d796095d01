package monitoring

import (
	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/documents"
)

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
