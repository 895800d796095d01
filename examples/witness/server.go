package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/iso28000/iso28000/records"
)

// A server is a witness of one archive. What it decides the book decides, in which the
// checkpoints stand: one request at a time, on the disk before it is answered.
type server struct {
	archive   string
	verifiers []note.Verifier
	book      *records.WitnessBook
}

// handler returns what answers requests.
func (s *server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /add-checkpoint", s.add)
	mux.HandleFunc("GET /checkpoint/{log}", s.latest)
	mux.HandleFunc("GET /checkpoints/{log}", s.all)
	return mux
}

// newServer bounds what a request may take, so that nobody can hold it up.
func newServer(handler http.Handler) *http.Server {
	return &http.Server{
		Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: timeout, WriteTimeout: timeoutAll,
		IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
	}
}

// epochRefused is what a client knows the refusal of an epoch by: as a status it is that of an
// origin which is not known.
const epochRefused = "begins epoch"

func (s *server) add(w http.ResponseWriter, r *http.Request) {
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequest))
	if tooLarge := (*http.MaxBytesError)(nil); errors.As(err, &tooLarge) {
		http.Error(w, fmt.Sprintf("the request has more than %d bytes", maxRequest), http.StatusRequestEntityTooLarge)
		return
	} else if err != nil {
		http.Error(w, "the request broke off", http.StatusBadRequest)
		return
	}
	from, proof, data, err := parseRequest(data)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	origin, _, _ := strings.Cut(string(data), "\n")
	if !strings.HasPrefix(origin, s.archive+"/records") && !strings.HasPrefix(origin, s.archive+"/access") {
		http.Error(w, fmt.Sprintf("this is the witness of %q, and knows no log of the origin %.200q", s.archive, origin), http.StatusNotFound)
		return
	}
	head, err := records.OpenCheckpoint(s.archive, data, s.verifiers...)
	if err != nil {
		http.Error(w, err.Error(), http.StatusForbidden)
		return
	}
	if from > head.Size {
		http.Error(w, fmt.Sprintf("the old size %d is larger than the new one, %d", from, head.Size), http.StatusBadRequest)
		return
	}
	err = s.book.Add(r.Context(), records.Checkpoint{Log: head.Log, Size: head.Size, Note: data}, from, proof)
	latest, failed := s.book.Latest(r.Context(), head.Log)
	if failed != nil && !errors.Is(failed, records.ErrNotFound) {
		err = failed
	}
	switch {
	case err == nil:
		w.WriteHeader(http.StatusOK)
	case errors.Is(err, records.ErrNewEpoch) && strings.Contains(err.Error(), epochRefused):
		http.Error(w, err.Error(), http.StatusNotFound)
	case errors.Is(err, records.ErrWitnessMoved), errors.Is(err, records.ErrFork) && head.Size <= latest.Size:
		w.Header().Set("Content-Type", "text/x.tlog.size")
		w.WriteHeader(http.StatusConflict)
		fmt.Fprintf(w, "%d\n", latest.Size)
	case errors.Is(err, records.ErrFork):
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
	default:
		http.Error(w, "the checkpoint could not be kept: "+err.Error(), http.StatusInternalServerError)
	}
}

// parseRequest takes a request apart: the old size, the proof, the checkpoint.
func parseRequest(data []byte) (from int64, proof []records.Hash, checkpoint []byte, err error) {
	begin, checkpoint, found := bytes.Cut(data, []byte("\n\n"))
	if !found {
		return 0, nil, nil, errors.New("there is no empty line before the checkpoint")
	}
	lines := strings.Split(string(begin), "\n")
	number, _ := strings.CutPrefix(lines[0], "old ")
	from, err = strconv.ParseInt(number, 10, 64)
	if err != nil || from < 0 || lines[0] != "old "+strconv.FormatInt(from, 10) {
		return 0, nil, nil, fmt.Errorf("the first line is %.60q: write old, a blank, and the size of the checkpoint before", lines[0])
	}
	if len(lines)-1 > maxProof {
		return 0, nil, nil, fmt.Errorf("the proof has %d lines, more than %d", len(lines)-1, maxProof)
	}
	for i, line := range lines[1:] {
		var hash records.Hash
		if err := hash.UnmarshalText([]byte(line)); err != nil {
			return 0, nil, nil, fmt.Errorf("line %d of the proof: %w", i+1, err)
		}
		proof = append(proof, hash)
	}
	return from, proof, checkpoint, nil
}

// logOf returns the log that a request is about; else it has answered.
func logOf(w http.ResponseWriter, r *http.Request) (records.LogID, bool) {
	for _, log := range []records.LogID{records.RecordLog, records.AccessLog} {
		if r.PathValue("log") == log.String() {
			return log, true
		}
	}
	http.Error(w, "there are the logs records and access", http.StatusNotFound)
	return 0, false
}

func (s *server) latest(w http.ResponseWriter, r *http.Request) {
	log, known := logOf(w, r)
	if !known {
		return
	}
	c, err := s.book.Latest(r.Context(), log)
	switch {
	case errors.Is(err, records.ErrNotFound):
		w.WriteHeader(http.StatusNoContent)
	case err != nil:
		http.Error(w, err.Error(), http.StatusInternalServerError)
	default:
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Write(c.Note)
	}
}

func (s *server) all(w http.ResponseWriter, r *http.Request) {
	log, known := logOf(w, r)
	if !known {
		return
	}
	w.Header().Set("Content-Type", "application/jsonl")
	lines := json.NewEncoder(w)
	lines.SetEscapeHTML(false)
	for c, err := range s.book.Checkpoints(r.Context(), log) {
		if err == nil {
			err = lines.Encode(string(c.Note))
		}
		if err != nil {
			panic(http.ErrAbortHandler) // so that nobody takes the beginning for all
		}
	}
}
