package iso28000_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// What a page of the project shows is held by something that runs. A Go program is compiled.
// For everything else the comment before the block says what holds it:
//
//	<!-- example: FILE NAME --> it is the body of that function, or main's body is, without the output
//	<!-- from: FILE -->         its lines stand in that file, in a row
//	<!-- output: COMMAND -->    the command, run at the root, prints it, to the last character
//	<!-- not run: REASON -->    nothing does, and why; not for Go
//
// A line … alone, or behind a comment mark, stands for any lines. A block marked sh, or not at
// all, needs no comment: its commands are known ones, and those that run an example are run.

func TestPagesShowWhatIsSo(t *testing.T) {
	repository(t)
	p := pages{files: tree(t), run: example, compile: func(program string) error { return compile(t, program) }}
	if _, found := p.file("README.md"); !found {
		t.Error("there is no README.md")
	}
	var faults []fault
	for _, f := range p.files {
		if path.Ext(f.path) == ".md" && !strings.Contains(f.path, "/testdata/") {
			faults = slices.Concat(faults, p.blockFaults(f), p.linkFaults(f))
		}
	}
	report(t, faults)
}

// pages holds what pages are compared with.
type pages struct {
	files   []file
	run     func(command string) (string, error)
	compile func(program string) error
}

func (p pages) file(name string) (file, bool) {
	i := slices.IndexFunc(p.files, func(f file) bool { return f.path == name })
	if i < 0 {
		return file{}, false
	}
	return p.files[i], true
}

// exists reports whether there is a file or a folder of that name.
func (p pages) exists(name string) bool {
	return slices.ContainsFunc(p.files, func(f file) bool { return below(f.path, path.Clean(name)) })
}

// example runs a program of the examples and returns what it prints. One that found what it
// was asked to look for exits with 1, and has printed it.
func example(command string) (string, error) {
	words := strings.Fields(command)
	output, err := run(nil, words[0], words[1:]...)
	if err != nil && strings.Contains(err.Error(), "\nexit status 1\n") && len(output) > 0 {
		err = nil
	}
	return string(output), err
}

// compile compiles a program as if it stood in a folder of the examples.
func compile(t *testing.T, program string) error {
	t.Helper()
	root, err := os.Getwd()
	if err != nil {
		return err
	}
	dir := t.TempDir()
	source, overlay := filepath.Join(dir, "main.go"), filepath.Join(dir, "overlay.json")
	text, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(root, "examples", "page", "main.go"): source}})
	if err != nil {
		return err
	}
	if err := errors.Join(os.WriteFile(source, []byte(program), 0o600), os.WriteFile(overlay, text, 0o600)); err != nil {
		return err
	}
	_, err = run(nil, "go", "list", "-export", "-buildvcs=false", "-overlay", overlay, "./examples/page") // it is not linked
	return err
}

// blockFaults finds what a page shows and nothing holds, or what is no longer so.
func (p pages) blockFaults(page file) []fault {
	var faults []fault
	for _, b := range blocks(page.text) {
		at := fmt.Sprintf("%s:%d", page.path, b.line)
		for _, why := range p.unheld(b) {
			faults = append(faults, fault{at, why})
		}
	}
	return faults
}

// unheld says what is not so in a block.
func (p pages) unheld(b block) []string {
	var faults []string
	say := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	program := b.language == "go" && strings.HasPrefix(strings.Join(b.lines, "\n"), "package ")
	if program {
		if err := p.compile(strings.Join(b.lines, "\n")); err != nil {
			say("does not compile: %v", err)
		}
	}
	kind, rest, _ := strings.Cut(b.marker, ": ")
	name, function, _ := strings.Cut(rest, " ")
	shown, found := p.file(name)
	switch {
	case kind == "output" && !strings.HasPrefix(rest, "go run ./examples/"):
		say("%s runs no example: only go run ./examples/… is run", rest)
	case kind == "output":
		if output, err := p.run(rest); err != nil {
			say("%v", err)
		} else if why := excerpt(b.lines, lines(output), true); why != "" {
			say("%s: %s", rest, why)
		}
	case (kind == "example" || kind == "from") && !found:
		say("there is no file %s to take it from", name)
	case kind == "from" && b.language == "go" && (path.Ext(name) != ".go" || strings.Contains(name, "/testdata/")):
		say("%s is not compiled: take Go from an example that is", name)
	case kind == "from":
		if why := excerpt(b.lines, lines(shown.text), false); why != "" {
			say("%s: %s", name, why)
		}
	case kind == "example":
		text := b.lines
		if program {
			text = body(strings.Join(b.lines, "\n"), "main")
		}
		if of := body(shown.text, function); of == nil {
			say("%s has no function %s", name, function)
		} else if why := excerpt(text, of, true); why != "" {
			say("%s, %s: %s", name, function, why)
		}
	case program:
	case b.language == "go":
		say("nothing holds this block: put <!-- example: FILE NAME --> or <!-- from: FILE --> before it")
	case kind == "not run" && rest != "":
	case b.language == "sh" || b.language == "":
		for _, line := range b.lines {
			if why := p.commandFault(line); why != "" {
				say("%s", why)
			}
		}
	default:
		say("nothing holds this block: put <!-- from: FILE --> or <!-- output: COMMAND --> before it")
	}
	return faults
}

// commandFault says what is wrong with a line that a reader is told to type.
func (p pages) commandFault(line string) string {
	line, _, _ = strings.Cut(line, " #")
	line = strings.TrimSpace(line)
	words := strings.Fields(line)
	switch {
	case line == "", line[0] == '#', line == "go test work", words[0] == "cd", line == "git clone https://"+core:
	case strings.HasPrefix(line, "go get ") && len(words) == 3:
		name, _, _ := strings.Cut(words[2], "@")
		if name != core && (!below(name, core) || !p.exists(strings.TrimPrefix(name, core+"/"))) {
			return name + " is nothing of ours to get"
		}
	case strings.HasPrefix(line, "go run ./examples/"):
		if output, err := p.run(line); err != nil {
			return err.Error()
		} else if output == "" {
			return line + " prints nothing"
		}
	case strings.HasPrefix(line, "go test ./"), strings.HasPrefix(line, "go doc ./"):
		if name := strings.TrimSuffix(words[2], "/..."); !p.exists(name) {
			return name + " is no folder"
		}
	case strings.HasPrefix(line, "scripts/"), strings.HasPrefix(line, "bash .ci/run"):
		if name := strings.TrimPrefix(line, "bash "); !p.exists(strings.Fields(name)[0]) {
			return strings.Fields(name)[0] + " is no script"
		}
	default:
		return fmt.Sprintf("nothing holds the command %q: use one that a test knows, or say <!-- not run: REASON --> before the block", line)
	}
	return ""
}

var link = regexp.MustCompile(`\]\(([^)\s#]+)(?:#[^)\s]*)?\)`)

// linkFaults finds links to files that are not there.
func (p pages) linkFaults(page file) []fault {
	var faults []fault
	for i, line := range lines(page.text) {
		for _, m := range link.FindAllStringSubmatch(line, -1) {
			target := path.Join(path.Dir(page.path), m[1])
			if !strings.Contains(m[1], ":") && target != "." && !p.exists(target) {
				faults = append(faults, fault{fmt.Sprintf("%s:%d", page.path, i+1), "the link leads nowhere: " + m[1]})
			}
		}
	}
	return faults
}
