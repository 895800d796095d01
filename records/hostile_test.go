package records_test

import (
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

// bounded runs what hostile input is handed to, and fails where it takes long or much memory.
func bounded(t *testing.T, megabytes uint64, run func()) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	began := time.Now()
	run()
	took := time.Since(began)
	runtime.ReadMemStats(&after)
	assert.Less(t, took, time.Minute)
	assert.LessOrEqual(t, (after.TotalAlloc-before.TotalAlloc)>>20, megabytes, "megabytes allocated")
}

func TestHostileJSON(t *testing.T) {
	const mega = 1 << 20
	for _, tt := range []struct {
		name      string
		file      func() string
		megabytes uint64
		want      string // what the first fault says
	}{
		{"nesting below the limit of bytes", func() string { return strings.Repeat("[", 50*mega) }, 100, "f:1:65: [0][0]"},
		{"nesting of maps", func() string { return strings.Repeat(`{"a":`, 10*mega) }, 100, "f:1:321: a.a.a.a"},
		{"more bytes than are read", func() string { return strings.Repeat(" ", 65*mega) }, 1, "f: holds 68157440 bytes, more than the 67108864 that are read from one file: split it"},
		{"a text of 10 MB", func() string { return `["` + strings.Repeat("x", 10*mega) + `"]` }, 30, "f:1:2: [0]: holds 10485760 bytes, more than the 1048576 of one text or number"},
		{"a number of 10 MB", func() string { return `[` + strings.Repeat("1", 10*mega) + `]` }, 30, "f:1:2: [0]: holds 10485760 bytes, more than the 1048576 of one text or number"},
		{"more values than are read", func() string { return "[" + strings.Repeat("1,", 6_000_000) + "1]" }, 1200, "f:1:10000000: [4999999]: is one value too many: at most 5000000 are read from one file, split it"},
		{"NUL bytes", func() string { return strings.Repeat("\x00", mega) }, 10, `f:1:1: "\x00" stands where a value is needed`},
		{"NUL bytes in a text", func() string { return `["` + strings.Repeat("\x00", mega) + `"]` }, 400, `f:1:3: [0]: a control character, "\x00", stands in a text: write it as \u0000`},
		{"other than UTF-8", func() string { return `["` + strings.Repeat("\xff", mega) + `"]` }, 400, `f:1:3: [0]: the byte 0xff is no UTF-8: save the file as UTF-8`},
		{"commas", func() string { return "[1" + strings.Repeat(" 1", mega) }, 20, `f:1:4: "1" stands where a comma or ']' is needed`},
		{"names that are given again and again", func() string { return "{" + strings.Repeat(`"a":1,`, 100_000) + `"b":1}` }, 100, "f:1:8: a: is given twice, first in line 1: keep one"},
		{"a long name, given twice", func() string { return `{"` + strings.Repeat("a", mega) + `":1,"` + strings.Repeat("a", mega) + `":2}` }, 30, `f:1:1048583: ["aaaa`},
	} {
		if underRace && tt.megabytes > 1000 {
			continue
		}
		t.Run(tt.name, func(t *testing.T) {
			data := []byte(tt.file())
			bounded(t, tt.megabytes, func() {
				node, err := records.JSON.Parse("f", data, records.FileLimits{})
				assert.Nil(t, node)
				var all records.FileErrors
				require.ErrorAs(t, err, &all)
				assert.True(t, strings.HasPrefix(all[0].Error(), tt.want), "%.300s", all[0])
				assert.LessOrEqual(t, len(all), 1001)
				assert.Less(t, len(err.Error()), 40_000)
			})
		})
	}
}

// An object of many names is read in time that grows with their number alone.
func TestHostileNames(t *testing.T) {
	var b strings.Builder
	names := amount(500_000, 50_000)
	for i := range names {
		fmt.Fprintf(&b, `"%d":0,`, i)
	}
	bounded(t, 500, func() {
		node, err := records.JSON.Parse("f", []byte("{"+b.String()+`"":0}`), records.FileLimits{})
		require.NoError(t, err)
		assert.Len(t, node.Fields, names+1)
	})
}

// endless is a file of brackets that does not end, at least not within a gigabyte.
type endless struct {
	fstest.MapFS
	size int64
	read int64
}

type endlessFile struct {
	fs.File
	of *endless
}

type endlessInfo struct {
	fs.FileInfo
	size int64
}

func (i endlessInfo) Size() int64 { return i.size }

func (e *endless) Open(name string) (fs.File, error) {
	f, err := e.MapFS.Open(name)
	if err == nil && strings.HasSuffix(name, ".json") {
		return &endlessFile{f, e}, nil
	}
	return f, err
}

func (e *endless) Stat(name string) (fs.FileInfo, error) {
	info, err := e.MapFS.Stat(name)
	return endlessInfo{info, e.size}, err
}

func (f *endlessFile) Read(p []byte) (int, error) {
	if f.of.read >= 1<<30 {
		return 0, io.EOF
	}
	for i := range p {
		p[i] = '['
	}
	f.of.read += int64(len(p))
	return len(p), nil
}

// Of a gigabyte of nesting no more is read than one file may hold, whatever its size is said to be.
func TestHostileFolder(t *testing.T) {
	for _, size := range []int64{1 << 30, 0, 1 << 60}[:amount(3, 1)] {
		folder := &endless{MapFS: fstest.MapFS{"a.json": {}}, size: size}
		bounded(t, 700, func() {
			var y yard
			_, err := records.ReadFolder(folder, &y, nil, records.FolderLimits{})
			assert.Equal(t, []string{"a.json: holds 67108865 bytes, more than the 67108864 that are read from one file: split it"}, faults(err))
		})
		assert.LessOrEqual(t, folder.read, int64(64<<20+1<<16))
	}
}

// Decimals are looked at before anything is computed with them.
func TestHostileNumbers(t *testing.T) {
	for _, number := range []string{"1e1000000000", "-1e-1000000000", "1e+999999999999999999999999", strings.Repeat("9", 1<<20-1), "0." + strings.Repeat("1", 1<<20-3)} {
		for _, field := range []string{"weight", "pieces", "length", "height"} {
			file := fmt.Sprintf(`{"cargoes": [{"id": "C", "title": "t", %q: %s}]}`, field, number)
			bounded(t, 30, func() {
				var y yard
				assert.Len(t, faults(records.ReadFile("f.json", []byte(file), &y)), 1)
			})
		}
	}
}
