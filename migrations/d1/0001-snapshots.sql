-- The read model of all registers: open fields to show, blind indexes to find by, words to search. Never the truth.
CREATE TABLE snapshots (
  n INTEGER PRIMARY KEY,
  register TEXT NOT NULL,
  id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  effective_from TEXT NOT NULL,
  caption TEXT NOT NULL,
  open TEXT NOT NULL,
  UNIQUE (register, id)
) STRICT;

CREATE TABLE exact (
  register TEXT NOT NULL,
  field TEXT NOT NULL,
  blind TEXT NOT NULL,
  id TEXT NOT NULL,
  PRIMARY KEY (register, field, blind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX exact_by_record ON exact (register, id);

-- rowid = snapshots.n; no column may have the name of the table, which FTS5 takes for itself.
CREATE VIRTUAL TABLE words USING fts5 (register, body, tokenize = 'unicode61 remove_diacritics 2');
