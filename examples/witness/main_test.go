package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/examples/terminal"
	"github.com/iso28000/iso28000/records"
)

var update = flag.Bool("update", false, "write the golden file anew")

func witness(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = run(context.Background(), args, &out, &errs, terminal.Screen{})
	return code, out.String(), errs.String()
}

// It prints the same each time, in lines that fit.
func TestGolden(t *testing.T) {
	code, got, stderr := witness()
	require.Zero(t, code, stderr)
	assert.Empty(t, stderr)
	for line := range strings.Lines(got) {
		assert.LessOrEqual(t, len([]rune(strings.TrimRight(line, "\n"))), 120)
		assert.Equal(t, strings.TrimRight(line, " \n"), strings.TrimRight(line, "\n"), "no blanks at the end")
	}
	const file = "testdata/witness.golden"
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), got)
}

func TestBadInput(t *testing.T) {
	_, verifier, public := keys(t, "acme")
	_ = verifier
	for _, tt := range []struct {
		args []string
		says string
	}{
		{[]string{"x"}, `"x" is left over`},
		{[]string{"-dir", "x"}, "say -listen too"},
		{[]string{"-listen", ":0"}, "needs -dir, -archive and -key"},
		{[]string{"-listen", ":0", "-dir", t.TempDir(), "-archive", "acme"}, "needs -dir, -archive and -key"},
		{[]string{"-key", "acme"}, "it is no public key"},
		{[]string{"-accept-epoch", "1"}, "epochs that are opened are 2, 3 and so on"},
		{[]string{"-unknown"}, "flag provided but not defined"},
		{[]string{"-listen", "nowhere:nothing", "-dir", t.TempDir(), "-archive", "acme", "-key", public}, "nothing"},
	} {
		code, stdout, stderr := witness(tt.args...)
		assert.Equal(t, 2, code, tt.args)
		assert.Empty(t, stdout)
		assert.Contains(t, stderr, tt.says)
	}
	file := filepath.Join(t.TempDir(), checkpoints)
	require.NoError(t, os.WriteFile(file, []byte("no checkpoints\n"), 0o600))
	code, _, stderr := witness("-listen", "127.0.0.1:0", "-dir", filepath.Dir(file), "-archive", "acme", "-key", public)
	assert.Equal(t, 2, code)
	assert.Contains(t, stderr, file)
}

// A sink is where a witness says at which address it listens.
type sink struct{ said chan string }

func (s sink) Write(b []byte) (int, error) { s.said <- string(b); return len(b), nil }

// A witness that is started again has what it had, and stops when it is told to.
func TestServe(t *testing.T) {
	signer, _, public := keys(t, archiveName)
	args := []string{"-listen", "127.0.0.1:0", "-dir", filepath.Join(t.TempDir(), "kept"), "-archive", archiveName, "-key", public}
	for round := range 2 {
		ctx, stop := context.WithCancel(t.Context())
		said, ended := make(chan string, 9), make(chan int, 1)
		go func() { ended <- run(ctx, args, sink{said}, sink{said}, terminal.Screen{}) }()
		var url string
		select {
		case text := <-said:
			_, url, _ = strings.Cut(text, "http://")
			url, _, _ = strings.Cut(url, ",")
		case <-time.After(10 * time.Second):
			t.Fatal("it does not begin")
		}
		w := newClient("http://" + url + "/")
		if round == 0 {
			require.NoError(t, w.Add(ctx, sign(t, signer, head(3)), 0, nil))
		}
		c, err := w.Latest(ctx, records.RecordLog)
		require.NoError(t, err)
		assert.Equal(t, sign(t, signer, head(3)), c)
		stop()
		assert.Zero(t, <-ended)
	}
}
