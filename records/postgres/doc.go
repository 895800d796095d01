// Package postgres keeps the record logs of an archive in a PostgreSQL database: clause 4.5.4,
// where many machines write to one archive, and one machine may be lost. It is a module of its
// own:
//
//	go get github.com/iso28000/iso28000/records/postgres
//
// Hand the [Store] that [Open] returns to records.Open.
//
// # Tables and roles
//
// The tables lie in a schema of their own, one for each archive. Run the [Migrations] with what
// you run yours with (goose takes them as they are, with search_path set to the schema), or open
// once with [Options].Migrate, as the role that is to own them. Day by day connect as others,
// which [Grants] or [Options].Roles have given what they need:
//
//	CREATE ROLE records_reader NOLOGIN;   -- audits, backups
//	CREATE ROLE records_writer NOLOGIN;   -- adds, and can neither change nor take away what it added
//	CREATE ROLE records_disposal NOLOGIN; -- can, beside that, erase content and wrap keys anew
//
// The application logs in as a member of the writer, and names a login of the disposal role in
// [Options].Disposal only where it disposes: without it a batch that erases is records.ErrDenied.
// Triggers refuse to everybody what is never right. The owner and a superuser can drop them:
// what they do is found by an auditor, and for good only with checkpoints outside.
//
// # What is promised
//
// What was acknowledged is there after a crash: a server with fsync, full_page_writes or
// synchronous_commit off is refused. It outlives the loss of the machine only with a standby
// that commits wait for:
//
//	synchronous_standby_names = 'ANY 1 (a, b)'   # two standbys, so that one may fail
//
// Promote a standby only when the old primary cannot answer any more, and name every host in
// the connection string, with target_session_attrs=read-write. Set nothing lower than
// synchronous_commit = on, and do not cancel a commit that waits for its standby: it would be
// seen by others without being there after a failover. The store never cancels one.
//
// Commits to one log wait for each other at the row with its head, so throughput comes from
// batches: records.Archive puts together what waits. Beyond some thirty entries rows are copied in.
// A connection pooler between has to work by session. Each call of Read keeps a connection
// while it runs, of 16 (pool_max_conns); one inside another takes a second.
//
// Erased content is gone from what any query sees; the server overwrites it when it reuses the
// room (VACUUM), and WAL, standbys and backups keep it longer. Where that matters, let the
// archive encrypt, and destroy the key.
//
// # Other engines
//
// The SQL is plain: no advisory locks, no sequences, nothing that a SERIALIZABLE isolation or a
// transaction that is given up and tried again (40001) would break. It was written so that
// engines which speak PostgreSQL's protocol, CockroachDB and YugabyteDB, can take its place
// where one machine is outgrown. It was not tested there.
package postgres
