package records_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/iso28000/iso28000/records"
)

func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func TestReadFolder(t *testing.T) {
	fsys := folder(map[string]string{
		"system.json":          `{"name": "north", "cargoes": [{"id": "C-3", "title": "t"}]}`,
		"cargoes/b.JSON":       `{"cargoes": [{"id": "C-2", "title": "t", "keeper": "K-1"}]}`,
		"cargoes/a.json":       `{"cargoes": [{"id": "C-1", "title": "t"}], "keepers": [{"id": "K-1", "name": "Jan"}]}`,
		"README.md":            `no data`,
		"cargoes/a.json~":      `no data`,
		".hidden.json":         `no data`,
		".git/objects/a.json":  `no data`,
		"cargoes/.swap/b.json": `no data`,
		"deep/er/still/c.json": `{"limits": {"a": 1}}`,
		"no-ending":            `no data`,
	})
	var y yard
	d, err := records.ReadFolder(fsys, &y, nil, records.FolderLimits{})
	require.NoError(t, err)
	assert.Equal(t, yard{
		Name: "north", Limits: map[string]int{"a": 1}, Keepers: []keeper{{ID: "K-1", Name: "Jan"}},
		Cargoes: []cargo{{ID: "C-1", Title: "t"}, {ID: "C-2", Title: "t", Keeper: "K-1"}, {ID: "C-3", Title: "t"}},
	}, y)
	file, line, column, ok := d.Place(records.Ref{Kind: "cargo", ID: "C-2"})
	assert.Equal(t, "cargoes/b.JSON:1:21 true", fmt.Sprintf("%s:%d:%d %v", file, line, column, ok))
}

// All faults of all files come back at once, and what is read into stays as it was.
func TestReadFolderFaults(t *testing.T) {
	y := yard{Name: "as it was"}
	d, err := records.ReadFolder(folder(map[string]string{
		"a.json": `{"cargoes": [{"id": "C-1", "title": 1, "keeper": "nobody"}]}`,
		"b.json": `{"cargoes": [`,
		"c.json": `{"name": "north", "keepers": [{"id": "C-1"}]}`,
		"d.json": `{"name": "south"}`,
	}), &y, []records.Format{records.JSON}, records.FolderLimits{})
	assert.Equal(t, []string{
		`a.json:1:37: cargoes[0].title: 1 is a number, where a text in quotes is needed`,
		`b.json:1:14: cargoes: the file ends within the list that begins in line 1, column 13: close it with ]`,
		`d.json:1:2: name: is already given in c.json:1:2: keep one of the two`,
	}, faults(err))
	assert.Equal(t, yard{Name: "as it was"}, y)
	require.NotNil(t, d)
	_, _, _, ok := d.Place(records.Ref{Kind: "cargo", ID: "C-1"})
	assert.True(t, ok)

	_, err = records.ReadFolder(folder(map[string]string{
		"a.json": `{"cargoes": [{"id": "C-1", "title": "t", "keeper": "K-2"}]}`,
		"b.json": `{"keepers": [{"id": "K-1", "name": "Jan"}, {"id": "K-1", "name": "Piet"}]}`,
	}), &y, nil, records.FolderLimits{})
	assert.Equal(t, []string{
		`a.json:1:52: cargoes[0].keeper: no keeper has the id K-2, did you mean K-1?`,
		`b.json:1:51: keepers[1].id: keeper K-1 is already in b.json:1:21: give one of the two another id`,
	}, faults(err))
}

func TestReadFolderLimits(t *testing.T) {
	files := map[string]string{"a.json": `{"limits": {"a": 1}}`, "b.json": `{"limits": {"b": 1}}`, "sub/c.txt": ``}
	for _, tt := range []struct {
		limits records.FolderLimits
		want   []string
	}{
		{records.FolderLimits{Files: 2, Entries: 4, Bytes: 40}, nil},
		{records.FolderLimits{Files: 1}, []string{"the folder holds more than 1 files to read"}},
		{records.FolderLimits{Entries: 3}, []string{"the folder holds more than 3 files and folders"}},
		{records.FolderLimits{Bytes: 39}, []string{"the files of the folder hold more than 39 bytes"}},
		{records.FolderLimits{File: records.FileLimits{Bytes: 19}}, []string{
			"a.json: holds 20 bytes, more than the 19 that are read from one file: split it",
			"b.json: holds 20 bytes, more than the 19 that are read from one file: split it"}},
	} {
		var y yard
		_, err := records.ReadFolder(folder(files), &y, nil, tt.limits)
		assert.Equal(t, tt.want, faults(err))
	}
}

