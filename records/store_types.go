package records

import "crypto/sha256"

// A LogID names one of the two logs of a store. Its number is stored and hashed.
type LogID uint8

// The logs.
const (
	RecordLog LogID = 1 // every version of every entity, and the records that belong to no entity
	AccessLog LogID = 2 // who was given or refused what
)

// String names the log as checkpoints do.
func (l LogID) String() string {
	switch l {
	case RecordLog:
		return "records"
	case AccessLog:
		return "access"
	}
	return "no log"
}

// A Hash is a SHA-256 hash of RFC 6962: of a leaf, of an inner node, of a tree.
type Hash [sha256.Size]byte

// A Head is how far a log has come.
type Head struct {
	Log   LogID
	Epoch int64 // from 1; one more since each restore that lost entries
	Size  int64 // entries; the next one gets this Seq
	Root  Hash  // of the Merkle tree over their headers
}

// FirstHead returns the head of a log that nothing was added to: epoch 1, size 0, and the
// hash of nothing.
func FirstHead(log LogID) Head { return Head{Log: log, Epoch: 1, Root: sha256.Sum256(nil)} }

// Columns are what a store can look for in an entry. They repeat what stands in the header,
// which is hashed, and which says more; an auditor derives them again, so that a column which
// was altered is found.
type Columns struct {
	ID           string   // of the record, unique over both logs
	Kind         string   // of the entity, or of the record where it belongs to none
	Entity       string   // id of the entity; empty where the record is not a revision of one
	Version      int64    // of the entity, from 1 without gaps; 0 where Entity is empty
	Deleted      bool     // whether the revision says that the entity is there no more
	Level        int64    // of marking, from 0 (anybody)
	Compartments []string // that a reader has to be admitted to, all of them; in order, none twice
}

// An Entry is one record of a log. All of it but Content and Tombstone never changes.
type Entry struct {
	Log LogID
	Seq int64 // place in the log, from 0 without gaps
	Columns
	Index   []Column // to find it by; given to Commit, and read back by Rows only: elsewhere nil
	Header  []byte   // what is hashed as the leaf
	Content *Content // nil where there is none, where it was erased, and where it was not asked for

	// Erased is whether the content was erased, and Tombstone then is the Seq in [RecordLog] of
	// the record that says so. Both are set by erasing alone: in a batch they are zero.
	Erased    bool
	Tombstone int64
}

// A Content is what a record holds, beside its header. It may be erased, and the key that it
// is sealed with may be wrapped anew; else it never changes. Its Data may be empty.
type Content struct {
	Salt    []byte // hashed before the content; nil where it is sealed, since it is sealed with it
	KeyID   string // of the key that Wrapped is wrapped with; empty where the content is not sealed
	Wrapped []byte // the key of this record; nil where the content is not sealed
	Data    []byte // the content, or salt and content sealed
}

// A Column is a name and a value by which rows are found. A row may have several of one name.
type Column struct {
	Name   string
	Number bool   // whether the value is Int; else it is Text
	Text   string // empty where Number
	Int    int64  // 0 where not Number
}

// A Row is an entry with what queries find it by. Each entry that is no revision is found; of
// the revisions of an entity the newest is, whether it is a deletion or not. Of former ones the
// index is gone.
type Row struct {
	*Entry      // with Index, in the order of [CompareColumns]; nil where Find and Count look at none
	Found  bool // whether Find and Count look at it
}

// Key is what rows of one kind are ordered and paged by: the id of the entity, or that of the
// record where it is no revision.
func (c Columns) Key() string {
	if c.Entity != "" {
		return c.Entity
	}
	return c.ID
}

// A Tile is 256 hashes of a tree, side by side: those at level 8×Level, from 256×Index on, each
// over as many leaves as stand below it. Only whole tiles are stored, and each once.
type Tile struct {
	Log    LogID
	Level  int // 0 holds the hashes of leaves, 1 those over 256 leaves each, 2 over 65,536
	Index  int64
	Hashes []byte // 8,192 bytes
}

// A Checkpoint is the signed head of a log, as a note. Log and Size name it.
type Checkpoint struct {
	Log  LogID
	Size int64
	Note []byte
}

// A Batch is what is committed at once.
type Batch struct {
	// Base has the head of each log that the batch adds to, as it is known to whoever commits,
	// and Next what it becomes, in the same order: RecordLog, AccessLog or both. Content of a
	// log that is not among them may be erased and wrapped anew all the same.
	Base, Next []Head

	Entries     []Entry      // of each log from Base.Size on to Next.Size, in order; logs in the order of Base
	Tiles       []Tile       // those that have become whole
	Checkpoints []Checkpoint // with Base.Size < Size <= Next.Size, of each log in the order of Size
	Erase       []Erasure
	Rewrap      []Rewrap
}

// An Erasure takes content, salt and wrapped key away from an entry, for good: they are
// overwritten where the medium can do so. The entry and its row stay.
type Erasure struct {
	Log       LogID
	Seq       int64
	Tombstone int64 // Seq in [RecordLog] of an entry of the same batch, which says that it is erased

	// Copied is set where the log is copied from a store in which the content was erased
	// before: the entry was committed without it, be it in the same batch, and only the
	// tombstone is noted. Erasures are carried out after the entries are added.
	Copied bool
}

// A Rewrap wraps the key of one record anew: where keys are rotated, or a record is held.
type Rewrap struct {
	Log     LogID
	Seq     int64
	From    string // the KeyID that it has
	KeyID   string // the one it gets
	Wrapped []byte
}

// A StateQuery selects entities as they were.
type StateQuery struct {
	Kind    string // of the entities; empty: of every kind
	Before  int64  // only revisions with a lower Seq in [RecordLog] count
	After   Ref    // only entities after this one, by kind and then id; zero: all
	Limit   int    // at most so many; 0: all
	Deleted bool   // whether those whose newest revision is a deletion are yielded too
	Content bool   // whether the entries are wanted with their content
}

// A Query selects rows of one kind in one log. Their keys differ.
type Query struct {
	Log     LogID
	Kind    string      // not empty
	Records bool        // whether rows of records that are no revisions are selected, instead of those of entities
	Where   []Condition // all of them hold
	Deleted bool        // whether rows of deleted entities are selected too

	// Clearance keeps out the rows that are marked beyond it; nil keeps out none. It is applied
	// before anything is counted or limited.
	Clearance *Clearance

	After   string // only rows whose key is greater; empty: all
	Limit   int    // at most so many; 0: all
	Content bool   // whether the entries are wanted with their content
}

// A Condition holds of a row that has an index column of the same name and the same type
// whose value stands in that relation to the one given: at least one, where it has several.
type Condition struct {
	Op     Op
	Column Column
}

// An Op compares the value of a row with a given one: numbers as numbers, texts byte by byte.
type Op uint8

// The relations.
const (
	Equal Op = iota
	Less
	AtMost
	Greater
	AtLeast
)
