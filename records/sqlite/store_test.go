package sqlite

import (
	"testing"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) records.Store { return tempStore(t) })
}
