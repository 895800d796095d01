// Command witness keeps the checkpoints of an archive on another machine than the archive, and
// shows what that is good for.
//
//	go run ./examples/witness
//
// shows it in one process: a witness listens on this machine, an archive sends its checkpoints
// there, somebody with the signing key writes the file anew, and an audit finds that with what
// the witness has and without it not. It exits with 0, and with 2 if something went otherwise.
//
// As a witness, on a machine that whoever writes to the archive has no access to:
//
//	go run ./examples/witness -listen 10.0.0.7:8080 -dir /var/lib/witness -archive acme.example/security -key acme.example/security+1f2e…
//
// The key is the public half of the one that signs; what is not signed with it is refused. On
// the other side [client] is a records.Witness: copy client.go, and give it to records.Options
// and records.Restore, and what records.Witnessed reads from it to records.Auditor.
//
// Giving it a checkpoint is POST /add-checkpoint of c2sp.org/tlog-witness, with three
// differences. The answer is empty: this witness keeps, and does not cosign. The old size is
// that of the log, whichever epoch it was in then: a later epoch that has all that was
// witnessed goes on from it. One that lacks something is an unknown origin, 404, until whoever
// runs the witness accepts it with -accept-epoch. What c2sp.org leaves open is how to read:
// GET /checkpoint/records is the newest note of that log (204 where there is none), GET
// /checkpoints/records all of them, a JSON string a line; the same of the log access.
//
// It speaks HTTP without TLS and asks nobody who they are: who can sign may add, and anybody
// may read, which shows sizes and roots and no record. Beyond a private network put a server
// that speaks TLS in front of it.
package main
