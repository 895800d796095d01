package main

import (
	"bytes"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/iso28000/iso28000"
	"github.com/iso28000/iso28000/audit"
	"github.com/iso28000/iso28000/examples/systems"
	"github.com/iso28000/iso28000/examples/terminal"
	"github.com/iso28000/iso28000/records"
	"github.com/iso28000/iso28000/records/exchange/yaml"
)

//go:embed topics.yaml
var ownTopics []byte

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, terminal.Of(os.Stdout)))
}

// people are persons that a flag names: -away P-1,P-2.
type people []records.ID[records.Person]

func (p *people) String() string { return fmt.Sprint(*p) }

func (p *people) Set(text string) error {
	for name := range strings.SplitSeq(text, ",") {
		if name = strings.TrimSpace(name); name != "" {
			*p = append(*p, records.ID[records.Person](name))
		}
	}
	return nil
}

// options are what the command line says.
type options struct {
	system, topics, from, until string
	away, trained               people
	days, each                  int
}

// run does what main does, where a test can see it.
func run(args []string, stdout, stderr io.Writer, screen terminal.Screen) int {
	o, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	var out bytes.Buffer
	if err == nil {
		err = propose(&out, o, screen)
	}
	if err == nil {
		_, err = stdout.Write(out.Bytes())
	}
	if err != nil {
		fmt.Fprintf(stderr, "auditplan: %v\n", err)
		return 2
	}
	return 0
}

func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("auditplan", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.system, "system", "", "the `folder` of the system; an invented operator where there is none")
	flags.StringVar(&o.topics, "topics", "", "the `file` that says what is audited; that of the invented operator where there is none")
	flags.StringVar(&o.from, "from", "", "the first `day` of the programme; the day after the last programme where there is none")
	flags.StringVar(&o.until, "until", "", "its last `day`; a year from the first where there is none")
	flags.Var(&o.away, "away", "`persons` who cannot audit in that time, by their ids with commas")
	flags.Var(&o.trained, "trained", "`persons` who will have been trained to audit by then")
	flags.IntVar(&o.days, "days", 24, "how many `days` each auditor has for audits")
	flags.IntVar(&o.each, "each", 2, "how many `days` an audit takes")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	switch {
	case flags.NArg() > 0:
		return o, fmt.Errorf("%q is left over: everything is said with flags, see -help", flags.Arg(0))
	case o.each < 1:
		return o, fmt.Errorf("-each %d: an audit takes a day at least", o.each)
	case o.days < 0:
		return o, fmt.Errorf("-days %d: nobody has less than none", o.days)
	}
	return o, nil
}

func propose(w *bytes.Buffer, o options, screen terminal.Screen) error {
	var folder fs.FS = systems.Operator()
	if o.system != "" {
		folder = os.DirFS(o.system)
	}
	system, err := iso28000.Load(folder, yaml.Format, records.JSON)
	if err != nil {
		return err
	}
	var table struct {
		Topics []audit.Topic `json:"topics"`
	}
	file, data := "topics.yaml", ownTopics
	if o.topics != "" {
		file = o.topics
		if data, err = os.ReadFile(file); err != nil {
			return err
		}
	}
	if err := records.ReadFile(file, data, &table, yaml.Format); err != nil {
		return err
	}
	p, err := prepare(system, table.Topics, o)
	if err != nil {
		return err
	}
	p.write(w, audit.Plan(p.request), screen)
	return nil
}
