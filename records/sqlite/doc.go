// Package sqlite keeps the record logs of an archive in one SQLite file: clause 4.5.4, on the
// machine at hand, without a server and without cgo. It is a module of its own:
//
//	go get github.com/iso28000/iso28000/records/sqlite
//
// Hand [File] or the [Store] that [Open] returns to records.Open. The file is in WAL mode with
// synchronous=FULL: what was acknowledged is there after a crash and after a power cut. Both are
// checked on every connection, and a SQLite that is known to lose transactions is refused.
//
// Where the disk fails to take a commit, records.ErrInDoubt is returned, and it is decided before
// anything else is answered whether the commit is there. As long as the disk keeps that from
// being written down, every call returns records.ErrInDoubt. The store that returned it is the
// one to ask: another process on the same file may see what is not decided yet.
//
// A new file is made as NAME-new-NUMBER beside its place, and gets its name when all of it is on
// the disk; where a process ended in between, that one is left, and can be deleted. An empty file
// that is there is filled in its place, and so is one on a file system without links: if the disk
// fails while that is done, and the power goes, it may be a file that nothing opens, in which
// nothing was stored.
//
// Several processes may work on one file, if it lies on a disk of the machine: locks do not
// hold on network file systems. While it is open, files that end in -wal and -shm belong to it.
// Copy it with [Store.Backup], never with a copy program; and never open the file in the same
// process by other means than SQLite: on closing, the operating system would drop the locks
// that SQLite holds.
//
// Erased content is overwritten in the file, and the WAL is cut off behind it, as soon as no
// reader needs it any more. What a disk or its backups keep of former blocks is beyond reach:
// where that matters, let the archive encrypt, and destroy the key.
package sqlite
