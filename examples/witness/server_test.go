package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/iso28000/iso28000/records"
)

func keys(t *testing.T, name string) (note.Signer, note.Verifier, string) {
	t.Helper()
	private, public, err := note.GenerateKey(nil, name)
	require.NoError(t, err)
	signer, err := note.NewSigner(private)
	require.NoError(t, err)
	verifier, err := note.NewVerifier(public)
	require.NoError(t, err)
	return signer, verifier, public
}

// tree returns the hashes of a log of so many entries, all of them, as tlog numbers them.
func tree(size int64) tlog.HashReaderFunc {
	var hashes []tlog.Hash
	reader := func(indexes []int64) ([]tlog.Hash, error) {
		list := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			list[i] = hashes[index]
		}
		return list, nil
	}
	for i := range size {
		list, err := tlog.StoredHashes(i, fmt.Append(nil, i), tlog.HashReaderFunc(reader))
		if err != nil {
			panic(err)
		}
		hashes = append(hashes, list...)
	}
	return reader
}

// head returns the head that the log has at a size.
func head(size int64) records.Head {
	root, err := tlog.TreeHash(size, tree(size))
	if err != nil {
		panic(err)
	}
	return records.Head{Log: records.RecordLog, Epoch: 1, Size: size, Root: records.Hash(root)}
}

func grown(from, to int64) (list []records.Hash) {
	proof, err := tlog.ProveTree(to, from, tree(to))
	if err != nil {
		panic(err)
	}
	for _, h := range proof {
		list = append(list, records.Hash(h))
	}
	return list
}

func sign(t *testing.T, signer note.Signer, h records.Head) records.Checkpoint {
	t.Helper()
	text := fmt.Sprintf("%s\n%d\n%s\n", records.Origin(archiveName, h.Log, h.Epoch), h.Size, base64.StdEncoding.EncodeToString(h.Root[:]))
	data, err := note.Sign(&note.Note{Text: text}, signer)
	require.NoError(t, err)
	return records.Checkpoint{Log: h.Log, Size: h.Size, Note: data}
}

// started returns a witness that listens, and its client.
func started(t *testing.T, verifier note.Verifier) (*server, *client) {
	t.Helper()
	s, file, err := open(options{dir: t.TempDir(), archive: archiveName, verifiers: []note.Verifier{verifier}})
	require.NoError(t, err)
	listening := httptest.NewServer(s.handler())
	t.Cleanup(func() { listening.Close(); file.Close() })
	return s, newClient(listening.URL)
}

// What the client says is what a witness in the same process says.
func TestWitnessOverHTTP(t *testing.T) {
	ctx := t.Context()
	signer, verifier, _ := keys(t, archiveName)
	stranger, _, _ := keys(t, archiveName)
	s, w := started(t, verifier)
	_, err := w.Latest(ctx, records.RecordLog)
	assert.ErrorIs(t, err, records.ErrNotFound)
	require.NoError(t, w.Add(ctx, sign(t, signer, head(5)), 0, nil))
	require.NoError(t, w.Add(ctx, sign(t, signer, head(5)), 5, nil), "again")
	forged := head(9)
	forged.Root[0]++
	other := head(5)
	other.Root[0]++
	epoch := func(n, size int64) records.Head { h := head(size); h.Epoch = n; return h }
	for name, tt := range map[string]struct {
		c     records.Checkpoint
		from  int64
		proof []records.Hash
		want  error
	}{
		"unsigned":              {sign(t, stranger, head(9)), 5, grown(5, 9), records.ErrUntrusted},
		"no proof":              {sign(t, signer, head(9)), 5, nil, records.ErrFork},
		"another root":          {sign(t, signer, forged), 5, grown(5, 9), records.ErrFork},
		"another root, as long": {sign(t, signer, other), 5, nil, records.ErrFork},
		"shorter":               {sign(t, signer, head(3)), 5, nil, records.ErrFork},
		"from elsewhere":        {sign(t, signer, head(9)), 4, grown(4, 9), records.ErrWitnessMoved},
		"from the beginning":    {sign(t, signer, head(9)), 0, nil, records.ErrWitnessMoved},
		"a loss":                {sign(t, signer, epoch(2, 9)), 0, nil, records.ErrNewEpoch},
		"too long a proof":      {sign(t, signer, head(9)), 5, make([]records.Hash, 64), records.ErrFork},
		"no checkpoint":         {records.Checkpoint{Log: records.RecordLog, Note: []byte("x")}, 0, nil, records.ErrUntrusted},
		"of a hostile size":     {records.Checkpoint{Log: records.RecordLog, Note: []byte("a\n-1\n")}, 0, nil, records.ErrUntrusted},
	} {
		assert.ErrorIs(t, w.Add(ctx, tt.c, tt.from, tt.proof), tt.want, name)
	}
	require.NoError(t, w.Add(ctx, sign(t, signer, head(9)), 5, grown(5, 9)))
	access := head(2)
	access.Log = records.AccessLog
	require.NoError(t, w.Add(ctx, sign(t, signer, access), 0, nil))
	require.NoError(t, w.Add(ctx, sign(t, signer, epoch(2, 12)), 9, grown(9, 12)), "an epoch that lacks nothing of what is known")
	s.book.AcceptEpoch(3)
	require.NoError(t, w.Add(ctx, sign(t, signer, epoch(3, 4)), 0, nil))
	var list []records.Checkpoint
	for c, err := range w.Checkpoints(ctx, records.RecordLog) {
		require.NoError(t, err)
		list = append(list, c)
	}
	assert.Equal(t, []records.Checkpoint{sign(t, signer, head(5)), sign(t, signer, head(9)), sign(t, signer, epoch(2, 12)), sign(t, signer, epoch(3, 4))}, list)
	for range w.Checkpoints(ctx, records.RecordLog) {
		break // and the connection is let go
	}
	known, err := records.Witnessed(ctx, w)
	require.NoError(t, err)
	assert.Len(t, known, 5, "all of the earlier epochs, and of both logs the newest")
}

