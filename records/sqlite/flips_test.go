package sqlite

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/storetest"
)

func TestFlippedBitsAreSeen(t *testing.T) {
	t.Parallel()
	storetest.BitFlips(t, func(d *storetest.Disk) (records.Store, error) { return openOn(d) })
}

// TestBitFlipsFindABlindAuditor shows that the test above can fail: without the auditor, SQLite
// itself sees little of what has changed.
func TestBitFlipsFindABlindAuditor(t *testing.T) {
	t.Parallel()
	blind := func(records.Auditor, context.Context, records.Store) (*records.AuditReport, error) {
		return &records.AuditReport{}, nil
	}
	bits, unseen := 50, 5
	if underRace {
		bits, unseen = 15, 0
	}
	flips, err := storetest.FlipBits(t.Context(), bits, func(d *storetest.Disk) (records.Store, error) { return openOn(d) }, blind)
	require.NoError(t, err)
	t.Log("with nobody who audits: ", flips)
	assert.Greater(t, flips.Unseen, unseen)
}