func TestReadFolderWithoutFiles(t *testing.T) {
	for _, fsys := range []fs.FS{fstest.MapFS{}, folder(map[string]string{"a.txt": "", ".a.json": "{}"})} {
		_, err := records.ReadFolder(fsys, &yard{}, nil, records.FolderLimits{})
		assert.Equal(t, []string{"the folder holds no file with the ending .json"}, faults(err))
	}
	_, err := records.ReadFolder(os.DirFS(filepath.Join(t.TempDir(), "nowhere")), &yard{}, nil, records.FolderLimits{})
	require.Len(t, faults(err), 1)
	assert.True(t, strings.HasPrefix(faults(err)[0], ".: cannot be read: "), faults(err))
	assert.Panics(t, func() { _, _ = records.ReadFolder(fstest.MapFS{}, yard{}, nil, records.FolderLimits{}) })
}

// What is no regular file is not opened: a pipe would never end.
func TestReadFolderIrregular(t *testing.T) {
	fsys := folder(map[string]string{"a.json": "{}"})
	fsys["pipe.json"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
	fsys["device.json"] = &fstest.MapFile{Mode: fs.ModeDevice}
	_, err := records.ReadFolder(fsys, &yard{}, nil, records.FolderLimits{})
	assert.Equal(t, []string{"device.json: cannot be read: it is no regular file", "pipe.json: cannot be read: it is no regular file"}, faults(err))
}

// A link is read if it leads to a file, as those of mounted settings do; one out of the
// folder is refused where the file system sees to that.
func TestReadFolderLinks(t *testing.T) {
	dir := t.TempDir()
	outside := filepath.Join(t.TempDir(), "secret.json")
	require.NoError(t, os.WriteFile(outside, []byte(`{"name": "secret"}`), 0o600))
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "..data"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "..data", "a.json"), []byte(`{"name": "north"}`), 0o600))
	if err := os.Symlink(filepath.Join("..data", "a.json"), filepath.Join(dir, "a.json")); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	root, err := os.OpenRoot(dir)
	require.NoError(t, err)
	defer root.Close()
	var y yard
	_, err = records.ReadFolder(root.FS(), &y, nil, records.FolderLimits{})
	require.NoError(t, err)
	assert.Equal(t, "north", y.Name)

	require.NoError(t, os.Symlink(outside, filepath.Join(dir, "b.json")))
	_, err = records.ReadFolder(root.FS(), &y, nil, records.FolderLimits{})
	require.Len(t, faults(err), 1)
	assert.True(t, strings.HasPrefix(faults(err)[0], "b.json: cannot be read: "), faults(err))
}

// broken is a file system in which some files and folders cannot be read.
type broken struct{ fstest.MapFS }

func (b broken) Open(name string) (fs.File, error) {
	if strings.Contains(name, "broken") {
		return nil, errors.New("the disk is")
	}
	return b.MapFS.Open(name)
}

func TestReadFolderBroken(t *testing.T) {
	_, err := records.ReadFolder(broken{folder(map[string]string{"broken.json": "{}", "broken/a.json": "{}", "c.json": "["})}, &yard{}, nil, records.FolderLimits{})
	assert.Equal(t, []string{
		"broken: cannot be read: the disk is",
		"broken.json: cannot be read: the disk is",
		"c.json:1:2: the file ends within the list that begins in line 1, column 1: close it with ]",
	}, faults(err))
}

func TestWriteFolder(t *testing.T) {
	files, err := records.WriteFolder(yard{
		Name: "north", Office: office{Phones: []string{"1"}}, Limits: map[string]int{"a": 1},
		Cargoes: []cargo{{ID: "C-1", Title: "t"}}, Keepers: []keeper{{ID: "K-1", Name: "Jan"}},
	}, records.JSON)
	require.NoError(t, err)
	assert.Equal(t, map[string][]byte{
		"system.json":  []byte("{\n  \"name\": \"north\",\n  \"office\": {\n    \"phones\": [\"1\"]\n  },\n  \"limits\": {\"a\": 1}\n}\n"),
		"cargoes.json": []byte("{\n  \"cargoes\": [\n    {\"id\": \"C-1\", \"title\": \"t\"}\n  ]\n}\n"),
		"keepers.json": []byte("{\n  \"keepers\": [\n    {\"id\": \"K-1\", \"name\": \"Jan\"}\n  ]\n}\n"),
	}, files)

	files, err = records.WriteFolder(&yard{}, records.JSON)
	require.NoError(t, err)
	assert.Equal(t, map[string][]byte{"system.json": []byte("{}\n")}, files)

	type odd struct {
		System []int `json:"system"`
		Path   []int `json:"../a b"`
		Nil    []int `json:"nil"`
		Empty  []int `json:"empty"`
	}
	files, err = records.WriteFolder(odd{System: []int{1}, Path: []int{2}, Empty: []int{}}, records.JSON)
	require.NoError(t, err)
	assert.Equal(t, []string{"empty.json", "system.json"}, slices.Sorted(maps.Keys(files)))

	_, err = records.WriteFolder([]int{1}, records.JSON)
	assert.Error(t, err)
	_, err = records.WriteFolder(yard{Name: "\xff", Cargoes: []cargo{{Title: "\xff"}}}, records.JSON)
	assert.Len(t, records.FaultsOf(err), 2)
}

