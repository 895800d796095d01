package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000/examples/terminal"
	"github.com/iso28000/iso28000/records"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr, terminal.Of(os.Stdout)))
}

// options are what the command line says.
type options struct {
	listen, dir, archive string
	verifiers            []note.Verifier
	epochs               []int64
}

// run does what main does, where a test can see it.
func run(ctx context.Context, args []string, stdout, stderr io.Writer, screen terminal.Screen) int {
	o, err := parse(args, stderr)
	var out bytes.Buffer
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
	case o.listen != "":
		err = serve(ctx, o, stderr)
	default:
		if err = show(ctx, page{&out, screen}); err == nil {
			_, err = stdout.Write(out.Bytes())
		}
	}
	if err != nil {
		fmt.Fprintf(stderr, "witness: %v\n", err)
		return 2
	}
	return 0
}

// parse reads the command line.
func parse(args []string, stderr io.Writer) (o options, err error) {
	flags := flag.NewFlagSet("witness", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.listen, "listen", "", "be a witness at this `address`, such as 10.0.0.7:8080; without it, show what a witness is good for")
	flags.StringVar(&o.dir, "dir", "", "the `folder` to keep checkpoints in")
	flags.StringVar(&o.archive, "archive", "", "the `name` of the archive, as in its records.Options")
	flags.Func("key", "a public `key` that signs for the archive; may be given several times", func(text string) error {
		v, err := note.NewVerifier(text)
		if err != nil {
			return errors.New("it is no public key as note.GenerateKey makes them, name+hash+key")
		}
		o.verifiers = append(o.verifiers, v)
		return nil
	})
	flags.Func("accept-epoch", "an `epoch` that may begin although it lacks what was witnessed: once you know who restored what, and why", func(text string) error {
		var epoch int64
		if n, err := fmt.Sscanf(text, "%d", &epoch); n != 1 || err != nil || epoch < 2 {
			return errors.New("epochs that are opened are 2, 3 and so on")
		}
		o.epochs = append(o.epochs, epoch)
		return nil
	})
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	switch {
	case flags.NArg() > 0:
		return o, fmt.Errorf("%q is left over", flags.Arg(0))
	case o.listen == "" && flags.NFlag() > 0:
		return o, errors.New("say -listen too, the address to be a witness at; without any flag, it is shown what for")
	case o.listen != "" && (o.dir == "" || o.archive == "" || len(o.verifiers) == 0):
		return o, errors.New("a witness needs -dir, -archive and -key: where it keeps what, of which archive, signed by whom")
	}
	return o, nil
}

// checkpoints is the file in the folder of a witness.
const checkpoints = "checkpoints"

// open opens the file of a witness, or makes it.
func open(o options) (*server, io.Closer, error) {
	if err := os.MkdirAll(o.dir, 0o700); err != nil {
		return nil, nil, err
	}
	f, err := os.OpenFile(filepath.Join(o.dir, checkpoints), os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return nil, nil, err
	}
	book, err := records.FileWitness(f, o.archive, o.verifiers...)
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("%s: %w", f.Name(), err), f.Close())
	}
	for _, epoch := range o.epochs {
		book.AcceptEpoch(epoch)
	}
	return &server{o.archive, o.verifiers, book}, f, nil
}

// serve is a witness until it is told to stop.
func serve(ctx context.Context, o options, stderr io.Writer) error {
	s, file, err := open(o)
	if err != nil {
		return err
	}
	defer file.Close()
	listener, err := net.Listen("tcp", o.listen)
	if err != nil {
		return err
	}
	fmt.Fprintf(stderr, "witness of %s at http://%s, keeps %s\n", o.archive, listener.Addr(), filepath.Join(o.dir, checkpoints))
	return until(ctx, newServer(s.handler()), listener)
}

// until serves until the context ends, and lets those finish who have begun.
func until(ctx context.Context, server *http.Server, listener net.Listener) error {
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		return server.Shutdown(last)
	}
}
