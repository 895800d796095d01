package documents

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/iso28000/iso28000/conformity"
	"github.com/iso28000/iso28000/records"
)

func TestWhereabouts(t *testing.T) {
	// Record r2 is of 2024-02-01, has to be kept for 12 months, and was got rid of on 2025-03-01.
	early := func(in *Input) { in.Disposals[0].On = day("2025-01-31") }
	for _, tt := range []struct {
		name   string
		ref    records.Ref
		change func(in *Input)
		want   string
	}{
		{"kept", Record{ID: "r1"}.Ref(), nil, ""},
		{"a document", Document{ID: "M"}.Ref(), nil, ""},
		{"no entry of the record", Record{ID: "r9"}.Ref(), nil, "of which there is no entry"},
		{"no entry of the document", Document{ID: "M9"}.Ref(), nil, "of which there is no entry"},
		{"something else has but a name", records.Ref{Kind: "photograph", ID: "7"}, nil, ""},
		{"got rid of when it might be", Record{ID: "r2"}.Ref(), nil, ""},
		{"on the last day on which it had to be kept", Record{ID: "r2"}.Ref(), early, "which was got rid of on 2025-01-31 while it had to be kept"},
		{"that was made good", Record{ID: "r2"}.Ref(), func(in *Input) {
			early(in)
			in.Disposals[0].FollowUp = FollowUp{What: "copied anew", By: "P", On: day("2025-02-10")}
		}, ""},
		{"it is to be kept for ever", Record{ID: "r2"}.Ref(), func(in *Input) { in.Series[0].Retention = Retention{Permanently: true} }, "which was got rid of on 2025-03-01 while it had to be kept"},
		{"nobody knows how long it had to be kept", Record{ID: "r2"}.Ref(), func(in *Input) { in.Series = nil }, "which was got rid of on 2025-03-01 while it had to be kept"},
		{"not got rid of yet", Record{ID: "r2"}.Ref(), func(in *Input) { in.Disposals[0].On = day("2026-06-02") }, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := good()
			if tt.change != nil {
				tt.change(&in)
			}
			got := "not asked"
			conformity.TryWhole(func(r *conformity.Reader) conformity.Verdict {
				if said := Unkept(r, tt.ref); got == "not asked" { // it is asked again for what lies ahead
					got = said
				}
				return conformity.Nothing("asked: asked")
			}, instant("2026-06-01"), in)
			assert.Equal(t, tt.want, got)
		})
	}
}
