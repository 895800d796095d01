package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/iso28000/iso28000/examples/terminal"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/yaml"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, terminal.Of(os.Stdout)))
}

// days are those that -at names.
type days []records.Date

func (d *days) String() string { return fmt.Sprint(*d) }

func (d *days) Set(text string) error {
	day, err := records.ParseDate(text)
	*d = append(*d, day)
	return err
}

// run does what main does, where a test can see it.
func run(args []string, stdout, stderr io.Writer, screen terminal.Screen) int {
	var asked days
	flags := flag.NewFlagSet("capa", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Var(&asked, "at", "a `day` to ask the checks on, 2006-01-02; may be given several times, up to six")
	record := flags.Bool("record", false, "write the record that was made, as YAML")
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case flags.NArg() > 0:
		err = fmt.Errorf("%q is left over: everything is said with flags, see -help", flags.Arg(0))
	case len(asked) > maxDays:
		err = fmt.Errorf("-at was given %d times: at most %d days fit beside each other", len(asked), maxDays)
	case *record && len(asked) > 0:
		err = errors.New("-record writes the record and asks no checks: leave -at out")
	}
	var out bytes.Buffer
	if err == nil {
		err = write(&out, asked, *record, screen)
	}
	if err != nil {
		fmt.Fprintf(stderr, "capa: %v\n", err)
		return 2
	}
	if _, err := stdout.Write(out.Bytes()); err != nil {
		fmt.Fprintf(stderr, "capa: %v\n", err)
		return 2
	}
	return 0
}

func write(w *bytes.Buffer, asked []records.Date, record bool, screen terminal.Screen) error {
	p := journal{out: w, screen: screen}
	if record {
		p.out = &bytes.Buffer{}
	}
	c := newCase()
	c.course(&p)
	if p.broken != nil {
		return p.broken
	}
	if record {
		tree, err := records.Encode(&c.Record)
		if err != nil {
			return err
		}
		text, err := yaml.Format.Format(tree)
		w.Write(text)
		return err
	}
	if len(asked) == 0 {
		asked = milestones
	}
	return report(w, c, asked, screen)
}
