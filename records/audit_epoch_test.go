package records_test

import (
	"context"
	"encoding/base64"
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/internal/tiles"
)

// A forger has the signing key, and writes whatever it likes, entry by entry. What it writes
// is the same each time, so that two of them write the same log until one lies.
type forger struct {
	t      *testing.T
	signer note.Signer
	store  records.Store
	trees  [2]tiles.Tree
	heads  [2]records.Head
	was    map[[3]int64]records.Head // each head there was, by log, epoch and size
	epoch  int64                     // of what comes
	signs  int64                     // epoch that checkpoints name; 0: that of what comes
}

func newForger(t *testing.T, signer note.Signer) *forger {
	return &forger{t: t, signer: signer, store: records.Memory(), epoch: 1, was: map[[3]int64]records.Head{},
		heads: [2]records.Head{records.FirstHead(records.RecordLog), records.FirstHead(records.AccessLog)}}
}

func (f *forger) add(log records.LogID, kind, id string, index ...records.Column) {
	f.t.Helper()
	l := log - 1
	base, tree := f.heads[l], &f.trees[l]
	slices.SortFunc(index, records.CompareColumns)
	h := records.Header{Log: log, Seq: tree.Size(), Columns: records.Columns{ID: id, Kind: kind}, At: 1, Index: index}
	header, err := h.AppendBinary(nil)
	require.NoError(f.t, err)
	b := records.Batch{Base: []records.Head{base}, Entries: []records.Entry{{Log: log, Seq: h.Seq, Columns: h.Columns, Index: h.Index, Header: header}}}
	for _, tile := range tree.Append(tiles.Leaf(header)) {
		b.Tiles = append(b.Tiles, records.Tile{Log: log, Level: tile.Level, Index: tile.Index, Hashes: tile.Hashes})
	}
	head := records.Head{Log: log, Epoch: f.epoch, Size: tree.Size(), Root: tree.Root()}
	named := head
	if f.signs != 0 {
		named.Epoch = f.signs
	}
	b.Next, b.Checkpoints = []records.Head{head}, []records.Checkpoint{f.checkpoint(named)}
	require.NoError(f.t, f.store.Commit(f.t.Context(), b))
	f.heads[l] = head
	f.was[[3]int64{int64(log), head.Epoch, head.Size}] = head
}

// notes adds entries up to a size, each told by a word.
func (f *forger) notes(log records.LogID, to int64, word string) {
	for i := f.heads[log-1].Size; i < to; i++ {
		f.add(log, "remark", fmt.Sprint(log, i, word))
	}
}

func (f *forger) checkpoint(h records.Head) records.Checkpoint {
	text := fmt.Sprintf("%s\n%d\n%s\n", records.Origin(named, h.Log, h.Epoch), h.Size, base64.StdEncoding.EncodeToString(h.Root[:]))
	data, err := note.Sign(&note.Note{Text: text}, f.signer)
	require.NoError(f.t, err)
	return records.Checkpoint{Log: h.Log, Size: h.Size, Note: data}
}

// open begins an epoch in both logs, with a record that states these heads as lost.
func (f *forger) open(epoch int64, lost ...records.Head) {
	f.openSaying(epoch, f.heads[0].Size, f.heads[1].Size, lost...)
}

func (f *forger) openSaying(epoch, restored, access int64, lost ...records.Head) {
	index := []records.Column{{Name: "epoch", Number: true, Int: epoch},
		{Name: "restored", Text: fmt.Sprint("records/", restored)}, {Name: "restored", Text: fmt.Sprint("access/", access)}}
	for _, h := range lost {
		index = append(index, records.Column{Name: "lost", Text: fmt.Sprintf("%s/%d/%d/%s", h.Log, h.Epoch, h.Size, h.Root)})
	}
	f.epoch = epoch
	f.add(records.RecordLog, records.EpochKind, fmt.Sprint("epoch ", epoch, " at ", f.heads[0].Size), index...)
	f.add(records.AccessLog, records.AccessKind, fmt.Sprint("access ", epoch, " at ", f.heads[1].Size))
}

