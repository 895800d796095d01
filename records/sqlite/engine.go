package sqlite

import (
	"context"
	"database/sql/driver"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	modernc "modernc.org/sqlite"
)

// An engine runs SQLite. Tests put one in its place whose disk loses power.
type engine struct {
	connect func(ctx context.Context, path string) (driver.Conn, error)
	code    func(error) int // the extended result code; 0 for an error of another kind
	file    func(path string) (file, error)
	folder  folder
	pragmas []string // run first on each connection
	last    []string // run last on each connection
	single  bool     // whether there is one connection only, which readers wait for
	memory  bool     // whether the path names no file of the operating system
}

func usual() engine {
	return engine{
		connect: func(ctx context.Context, path string) (driver.Conn, error) {
			connector, err := modernc.NewConnector(uri(path))
			if err != nil {
				return nil, err
			}
			return connector.Connect(ctx)
		},
		code: func(err error) int {
			if e := new(modernc.Error); errors.As(err, &e) {
				return e.Code()
			}
			return 0
		},
		folder: osFolder{},
		// Only ever the WAL, or a file that nobody else uses: to close the file itself would take away the locks that SQLite has on it.
		file: func(path string) (file, error) {
			f, err := os.OpenFile(path, os.O_RDWR, 0)
			if err != nil {
				return nil, err
			}
			return f, nil
		},
	}
}

// uri names a file as SQLite does, so that no character of its path is taken for an option.
func uri(path string) string {
	if path == inMemory {
		return path
	}
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a Windows drive
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

const inMemory = ":memory:"

// Result codes of SQLite that are told apart; extended ones have more bits above these eight.
const (
	codeError      = 1
	codeBusy       = 5
	codeReadOnly   = 8
	codeInterrupt  = 9
	codeIOError    = 10
	codeCorrupt    = 11
	codeFull       = 13
	codeCantOpen   = 14
	codeProtocol   = 15
	codeConstraint = 19
	codeNotADB     = 26
)
