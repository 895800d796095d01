package storetest

import (
	"fmt"
	"time"

	"github.com/iso28000/iso28000/records"
)

// checkDue keeps plans whose retention begins with the revision that follows, finds those that
// are due among many, and disposes of them: what is found by Due, and told by Erased, is just
// that, and the entities are what their newest revisions say.
func checkDue(w *world) {
	const plans = 600 // a store may read so many in parts
	now := time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)
	class := records.RetentionClass{
		ID: "plans", Title: "former plans", Period: records.Months(12), Trigger: records.WhenSuperseded,
		Disposition: records.EraseContent, Authority: "head of records", Kinds: []string{"plan"},
	}
	a, err := records.Open(w.ctx, shared{w.store}, records.Options{Now: func() time.Time { return now }, Retainer: records.Schedule{class}})
	must(err, "opening an archive")
	by, head := officer(), officer()
	head.ID, head.Roles = "head", []string{"head of records"}
	_, err = records.In[records.RetentionClass](a).Save(w.ctx, by, class, 0)
	must(err, "saving the class")
	save := func(from, to int, base int64) []records.Receipt {
		var list []records.NewRecord
		for i := from; i < to; i++ {
			list = append(list, records.NewRecord{Kind: "plan", Entity: fmt.Sprintf("P-%03d", i), Base: base, Content: []byte(fmt.Sprint(base + 1))})
		}
		receipts, err := a.SaveAll(w.ctx, by, list)
		must(err, "saving plans")
		return receipts
	}
	first := save(0, plans, 0)
	now = now.AddDate(0, 1, 0)
	save(0, 400, 1)
	now = now.AddDate(1, 0, 0)
	save(400, 500, 1)
	var ids []string
	var seqs []int64
	for r, err := range a.Due(w.ctx, by, "plans", now.AddDate(0, 1, 0)) {
		must(err, "Due")
		ids, seqs = append(ids, r.ID), append(seqs, r.Seq)
	}
	same(len(ids), 400, "how many are due")
	now = now.AddDate(0, 1, 0)
	since := records.Position{Epoch: 1, Next: a.Heads()[0].Size}
	_, err = a.ProposeDisposal(w.ctx, by, "D-1", "plans", "over", ids...)
	must(err, "proposing a disposal")
	_, err = a.ApproveDisposal(w.ctx, head, "D-1", "agreed")
	must(err, "approving the disposal")
	_, err = a.ExecuteDisposal(w.ctx, by, "D-1", "as approved")
	must(err, "carrying out the disposal")
	gone := map[int64]bool{}
	for r, err := range a.Erased(w.ctx, by, since) {
		must(err, "Erased")
		gone[r.Seq] = r.Erased
	}
	for i, receipt := range first {
		same(gone[receipt.Seq], i < 400, "whether plan %d is gone", i)
	}
	same(len(gone), len(seqs), "how many are gone")
	n := 0
	for r, err := range a.State(w.ctx, by, "plan", records.AsOf{}) {
		must(err, "State")
		want := "1"
		if n < 500 {
			want = "2"
		}
		same(string(r.Content), want, "the content of %s", r.Entity)
		n++
	}
	same(n, plans, "how many plans there are")
	n = 0
	for r, err := range a.State(w.ctx, by, "plan", records.AsOfSize(first[plans-1].Seq+1)) {
		must(err, "State")
		same(r.Erased, n < 400, "whether the first %s is gone", r.Entity)
		n++
	}
	same(n, plans, "how many plans there were")
	must(a.Close(), "closing the archive")
}