// An archive that has it for a witness is refused once its store was rolled back.
func TestArchiveWithIt(t *testing.T) {
	ctx := t.Context()
	signer, verifier, _ := keys(t, archiveName)
	_, w := started(t, verifier)
	o := records.Options{Name: archiveName, Signer: signer, Verifiers: []note.Verifier{verifier}, Witnesses: []records.Witness{w}, WitnessEvery: time.Hour}
	a, err := records.Open(ctx, records.Memory(), o)
	require.NoError(t, err)
	for range 3 {
		_, err = a.Append(ctx, by, records.NewRecord{Kind: "remark", Content: []byte("1")})
		require.NoError(t, err)
		require.NoError(t, a.Witness(ctx))
	}
	require.NoError(t, a.Close())
	_, err = records.Open(ctx, records.Memory(), o)
	assert.ErrorIs(t, err, records.ErrFork)
}

// What is no request of the protocol gets the status that the protocol says, and changes nothing.
func TestHostileRequests(t *testing.T) {
	signer, verifier, _ := keys(t, archiveName)
	s, w := started(t, verifier)
	good := string(sign(t, signer, head(5)).Note)
	hash := head(5).Root.String() + "\n"
	for name, tt := range map[string]struct {
		method, path, body string
		want               int
	}{
		"nothing":                {"POST", "/add-checkpoint", "", 400},
		"no old size":            {"POST", "/add-checkpoint", "\n" + good, 400},
		"no empty line":          {"POST", "/add-checkpoint", "old 0\n" + strings.ReplaceAll(good, "\n\n", "\n"), 400},
		"a negative size":        {"POST", "/add-checkpoint", "old -1\n\n" + good, 400},
		"a size with a zero":     {"POST", "/add-checkpoint", "old 00\n\n" + good, 400},
		"a size of 20 digits":    {"POST", "/add-checkpoint", "old 99999999999999999999\n\n" + good, 400},
		"a larger old size":      {"POST", "/add-checkpoint", "old 6\n\n" + good, 400},
		"no hash":                {"POST", "/add-checkpoint", "old 0\nxyz\n\n" + good, 400},
		"64 hashes":              {"POST", "/add-checkpoint", "old 0\n" + strings.Repeat(hash, 64) + "\n" + good, 400},
		"another archive":        {"POST", "/add-checkpoint", "old 0\n\n" + strings.Replace(good, archiveName, "other.example", 1), 404},
		"altered":                {"POST", "/add-checkpoint", "old 0\n\n" + strings.Replace(good, "\n5\n", "\n6\n", 1), 403},
		"a log there is not":     {"POST", "/add-checkpoint", "old 0\n\n" + strings.Replace(good, "/records", "/recordsx", 1), 403},
		"an old size it has not": {"POST", "/add-checkpoint", "old 1\n\n" + good, 409},
		"too large":              {"POST", "/add-checkpoint", "old 0\n\n" + strings.Repeat("x", maxRequest), 413},
		"another method":         {"GET", "/add-checkpoint", "", 405},
		"another path":           {"GET", "/", "", 404},
		"out of the folder":      {"GET", "/checkpoints/..%2f..%2fetc%2fpasswd", "", 404},
		"another log":            {"GET", "/checkpoint/other", "", 404},
		"written to":             {"DELETE", "/checkpoints/records", "", 405},
	} {
		request, err := http.NewRequest(tt.method, w.url+tt.path, strings.NewReader(tt.body))
		require.NoError(t, err)
		answer, err := http.DefaultClient.Do(request)
		require.NoError(t, err, name)
		data, err := io.ReadAll(answer.Body)
		require.NoError(t, err)
		answer.Body.Close()
		assert.Equal(t, tt.want, answer.StatusCode, "%s: %s", name, data)
		assert.Less(t, len(data), 4096, name)
		if tt.want == http.StatusConflict {
			assert.Equal(t, "text/x.tlog.size", answer.Header.Get("Content-Type"))
			assert.Equal(t, "0\n", string(data))
		}
	}
	_, err := s.book.Latest(t.Context(), records.RecordLog)
	assert.ErrorIs(t, err, records.ErrNotFound)
}

