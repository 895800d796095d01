-- The two logs of an archive, and what is looked up in them. The header is what was hashed;
-- columns repeat of it what queries look for, and no more.
--
-- Triggers refuse what is never right, against mistakes: whoever can write to the file can
-- drop them, and is found by the auditor, not by them.

-- +goose Up
PRAGMA application_id = 1230189112; -- IS28
PRAGMA user_version = 1;

CREATE TABLE head (
  log   INTEGER PRIMARY KEY CHECK (log IN (1, 2)), -- 1 records, 2 access
  epoch INTEGER NOT NULL CHECK (epoch >= 1),
  size  INTEGER NOT NULL CHECK (size >= 0),
  root  BLOB    NOT NULL CHECK (length(root) = 32)
) STRICT;

CREATE TABLE record (
  seq          INTEGER PRIMARY KEY CHECK (seq >= 0),
  id           TEXT    NOT NULL UNIQUE,
  kind         TEXT    NOT NULL,
  entity       TEXT,             -- NULL where it is no revision of an entity
  version      INTEGER,          -- of the entity
  deleted      INTEGER NOT NULL,
  level        INTEGER NOT NULL,
  compartments TEXT,             -- a JSON array; NULL where there are none
  header       BLOB    NOT NULL,
  tombstone    INTEGER,          -- seq in record of what says that the content was erased
  salt         BLOB,
  key_id       TEXT,
  wrapped      BLOB,
  data         BLOB,             -- NULL where there is no content
  CHECK ((entity IS NULL) = (version IS NULL)),
  CHECK (data IS NOT NULL OR (salt IS NULL AND key_id IS NULL AND wrapped IS NULL))
) STRICT;

-- The revisions of an entity by seq, which is also the order of their versions.
CREATE INDEX record_revision ON record (kind, entity, seq, version) WHERE entity IS NOT NULL;

