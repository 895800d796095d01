package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/iso28000/iso28000/records"
)

// A client is a records.Witness that lives behind HTTP. What it is told it does not verify:
// the archive and the auditor do, who know the keys.
type client struct {
	url  string // such as http://10.0.0.7:8080
	http http.Client
}

var _ records.Witness = (*client)(nil)

// Bounds of what is sent and read, and of how long it takes. A witness that does not answer
// holds up nobody who writes: the archive sends what it has later.
const (
	maxProof       = 63 // hashes: of a log of 2^62 entries there are no more
	maxRequest     = 2*records.MaxNote + maxProof*64
	maxExplanation = 1 << 10
	maxAll         = 1 << 30 // of all checkpoints
	timeout        = 10 * time.Second
	timeoutAll     = 2 * time.Minute
)

// newClient returns the witness at a URL.
func newClient(url string) *client {
	return &client{url: strings.TrimRight(url, "/"), http: http.Client{
		// A witness that sends elsewhere is another one.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Add implements records.Witness.
func (c *client) Add(ctx context.Context, k records.Checkpoint, from int64, proof []records.Hash) error {
	size, err := sizeOf(k.Note)
	switch {
	case err != nil:
		return err
	case from > size:
		return fmt.Errorf("%w: the witness has %d entries, and these are %d", records.ErrFork, from, size)
	case len(proof) > maxProof:
		return fmt.Errorf("%w: its proof has %d hashes, more than %d", records.ErrFork, len(proof), maxProof)
	}
	body := fmt.Appendf(nil, "old %d\n", from)
	for _, hash := range proof {
		body = fmt.Appendf(body, "%s\n", hash)
	}
	body = append(append(body, '\n'), k.Note...)
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	answer, err := c.ask(ctx, http.MethodPost, "/add-checkpoint", body)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	said := explanation(answer)
	switch answer.StatusCode {
	case http.StatusOK:
		return nil
	case http.StatusForbidden:
		return fmt.Errorf("%w: the witness at %s does not know the key: %s", records.ErrUntrusted, c.url, said)
	case http.StatusNotFound:
		if strings.Contains(said, epochRefused) {
			return fmt.Errorf("%w: the witness at %s: %s", records.ErrNewEpoch, c.url, said)
		}
		return fmt.Errorf("the witness at %s keeps nothing of this archive: compare its -archive with the name of yours, and the URL: %s", c.url, said)
	case http.StatusConflict:
		if has, err := strconv.ParseInt(strings.TrimSpace(said), 10, 64); err == nil && has != from {
			return fmt.Errorf("%w: the one at %s is at %d, not at %d", records.ErrWitnessMoved, c.url, has, from)
		}
		return fmt.Errorf("%w: the witness at %s has another root at size %d", records.ErrFork, c.url, size)
	case http.StatusUnprocessableEntity:
		return fmt.Errorf("%w: the witness at %s: %s", records.ErrFork, c.url, said)
	}
	return c.unexpected(answer, said)
}

// Latest implements records.Witness.
func (c *client) Latest(ctx context.Context, log records.LogID) (records.Checkpoint, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	answer, err := c.ask(ctx, http.MethodGet, "/checkpoint/"+log.String(), nil)
	if err != nil {
		return records.Checkpoint{}, err
	}
	defer answer.Body.Close()
	switch answer.StatusCode {
	case http.StatusOK:
	case http.StatusNoContent:
		return records.Checkpoint{}, records.ErrNotFound
	default:
		return records.Checkpoint{}, c.unexpected(answer, explanation(answer))
	}
	data, err := io.ReadAll(io.LimitReader(answer.Body, records.MaxNote+1))
	if err != nil {
		return records.Checkpoint{}, fmt.Errorf("the witness at %s broke off: %w", c.url, err)
	}
	return c.checkpoint(log, data)
}

// Checkpoints implements records.Witness.
func (c *client) Checkpoints(ctx context.Context, log records.LogID) iter.Seq2[records.Checkpoint, error] {
	return func(yield func(records.Checkpoint, error) bool) {
		if err := c.each(ctx, log, func(k records.Checkpoint) bool { return yield(k, nil) }); err != nil {
			yield(records.Checkpoint{}, err)
		}
	}
}

// each gives all checkpoints to a function until it wants no more.
func (c *client) each(ctx context.Context, log records.LogID, give func(records.Checkpoint) bool) error {
	ctx, cancel := context.WithTimeout(ctx, timeoutAll)
	defer cancel()
	answer, err := c.ask(ctx, http.MethodGet, "/checkpoints/"+log.String(), nil)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return c.unexpected(answer, explanation(answer))
	}
	body := &io.LimitedReader{R: answer.Body, N: maxAll}
	lines := bufio.NewScanner(body)
	lines.Buffer(nil, 6*records.MaxNote+64) // as JSON a byte may take six
	for lines.Scan() {
		var text string
		if err := json.Unmarshal(lines.Bytes(), &text); err != nil {
			return fmt.Errorf("the witness at %s sent a line that is no JSON string: is it one?", c.url)
		}
		k, err := c.checkpoint(log, []byte(text))
		if err != nil {
			return err
		}
		if !give(k) {
			return nil
		}
	}
	switch {
	case lines.Err() != nil:
		return fmt.Errorf("the witness at %s broke off: %w", c.url, lines.Err())
	case body.N == 0:
		return fmt.Errorf("the witness at %s has more than %d bytes: read its file where it is", c.url, maxAll)
	}
	return nil
}

// ask sends one request.
func (c *client) ask(ctx context.Context, method, path string, body []byte) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, method, c.url+path, bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%q is no URL of a witness: write it as http://10.0.0.7:8080: %w", c.url, err)
	}
	answer, err := c.http.Do(request)
	if errors.Is(err, context.DeadlineExceeded) {
		return nil, fmt.Errorf("the witness at %s does not answer in time: %w", c.url, err)
	}
	if err != nil {
		return nil, fmt.Errorf("the witness cannot be reached: see whether it runs, and whether the network lets you there: %w", err)
	}
	return answer, nil
}

// checkpoint makes one of a note. Who signed it the archive asks.
func (c *client) checkpoint(log records.LogID, data []byte) (records.Checkpoint, error) {
	size, err := sizeOf(data)
	if err != nil {
		return records.Checkpoint{}, fmt.Errorf("the witness at %s: %w", c.url, err)
	}
	return records.Checkpoint{Log: log, Size: size, Note: data}, nil
}

// sizeOf returns the second line of a note.
func sizeOf(data []byte) (int64, error) {
	if lines := bytes.SplitN(data, []byte("\n"), 3); len(lines) == 3 && len(data) <= records.MaxNote {
		if size, err := strconv.ParseInt(string(lines[1]), 10, 64); err == nil && size >= 0 {
			return size, nil
		}
	}
	return 0, fmt.Errorf("%w: %.40q is no checkpoint", records.ErrUntrusted, data)
}

// explanation returns the beginning of what is said beside a status.
func explanation(answer *http.Response) string {
	data, _ := io.ReadAll(io.LimitReader(answer.Body, maxExplanation))
	return strings.TrimSpace(strings.ToValidUTF8(string(data), "?"))
}

// unexpected is about an answer that no witness gives.
func (c *client) unexpected(answer *http.Response, said string) error {
	return fmt.Errorf("the witness at %s answers %q, with %.200q: see what it says where it runs, and whether the URL is that of a witness", c.url, answer.Status, said)
}
