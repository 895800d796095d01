package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/iso28000/iso28000/examples/terminal"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr, terminal.Of(os.Stdout)))
}

// run does what main does, where a test can see it.
func run(args []string, stdout, stderr io.Writer, screen terminal.Screen) int {
	flags := flag.NewFlagSet("tamper", flag.ContinueOnError)
	flags.SetOutput(stderr)
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err == nil && flags.NArg() > 0:
		err = fmt.Errorf("%q is left over: there is nothing to say", flags.Arg(0))
	}
	var out bytes.Buffer
	if err == nil {
		err = show(context.Background(), &out, screen)
	}
	if err == nil {
		_, err = stdout.Write(out.Bytes())
	}
	if err != nil {
		fmt.Fprintf(stderr, "tamper: %v\n", err)
		return 2
	}
	return 0
}

// show does it all in a folder that is gone afterwards.
func show(ctx context.Context, w io.Writer, screen terminal.Screen) (err error) {
	dir, err := os.MkdirTemp("", "tamper-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	firm, err := keep(ctx, dir)
	if err != nil {
		return err
	}
	p := page{w: w, screen: screen, firm: firm}
	p.opening()
	for i, a := range attacks() {
		if err := p.attack(ctx, i+1, a); err != nil {
			return fmt.Errorf("%s: %w", a.title, err)
		}
	}
	p.closing()
	return nil
}
