package records_test

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/sqlite"
)

const archiveName = "acme.example/security"

// someone writes and reads everything.
var someone = records.Principal{ID: "harbour master", Clearance: records.Clearance{Level: 9}}

// body has 600 bytes, as JSON.
var body = []byte(`{"inspected":"seal 604218","remark":"` + strings.Repeat("x", 561) + `"}`)

// many is how many records a large log has: as BENCH_RECORDS says, else few, so that the
// benchmarks can run once in little time.
func many(b *testing.B) int {
	text := os.Getenv("BENCH_RECORDS")
	if text == "" {
		return 20_000
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 2000 {
		b.Fatalf("BENCH_RECORDS is %q: write how many records, 2000 at least", text)
	}
	return n
}

// key makes the signer of the checkpoints.
func key(b *testing.B) (note.Signer, note.Verifier) {
	private, public, err := note.GenerateKey(rand.Reader, archiveName)
	must(b, err)
	signer, err := note.NewSigner(private)
	must(b, err)
	verifier, err := note.NewVerifier(public)
	must(b, err)
	return signer, verifier
}

func must(b *testing.B, err error) {
	if err != nil {
		b.Helper()
		b.Fatal(err)
	}
}

// openStore opens a file, new or not.
func openStore(b *testing.B, path string) records.Store {
	s, err := sqlite.Open(b.Context(), path, sqlite.Options{})
	must(b, err)
	return s
}

func openArchive(b *testing.B, store records.Store, options records.Options) *records.Archive {
	options.Name = archiveName
	a, err := records.Open(b.Context(), store, options)
	must(b, err)
	return a
}

// newArchive opens one on a new file, which is gone when the benchmark is over.
func newArchive(b *testing.B, options records.Options) *records.Archive {
	a := openArchive(b, openStore(b, filepath.Join(b.TempDir(), "log.db")), options)
	b.Cleanup(func() { must(b, a.Close()) })
	return a
}

// identify makes the id of record n.
func identify(n int) string { return fmt.Sprintf("0191b2c3-0000-7000-8000-%012d", n) }

// drafts makes so many records, from number n on.
func drafts(n, count int) []records.NewRecord {
	list := make([]records.NewRecord, count)
	for i := range list {
		list[i] = records.NewRecord{ID: identify(n + i), Kind: "inspection", Class: "five years", Content: body}
	}
	return list
}

// fill writes so many records, a thousand at a time.
func fill(b *testing.B, a *records.Archive, count int) {
	for n := 0; n < count; n += 1000 {
		_, err := a.SaveAll(b.Context(), someone, drafts(n, min(1000, count-n)))
		must(b, err)
	}
}

// A times is how long slices have taken. Beside what the clock says it has what the processor
// has worked for this process, in which other processes do not show.
type times struct{ wall, cpu durations }

// clock measures one slice.
func (t *times) clock(do func()) {
	begin, used := time.Now(), processor()
	do()
	t.wall = append(t.wall, time.Since(begin))
	t.cpu = append(t.cpu, processor()-used)
}

// processor returns how long all cores have worked for this process.
func processor() time.Duration {
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		panic(err)
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}

type durations []time.Duration

// at returns what so many of a thousand stay below.
func (d durations) at(perMille int) time.Duration {
	sorted := slices.Sorted(slices.Values(d))
	return sorted[min(len(sorted)-1, len(sorted)*perMille/1000)]
}

func (d durations) median() time.Duration { return d.at(500) }

func perSecond(n int, d time.Duration) float64 { return float64(n) / d.Seconds() }

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }

func milliseconds(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 }

// newSealer encrypts as the library does, with a keyring in memory.
func newSealer() records.Sealer {
	return records.KeySealer{Keyring: records.MemoryKeyring(rand.Reader)}
}

// hashAll hashes what an audit has to at least: header, salt and content, and a node of the
// tree for each record.
func hashAll(entries []*records.Entry) (last records.Hash) {
	var node [65]byte
	for _, e := range entries {
		last = records.Leaf(e.Header)
		sum := sha256.New()
		sum.Write(e.Content.Salt)
		sum.Write(e.Content.Data)
		copy(node[:], sum.Sum(nil))
		last = sha256.Sum256(node[:])
	}
	return last
}

// sample reads the first entries into memory.
func sample(b *testing.B, store records.Store, n int64) (list []*records.Entry) {
	must(b, store.Read(b.Context(), func(s records.Snapshot) error {
		for e, err := range s.Entries(b.Context(), records.RecordLog, 0, n, true) {
			if err != nil {
				return err
			}
			kept := *e
			kept.Header = bytes.Clone(e.Header)
			kept.Content = &records.Content{Salt: bytes.Clone(e.Content.Salt), Data: bytes.Clone(e.Content.Data)}
			list = append(list, &kept)
		}
		return nil
	}))
	return list
}

// shared is a store that others use after the archive on it is closed.
type shared struct{ records.Store }

func (shared) Close() error { return nil }