-- The newest revision of each entity.
CREATE TABLE entity (
  kind    TEXT    NOT NULL,
  id      TEXT    NOT NULL,
  seq     INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- Records that are no revisions, by kind.
CREATE INDEX record_kind ON record (kind, id) WHERE entity IS NULL;

-- What rows are found by: of entities, that of the newest revision.
CREATE TABLE record_index (
  seq    INTEGER NOT NULL,
  name   TEXT    NOT NULL,
  number INTEGER NOT NULL CHECK (number = (typeof(value) = 'integer')),
  value  ANY     NOT NULL CHECK (typeof(value) IN ('integer', 'text')),
  kind   TEXT    NOT NULL, -- of the entry
  key    TEXT    NOT NULL, -- the id of the entity, or that of the record where it is no revision
  PRIMARY KEY (seq, name, number, value)
) STRICT, WITHOUT ROWID;

CREATE INDEX record_index_value ON record_index (kind, name, number, value, key);

CREATE TABLE access (
  seq          INTEGER PRIMARY KEY CHECK (seq >= 0),
  id           TEXT    NOT NULL UNIQUE,
  kind         TEXT    NOT NULL,
  entity       TEXT,             -- NULL where it is no revision of an entity
  version      INTEGER,          -- of the entity
  deleted      INTEGER NOT NULL,
  level        INTEGER NOT NULL,
  compartments TEXT,             -- a JSON array; NULL where there are none
  header       BLOB    NOT NULL,
  tombstone    INTEGER,          -- seq in record of what says that the content was erased
  salt         BLOB,
  key_id       TEXT,
  wrapped      BLOB,
  data         BLOB,             -- NULL where there is no content
  CHECK ((entity IS NULL) = (version IS NULL)),
  CHECK (data IS NOT NULL OR (salt IS NULL AND key_id IS NULL AND wrapped IS NULL))
) STRICT;

-- Records that are no revisions, by kind.
CREATE INDEX access_kind ON access (kind, id) WHERE entity IS NULL;

-- What rows are found by: of entities, that of the newest revision.
CREATE TABLE access_index (
  seq    INTEGER NOT NULL,
  name   TEXT    NOT NULL,
  number INTEGER NOT NULL CHECK (number = (typeof(value) = 'integer')),
  value  ANY     NOT NULL CHECK (typeof(value) IN ('integer', 'text')),
  kind   TEXT    NOT NULL, -- of the entry
  key    TEXT    NOT NULL, -- the id of the entity, or that of the record where it is no revision
  PRIMARY KEY (seq, name, number, value)
) STRICT, WITHOUT ROWID;

CREATE INDEX access_index_value ON access_index (kind, name, number, value, key);

CREATE TABLE tile (
  log    INTEGER NOT NULL,
  level  INTEGER NOT NULL,
  place  INTEGER NOT NULL,
  hashes BLOB    NOT NULL CHECK (length(hashes) = 8192),
  PRIMARY KEY (log, level, place)
) STRICT;

CREATE TABLE checkpoint (
  log  INTEGER NOT NULL,
  size INTEGER NOT NULL,
  note BLOB    NOT NULL,
  PRIMARY KEY (log, size)
) STRICT, WITHOUT ROWID;

INSERT INTO head (log, epoch, size, root) VALUES
  (1, 1, 0, x'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'),
  (2, 1, 0, x'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');

-- +goose StatementBegin
CREATE TRIGGER head_stays BEFORE DELETE ON head
BEGIN SELECT RAISE(ABORT, 'a log is never taken away'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER head_grows BEFORE UPDATE ON head
WHEN NEW.log <> OLD.log OR NEW.size < OLD.size OR NEW.epoch < OLD.epoch
BEGIN SELECT RAISE(ABORT, 'a log never goes back'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER record_stays BEFORE DELETE ON record
BEGIN SELECT RAISE(ABORT, 'an entry is never taken away'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER record_unchanged BEFORE UPDATE OF seq, id, kind, entity, version, deleted, level, compartments, header ON record
BEGIN SELECT RAISE(ABORT, 'an entry never changes'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER record_erased BEFORE UPDATE OF tombstone, salt, data ON record
WHEN OLD.tombstone IS NOT NULL OR NEW.data IS NOT NULL OR NOT EXISTS (SELECT 1 FROM record WHERE seq = NEW.tombstone)
BEGIN SELECT RAISE(ABORT, 'content is erased once, and only together with the record that says so'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER record_wrapped BEFORE UPDATE OF key_id, wrapped ON record
WHEN (OLD.key_id IS NULL OR NEW.key_id IS NULL OR NEW.wrapped IS NULL) AND NEW.data IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'only the key of sealed content is wrapped anew'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER access_stays BEFORE DELETE ON access
BEGIN SELECT RAISE(ABORT, 'an entry is never taken away'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER access_unchanged BEFORE UPDATE OF seq, id, kind, entity, version, deleted, level, compartments, header ON access
BEGIN SELECT RAISE(ABORT, 'an entry never changes'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER access_erased BEFORE UPDATE OF tombstone, salt, data ON access
WHEN OLD.tombstone IS NOT NULL OR NEW.data IS NOT NULL OR NOT EXISTS (SELECT 1 FROM record WHERE seq = NEW.tombstone)
BEGIN SELECT RAISE(ABORT, 'content is erased once, and only together with the record that says so'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER access_wrapped BEFORE UPDATE OF key_id, wrapped ON access
WHEN (OLD.key_id IS NULL OR NEW.key_id IS NULL OR NEW.wrapped IS NULL) AND NEW.data IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'only the key of sealed content is wrapped anew'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER tile_stays BEFORE DELETE ON tile
BEGIN SELECT RAISE(ABORT, 'a tile is never taken away'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER tile_unchanged BEFORE UPDATE ON tile
BEGIN SELECT RAISE(ABORT, 'a tile never changes'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER checkpoint_stays BEFORE DELETE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint is never taken away'); END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER checkpoint_unchanged BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'a checkpoint never changes'); END;
-- +goose StatementEnd
