//go:build linux

package postgres

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/storetest"
)

// A proxy stands between a store and its server, and cuts a connection when it is told to.
type proxy struct {
	folder string
	mu     sync.Mutex
	word   []byte // the next bytes of a client that hold it are where it is cut
	how    cutting
	cuts   int
}

type cutting int

const (
	unheard  cutting = iota // what holds the word does not reach the server
	answered                // it does, and the answer does not come back
	inside                  // it does, and the connection is gone at once
	late                    // the connection is gone at once, and it reaches the server afterwards
	never                   // the connection is gone at once, and the server does not hear of that
)

func newProxy(t *testing.T, to string) *proxy {
	t.Helper()
	folder, err := os.MkdirTemp("", "px")
	require.NoError(t, err)
	t.Cleanup(func() { os.RemoveAll(folder) })
	p := &proxy{folder: folder}
	listener, err := net.Listen("unix", filepath.Join(folder, ".s.PGSQL.5432"))
	require.NoError(t, err)
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("unix", filepath.Join(to, ".s.PGSQL.5432"))
			if err != nil {
				client.Close()
				continue
			}
			go p.forward(client, server)
		}
	}()
	return p
}

func (p *proxy) conn() string { return (&cluster{folder: p.folder}).conn("postgres") }

// arm cuts the next connection on which the client says a word.
func (p *proxy) arm(word string, how cutting) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.word, p.how = []byte(word), how
}

// cut reports whether a connection is to be cut here, and how.
func (p *proxy) cut(b []byte) (bool, cutting) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.word == nil || !bytes.Contains(b, p.word) {
		return false, 0
	}
	p.word = nil
	p.cuts++
	return true, p.how
}

func (p *proxy) forward(client, server net.Conn) {
	defer client.Close()
	var silent sync.Mutex // held once nothing is passed back any more
	go func() {
		defer client.Close()
		b := make([]byte, 1<<16)
		for {
			n, err := server.Read(b)
			if err != nil || !silent.TryLock() {
				return
			}
			_, err = client.Write(b[:n])
			silent.Unlock()
			if err != nil {
				return
			}
		}
	}()
	b := make([]byte, 1<<20)
	for {
		n, err := client.Read(b)
		if err != nil {
			server.Close()
			return
		}
		cut, how := p.cut(b[:n])
		if cut {
			silent.Lock()
		}
		if cut && how == unheard {
			server.Close()
			return
		}
		if cut && how == late {
			client.Close()
			time.Sleep(300 * time.Millisecond)
		}
		if cut && how == never {
			client.Close()
			time.Sleep(3 * time.Second)
		}
		if _, err := server.Write(b[:n]); err != nil {
			return
		}
		if cut {
			if how == answered {
				time.Sleep(100 * time.Millisecond) // the server has answered by then
			}
			client.Close()
			time.Sleep(time.Second) // and keeps its side open
			server.Close()
			return
		}
	}
}

// TestConnectionCutAtCommit cuts the connection on which a batch and its COMMIT travel together.
// Asked by the id of the record, the store knows what became of it.
func TestConnectionCutAtCommit(t *testing.T) {
	direct := server(t)
	for name, c := range map[string]struct {
		how  cutting
		held bool // whether somebody holds the head when the connection breaks
		want bool
	}{
		"before the server gets it":           {unheard, false, false},
		"before the answer":                   {answered, false, true},
		"while the server still waits for it": {inside, true, true},
		"before it comes to the server":       {late, false, true},
		"and it never comes to the server":    {never, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			schema := newSchema()
			require.NoError(t, opening(t, Options{Schema: schema, Migrate: true}))
			p := newProxy(t, os.Getenv(socketOfParent))
			s := openStore(t, p.conn(), Options{Schema: schema})
			m := storetest.NewMaker(1)
			b := m.Plain(1, 10)
			require.NoError(t, s.Commit(t.Context(), b)) // so that the statements are prepared
			m.Stored(b)

			b = m.Plain(1, 10)
			if c.held {
				holder := admin(t, direct, schema)
				run(t, holder, "BEGIN")
				run(t, holder, "SELECT 1 FROM head FOR UPDATE")
				var released sync.WaitGroup
				defer released.Wait()
				released.Go(func() {
					time.Sleep(300 * time.Millisecond)
					_, err := holder.Exec(t.Context(), "ROLLBACK")
					assert.NoError(t, err)
				})
			}
			p.arm(b.Entries[0].ID, c.how)
			require.ErrorIs(t, s.Commit(t.Context(), b), records.ErrInDoubt)
			assert.Equal(t, 1, p.cuts)
			require.NoError(t, s.Read(t.Context(), func(snap records.Snapshot) error {
				_, err := snap.Entry(t.Context(), b.Entries[0].ID)
				if c.want {
					assert.NoError(t, err)
				} else {
					assert.ErrorIs(t, err, records.ErrNotFound)
				}
				return nil
			}))
			if !c.want {
				require.NoError(t, s.Commit(t.Context(), b))
			} else {
				require.ErrorIs(t, s.Commit(t.Context(), b), records.ErrHeadMoved)
			}
		})
	}
}

// TestConnectionCutWhileCopying cuts it before COMMIT was sent: nothing is stored, and there is
// no doubt about it.
func TestConnectionCutWhileCopying(t *testing.T) {
	schema := newSchema()
	require.NoError(t, opening(t, Options{Schema: schema, Migrate: true}))
	p := newProxy(t, os.Getenv(socketOfParent))
	s := openStore(t, p.conn(), Options{Schema: schema})
	m := storetest.NewMaker(1)
	b := m.Plain(200, 600)
	p.arm(b.Entries[100].ID, unheard)
	err := s.Commit(t.Context(), b)
	require.Error(t, err)
	require.NotErrorIs(t, err, records.ErrInDoubt)
	require.NoError(t, s.Commit(t.Context(), b))
}

// TestArchiveAsksWhatBecameOfACommit has an archive acknowledge each record once, although its
// connections are cut all the time.
func TestArchiveAsksWhatBecameOfACommit(t *testing.T) {
	schema := newSchema()
	require.NoError(t, opening(t, Options{Schema: schema, Migrate: true}))
	p := newProxy(t, os.Getenv(socketOfParent))
	s := openStore(t, p.conn(), Options{Schema: schema})
	a, err := records.Open(t.Context(), s, records.Options{})
	require.NoError(t, err)
	by := records.Principal{ID: "officer"}
	for i := range 12 {
		id := fmt.Sprintf("record %02d", i)
		if i%2 == 1 {
			p.arm(id, cutting(i/2%2))
		}
		receipt, err := a.Append(t.Context(), by, records.NewRecord{ID: id, Kind: "note", Content: []byte("{}")})
		require.NoError(t, err)
		assert.EqualValues(t, i, receipt.Seq)
	}
	assert.Equal(t, 6, p.cuts)
	report, err := records.Auditor{}.Full(t.Context(), s)
	require.NoError(t, err)
	assert.True(t, report.Clean(), report.Findings)
}
