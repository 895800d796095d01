package records

import (
	"context"
	"io"
	"iter"
)

// A Store keeps the two logs of an [Archive], and what is looked up in them. It is written
// from this contract alone, and passes storetest.Run before it does anything else.
//
// A store keeps and finds; it decides nothing. Hashing, signing, encryption, authorization and
// retention are the core's, so that they are written once. A store never reads a header or a
// content, never fills in a time or an id, never retries a commit that was refused, and never
// leaves anything out of what it returns but by the conditions that are stated here.
//
// What a store checks, in one transaction with the writing, is what only it can: that nobody
// wrote in between (the heads), that no record id is taken, that each revision follows the one
// before it, that content goes only together with its tombstone.
//
// All methods are safe for concurrent use, from several processes too where the medium allows
// it. After Close they return [ErrClosed]; a second Close returns nil.
type Store interface {
	// Heads returns the head of each log, [RecordLog] first: always both. Of a log that
	// nothing was added to it is [FirstHead].
	Heads(ctx context.Context) ([]Head, error)

	// Commit writes a batch: all of it, durable when it returns nil, or nothing. An error that
	// is not [ErrInDoubt] promises that nothing was stored and that nothing will be.
	//
	// It calls [Batch.Validate] first and returns its error. Then, with nothing able to come
	// in between, it compares and writes; where several of these apply, any is returned:
	//
	//   - The stored head of each log in Base equals Base, in every field; else [ErrHeadMoved].
	//   - No record id of the batch is taken, in either log; else a [DuplicateError] that names
	//     every one that is.
	//   - A revision of version v finds the newest revision of its entity at v-1, and for v = 1
	//     none; else a [ConflictError] that names every one that does not.
	//   - What is erased has its content, and no tombstone yet (where the erasure is Copied: no
	//     content and no tombstone); what is wrapped anew has content, under the old key; else
	//     [ErrErased].
	//   - No tile and no checkpoint of the batch is there already; else [ErrHeadMoved].
	//   - There is room; else [ErrFull].
	//
	// Where the answer was lost (a connection that broke while committing, a disk that failed to
	// sync, a context that ended there), the error is [ErrInDoubt]: whether it was stored is asked
	// by record id. As long as the store does not know that itself, all its methods return
	// ErrInDoubt, and what it has then answered stays true, whatever crashes.
	Commit(ctx context.Context, batch Batch) error

	// Read calls fn with one consistent state of the whole store: what was committed before Read
	// was called is in it, what is committed while fn runs is not. It blocks no commit. The
	// snapshot is used by fn alone, by one goroutine at a time, and not after fn has returned;
	// while a sequence of it is being read, no other of its methods is called. Read returns
	// the error of fn as it is.
	Read(ctx context.Context, fn func(Snapshot) error) error

	// Backup writes one consistent state in a form of the store's own, while others read and
	// commit, and returns the heads it has. An error means that what was written is worthless.
	Backup(ctx context.Context, w io.Writer) ([]Head, error)

	// Restore fills an empty store from what Backup of the same kind of store has written, all
	// of it or nothing, and returns the heads. A store in which either log has an entry is
	// [ErrNotEmpty]; what cannot be read to its end, or was not written by Backup, is
	// [ErrDamaged]. Whether what is restored is genuine and recent is for the core.
	Restore(ctx context.Context, r io.Reader) ([]Head, error)

	// Close ends the store once running calls have returned.
	Close() error
}

// A Snapshot reads one state of a store. Where nothing is found, a method that returns one
// thing returns [ErrNotFound], a sequence is empty; nothing panics, whatever the arguments.
//
// A sequence ends after the first error that it yields. What it yields, and what that points
// to, may be used until its next step and is not written to; what a method returns by itself
// is the caller's. Of slices, those without elements are returned as nil (content of no bytes
// is a [Content] with nil Data). Texts compare byte by byte, in no locale (COLLATE "C").
type Snapshot interface {
	// Heads returns the heads as [Store.Heads] does.
	Heads(ctx context.Context) ([]Head, error)

	// Entries yields the entries of a log with from <= Seq < to, in the order of Seq, with their
	// content only if asked. Erased ones are among them, without content.
	Entries(ctx context.Context, log LogID, from, to int64, content bool) iter.Seq2[*Entry, error]

	// Entry returns the entry with that record id, of whichever log, with its content.
	Entry(ctx context.Context, id string) (*Entry, error)

	// Revision returns the newest revision of an entity with Seq < before, with its content. A
	// deletion is a revision.
	Revision(ctx context.Context, entity Ref, before int64) (*Entry, error)

	// Revisions yields the revisions of an entity with from <= Version < to and Seq < before, in
	// the order of Version, with their content only if asked.
	Revisions(ctx context.Context, entity Ref, from, to, before int64, content bool) iter.Seq2[*Entry, error]

	// State yields of each entity its newest revision with Seq < q.Before, with content if asked,
	// in the order of kind and id.
	State(ctx context.Context, q StateQuery) iter.Seq2[*Entry, error]

	// Find yields the entries of the rows that a query selects, in the order of their keys, with
	// content if asked. See [Query].
	Find(ctx context.Context, q Query) iter.Seq2[*Entry, error]

	// Count returns how many entries Find would yield without its After and Limit. What the
	// clearance of the query keeps out is not counted.
	Count(ctx context.Context, q Query) (int64, error)

	// Rows yields the entries of a log with from <= Seq < to, in the order of Seq, with their
	// content, and with what Find and Count look at: all that an auditor derives again. Whatever
	// a store keeps beside the entries to answer queries, a row says what those answers rest on.
	Rows(ctx context.Context, log LogID, from, to int64) iter.Seq2[Row, error]

	// Tiles yields the tiles of a log at that level with from <= Index < to, in the order of Index.
	Tiles(ctx context.Context, log LogID, level int, from, to int64) iter.Seq2[Tile, error]

	// Checkpoint returns the newest checkpoint of a log with Size <= size.
	Checkpoint(ctx context.Context, log LogID, size int64) (Checkpoint, error)

	// Checkpoints yields the checkpoints of a log with from <= Size < to, in the order of Size.
	Checkpoints(ctx context.Context, log LogID, from, to int64) iter.Seq2[Checkpoint, error]
}
