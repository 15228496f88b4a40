-- One register's order: what was delivered, the hashes of its tree, and what is still to be published.
CREATE TABLE log (
  position INTEGER PRIMARY KEY,
  record TEXT NOT NULL,
  seq INTEGER NOT NULL,
  leaf TEXT NOT NULL,
  leaf_hash TEXT NOT NULL,
  UNIQUE (record, seq)
) STRICT;

-- Hashes of complete subtrees, by stored-hash index.
CREATE TABLE hashes (
  n INTEGER PRIMARY KEY,
  hash BLOB NOT NULL
) STRICT;

-- The newest snapshot of each record that the read model does not have yet.
CREATE TABLE unpublished (
  record TEXT PRIMARY KEY,
  snapshot TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE published (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  size INTEGER NOT NULL,
  checkpoint TEXT NOT NULL
) STRICT;
