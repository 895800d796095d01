package storetest

import (
	"testing"

	"github.com/iso28000/iso28000/records"
)

func TestMemory(t *testing.T) {
	Run(t, func(t *testing.T) records.Store { return records.Memory() })
}
