package records_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

var body = []byte(`{"id":"S-1","text":"` + strings.Repeat("x", 570) + `"}`)

// What the log adds to keeping the same records in a map.
func BenchmarkAppend(b *testing.B) {
	ctx := context.Background()
	b.Run("map", func(b *testing.B) {
		m := map[string][]byte{}
		for i := 0; b.Loop(); i++ {
			m[fmt.Sprint(i)] = append([]byte(nil), body...)
		}
	})
	for _, size := range []int{1, 500} {
		b.Run(fmt.Sprintf("archive/batch=%d", size), func(b *testing.B) {
			a := openArchive(b, records.Memory(), records.Options{})
			list := make([]records.NewRecord, size)
			for i := range list {
				list[i] = records.NewRecord{Kind: "remark", Content: body}
			}
			for b.Loop() {
				_, err := a.SaveAll(ctx, officer, list)
				require.NoError(b, err)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*size), "ns/record")
		})
	}
	b.Run("archive/writers=64", func(b *testing.B) {
		signer, _ := keys(b, named)
		a := openArchive(b, records.Memory(), records.Options{Name: named, Signer: signer})
		var all sync.WaitGroup
		for b.Loop() {
			for range 64 {
				all.Go(func() {
					_, err := a.Append(ctx, officer, records.NewRecord{Kind: "remark", Content: body})
					if err != nil {
						b.Error(err)
					}
				})
			}
			all.Wait()
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*64), "ns/record")
	})
}

// How fast an audit is, beside the rate at which one core hashes the same from memory.
func BenchmarkAudit(b *testing.B) {
	ctx := context.Background()
	const n = 20_000
	store := records.Memory()
	a := openArchive(b, unclosed{store}, records.Options{})
	list := make([]records.NewRecord, n)
	for i := range list {
		list[i] = records.NewRecord{Kind: "seal", Entity: fmt.Sprint(i), Content: body}
	}
	_, err := a.SaveAll(ctx, officer, list)
	require.NoError(b, err)
	for _, pipelined := range []bool{false, true} {
		b.Run(fmt.Sprintf("pipelined=%v", pipelined), func(b *testing.B) {
			for b.Loop() {
				report, err := records.Auditor{Pipelined: pipelined}.Full(ctx, store)
				require.NoError(b, err)
				require.Empty(b, report.Findings)
			}
			b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "records/s")
		})
	}
	b.Run("hashing alone", func(b *testing.B) {
		var entries []*records.Entry
		require.NoError(b, store.Read(ctx, func(s records.Snapshot) error {
			for e, err := range s.Entries(ctx, records.RecordLog, 0, n, true) {
				require.NoError(b, err)
				entries = append(entries, e)
			}
			return nil
		}))
		for b.Loop() {
			hashAll(entries)
		}
		b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds(), "records/s")
	})
}

func BenchmarkLoad(b *testing.B) {
	ctx := context.Background()
	a := openArchive(b, records.Memory(), records.Options{})
	seals := records.In[seal](a)
	_, err := seals.Save(ctx, officer, seal{ID: "S-1", Number: "604218", Notes: []string{"a", "b"}}, 0)
	require.NoError(b, err)
	for b.Loop() {
		_, _, err := seals.Load(ctx, officer, "S-1")
		require.NoError(b, err)
	}
}

// hashAll hashes what an audit has to: header, content with salt, and a node for each record.
func hashAll(entries []*records.Entry) (last records.Hash) {
	var node [65]byte
	for _, e := range entries {
		leaf := records.Leaf(e.Header)
		sum := sha256.New()
		sum.Write(e.Content.Salt)
		sum.Write(e.Content.Data)
		copy(node[:], sum.Sum(leaf[:0]))
		last = sha256.Sum256(node[:])
	}
	return last
}