// What WriteFolder writes, ReadFolder reads back.
func TestWriteFolderIsTheInverseOfReadFolder(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		want := randomYard(rng)
		for i := range want.Cargoes { // what is referred to has to be there
			want.Cargoes[i].ID = records.ID[cargo](fmt.Sprintf("C-%d", i))
			want.Cargoes[i].Evidence = []records.Ref{want.Cargoes[0].Ref()}
		}
		want.Keepers = []keeper{{ID: "K-1", Name: randomText(rng)}}
		want.Office.Head = "K-1"
		files, err := records.WriteFolder(want, records.JSON)
		require.NoError(t, err)
		fsys := fstest.MapFS{}
		for name, data := range files {
			fsys[name] = &fstest.MapFile{Data: data}
		}
		var got yard
		_, err = records.ReadFolder(fsys, &got, nil, records.FolderLimits{})
		require.NoError(t, err)
		for i := range got.Cargoes {
			require.True(t, want.Cargoes[i].Weight.Equal(got.Cargoes[i].Weight))
			got.Cargoes[i].Weight = want.Cargoes[i].Weight
		}
		require.Equal(t, want, got)
	}
}

// In a single document an id given twice is found, but what it refers to may be elsewhere.
func TestReadFileReferences(t *testing.T) {
	err := records.ReadFile("y.json", []byte(`{"cargoes": [{"id": "C-1", "title": "t", "keeper": "K-1"}, {"id": "C-1", "title": "t"}]}`), &yard{})
	assert.Equal(t, []string{"y.json:1:67: cargoes[1].id: cargo C-1 is already in y.json:1:21: give one of the two another id"}, faults(err))
}

// upside is a format that reads nothing, for what asks which format is taken.
type upside struct{}

func (upside) Format(*records.Node) ([]byte, error) { return nil, errors.New("is upside down") }

func (upside) Extensions() []string { return []string{".up", ".ups"} }

func (upside) Parse(file string, _ []byte, _ records.FileLimits) (*records.Node, error) {
	return nil, records.FileError{File: file, Line: 1, Message: "is upside down"}
}

func TestReadFile(t *testing.T) {
	var k keeper
	require.NoError(t, records.ReadFile("keeper.json", []byte(`{"id": "K-1", "name": "Jan"}`), &k))
	assert.Equal(t, keeper{"K-1", "Jan"}, k)
	require.NoError(t, records.ReadFile("keeper", []byte(`{"id": "K-2"}`), &k), "with one format, any ending will do")
	assert.Equal(t, keeper{ID: "K-2"}, k)

	for _, tt := range []struct {
		file    string
		data    string
		formats []records.Format
		want    []string
	}{
		{"a.UPS", `{}`, []records.Format{records.JSON, upside{}}, []string{"a.UPS:1: is upside down"}},
		{"a.json", `{}`, []records.Format{upside{}, records.JSON}, nil},
		{"a.txt", `{}`, []records.Format{upside{}, records.JSON}, []string{"a.txt: has none of the endings that are read: .up or .ups or .json"}},
		{"a.txt", `{}`, []records.Format{upside{}}, []string{"a.txt:1: is upside down"}},
		{"a.txt", `{"id": 1, "nam": 2}`, nil, []string{
			"a.txt:1:8: id: 1 is a number, where a text in quotes is needed",
			"a.txt:1:11: nam: is no field here, did you mean name?"}},
		{"a.json", ``, nil, []string{"a.json:1:1: is empty: write at least {}"}},
	} {
		k := keeper{Name: "as it was"}
		err := records.ReadFile(tt.file, []byte(tt.data), &k, tt.formats...)
		assert.Equal(t, tt.want, faults(err), tt.file)
		assert.Equal(t, err != nil, k.Name == "as it was")
	}
}