// Whoever opens an epoch hides nothing with it: what was known outside is there, or the record
// that opened the epoch says that it was lost. Each row is a history after one in which the
// record log had 20 entries and the access log 3.
func TestEpochsHideNothing(t *testing.T) {
	signer, verifier := keys(t, named)
	const rec, acc = records.RecordLog, records.AccessLog
	first := newForger(t, signer)
	first.notes(rec, 20, "")
	first.notes(acc, 3, "")
	second := newForger(t, signer) // an honest second epoch after ten
	second.notes(rec, 10, "")
	second.notes(acc, 3, "")
	second.open(2, first.was[[3]int64{int64(rec), 1, 20}])
	second.notes(rec, 16, "")
	known := func(log records.LogID, epoch, size int64) records.Head {
		f := first
		if epoch == 2 {
			f = second
		}
		h, found := f.was[[3]int64{int64(log), epoch, size}]
		require.True(t, found, "%d %d", epoch, size)
		return h
	}
	r5, r10, r15, r20, a2, a3 := known(rec, 1, 5), known(rec, 1, 10), known(rec, 1, 15), known(rec, 1, 20), known(acc, 1, 2), known(acc, 1, 3)
	s12, s16 := known(rec, 2, 12), known(rec, 2, 16)
	forged := r20
	forged.Root[0]++
	begin := func(f *forger, to int64) { f.notes(rec, to, ""); f.notes(acc, 3, "") }
	for _, tt := range []struct {
		name  string
		write func(f *forger)
		known []records.Head
		want  []records.Fraud // each once, in alphabetical order
	}{
		{"a loss that is stated", func(f *forger) { begin(f, 10); f.open(2, r20) }, []records.Head{r5, r10, r20, a2, a3}, nil},
		{"and one that less was known of", func(f *forger) { begin(f, 10); f.open(2, r20) }, []records.Head{r15}, nil},
		{"nothing that was known is lost", func(f *forger) { begin(f, 10); f.open(2) }, []records.Head{r5, r10, a3}, nil},
		{"longer than what was lost", func(f *forger) { begin(f, 10); f.open(2, r20); f.notes(rec, 30, "later") }, []records.Head{r10, r15, r20}, nil},
		{"an epoch after an epoch", func(f *forger) { begin(f, 10); f.open(2, r20); f.notes(rec, 12, ""); f.open(3, s16) }, []records.Head{r10, r20, s12, s16}, nil},
		{"an epoch in place of an epoch", func(f *forger) { begin(f, 8); f.open(3, r20, s16) }, []records.Head{r5, r10, r20, s12, s16}, nil},
		{"an epoch in place of one, which it alone states", func(f *forger) { begin(f, 8); f.open(3, s16) }, []records.Head{r15, s16}, nil},
		{"the access log is cut off, too", func(f *forger) { f.notes(rec, 10, ""); f.notes(acc, 1, ""); f.open(2, r20, a3) }, []records.Head{r20, a2, a3}, nil},

		{"no record opens the epoch", func(f *forger) { begin(f, 10); f.epoch = 2; f.notes(rec, 12, ""); f.notes(acc, 4, "") }, []records.Head{r20},
			[]records.Fraud{records.Altered, records.Missing, records.RolledBack}},
		{"none, and it was written on beyond", func(f *forger) { begin(f, 10); f.epoch = 2; f.notes(rec, 30, "other"); f.notes(acc, 4, "") }, []records.Head{r20},
			[]records.Fraud{records.Altered, records.Missing}},
		{"none, and nobody knew of more", func(f *forger) { begin(f, 10); f.epoch, f.signs = 2, 1; f.notes(rec, 12, ""); f.notes(acc, 4, "") }, nil, []records.Fraud{records.Missing}},
		{"it states nothing", func(f *forger) { begin(f, 10); f.open(2) }, []records.Head{r20}, []records.Fraud{records.RolledBack}},
		{"it states less", func(f *forger) { begin(f, 10); f.open(2, r15) }, []records.Head{r20}, []records.Fraud{records.RolledBack}},
		{"it states less, and was written on beyond", func(f *forger) { begin(f, 10); f.open(2, r15); f.notes(rec, 30, "other") }, []records.Head{r20}, []records.Fraud{records.RolledBack}},
		{"it states another root", func(f *forger) { begin(f, 10); f.open(2, forged) }, []records.Head{r20}, []records.Fraud{records.Altered}},
		{"it states another root, and was written on beyond", func(f *forger) { begin(f, 10); f.open(2, forged); f.notes(rec, 30, "other") }, []records.Head{r20}, []records.Fraud{records.Altered}},
		{"it states the loss of the other log", func(f *forger) { f.notes(rec, 20, ""); f.notes(acc, 1, ""); f.open(2, r20) }, []records.Head{a3}, []records.Fraud{records.RolledBack}},
		{"it states the loss of a former epoch", func(f *forger) { begin(f, 10); f.open(2, r20); f.notes(rec, 12, ""); f.open(3, r20) }, []records.Head{s16}, []records.Fraud{records.RolledBack}},
		{"what came before it was rewritten", func(f *forger) { f.notes(rec, 3, ""); f.notes(rec, 4, "x"); begin(f, 10); f.open(2, r20) }, []records.Head{r10, r20}, []records.Fraud{records.Altered}},
		{"what came before the second was rewritten", func(f *forger) {
			begin(f, 10)
			f.open(2, r20)
			f.notes(rec, 12, "x")
			f.open(3, s16)
		}, []records.Head{r10, r20, s12}, []records.Fraud{records.Altered}},
		{"the access log before it was rewritten", func(f *forger) { f.notes(rec, 10, ""); f.notes(acc, 3, "x"); f.open(2, r20) }, []records.Head{a2}, []records.Fraud{records.Altered}},
		{"it says that more of the access log was there", func(f *forger) {
			f.notes(rec, 20, "")
			f.notes(acc, 1, "")
			f.openSaying(2, 20, 3)
			f.notes(acc, 9, "")
		}, []records.Head{a3}, []records.Fraud{records.Altered}},
		{"it says that less was there", func(f *forger) { begin(f, 10); f.openSaying(2, 4, 3, r20) }, []records.Head{r5}, []records.Fraud{records.Altered, records.Missing}},
		{"epochs go backwards", func(f *forger) { begin(f, 8); f.open(3, r20); f.open(3) }, nil, []records.Fraud{records.Altered}},
		{"the access log had less than before", func(f *forger) { begin(f, 8); f.open(2); f.openSaying(3, f.heads[0].Size, 1) }, nil, []records.Fraud{records.Altered, records.Missing}},
		{"another epoch than is opened", func(f *forger) {
			begin(f, 10)
			f.open(2, r20)
			f.epoch, f.signs = 3, 2
			f.notes(rec, 12, "")
			f.notes(acc, 5, "")
		}, []records.Head{r5}, []records.Fraud{records.Missing}},
		{"its checkpoints are of another epoch", func(f *forger) { begin(f, 10); f.open(2, r20); f.signs = 1; f.notes(rec, 22, ""); f.notes(acc, 15, "") }, []records.Head{r5}, []records.Fraud{records.Altered}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := newForger(t, signer)
			tt.write(f)
			f.notes(rec, f.heads[0].Size+2, "end")
			f.notes(acc, f.heads[1].Size+2, "end")
			auditor := records.Auditor{Name: named, Verifiers: []note.Verifier{verifier}}
			for _, h := range tt.known {
				auditor.Trusted = append(auditor.Trusted, f.checkpoint(h))
			}
			look := func(name string, last ...records.Checkpoint) {
				report, err := auditor.Full(t.Context(), f.store)
				if len(last) > 0 {
					report, err = auditor.Since(t.Context(), f.store, last...)
				}
				require.NoError(t, err)
				var frauds []records.Fraud
				for _, finding := range report.Findings {
					frauds = append(frauds, finding.Fraud)
				}
				slices.Sort(frauds)
				assert.Equal(t, tt.want, slices.Compact(frauds), "%s: %v", name, report.Findings)
			}
			look("everything")
			newest := func(back int64) (list []records.Checkpoint) {
				for l, h := range f.heads {
					h = f.was[[3]int64{int64(l + 1), h.Epoch, h.Size - back}]
					require.NotZero(t, h.Size)
					list = append(list, f.checkpoint(h))
				}
				return list
			}
			look("since a moment ago", newest(1)...)
			look("since the record log of a moment ago", newest(1)[0])
			look("since the access log of a moment ago", newest(1)[1])
			if h := tt.known; len(h) > 0 && h[0].Epoch == 1 {
				look("since what was known first", f.checkpoint(h[0]))
			}
			if last := auditor.Trusted; len(last) == 1 {
				auditor.Trusted = nil
				look("since all that was known", last...)
			}
		})
	}
}

