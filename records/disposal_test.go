package records_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/proof"
)

// A registry is an archive with sealed records of a class, and the people who deal with them.
type registry struct {
	*records.Archive
	store    records.Store
	ring     records.Keyring
	clock    *watch
	verifier note.Verifier
	clerk    records.Principal
	head     records.Principal
}

var incidentClass = records.RetentionClass{
	ID: "incidents", Title: "reports of incidents", Period: records.Months(60), Trigger: records.WhenRecorded,
	Disposition: records.EraseContent, Authority: "head of records", LegalBasis: "contract with the port, 7.2", Kinds: []string{"report"},
}

func newRegistry(t *testing.T) *registry {
	t.Helper()
	r := &registry{store: records.Memory(), ring: records.MemoryKeyring(nil), clock: newWatch()}
	key, public, err := note.GenerateKey(nil, "acme.example/security")
	require.NoError(t, err)
	signer, err := note.NewSigner(key)
	require.NoError(t, err)
	r.verifier, err = note.NewVerifier(public)
	require.NoError(t, err)
	r.Archive = openArchive(t, strict{shared{r.store}}, records.Options{
		Name: "acme.example/security", Signer: signer, Verifiers: []note.Verifier{r.verifier}, Now: r.clock.Now,
		Sealer: records.KeySealer{Keyring: r.ring}, Retainer: records.Schedule{incidentClass},
	})
	r.clerk = officer
	r.head = officer
	r.head.ID, r.head.Roles = "P-2", []string{"head of records"}
	_, err = records.In[records.RetentionClass](r.Archive).Save(t.Context(), officer, incidentClass, 0)
	require.NoError(t, err)
	return r
}

func (r *registry) report(t *testing.T, id string) records.Receipt {
	t.Helper()
	receipt, err := r.Append(t.Context(), officer, records.NewRecord{ID: id, Kind: "report", Content: []byte(`"CONTENT ` + id + `"`), Marking: records.Marking{Level: 1}})
	require.NoError(t, err)
	return receipt
}

func (r *registry) audit(t *testing.T, erased int64) {
	t.Helper()
	for _, sealer := range []records.Sealer{nil, records.KeySealer{Keyring: r.ring}} {
		report, err := records.Auditor{Name: "acme.example/security", Verifiers: []note.Verifier{r.verifier}, Sealer: sealer}.Full(t.Context(), r.store)
		require.NoError(t, err)
		assert.True(t, report.Clean(), "%v", report.Findings)
		assert.Equal(t, erased, report.Erased)
	}
}

// content returns what can be had of a record by any way there is.
func (r *registry) content(t *testing.T, id string, seq int64) string {
	t.Helper()
	all := ""
	p, err := r.ProveInclusion(t.Context(), officer, id, true)
	require.NoError(t, err)
	_, err = proof.Of(p).Verify("acme.example/security", r.verifier)
	require.NoError(t, err, "every proof stays valid")
	all += string(p.Content)
	for c, err := range r.Changes(t.Context(), officer, records.Position{}) {
		require.NoError(t, err)
		if c.Record.ID == id {
			all += string(c.Record.Content)
		}
	}
	for f, err := range r.Find(t.Context(), officer, records.Query{Kind: "report", Records: true, Content: true}) {
		require.NoError(t, err)
		if f.ID == id {
			all += string(f.Content)
		}
	}
	var stored bytes.Buffer
	_, err = r.store.Backup(t.Context(), &stored)
	require.NoError(t, err)
	assert.NotContains(t, stored.String(), "CONTENT", "nothing is stored in the open")
	e := entriesOf(t, r.store)[seq]
	if e.Content != nil {
		all += "sealed"
	}
	return all
}