// Of many who come at once with the same beginning one is first, and nothing is rolled back.
func TestAddedAtOnce(t *testing.T) {
	signer, verifier, _ := keys(t, archiveName)
	s, w := started(t, verifier)
	require.NoError(t, w.Add(t.Context(), sign(t, signer, head(1)), 0, nil))
	var all sync.WaitGroup
	for size := int64(2); size < 20; size++ {
		c, proof := sign(t, signer, head(size)), grown(1, size)
		all.Go(func() {
			if err := w.Add(t.Context(), c, 1, proof); err != nil {
				assert.ErrorIs(t, err, records.ErrWitnessMoved)
			}
		})
	}
	all.Wait()
	n := 0
	for _, err := range s.book.Checkpoints(t.Context(), records.RecordLog) {
		require.NoError(t, err)
		n++
	}
	assert.Equal(t, 2, n)
}

// A file that was altered while the witness runs is told, not passed off as all there is.
func TestAlteredFile(t *testing.T) {
	signer, verifier, _ := keys(t, archiveName)
	dir := t.TempDir()
	s, file, err := open(options{dir: dir, archive: archiveName, verifiers: []note.Verifier{verifier}})
	require.NoError(t, err)
	listening := httptest.NewServer(s.handler())
	t.Cleanup(func() { listening.Close(); file.Close() })
	w := newClient(listening.URL)
	require.NoError(t, w.Add(t.Context(), sign(t, signer, head(1)), 0, nil))
	require.NoError(t, w.Add(t.Context(), sign(t, signer, head(5)), 1, grown(1, 5)))
	name := filepath.Join(dir, checkpoints)
	data, err := os.ReadFile(name)
	require.NoError(t, err)
	at := bytes.LastIndex(data, []byte(archiveName+"/records"))
	copy(data[at:], "x")
	require.NoError(t, os.WriteFile(name, data, 0o600))
	n, failed := 0, error(nil)
	for _, err := range w.Checkpoints(t.Context(), records.RecordLog) {
		if failed = err; err == nil {
			n++
		}
	}
	assert.LessOrEqual(t, n, 1)
	assert.ErrorContains(t, failed, "the witness")
}

// A server that is no witness, or one that wants to do harm, gets an error that says what to
// do, soon and without being read to its end.
func TestHostileWitnesses(t *testing.T) {
	signer, _, _ := keys(t, archiveName)
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { t.Error("it was followed elsewhere") }))
	defer elsewhere.Close()
	endless := func(w http.ResponseWriter, piece string) {
		for range 1 << 16 {
			if _, err := io.WriteString(w, strings.Repeat(piece, 1000)); err != nil {
				return
			}
		}
		t.Error("it was read to its end")
	}
	for name, answer := range map[string]http.HandlerFunc{
		"a page":           func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "<html>welcome</html>") },
		"not there":        http.NotFound,
		"broken":           func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500); endless(w, "x") },
		"endless":          func(w http.ResponseWriter, _ *http.Request) { endless(w, "x\n") },
		"endless lines":    func(w http.ResponseWriter, _ *http.Request) { endless(w, "x") },
		"elsewhere":        func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere.URL, http.StatusFound) },
		"a size":           func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, "a\n99999999999999999999\nb\n") },
		"nothing":          func(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) },
		"no answer":        func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"conflict of what": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(409); io.WriteString(w, "what") },
	} {
		t.Run(name, func(t *testing.T) {
			listening := httptest.NewServer(answer)
			defer listening.Close()
			w := newClient(listening.URL)
			ctx, stop := context.WithTimeout(t.Context(), time.Second)
			defer stop()
			_, err := w.Latest(ctx, records.RecordLog)
			require.Error(t, err)
			assert.NotErrorIs(t, err, records.ErrNotFound, "a witness that has nothing says so")
			assert.Less(t, len(err.Error()), 1000)
			failed := error(nil)
			for _, err := range w.Checkpoints(ctx, records.RecordLog) {
				failed = err
			}
			require.Error(t, failed)
			if name != "a page" && !strings.HasPrefix(name, "endless") && name != "a size" { // a success is what it says
				assert.Error(t, w.Add(ctx, sign(t, signer, head(3)), 0, nil))
			}
		})
	}
	for _, url := range []string{"", "127.0.0.1:1", "http://127.0.0.1:1", "http://[", "file:///etc/passwd"} {
		_, err := newClient(url).Latest(t.Context(), records.RecordLog)
		require.Error(t, err, url)
		assert.Contains(t, err.Error(), "witness", url)
	}
}
