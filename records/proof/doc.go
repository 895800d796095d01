// Package proof verifies, without store and without key, what an archive says of a record: that
// it stands in the log unchanged since a time, and that the log only grew since an earlier
// checkpoint.
//
// A proof is JSON, and holds everything but the public key of whoever signs checkpoints, which
// the recipient has to have from elsewhere:
//
//	p, err := proof.Parse(data)
//	shown, err := p.Verify("acme.example/security", key)
//	fmt.Println(shown.Header.ID, shown.At, string(shown.Content))
//
// What is shown is the header of the record, and its content if the proof has it. Without it
// the proof stands all the same: it says when which record was written, and not what it says.
package proof
