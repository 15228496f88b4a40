-- Objects that belong to a backup, each with when it last began to change: a number that only grows.
CREATE TABLE kept (
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (kind, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_by_seq ON kept (seq);
