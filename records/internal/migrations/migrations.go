package migrations

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// A Step brings the tables from one version to the next.
type Step struct {
	Version    int64
	Name       string // of its file
	Statements []string
}

// Read reads the steps in the folder migrations: 0001_name.sql, 0002_name.sql and so on.
func Read(files fs.FS) ([]Step, error) {
	names, err := fs.Glob(files, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	var list []Step
	for i, name := range names {
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		version := int64(i + 1)
		if !strings.HasPrefix(name, fmt.Sprintf("migrations/%04d_", version)) {
			return nil, fmt.Errorf("the migration %s stands where number %d would", name, version)
		}
		list = append(list, Step{version, name, statements(string(data))})
	}
	return list, nil
}

// statements splits a file as goose does: a statement ends with the line that ends with a
// semicolon, or where it is said to.
func statements(text string) []string {
	var list []string
	var current strings.Builder
	whole := false // between StatementBegin and StatementEnd
	finish := func() {
		if s := strings.TrimSuffix(strings.TrimSpace(current.String()), ";"); s != "" {
			list = append(list, s)
		}
		current.Reset()
	}
	for line := range strings.Lines(text) {
		code, _, _ := strings.Cut(line, "--")
		code = strings.TrimRight(code, " \t\r\n")
		switch command := strings.TrimSpace(line); {
		case command == "-- +goose StatementBegin":
			whole = true
		case command == "-- +goose StatementEnd":
			whole = false
			finish()
		case code == "":
			// a comment, or nothing
		case !whole && strings.HasSuffix(code, ";"):
			current.WriteString(code)
			finish()
		default:
			current.WriteString(line) // with its comments, since a database may keep the text
		}
	}
	finish()
	return list
}

// Take takes the steps above the version that there is, all or up to the first that fails: it
// is for the caller to run it within a transaction. run runs a statement; version reads which
// version there is, which each step has to have set to its own.
func Take(list []Step, have int64, run func(statement string) error, version func() (int64, error)) error {
	for _, step := range list {
		if step.Version <= have {
			continue
		}
		for _, statement := range step.Statements {
			if err := run(statement); err != nil {
				return fmt.Errorf("%s: %w", step.Name, err)
			}
		}
		switch got, err := version(); {
		case err != nil:
			return err
		case got != step.Version:
			return fmt.Errorf("%s left version %d behind, not %d", step.Name, got, step.Version)
		}
	}
	return nil
}