// What is stated as lost is told: no finding, and for somebody to answer.
func TestEpochsAreTold(t *testing.T) {
	signer, verifier := keys(t, named)
	f := newForger(t, signer)
	f.notes(records.RecordLog, 10, "")
	lost := records.Head{Log: records.RecordLog, Epoch: 1, Size: 20, Root: records.Hash{1}}
	f.open(2, lost)
	report, err := records.Auditor{Name: named, Verifiers: []note.Verifier{verifier}}.Full(t.Context(), f.store)
	require.NoError(t, err)
	assert.True(t, report.Clean(), "%v", report.Findings)
	require.Equal(t, []records.EpochOpening{{ID: "epoch 2 at 10", Epoch: 2, Records: 10, Lost: []records.Head{lost}}}, report.Epochs)
	assert.Equal(t, "epoch 2 began after 10 records and 0 entries of the access log; lost: at least 10 of the log records, which had 20 in epoch 1", report.Epochs[0].String())
}

// A header in which something else stands is no opening, and is never taken for one.
func TestOpeningsHaveOneForm(t *testing.T) {
	signer, verifier := keys(t, named)
	good := []records.Column{{Name: "epoch", Number: true, Int: 2}, {Name: "restored", Text: "records/0"}, {Name: "restored", Text: "access/0"}}
	for name, index := range map[string][]records.Column{
		"nothing":            {},
		"epoch 1":            {{Name: "epoch", Number: true, Int: 1}, good[1], good[2]},
		"a text":             {{Name: "epoch", Text: "2"}, good[1], good[2]},
		"one log":            {good[0], good[1]},
		"no number":          {good[0], good[1], {Name: "restored", Text: "access/00"}},
		"a negative one":     {good[0], good[1], {Name: "restored", Text: "access/-1"}},
		"no root":            append(slices.Clone(good), records.Column{Name: "lost", Text: "records/1/20/AAAA"}),
		"no log":             append(slices.Clone(good), records.Column{Name: "lost", Text: "other/1/20/" + records.Hash{}.String()}),
		"something else":     append(slices.Clone(good), records.Column{Name: "other", Text: "x"}),
		"a number for a log": append(slices.Clone(good), records.Column{Name: "restored", Number: true, Int: 3}),
	} {
		f := newForger(t, signer)
		f.epoch = 2
		f.add(records.RecordLog, records.EpochKind, "e", index...)
		report, err := records.Auditor{Name: named, Verifiers: []note.Verifier{verifier}}.Full(t.Context(), f.store)
		require.NoError(t, err)
		require.NotEmpty(t, report.Findings, name)
		assert.Equal(t, records.Altered, report.Findings[0].Fraud, name)
		assert.Empty(t, report.Epochs, name)
	}
}

