package records_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/iso28000/iso28000/records"
)

// BenchmarkDecode reads a register of 100,000 entities, beside the standard library, which
// does without places, references and validation.
func BenchmarkDecode(b *testing.B) {
	for _, size := range []int{1000, 100_000} {
		data := register(size)
		b.Run(fmt.Sprintf("records/cargoes=%d", size), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				var yard yard
				if err := records.ReadFile("yard.json", data, &yard); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("parse/cargoes=%d", size), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := records.JSON.Parse("yard.json", data, records.FileLimits{}); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("encoding-json/cargoes=%d", size), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				var yard yard
				if err := json.Unmarshal(data, &yard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// register is a file of so many entities.
func register(size int) []byte {
	var b strings.Builder
	b.WriteString("{\"cargoes\": [")
	for i := range size {
		if i > 0 {
			b.WriteString(",")
		}
		fmt.Fprintf(&b, `
    {
      "id": "C-%06d",
      "title": "container %d from Rotterdam, sealed",
      "state": "sealed",
      "keeper": "K-%d",
      "weight": 12.5,
      "pieces": %d,
      "hazardous": false,
      "packed_on": "2026-05-04",
      "seals": ["A-%d", "B-%d"],
      "checks": [{"step": 1, "note": "gate"}, {"step": 2, "note": "yard, second look"}]
    }`, i, i, i%10, i, i, i)
	}
	b.WriteString("\n], \"keepers\": [")
	for i := range 10 {
		if i > 0 {
			b.WriteString(",")
		}
		fmt.Fprintf(&b, `{"id": "K-%d", "name": "keeper %d"}`, i, i)
	}
	b.WriteString("]}\n")
	return []byte(b.String())
}
