package yaml_test

import (
	"bytes"
	"fmt"
	"testing"

	goyaml "go.yaml.in/yaml/v4"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/yaml"
)

// BenchmarkParse reads persons, beside the parser alone, and writes them.
func BenchmarkParse(b *testing.B) {
	for _, size := range []int{1000, 100_000} {
		data := []byte("persons:\n" + lines(size, "  - id: P-%06[1]d\n    name: person %[1]d of Rotterdam\n    unit: gate control\n    from: 2026-05-04\n"))
		b.Run(fmt.Sprintf("records/persons=%d", size), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := yaml.Format.Parse("f", data, records.FileLimits{}); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("go-yaml/persons=%d", size), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				loader, err := goyaml.NewLoader(bytes.NewReader(data))
				if err != nil {
					b.Fatal(err)
				}
				if err := loader.Load(new(goyaml.Node)); err != nil {
					b.Fatal(err)
				}
			}
		})
		node, err := yaml.Format.Parse("f", data, records.FileLimits{})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("format/persons=%d", size), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := yaml.Format.Format(node); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