func TestDisposalFromProposalToCertificate(t *testing.T) {
	ctx := t.Context()
	r := newRegistry(t)
	for i := range 130 { // more than one tombstone names
		r.report(t, fmt.Sprint("I-", i))
	}
	var ids []string
	for i := range 130 {
		ids = append(ids, fmt.Sprint("I-", i))
	}
	_, err := r.ProposeDisposal(ctx, r.clerk, "D-1", "incidents", "retention is over", ids...)
	assert.ErrorIs(t, err, records.ErrRetained)
	r.clock.advance(61 * 31 * 24 * time.Hour)
	due := 0
	for _, err := range r.Due(ctx, r.clerk, "incidents", r.clock.Now()) {
		require.NoError(t, err)
		due++
	}
	assert.Equal(t, 130, due)
	keys, err := r.ring.Keys(ctx)
	require.NoError(t, err)
	var backup bytes.Buffer
	_, err = r.store.Backup(ctx, &backup)
	require.NoError(t, err)

	_, err = r.ProposeDisposal(ctx, r.clerk, "D-1", "incidents", "", ids...)
	assert.ErrorIs(t, err, records.ErrInvalid, "no reason")
	_, err = r.ProposeDisposal(ctx, r.clerk, "D-1", "incidents", "over", "I-0", "I-none")
	assert.ErrorIs(t, err, records.ErrNotFound)
	_, err = r.ProposeDisposal(ctx, records.Principal{ID: "guest"}, "D-1", "incidents", "over", "I-0")
	assert.ErrorIs(t, err, records.ErrNotFound, "what may not be known of is not there")
	_, err = r.ProposeDisposal(ctx, r.clerk, "D-1", "incidents", "retention is over", ids...)
	require.NoError(t, err)
	_, err = r.ExecuteDisposal(ctx, r.clerk, "D-1", "now")
	assert.ErrorIs(t, err, records.ErrState, "nothing goes before it is approved")
	own := r.clerk
	own.Roles = r.head.Roles
	_, err = r.ApproveDisposal(ctx, own, "D-1", "yes")
	assert.ErrorIs(t, err, records.ErrOwnWork)
	other := r.clerk
	other.ID = "P-3"
	_, err = r.ApproveDisposal(ctx, other, "D-1", "yes")
	assert.ErrorIs(t, err, records.ErrAuthority)
	assert.Contains(t, accesses(t, r.store, 0), "P-3 approve disposal refused records/disposal/D-1")
	r.audit(t, 0)
	_, err = r.ApproveDisposal(ctx, r.head, "D-1", "agreed")
	require.NoError(t, err)
	_, err = r.ApproveDisposal(ctx, r.head, "D-1", "agreed")
	assert.ErrorIs(t, err, records.ErrState)
	assert.NotEqual(t, "", r.content(t, "I-7", 8))
	err = r.DestroyKey(ctx, r.head, r.ring, keys[len(keys)-1].ID, "its period is over")
	assert.ErrorIs(t, err, records.ErrKeyInUse)

	c, err := r.ExecuteDisposal(ctx, r.clerk, "D-1", "as approved")
	require.NoError(t, err)
	require.Len(t, c.Records, 130)
	require.Len(t, c.Tombstones, 3)
	erases := 0
	for _, p := range c.Tombstones {
		shown, err := proof.Of(p).Verify("acme.example/security", r.verifier)
		require.NoError(t, err)
		for _, column := range shown.Header.Index {
			if column.Name == "erases" {
				erases++
			}
		}
	}
	assert.Equal(t, 130, erases)
	assert.Contains(t, c.Text(), "The content of 130 of the class incidents (reports of incidents) was erased")
	assert.Contains(t, c.Text(), "Proposed by P-1")
	assert.Contains(t, c.Text(), "Approved by P-2 as head of records")
	assert.Equal(t, "", r.content(t, "I-7", 8))
	r.audit(t, 130)
	_, err = r.ExecuteDisposal(ctx, r.clerk, "D-1", "again")
	assert.ErrorIs(t, err, records.ErrState)

	copied := records.Memory()
	_, err = copied.Restore(ctx, bytes.NewReader(backup.Bytes()))
	require.NoError(t, err)
	old := openArchive(t, copied, records.Options{Name: "acme.example/security", Now: r.clock.Now, Sealer: records.KeySealer{Keyring: r.ring}})
	query := records.Query{Kind: "report", Records: true, Content: true}
	for f, err := range old.Find(ctx, officer, query) {
		require.NoError(t, err)
		assert.Contains(t, string(f.Content), "CONTENT", "the backup has it until the key goes")
		break
	}
	for _, key := range keys {
		if key.Group.Class == "incidents" {
			require.NoError(t, r.DestroyKey(ctx, r.head, r.ring, key.ID, "its period is over"))
		}
	}
	for f, err := range old.Find(ctx, officer, query) {
		require.NoError(t, err, "what is gone keeps nobody from the rest")
		assert.Nil(t, f.Content)
		assert.True(t, f.Erased)
		assert.Equal(t, int64(records.NoTombstone), f.Tombstone)
	}
	r.audit(t, 130)
}