// A finder is a store that finds something else than it holds.
type finder struct {
	records.Store
	found func(*records.Entry) []*records.Entry
}

func (f finder) Read(ctx context.Context, fn func(records.Snapshot) error) error {
	return f.Store.Read(ctx, func(s records.Snapshot) error { return fn(findings{s, f.found}) })
}

type findings struct {
	records.Snapshot
	found func(*records.Entry) []*records.Entry
}

func (f findings) Find(ctx context.Context, q records.Query) iter.Seq2[*records.Entry, error] {
	return func(yield func(*records.Entry, error) bool) {
		for e, err := range f.Snapshot.Find(ctx, q) {
			if err != nil {
				yield(nil, err)
				return
			}
			for _, x := range f.found(e) {
				if !yield(x, nil) {
					return
				}
			}
		}
	}
}

// Who verifies since a checkpoint looks for what opened epochs before it: a store that hides
// one, or shows another, is found out.
func TestSinceDoesNotBelieveWhatIsFound(t *testing.T) {
	signer, verifier := keys(t, named)
	f := newForger(t, signer)
	f.notes(records.RecordLog, 10, "")
	f.open(2)
	f.notes(records.RecordLog, 15, "")
	at := f.checkpoint(f.heads[0])
	f.notes(records.RecordLog, 20, "")
	lost := records.Head{Log: records.RecordLog, Epoch: 1, Size: 12, Root: records.Hash{1}}
	for name, tt := range map[string]struct {
		found func(*records.Entry) []*records.Entry
		want  []records.Fraud
	}{
		"as it is": {func(e *records.Entry) []*records.Entry { return []*records.Entry{e} }, []records.Fraud{records.RolledBack}},
		"hidden":   {func(*records.Entry) []*records.Entry { return nil }, []records.Fraud{records.Altered, records.Missing}},
		"another": {func(e *records.Entry) []*records.Entry {
			h, err := records.ParseHeader(e.Header)
			require.NoError(t, err)
			h.Index = append(slices.Clone(h.Index), records.Column{Name: "lost", Text: fmt.Sprintf("records/1/12/%s", lost.Root)})
			slices.SortFunc(h.Index, records.CompareColumns)
			x := *e
			x.Header, err = h.AppendBinary(nil)
			require.NoError(t, err)
			return []*records.Entry{&x}
		}, []records.Fraud{records.Altered, records.Missing}},
		"nothing": {func(*records.Entry) []*records.Entry { return []*records.Entry{nil} }, []records.Fraud{records.Altered, records.Missing}},
		"twice":   {func(e *records.Entry) []*records.Entry { return []*records.Entry{e, e} }, []records.Fraud{records.Altered, records.RolledBack}},
	} {
		auditor := records.Auditor{Name: named, Verifiers: []note.Verifier{verifier}, Trusted: []records.Checkpoint{f.checkpoint(lost)}}
		report, err := auditor.Since(t.Context(), finder{f.store, tt.found}, at)
		require.NoError(t, err)
		var frauds []records.Fraud
		for _, finding := range report.Findings {
			frauds = append(frauds, finding.Fraud)
		}
		slices.Sort(frauds)
		assert.Equal(t, tt.want, slices.Compact(frauds), "%s: %v", name, report.Findings)
	}
}
