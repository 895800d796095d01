package iso28000_test

import (
	"errors"
	"strings"
	"testing"
)

func TestPlantedPages(t *testing.T) {
	files := []file{
		{"risk/example_test.go", "package risk_test\n\nfunc ExampleRate() {\n\tlevel := rate()\n\tif level > 2 {\n\t\tact()\n\t}\n\n\tshow(level)\n\t// Output: 3\n}\n"},
		{"system.yaml", "a: 1\nb: 2\nc: 3\n"},
		{"risk/doc.go", "package risk"},
		{"scripts/release", ""},
	}
	prints := func(command string) (string, error) {
		if strings.Contains(command, "broken") {
			return "", errors.New("exit status 2")
		}
		return "first\nsecond\nthird\n", nil
	}
	p := pages{files: files, run: prints, compile: func(program string) error {
		_, err := standardLibrary()("examples/page", file{"program", program})
		return err
	}}
	const goFrom, output = "<!-- from: risk/example_test.go -->\n", "<!-- output: go run ./examples/gapreport -->\n"
	const rate, program = "<!-- example: risk/example_test.go ExampleRate -->\n", "package main\n\nimport \"os\"\n\nfunc main() {\n\tos.Exit(1)\n}\n"
	for _, tt := range []struct{ name, page, want string }{
		{"the body of an example", rate + "```go\nlevel := rate()\nif level > 2 {\n\tact()\n}\n\nshow(level)\n```", ""},
		{"half the body of an example", rate + "```go\nlevel := rate()\n```", "ExampleRate: more comes after"},
		{"the body of no example", "<!-- example: risk/example_test.go ExampleRating -->\n```go\nlevel := rate()\n```", "has no function ExampleRating"},
		{"a program", "```go\n" + program + "```", ""},
		{"a program that does not compile", "```go\n" + program + "var x int = true\n```", "a.md:1: does not compile: program:8"},
		{"a program with an import too many", "```go\npackage main\n\nimport \"os\"\n\nfunc main() {}\n```", "not used"},
		{"a program of an example", rate + "```go\npackage main\n\nfunc rate() int { return 1 }\nfunc act() {}\nfunc show(int) {}\nfunc main() {\n\tlevel := rate()\n\t// …\n\tshow(level)\n}\n```", ""},
		{"a program of another example", rate + "```go\n" + program + "```", `os.Exit(1)" is not there`},
		{"all lines", goFrom + "```go\nlevel := rate()\nif level > 2 {\n\tact()\n}\n\nshow(level)\n```", ""},
		{"an empty line between", goFrom + "\n```go\nlevel := rate()\n```", ""},
		{"part of it", goFrom + "```go\nif level > 2 {\n\tact()\n}\n```", ""},
		{"a gap", goFrom + "```go\nlevel := rate()\n// …\nshow(level)\n```", ""},
		{"another line", goFrom + "```go\nlevel := rate()\nif level > 3 {\n```", `a.md:2: risk/example_test.go: "if level > 3 {" is not there`},
		{"another order", goFrom + "```go\nshow(level)\n// …\nlevel := rate()\n```", `"level := rate()" is not there`},
		{"a line left out", goFrom + "```go\nlevel := rate()\n\tact()\n```", `act()" is not there`},
		{"part of a line", goFrom + "```go\nrate()\n```", `"rate()" is not there`},
		{"indented otherwise inside", goFrom + "```go\nif level > 2 {\nact()\n```", `"act()" is not there`},
		{"from a file that is gone", "<!-- from: risk/gone_test.go -->\n```go\nx\n```", "there is no file risk/gone_test.go"},
		{"Go from what is not compiled", "<!-- from: system.yaml -->\n```go\na: 1\n```", "is not compiled"},
		{"a file of another kind", "<!-- from: system.yaml -->\n```yaml\na: 1\n# …\nc: 3\n```", ""},
		{"Go that nothing holds", "as in\n```go\nlevel := rate()\n```", "a.md:2: nothing holds this block"},
		{"Go that claims a reason", "<!-- not run: too long -->\n```go\nlevel := rate()\n```", "nothing holds this block"},
		{"a reason", "<!-- not run: the file is yours -->\n```sh\nfoo mine.csv\n```", ""},
		{"a comment that is further up", goFrom + "text\n```go\nlevel := rate()\n```", "nothing holds this block"},
		{"a block without an end", "```go\nlevel := rate()", "nothing holds this block"},

		{"output", output + "```text\nfirst\nsecond\nthird\n```", ""},
		{"output with a gap", output + "```text\nfirst\n…\nthird\n```", ""},
		{"the end of output", output + "```text\n…\nsecond\nthird\n```", ""},
		{"the start of output", output + "```text\nfirst\n…\n```", ""},
		{"output that begins earlier", output + "```text\nsecond\nthird\n```", `"second" is not there`},
		{"output that goes on", output + "```text\nfirst\nsecond\n```", "more comes after"},
		{"output that ended earlier", output + "```text\nfirst\nsecond\nthird\nfourth\n```", `"fourth" is not there`},
		{"output that is another", output + "```text\nfirst\n2nd\nthird\n```", `"2nd" is not there`},
		{"a program that fails", "<!-- output: go run ./examples/broken -->\n```text\nfirst\n```", "exit status 2"},
		{"output of anything", "<!-- output: rm x -->\n```text\nfirst\n```", "rm x runs no example"},

		{"commands", "```sh\ngit clone https://" + core + "\ncd iso28000\ngo test work # all of it\n\ngo get " + core + "/risk@latest\nscripts/release --dry-run v0.1.0\n```", ""},
		{"a program that prints", "```sh\ngo run ./examples/gapreport -fail\n```", ""},
		{"a program that is gone", "```sh\ngo run ./examples/broken\n```", "exit status 2"},
		{"a package that is gone", "```sh\ngo get " + core + "/hazards\n```", "nothing of ours"},
		{"a folder that is gone", "```sh\ngo test ./hazards/...\n```", "./hazards is no folder"},
		{"a script that is gone", "```sh\nscripts/publish\n```", "is no script"},
		{"commands in a block of no language", "```\nmake all\n```", "make all"},
		{"a command nobody knows", "```sh\nmake all\n```", `nothing holds the command "make all"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wants(t, p.blockFaults(file{"a.md", tt.page}), tt.want)
		})
	}
	for _, tt := range []struct{ name, page, want string }{
		{"a file", "see [risk](../risk/doc.go#L1)", ""},
		{"a folder", "see [risk](../risk)", ""},
		{"a part of the page", "see [below](#below)", ""},
		{"elsewhere", "see [go](https://example.org/go)", ""},
		{"a file that is gone", "\nsee [risk](../risk/gone.go)", "docs/a.md:2: the link leads nowhere: ../risk/gone.go"},
	} {
		t.Run("link to "+tt.name, func(t *testing.T) {
			wants(t, p.linkFaults(file{"docs/a.md", tt.page}), tt.want)
		})
	}
}