// What is held stays, and its key with it, until it is released.
func TestHeldRecordsStay(t *testing.T) {
	ctx := t.Context()
	r := newRegistry(t)
	receipt := r.report(t, "I-1")
	r.report(t, "I-2")
	keys, err := r.ring.Keys(ctx)
	require.NoError(t, err)
	r.clock.advance(61 * 31 * 24 * time.Hour)
	_, err = r.ProposeDisposal(ctx, r.clerk, "D-1", "incidents", "retention is over", "I-1", "I-2")
	require.NoError(t, err)
	_, err = r.ApproveDisposal(ctx, r.head, "D-1", "agreed")
	require.NoError(t, err)
	_, err = r.PlaceHold(ctx, r.clerk, records.Hold{ID: "H-1", Reason: "claim of the carrier", Records: []string{"I-1"}}, 0)
	require.NoError(t, err)
	_, err = r.ExecuteDisposal(ctx, r.clerk, "D-1", "as approved")
	assert.ErrorIs(t, err, records.ErrHeld)
	_, err = r.ProposeDisposal(ctx, r.clerk, "D-2", "incidents", "retention is over", "I-1")
	assert.ErrorIs(t, err, records.ErrHeld)
	r.audit(t, 0)
	_, err = r.ProposeDisposal(ctx, r.clerk, "D-3", "incidents", "retention is over", "I-2")
	require.NoError(t, err)
	_, err = r.ApproveDisposal(ctx, r.head, "D-3", "agreed")
	require.NoError(t, err)
	_, err = r.ExecuteDisposal(ctx, r.head, "D-3", "as approved")
	require.NoError(t, err)
	for _, key := range keys {
		if key.Group.Class == "incidents" {
			require.NoError(t, r.DestroyKey(ctx, r.head, r.ring, key.ID, "its period is over"))
		}
	}
	assert.Contains(t, r.content(t, "I-1", receipt.Seq), "CONTENT I-1", "the key of the hold opens it")
	_, err = r.ReleaseHold(ctx, r.clerk, "H-1", 1, "")
	assert.ErrorIs(t, err, records.ErrInvalid)
	_, err = r.ReleaseHold(ctx, r.clerk, "H-1", 1, "settled")
	require.NoError(t, err)
	n, err := r.RotateKeys(ctx, r.head)
	require.NoError(t, err)
	assert.Positive(t, n)
	_, err = r.ExecuteDisposal(ctx, r.clerk, "D-1", "as approved")
	assert.ErrorIs(t, err, records.ErrErased, "one of the two is gone already")
	r.audit(t, 1)
}

// Rotation goes on where it was cut off, and changes nothing that is proved.
func TestRotationOfKeys(t *testing.T) {
	ctx := t.Context()
	r := newRegistry(t)
	var list []records.NewRecord
	for i := range 2500 {
		list = append(list, records.NewRecord{ID: fmt.Sprint("I-", i), Kind: "report", Content: []byte("1")})
	}
	_, err := r.SaveAll(ctx, officer, list)
	require.NoError(t, err)
	before, err := r.ring.Keys(ctx)
	require.NoError(t, err)
	for _, key := range before {
		_, err := r.ring.Rotate(ctx, key.Group)
		require.NoError(t, err)
	}
	n, err := r.RotateKeys(ctx, r.head)
	require.NoError(t, err)
	assert.Equal(t, int64(2501), n)
	n, err = r.RotateKeys(ctx, r.head)
	require.NoError(t, err)
	assert.Zero(t, n)
	for _, key := range before {
		require.NoError(t, r.DestroyKey(ctx, r.head, r.ring, key.ID, "rotated"))
	}
	r.audit(t, 0)
	_, err = r.RotateKeys(ctx, records.Principal{})
	assert.NoError(t, err, "there is nothing to do")
}

// In whatever order people propose, approve, refuse, hold, release and execute: what is gone
// was approved by another, was over and not held; everything else is there, and all of it verifies.
func TestDisposalsAtRandom(t *testing.T) {
	ctx := t.Context()
	r := newRegistry(t)
	chance := rand.New(rand.NewPCG(28000, 1))
	gone, held := map[string]bool{}, map[string]bool{}
	type plan struct {
		id       string
		approved bool
	}
	plans := map[int]plan{}
	seqs := map[string]int64{}
	for step := range 1200 {
		id := fmt.Sprint("I-", chance.IntN(30))
		number := chance.IntN(12 + step/20)
		name := records.ID[records.Disposal](fmt.Sprint("D-", number))
		p, planned := plans[number]
		switch chance.IntN(7) {
		case 0:
			if _, there := seqs[id]; !there {
				seqs[id] = r.report(t, id).Seq
			}
		case 1:
			r.clock.advance(60 * 24 * time.Hour)
		case 2:
			if _, err := r.ProposeDisposal(ctx, r.clerk, name, "incidents", "over", id); err == nil {
				require.False(t, planned || gone[id] || held[id], "step %d", step)
				plans[number] = plan{id: id}
			}
		case 3:
			if _, err := r.ApproveDisposal(ctx, r.head, name, "agreed"); err == nil {
				require.True(t, planned && !p.approved && !held[p.id])
				p.approved = true
				plans[number] = p
			}
		case 4, 5:
			if _, err := r.ExecuteDisposal(ctx, r.clerk, name, "done"); err == nil {
				require.True(t, p.approved && !gone[p.id] && !held[p.id])
				gone[p.id] = true
			}
		case 6:
			if chance.IntN(3) > 0 && !held[id] {
				continue
			}
			hold := records.Hold{ID: records.ID[records.Hold](id), Reason: "claim", Records: []string{id}}
			version, _, err := r.Version(ctx, officer, hold.Ref())
			require.NoError(t, err)
			if held[id] {
				_, err = r.ReleaseHold(ctx, r.clerk, hold.ID, version, "settled")
			} else {
				_, err = r.PlaceHold(ctx, r.clerk, hold, version)
			}
			require.NoError(t, err)
			held[id] = !held[id]
		}
	}
	assert.NotEmpty(t, gone)
	r.audit(t, int64(len(gone)))
	for id, seq := range seqs {
		assert.Equal(t, gone[id], r.content(t, id, seq) == "", id)
	}
}
