package records

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// A Checkpoint is kept as a signed note whose text is that of c2sp.org/tlog-checkpoint: the
// origin, the size, and the root in base64, a line each. The origin names archive and log,
// and after a restore that lost entries the epoch: acme.example/security/records, then
// acme.example/security/records/epoch-2.

// Origin returns the first line of the checkpoints of a log.
func Origin(archive string, log LogID, epoch int64) string {
	origin := archive + "/" + log.String()
	if epoch > 1 {
		origin += "/epoch-" + strconv.FormatInt(epoch, 10)
	}
	return origin
}

// checkpointText returns what is signed.
func checkpointText(archive string, h Head) string {
	return fmt.Sprintf("%s\n%d\n%s\n", Origin(archive, h.Log, h.Epoch), h.Size, base64.StdEncoding.EncodeToString(h.Root[:]))
}

// signCheckpoint returns the note of a head.
func signCheckpoint(archive string, h Head, signer note.Signer) (Checkpoint, error) {
	data, err := note.Sign(&note.Note{Text: checkpointText(archive, h)}, signer)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("the checkpoint of the log %s cannot be signed: %w", h.Log, err)
	}
	return Checkpoint{Log: h.Log, Size: h.Size, Note: data}, nil
}

// ErrUntrusted is returned for a checkpoint that nobody who is known has signed, or that is
// none of this archive.
var ErrUntrusted = errors.New("records: the checkpoint is not signed as it has to be")

// OpenCheckpoint reads a checkpoint of an archive of that name, and verifies that one of the
// verifiers has signed it. Whatever else is wrong with it is [ErrUntrusted] too. Lines after
// the third are extensions, and passed over.
func OpenCheckpoint(archive string, data []byte, verifiers ...note.Verifier) (Head, error) {
	if len(data) > MaxNote {
		return Head{}, fmt.Errorf("%w: it has %d bytes, more than %d", ErrUntrusted, len(data), MaxNote)
	}
	n, err := note.Open(data, note.VerifierList(verifiers...))
	if err != nil {
		return Head{}, fmt.Errorf("%w: %w", ErrUntrusted, err)
	}
	h, err := parseCheckpoint(archive, n.Text)
	if err != nil {
		return Head{}, fmt.Errorf("%w: %w", ErrUntrusted, err)
	}
	return h, nil
}

// parseCheckpoint reads the text of a checkpoint, in its one form.
func parseCheckpoint(archive, text string) (Head, error) {
	lines := strings.SplitN(text, "\n", 4)
	if len(lines) < 4 {
		return Head{}, errors.New("it has fewer lines than three")
	}
	var h Head
	for _, log := range []LogID{RecordLog, AccessLog} {
		rest, found := strings.CutPrefix(lines[0], Origin(archive, log, 1))
		if !found {
			continue
		}
		h.Log, h.Epoch = log, 1
		if number, found := strings.CutPrefix(rest, "/epoch-"); found {
			h.Epoch, _ = strconv.ParseInt(number, 10, 64)
		}
	}
	if h.Log == 0 || lines[0] != Origin(archive, h.Log, h.Epoch) {
		return Head{}, fmt.Errorf("it is one of %s, not of %s", quote(lines[0]), quote(archive))
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != len(h.Root) {
		return Head{}, fmt.Errorf("%s is no root", quote(lines[2]))
	}
	h.Root = Hash(root)
	if h.Size, err = strconv.ParseInt(lines[1], 10, 64); err != nil || h.Size < 0 || strconv.FormatInt(h.Size, 10) != lines[1] {
		return Head{}, fmt.Errorf("%s is no size", quote(lines[1]))
	}
	return h, nil
}

// textOf returns the text of a note without looking at who signed it: of one that the
// witness has checked, or whose root is compared with a known one.
func textOf(data []byte) string {
	text, _, _ := strings.Cut(string(data), "\n\n")
	return text + "\n"
}

// epochOf returns the epoch of a checkpoint of any archive, without looking at more of it.
func epochOf(c Checkpoint) int64 {
	origin, _, _ := strings.Cut(string(c.Note), "\n")
	_, number, _ := strings.Cut(origin[strings.LastIndexByte(origin, '/')+1:], "epoch-")
	if epoch, err := strconv.ParseInt(number, 10, 64); err == nil {
		return epoch
	}
	return 1
}
