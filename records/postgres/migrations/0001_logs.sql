-- The two logs of an archive, and what is looked up in them. The header is what was hashed;
-- columns repeat of it what queries look for, and no more.
--
-- Names stand without a schema: what runs this sets search_path. Triggers refuse what is never
-- right, against mistakes: whoever owns the tables can drop them, and is found by the auditor,
-- not by them.

-- +goose Up
CREATE TABLE store (
  program text   NOT NULL PRIMARY KEY CHECK (program = 'iso28000'),
  version bigint NOT NULL -- of these tables: each migration sets its own number
);

INSERT INTO store (program, version) VALUES ('iso28000', 1);

-- Two rows that every commit moves on: free room keeps them in one page.
CREATE TABLE head (
  log   smallint NOT NULL PRIMARY KEY CHECK (log IN (1, 2)), -- 1 records, 2 access
  epoch bigint   NOT NULL CHECK (epoch >= 1),
  size  bigint   NOT NULL CHECK (size >= 0),
  root  bytea    NOT NULL CHECK (length(root) = 32)
) WITH (fillfactor = 20);

-- The entries of both logs stand in one table, so that one constraint holds that no id is
-- taken twice.
CREATE TABLE record (
  log          smallint NOT NULL,
  seq          bigint   NOT NULL,
  id           text     COLLATE "C" NOT NULL,
  kind         text     COLLATE "C" NOT NULL,
  entity       text     COLLATE "C", -- NULL where it is no revision of an entity
  version      bigint,               -- of the entity
  deleted      boolean  NOT NULL,
  level        bigint   NOT NULL,
  compartments text[]   COLLATE "C", -- NULL where there are none
  header       bytea    NOT NULL,
  tombstone    bigint,               -- seq in the log of records of what says that the content was erased
  salt         bytea,
  key_id       text     COLLATE "C",
  wrapped      bytea,
  data         bytea,                -- NULL where there is no content
  CONSTRAINT record_place PRIMARY KEY (log, seq),
  CONSTRAINT record_id UNIQUE (id),
  CHECK ( -- one, which costs less than several
    log IN (1, 2) AND seq >= 0 AND (entity IS NULL) = (version IS NULL) AND (entity IS NULL OR log = 1)
    AND (data IS NOT NULL OR (salt IS NULL AND key_id IS NULL AND wrapped IS NULL))
  )
);

-- The revisions of an entity by seq, which is also the order of their versions.
CREATE INDEX record_revision ON record (kind, entity, seq) WHERE entity IS NOT NULL;

-- Records that are no revisions, by kind.
CREATE INDEX record_kind ON record (log, kind, id) WHERE entity IS NULL;

-- The newest revision of each entity.
CREATE TABLE entity (
  kind    text   COLLATE "C" NOT NULL,
  id      text   COLLATE "C" NOT NULL,
  seq     bigint NOT NULL,
  version bigint NOT NULL,
  PRIMARY KEY (kind, id)
) WITH (fillfactor = 80);

-- What rows are found by: of entities, that of the newest revision.
CREATE TABLE record_index (
  log    smallint NOT NULL,
  seq    bigint   NOT NULL,
  name   text     COLLATE "C" NOT NULL,
  number boolean  NOT NULL,             -- whether the value is int; else it is text
  text   text     COLLATE "C" NOT NULL, -- empty where number
  int    bigint   NOT NULL,             -- 0 where not number
  kind   text     COLLATE "C" NOT NULL, -- of the entry
  key    text     COLLATE "C" NOT NULL, -- the id of the entity, or that of the record where it is no revision
  PRIMARY KEY (log, seq, name, number, text, int),
  CHECK (CASE WHEN number THEN text = '' ELSE int = 0 END)
);

CREATE INDEX record_index_value ON record_index (log, kind, name, number, int, text, key);

CREATE TABLE tile (
  log    smallint NOT NULL,
  level  smallint NOT NULL,
  place  bigint   NOT NULL,
  hashes bytea    NOT NULL CHECK (length(hashes) = 8192),
  PRIMARY KEY (log, level, place)
);

CREATE TABLE checkpoint (
  log  smallint NOT NULL,
  size bigint   NOT NULL,
  note bytea    NOT NULL,
  PRIMARY KEY (log, size)
);

INSERT INTO head (log, epoch, size, root) VALUES
  (1, 1, 0, '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'),
  (2, 1, 0, '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');

-- +goose StatementBegin
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what stands in the table % is never changed or taken away', TG_TABLE_NAME USING ERRCODE = '23001';
END
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION refuse_return() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.log <> OLD.log OR NEW.size < OLD.size OR NEW.epoch < OLD.epoch THEN
    RAISE EXCEPTION 'a log never goes back' USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION refuse_alteration() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.log, NEW.seq, NEW.id, NEW.kind, NEW.entity, NEW.version, NEW.deleted, NEW.level, NEW.compartments, NEW.header)
    IS DISTINCT FROM
    (OLD.log, OLD.seq, OLD.id, OLD.kind, OLD.entity, OLD.version, OLD.deleted, OLD.level, OLD.compartments, OLD.header)
  THEN
    RAISE EXCEPTION 'an entry never changes' USING ERRCODE = '23001';
  END IF;
  IF (NEW.tombstone, NEW.salt, NEW.data) IS DISTINCT FROM (OLD.tombstone, OLD.salt, OLD.data)
    AND (OLD.tombstone IS NOT NULL OR NEW.data IS NOT NULL
      OR NOT EXISTS (SELECT 1 FROM record r WHERE r.log = 1 AND r.seq = NEW.tombstone))
  THEN
    RAISE EXCEPTION 'content is erased once, and only together with the record that says so' USING ERRCODE = '23001';
  END IF;
  IF (NEW.key_id, NEW.wrapped) IS DISTINCT FROM (OLD.key_id, OLD.wrapped) AND NEW.data IS NOT NULL
    AND (OLD.key_id IS NULL OR NEW.key_id IS NULL OR NEW.wrapped IS NULL)
  THEN
    RAISE EXCEPTION 'only the key of sealed content is wrapped anew' USING ERRCODE = '23001';
  END IF;
  RETURN NEW;
END
$$;
-- +goose StatementEnd

CREATE TRIGGER head_grows BEFORE UPDATE ON head FOR EACH ROW EXECUTE FUNCTION refuse_return();
CREATE TRIGGER head_stays BEFORE DELETE ON head FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER head_whole BEFORE TRUNCATE ON head FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER record_unchanged BEFORE UPDATE ON record FOR EACH ROW EXECUTE FUNCTION refuse_alteration();
CREATE TRIGGER record_stays BEFORE DELETE ON record FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER record_whole BEFORE TRUNCATE ON record FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tile_stays BEFORE UPDATE OR DELETE ON tile FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER tile_whole BEFORE TRUNCATE ON tile FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER checkpoint_stays BEFORE UPDATE OR DELETE ON checkpoint FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER checkpoint_whole BEFORE TRUNCATE ON checkpoint FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
