package records

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"
)

// ReadFolder reads every file of a folder into what into points at, and resolves the
// references between the records in them. Files are read in the order of their paths,
// subfolders included; what is hidden (its name begins with a dot) or has an ending that no
// format reads is passed over. Without formats, [JSON] is read.
//
// The faults of all files come back together, as [FileErrors]; into is left as it was where
// there is one. The Decoder, which is never nil, knows the place of each record.
//
// What is read lies within fsys: of a folder that others can write to, use [os.Root.FS],
// since [os.DirFS] follows a symbolic link out of it.
func ReadFolder(fsys fs.FS, into any, formats []Format, limits FolderLimits) (*Decoder, error) {
	d := NewDecoder()
	target := pointee(into)
	r := folderReader{fsys: fsys, formats: orJSON(formats), limits: limits.withDefaults(), decoder: d}
	r.list()
	if len(r.files) == 0 && d.faults.Len() == 0 {
		d.Refuse("", fmt.Errorf("the folder holds no file with the ending %s", endings(r.formats)))
	}

	fresh := reflect.New(target.Type())
	for _, file := range r.files {
		r.read(file, fresh.Interface())
	}
	d.Resolve()
	err := d.Err()
	if err == nil {
		target.Set(fresh.Elem())
	}
	d.forget()
	return d, err
}

// ReadFile reads one document, such as criteria or a mapping, into what into points at. The
// format is the one that reads files of that ending; if none does and only one is given, or
// JSON by default, it is that. Faults come back together, as [FileErrors], an id given twice
// among them; into is left as it was where there is one. References are not resolved: what
// they name may stand elsewhere.
func ReadFile(file string, data []byte, into any, formats ...Format) error {
	target := pointee(into)
	formats = orJSON(formats)
	format := formatOf(file, formats)
	switch {
	case format != nil:
	case len(formats) == 1:
		format = formats[0]
	default:
		return FileErrors{{File: file, Message: "has none of the endings that are read: " + endings(formats)}}
	}
	d := NewDecoder()
	fresh := reflect.New(target.Type())
	if node, err := format.Parse(file, data, FileLimits{}); err != nil {
		d.Refuse(file, err)
	} else {
		d.Decode(file, node, fresh.Interface())
	}
	d.refs = nil // they may lead out of the document
	d.Resolve()
	err := d.Err()
	if err == nil {
		target.Set(fresh.Elem())
	}
	return err
}

type folderReader struct {
	fsys    fs.FS
	formats []Format
	limits  FolderLimits
	decoder *Decoder
	files   []string
	entries int
	bytes   int
	stopped bool
}

// stop refuses the folder as a whole.
func (r *folderReader) stop(format string, args ...any) {
	r.stopped = true
	r.decoder.Refuse("", fmt.Errorf(format, args...))
}

// list notes the files to read, in the order of their paths.
func (r *folderReader) list() {
	// Each folder is closed before those in it are opened: they may nest deep.
	for folders := []string{"."}; len(folders) > 0 && !r.stopped; folders = folders[1:] {
		folders = append(folders, r.look(folders[0])...)
	}
	slices.Sort(r.files)
}

// look notes the files to read of one folder and returns the folders in it.
func (r *folderReader) look(folder string) (folders []string) {
	dir, err := r.fsys.Open(folder)
	if err != nil {
		r.unreadable(folder, err)
		return nil
	}
	defer dir.Close()
	reader, ok := dir.(fs.ReadDirFile)
	if !ok {
		r.unreadable(folder, errors.New("it is no folder"))
		return nil
	}
	for !r.stopped {
		entries, err := reader.ReadDir(1000)
		for _, entry := range entries {
			name := path.Join(folder, entry.Name())
			switch r.entries++; {
			case r.entries > r.limits.Entries:
				r.stop("the folder holds more than %d files and folders", r.limits.Entries)
				return nil
			case strings.HasPrefix(entry.Name(), "."):
			case entry.IsDir():
				folders = append(folders, name)
			case formatOf(name, r.formats) == nil:
			case len(r.files) == r.limits.Files:
				r.stop("the folder holds more than %d files to read", r.limits.Files)
				return nil
			default:
				r.files = append(r.files, name)
			}
		}
		if err == io.EOF || err == nil && len(entries) == 0 {
			return folders
		}
		if err != nil {
			r.unreadable(folder, err)
			return folders
		}
	}
	return folders
}

func (r *folderReader) unreadable(file string, err error) {
	r.decoder.Refuse(file, FileError{File: file, Message: fmt.Sprintf("cannot be read: %v", err)})
}

// read parses and decodes one file.
func (r *folderReader) read(file string, into any) {
	if r.stopped {
		return
	}
	data, err := r.load(file)
	if err != nil {
		r.unreadable(file, err)
		return
	}
	if r.bytes += len(data); r.bytes > r.limits.Bytes {
		r.stop("the files of the folder hold more than %d bytes", r.limits.Bytes)
		return
	}
	node, err := formatOf(file, r.formats).Parse(file, data, r.limits.File)
	if err != nil {
		r.decoder.Refuse(file, err)
		return
	}
	r.decoder.Decode(file, node, into)
}

// load returns the bytes of a regular file, and at most one more than may be read: what is
// too large is for its format to refuse.
func (r *folderReader) load(file string) ([]byte, error) {
	info, err := fs.Stat(r.fsys, file)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("it is no regular file")
	}
	f, err := r.fsys.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	most := int64(min(r.limits.File.Bytes, r.limits.Bytes-r.bytes)) + 1
	data := bytes.NewBuffer(make([]byte, 0, min(info.Size(), most)+bytes.MinRead))
	_, err = data.ReadFrom(io.LimitReader(f, most))
	return data.Bytes(), err
}

// pointee returns the value that a pointer to read into points at.
func pointee(into any) reflect.Value {
	target := reflect.ValueOf(into)
	if target.Kind() != reflect.Pointer || target.IsNil() {
		panic(fmt.Sprintf("records: a pointer is needed to read into, not %T", into))
	}
	return target.Elem()
}

func orJSON(formats []Format) []Format {
	if len(formats) == 0 {
		return []Format{JSON}
	}
	return formats
}

// formatOf returns the first format that reads files of that ending, or nil.
func formatOf(file string, formats []Format) Format {
	ending := strings.ToLower(path.Ext(file))
	for _, format := range formats {
		if slices.Contains(format.Extensions(), ending) {
			return format
		}
	}
	return nil
}

func endings(formats []Format) string {
	var all []string
	for _, format := range formats {
		all = append(all, format.Extensions()...)
	}
	return strings.Join(all, " or ")
}
