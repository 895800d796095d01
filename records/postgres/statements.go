package postgres

import "github.com/iso28000/iso28000/records"

// Statements are plain SQL, the same for every engine that speaks PostgreSQL's protocol. Lists
// travel as arrays, so that one statement does for any number of rows.

// heads moves the heads on, from those that the batch starts from. Each commit to a log holds
// its head from here on, so that nothing comes in between: the others wait, and then find that
// it has moved.
func (a *adding) heads() {
	const query = "WITH moved AS (UPDATE head SET epoch = $1, size = $2, root = $3 WHERE log = $4 AND epoch = $5 AND size = $6 AND root = $7 RETURNING log) " +
		"SELECT 1 / count(*) FROM moved" // 1 / 0 is an error
	for i, base := range a.batch.Base {
		next := a.batch.Next[i]
		a.put(moving, query, next.Epoch, next.Size, next.Root[:], int16(base.Log), base.Epoch, base.Size, base.Root[:])
	}
}

// exactly makes a statement that changes rows fail where it does not change as many as it has to.
func exactly(change string) string {
	return "WITH changed AS (" + change + " RETURNING 1) SELECT 1 / (CASE count(*) WHEN $1::bigint THEN 1 ELSE 0 END) FROM changed"
}

// entries adds entries, and what they are found by, in one statement for all of each: one for
// each entry would be half of what it takes.
func (a *adding) entries(cells []cell) {
	if len(a.batch.Entries) > 0 {
		a.put(inserting, insertEntries, arraysOf(a.batch.Entries)...)
	}
	if len(cells) == 0 {
		return
	}
	var logs []int16
	var seqs, numbers []int64
	var names, texts, kinds, keys []string
	var number []bool
	for _, c := range cells {
		logs, seqs, names = append(logs, int16(c.e.Log)), append(seqs, c.e.Seq), append(names, c.c.Name)
		number, texts, numbers = append(number, c.c.Number), append(texts, c.c.Text), append(numbers, c.c.Int)
		kinds, keys = append(kinds, c.e.Kind), append(keys, c.e.Key())
	}
	a.put(inserting, "INSERT INTO record_index ("+cellColumns+") SELECT * FROM unnest($1::smallint[], $2::bigint[], $3::text[], $4::boolean[], $5::text[], $6::bigint[], $7::text[], $8::text[])",
		logs, seqs, names, number, texts, numbers, kinds, keys)
}

// insertEntries takes arrays of texts as texts, since those of several entries are not of one length.
const insertEntries = "INSERT INTO record (" + entryColumns + ") " +
	"SELECT log, seq, id, kind, entity, version, deleted, level, compartments::text[], header, salt, key_id, wrapped, data " +
	"FROM unnest($1::smallint[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::boolean[], $8::bigint[], $9::text[], " +
	"$10::bytea[], $11::bytea[], $12::text[], $13::bytea[], $14::bytea[]) AS v (" + entryColumns + ")"

// arraysOf returns entries column by column, in the order of entryColumns. What is nil is NULL.
func arraysOf(entries []records.Entry) []any {
	n := len(entries)
	logs, seqs, levels, deleted := make([]int16, n), make([]int64, n), make([]int64, n), make([]bool, n)
	ids, kinds, entities, compartments, keys := make([]string, n), make([]string, n), make([]*string, n), make([]*string, n), make([]*string, n)
	versions := make([]*int64, n)
	headers, salts, wrapped, data := make([][]byte, n), make([][]byte, n), make([][]byte, n), make([][]byte, n)
	for i := range entries {
		e := &entries[i]
		logs[i], seqs[i], ids[i], kinds[i] = int16(e.Log), e.Seq, e.ID, e.Kind
		deleted[i], levels[i], headers[i] = e.Deleted, e.Level, e.Header
		if e.Entity != "" {
			entities[i], versions[i] = &e.Entity, &e.Version
		}
		if len(e.Compartments) > 0 {
			compartments[i] = literal(e.Compartments)
		}
		c := e.Content
		if c == nil {
			continue
		}
		if len(c.Salt) > 0 {
			salts[i] = c.Salt
		}
		if c.KeyID != "" {
			keys[i], wrapped[i] = &c.KeyID, c.Wrapped
		}
		if data[i] = c.Data; c.Data == nil {
			data[i] = []byte{} // NULL says that there is no content
		}
	}
	return []any{logs, seqs, ids, kinds, entities, versions, deleted, levels, compartments, headers, salts, keys, wrapped, data}
}

// literal writes an array of texts as SQL reads one in a text.
func literal(texts []string) *string {
	b := []byte("{")
	for i, text := range texts {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '"')
		for j := range len(text) {
			if text[j] == '"' || text[j] == '\\' {
				b = append(b, '\\')
			}
			b = append(b, text[j])
		}
		b = append(b, '"')
	}
	made := string(append(b, '}'))
	return &made
}

// A revised list has revisions of entities by column.
type revised struct {
	kinds, ids     []string
	seqs, versions []int64
}

func (r *revised) add(e *records.Entry) {
	r.kinds, r.ids = append(r.kinds, e.Kind), append(r.ids, e.Entity)
	r.seqs, r.versions = append(r.seqs, e.Seq), append(r.versions, e.Version)
}

// revisions moves the newest revision of each entity on, from the one before it.
func (a *adding) revisions() {
	var first, later revised
	for i := range a.batch.Entries {
		switch e := &a.batch.Entries[i]; {
		case e.Version == 1:
			first.add(e)
		case e.Version > 1:
			later.add(e)
		}
	}
	if len(first.ids) > 0 {
		a.put(revising, "INSERT INTO entity (kind, id, seq, version) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[])", first.kinds, first.ids, first.seqs, first.versions)
	}
	if len(later.ids) == 0 {
		return
	}
	// What the former revision was found by goes with it.
	a.put(revising, "DELETE FROM record_index i USING entity e, unnest($1::text[], $2::text[]) AS v (kind, id) WHERE e.kind = v.kind AND e.id = v.id AND i.log = 1 AND i.seq = e.seq", later.kinds, later.ids)
	a.put(revising, exactly("UPDATE entity e SET seq = v.seq, version = v.version FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[]) AS v (kind, id, seq, version) "+
		"WHERE e.kind = v.kind AND e.id = v.id AND e.version = v.version - 1"), int64(len(later.ids)), later.kinds, later.ids, later.seqs, later.versions)
}

// tree adds tiles and checkpoints.
func (a *adding) tree() {
	for _, t := range a.batch.Tiles {
		a.put(growing, "INSERT INTO tile (log, level, place, hashes) VALUES ($1, $2, $3, $4)", int16(t.Log), int16(t.Level), t.Index, t.Hashes)
	}
	for _, c := range a.batch.Checkpoints {
		a.put(growing, "INSERT INTO checkpoint (log, size, note) VALUES ($1, $2, $3)", int16(c.Log), c.Size, c.Note)
	}
}

// erase takes content away.
func (a *adding) erase() {
	for _, copied := range []bool{false, true} {
		var logs []int16
		var seqs, tombstones []int64
		for _, e := range a.batch.Erase {
			if e.Copied == copied {
				logs, seqs, tombstones = append(logs, int16(e.Log)), append(seqs, e.Seq), append(tombstones, e.Tombstone)
			}
		}
		if len(seqs) == 0 {
			continue
		}
		change := "UPDATE record r SET tombstone = v.tombstone, salt = NULL, key_id = NULL, wrapped = NULL, data = NULL"
		having := "r.data IS NOT NULL"
		if copied {
			change, having = "UPDATE record r SET tombstone = v.tombstone", "r.data IS NULL"
		}
		a.put(erasing, exactly(change+" FROM unnest($2::smallint[], $3::bigint[], $4::bigint[]) AS v (log, seq, tombstone) "+
			"WHERE r.log = v.log AND r.seq = v.seq AND r.tombstone IS NULL AND "+having), int64(len(seqs)), logs, seqs, tombstones)
	}
}

// rewrap puts another wrapped key in the place of one.
func (a *adding) rewrap() {
	var logs []int16
	var seqs []int64
	var from, to []string
	var wrapped [][]byte
	for _, r := range a.batch.Rewrap {
		logs, seqs, from = append(logs, int16(r.Log)), append(seqs, r.Seq), append(from, r.From)
		to, wrapped = append(to, r.KeyID), append(wrapped, r.Wrapped)
	}
	if len(seqs) > 0 {
		a.put(rewrapping, exactly("UPDATE record r SET key_id = v.to_key, wrapped = v.wrapped FROM unnest($2::smallint[], $3::bigint[], $4::text[], $5::text[], $6::bytea[]) "+
			"AS v (log, seq, from_key, to_key, wrapped) WHERE r.log = v.log AND r.seq = v.seq AND r.key_id = v.from_key"), int64(len(seqs)), logs, seqs, from, to, wrapped)
	}
}
